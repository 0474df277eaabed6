#pragma once

#include "mail/RemoteMail.h"
#include "outbox/Send.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// The SQL of what services with an API call our mails.
class RemoteIdStore
{
public:
    /// What is empty stays as it was.
    Result<> put(Connection &connection, SendId send, const RemoteMail &mail) const;
    /// The conversation, in this mailbox, of the latest sent mail that has one of these Message-IDs: ours or what the
    /// service put in its place, in the draft or when it left, without brackets. Empty: none is known.
    Result<QString> conversationOf(Connection &connection, MailboxId mailbox, const QStringList &messageIds) const;
    /// What earlier tries left.
    struct Trace
    {
        QString draftMessageId; ///< what a service gave its draft in place of ours, with angle brackets; empty: none
        QDateTime mayHaveLeftAt; ///< when the last try began whose outcome was not known; invalid: there was none
    };
    Result<Trace> traceOf(Connection &connection, SendId send) const;
};

} // namespace AlwaysLeads
