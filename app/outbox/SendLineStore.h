#pragma once

#include "outbox/Send.h"
#include "sending/SendLine.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Reads the queue and what the mailboxes did lately into a SendLine, which then says who leaves when. Runs on a
/// database thread.
class SendLineStore
{
public:
    explicit SendLineStore(SendPolicy policy)
        : m_policy(std::move(policy))
    {
    }

    /// All mails that wait for a time: not held, their campaign running, their mailbox not paused.
    Result<SendLine> all(Connection &connection, const QDateTime &now) const;
    /// Enough of them to know whose turn it is now.
    Result<SendLine> heads(Connection &connection, const QDateTime &now) const;
    /// These, also those a person holds.
    Result<QList<QueuedMail>> evenHeld(Connection &connection, const QList<SendId> &ids, const QDateTime &now) const;
    /// This one alone.
    Result<SendLine> only(Connection &connection, SendId id, const QDateTime &now) const;

    /// The mailboxes and what they did, without any mail.
    Result<SendLine> lanes(Connection &connection, const QDateTime &now) const;

    /// How the ledger calls what holds a mail back.
    static SendReason reasonOf(SlotReason reason);

private:
    Result<> readPast(Connection &connection, SendPace &pace, MailboxId mailbox, Moment now) const;
    Result<> readCompanies(Connection &connection, SendLine &line, const QDateTime &now) const;
    Result<> addMails(Connection &connection, SendLine &line, const QString &where, const QVariantList &values,
                      const QString &order) const;

    SendPolicy m_policy;
};

} // namespace AlwaysLeads
