#pragma once

#include "base/Clock.h"
#include "mailbox/MailboxStore.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

class Vault;

/// The person's mailboxes: the rows in the database and their passwords in the vault.
class Mailboxes : public QObject
{
    Q_OBJECT

public:
    Mailboxes(Database &database, Vault &vault, MailTransport &transport, const Clock &clock,
              QObject *parent = nullptr);

    Task<Result<QList<Mailbox>>> list();
    /// ErrorKind::NotFound when it is not there or was removed.
    Task<Result<Mailbox>> mailbox(MailboxId id);
    /// Checks the settings (ErrorKind::Invalid says which is wrong), then keeps both. Asks no server: see probe().
    Task<Result<MailboxId>> add(Mailbox settings, QString password);
    /// An empty password keeps the one there is.
    Task<Result<>> change(Mailbox settings, QString password);
    /// Forgets the password. Mails already sent keep their mailbox's name.
    Task<Result<>> remove(MailboxId id);
    /// The reason is a sentence for the person. An empty one lets the mailbox send again.
    Task<Result<>> pause(MailboxId id, QString reason);
    Task<Result<>> resume(MailboxId id);
    Task<Result<>> noteSuccess(MailboxId id);

    /// Connects, secures and signs in with these settings; sends nothing and keeps nothing. With an empty password and
    /// the id of a kept mailbox its kept password is used.
    Task<Result<>> probe(Mailbox settings, QString password, std::stop_token stop = {});
    /// What the transport needs to send from this mailbox. ErrorKind::SignedOut: the password is missing.
    Task<Result<MailAccount>> account(MailboxId id);

Q_SIGNALS:
    /// A mailbox was added, changed, removed, paused or resumed.
    void changed();

private:
    static QString secretName(MailboxId id);
    Result<> check(const Mailbox &settings) const;

    Database &m_database;
    Vault &m_vault;
    MailTransport &m_transport;
    const Clock &m_clock;
    MailboxStore m_store;
};

} // namespace AlwaysLeads
