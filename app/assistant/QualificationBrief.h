#pragma once

#include "assistant/MailBrief.h"

#include <QDateTime>

#include <optional>

namespace AlwaysLeads {

/// Whom the person looks for, in their own words from Settings.
struct IdealCustomer
{
    QString titles;
    QString companies;
    QString places;

    bool operator==(const IdealCustomer &) const = default;
};

/// All that Claude is told to judge one lead. Names, addresses and phone numbers are never among the facts: they say
/// nothing about the fit.
struct QualificationBrief
{
    MailAuthor business;
    IdealCustomer ideal;
    QList<KnownFact> facts; ///< values that are not empty, each name once

    bool operator==(const QualificationBrief &) const = default;
};

enum class QualificationVerdict { Good, Maybe, No };
QString toWord(QualificationVerdict verdict);
std::optional<QualificationVerdict> verdictFromWord(const QString &word);
/// "Good fit".
QString shown(QualificationVerdict verdict);

struct QualificationReason
{
    QString field; ///< the fact it rests on, as Claude named it
    QString text;
    bool speaksFor = true;
    bool holds = true; ///< false: nothing of that name was known, so it counts for nothing

    bool operator==(const QualificationReason &) const = default;
};

/// What Claude says of one lead, checked.
struct QualifiedLead
{
    int score = 0; ///< 0 to 100
    QualificationVerdict verdict = QualificationVerdict::Maybe;
    QList<QualificationReason> reasons; ///< those that hold first
    QString model;
    qint64 costMicros = 0;
    QDateTime at;

    bool operator==(const QualifiedLead &) const = default;
};

} // namespace AlwaysLeads
