#pragma once

#include "outbox/Send.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// A mail that left through a service with an API, and what that calls it.
struct HandedSend
{
    SendId send;
    MailboxId mailbox;
    QString remoteId;

    bool operator==(const HandedSend &) const = default;
};

/// The SQL of the Message-IDs that mails really have.
class KeptIdStore
{
public:
    /// Those that left after `since` and were not asked for, the latest first; at most `most`.
    Result<QList<HandedSend>> due(Connection &connection, const QDateTime &since, int most) const;
    /// Without angle brackets. Equal to ours where the service kept it.
    Result<> put(Connection &connection, SendId send, const QString &messageId) const;
};

} // namespace AlwaysLeads
