#pragma once

#include "mailbox/Mailbox.h"
#include "outbox/Send.h"
#include "sending/SendLine.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

class RecipientPlaces;

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
    /// What all().dueAt() says, but of each mailbox only so much is read as its next mail needs: it costs the same
    /// however many wait behind that one.
    Result<SendLine::Due> due(Connection &connection, const QSet<MailboxId> &busy,
                              const QHash<MailboxId, QDateTime> &notBefore, const QDateTime &now) const;
    /// These, also those a person holds.
    Result<QList<QueuedMail>> evenHeld(Connection &connection, const QList<SendId> &ids, const QDateTime &now) const;
    /// This one of that mailbox alone, with what the mailbox and the company had.
    Result<SendLine> only(Connection &connection, SendId id, const Mailbox &mailbox, const QDateTime &now) const;

    /// The mailboxes and what they did, without any mail.
    Result<SendLine> lanes(Connection &connection, const QDateTime &now) const;

    /// How the ledger calls what holds a mail back.
    static SendReason reasonOf(SlotReason reason);

private:
    class Heads;
    static QString notHeld();
    Result<SendLine> paces(Connection &connection, const QList<Mailbox> &mailboxes, const QDateTime &now) const;
    Result<> readPast(Connection &connection, SendPace &pace, MailboxId mailbox, Moment now) const;
    static Result<> readCompanies(Connection &connection, SendLine &line, const QDateTime &now);
    static Result<> readCompany(Connection &connection, SendLine &line, CompanyId company, const QDateTime &now);
    static Result<> addMails(Connection &connection, SendLine &line, const QString &where, const QVariantList &values);
    /// Begins to read mails that wait for a time; mailAt() takes what it stands on.
    static Result<Query> ask(Connection &connection, const QString &index, const QString &where,
                             const QVariantList &values);
    static QueuedMail mailAt(const Query &row, RecipientPlaces &recipients);

    SendPolicy m_policy;
};

} // namespace AlwaysLeads
