#pragma once

#include "outbox/SendLedger.h"

namespace AlwaysLeads {

/// What is known of looking for one mail among the sent ones.
struct SentLook
{
    SendId send;
    QDateTime since; ///< when the mail became what it is looked for as; a look of before is void
    QDateTime lookedAt; ///< the last look that came to an answer; invalid: none yet
    QDateTime nextAt; ///< invalid: not again on our own
    int failures = 0; ///< tries in a row that came to none
    QString problem; ///< why the last try came to none; empty: it came to one
    bool stillDraft = false; ///< the last answer: it lies there and was not sent

    bool operator==(const SentLook &) const = default;
};

/// A mail that is looked for, and what is known of that.
struct SentTask
{
    Send send;
    SentLook look;

    bool operator==(const SentTask &) const = default;
};

/// The SQL of looking into folders of sent mails.
class SentLookStore
{
public:
    /// Mails of which nobody knows whether they left. Without a look yet: it is due `first` after that became so.
    Result<QList<SentTask>> unknown(Connection &connection, std::chrono::milliseconds first) const;
    /// Sent mails whose copy is not yet known to be there. The same.
    Result<QList<SentTask>> copiesDue(Connection &connection, std::chrono::milliseconds first) const;
    Result<> put(Connection &connection, const SentLook &look) const;
    /// The mailbox was mended, perhaps: those that a problem stopped are due now, where it is not
    /// paused.
    Result<> retryStopped(Connection &connection, const QDateTime &now) const;

    Result<> copyIsThere(Connection &connection, SendId id) const;
    /// Notes why in the mail's story.
    Result<> giveUpCopy(Connection &connection, SendId id, const QString &why, const QDateTime &now) const;
    Result<> forget(Connection &connection, SendId id) const;

private:
    Result<QList<SentTask>> tasks(Connection &connection, const QString &where, std::chrono::milliseconds first) const;

    SendLedger m_ledger;
};

} // namespace AlwaysLeads
