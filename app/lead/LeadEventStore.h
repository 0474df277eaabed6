#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// What can happen to a person. The word in the database is that of toWord().
enum class LeadEventKind {
    Enrolled, ///< put into a campaign
    DraftWritten,
    Approved,
    Sent,
    Refused, ///< their server said no
    Unknown, ///< a mail may have left
    OptedOut,
    Status, ///< changed by hand
    Score,
    Note,
    Merged,
    Revealed,
    Imported,
    Replied,
    Bounced, ///< a mail came back
    Meeting, ///< one was agreed on
    Called,
};
/// "draft written"
QString toWord(LeadEventKind kind);
std::optional<LeadEventKind> leadEventKindFromWord(const QString &word);

struct LeadEvent
{
    qint64 id = 0;
    LeadId lead;
    QDateTime at;
    LeadEventKind kind = LeadEventKind::Status;
    QString detail; ///< a few words for people, such as the campaign's name

    bool operator==(const LeadEvent &) const = default;
};

/// The rows of lead_event: every noun that does something to a person writes it down here, in its own transaction.
class LeadEventStore
{
public:
    Result<> append(Connection &connection, LeadId lead, LeadEventKind kind, const QString &detail,
                    const QDateTime &at) const;
    /// The same for many.
    Result<> append(Connection &connection, const QList<LeadId> &leads, LeadEventKind kind, const QString &detail,
                    const QDateTime &at) const;
    /// Newest first.
    Result<QList<LeadEvent>> of(Connection &connection, LeadId lead, int most) const;
    Result<qint64> count(Connection &connection, LeadId lead) const;
    /// What was written down by mistake. False when it is not there.
    Result<bool> remove(Connection &connection, LeadId lead, LeadEventKind kind, const QDateTime &at) const;
    /// They happened to the same person.
    Result<> moveTo(Connection &connection, LeadId kept, LeadId from) const;
};

} // namespace AlwaysLeads
