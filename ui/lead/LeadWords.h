#pragma once

#include "lead/LeadSearch.h"
#include "widgets/ChipLook.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// How leads are spoken of on the screen.
struct LeadWords
{
    Q_DECLARE_TR_FUNCTIONS(LeadWords)
public:
    static ChipLook chip(LeadStatus status);
    /// Who must not be written to is marked so, whatever else is known of them.
    static ChipLook chip(const LeadSummary &lead);
    static AddressState addressState(EmailState state);
    /// "1,232"
    static QString number(qint64 number);
    /// "4 people"
    static QString people(qint64 number);
    /// "Just now", "12 min ago", "2 h ago", "Yesterday", "20 Nov", "20 Nov 2025"; "—" for an invalid time.
    static QString ago(const QDateTime &when, const QDateTime &now);
    /// The same behind other words: "just now", "yesterday".
    static QString agoWithin(const QDateTime &when, const QDateTime &now);
    /// With day, time and zone, for tooltips. Empty for an invalid time.
    static QString fullTime(const QDateTime &when);
    static QString sortName(LeadSort sort);
    /// A stored value of a field as a person reads it.
    static QString value(const LeadField &field, const QString &stored);
    /// The name, or the address where there is none.
    static QString nameOf(const LeadSummary &lead);
    /// How much longer a deleted person can be brought back: "12 days left", "Last day". Empty for who is not deleted,
    /// and for who is still kept after that because of the mails that went to them.
    static QString daysLeft(const LeadSummary &lead, const QDateTime &now);
    /// What stands below the name: the title, and before it how long a deleted person is kept.
    static QString titleOf(const LeadSummary &lead, const QDateTime &now);
    /// A row as a screen reader says it.
    static QString spoken(const LeadSummary &lead, const QDateTime &now);
};

} // namespace AlwaysLeads
