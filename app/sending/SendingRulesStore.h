#pragma once

#include "sending/SendingRules.h"

#include "mailbox/Mailbox.h"
#include "storage/Connection.h"

#include <QCoreApplication>
#include <QHash>

namespace AlwaysLeads {

/// The SQL of the tables mailbox_rules, holiday and holiday_country, and of what the Sender remembers of itself. Every
/// method runs on a database thread, inside its caller's transaction.
class SendingRulesStore
{
    Q_DECLARE_TR_FUNCTIONS(SendingRulesStore)
public:
    /// Of every mailbox that has some; the others have SendingRules().
    Result<QHash<MailboxId, SendingRules>> all(Connection &connection) const;
    Result<SendingRules> find(Connection &connection, MailboxId mailbox) const;
    Result<> put(Connection &connection, MailboxId mailbox, const SendingRules &rules) const;

    Result<HolidayChoice> holidays(Connection &connection) const;
    Result<> putHolidays(Connection &connection, const HolidayChoice &choice) const;

    /// When the Sender last looked at the queue; invalid: never.
    Result<QDateTime> lookedAt(Connection &connection) const;
    Result<> putLookedAt(Connection &connection, const QDateTime &at) const;

    /// The computer that sends for this profile; empty: none yet.
    Result<QString> computer(Connection &connection) const;
    Result<> putComputer(Connection &connection, const QString &computer) const;

    /// Sending mailboxes of which a mail came back lately, because its address is dead.
    Result<QList<MailboxId>> withReturns(Connection &connection, const QDateTime &now) const;
    /// Why this mailbox should pause: too many of its latest mails went to addresses that do not exist, as the server
    /// said at once or a mail later. Empty: it need not.
    Result<QString> tooManyRefusals(Connection &connection, MailboxId mailbox, const QDateTime &now) const;
    /// The same. When it says so, the count begins anew.
    Result<QString> refusalsToPauseFor(Connection &connection, MailboxId mailbox, const QDateTime &now) const;
};

} // namespace AlwaysLeads
