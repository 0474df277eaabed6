#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace AlwaysLeads {

/// A person as the search shows them: the last name shortened, no address.
struct ApolloPerson
{
    QString id;
    QString firstName;
    QString lastName; ///< "Bu***n"
    QString title;
    QString company;
    bool hasEmail = false;
    bool hasCity = false;
    bool hasPhone = false;
    QDateTime refreshedAt;

    bool operator==(const ApolloPerson &) const = default;
};

struct ApolloPage
{
    qint64 total = 0; ///< of the whole search
    QList<ApolloPerson> people;

    static Result<ApolloPage> fromJson(const QJsonObject &body);
};

/// What revealing gave of one person.
struct ApolloMatch
{
    QString id;
    QString firstName;
    QString lastName;
    QString title;
    QString email; ///< empty: none
    QString emailStatus; ///< Apollo's word
    QString linkedIn;
    QString city;
    QString country;
    QString company;
    QString companyDomain;
    QString companyWebsite;
    QString companyIndustry;
    QString companyCity;
    QString companyCountry;
    std::optional<qint64> companySize;

    QJsonObject toJson() const;
    static ApolloMatch fromJson(const QJsonObject &person);
    bool operator==(const ApolloMatch &) const = default;
};

/// The answer to revealing several people at once: matches[i] belongs to the i-th that was asked for.
struct ApolloReveal
{
    QList<std::optional<ApolloMatch>> matches;
    /// In thousandths of a credit, since plans exist that charge parts of one; nothing when the answer does not say.
    std::optional<qint64> creditMillis;
    std::optional<qint64> requestId; ///< all 64 bits, may be negative

    /// `asked` are the ids in the order of the request.
    static Result<ApolloReveal> fromJson(const QJsonObject &body, const QStringList &asked);
    QJsonObject toJson() const;
    static ApolloReveal fromStored(const QJsonObject &json);
    bool operator==(const ApolloReveal &) const = default;
};

/// What is left to spend, as far as the key may ask.
struct ApolloCredits
{
    qint64 left = 0;
    qint64 limit = 0; ///< 0: not known
    QDateTime cycleEndsAt; ///< invalid: not known

    static std::optional<ApolloCredits> fromUsage(const QJsonObject &body);
    static std::optional<ApolloCredits> fromProfile(const QJsonObject &body);
    bool operator==(const ApolloCredits &) const = default;
};

} // namespace AlwaysLeads
