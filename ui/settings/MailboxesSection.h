#pragma once

#include "base/LiveQuery.h"
#include "base/Task.h"
#include "mailbox/MailboxHealth.h"
#include "settings/SettingsSection.h"

namespace AlwaysLeads {

class DomainCheck;
class MailAutoConfig;
class MailProbe;
class MailboxChecks;
class MailboxSettingsCard;
class MailboxSignIn;
class Mailboxes;
class Shell;

/// The mailboxes a person sends from: whether each works, what mends it, connect, change, disconnect.
class MailboxesSection : public SettingsSection
{
    Q_OBJECT
public:
    MailboxesSection(Mailboxes &mailboxes, Shell &shell, QWidget *parent = nullptr);

    /// Lets mailboxes at Microsoft and Google be connected; without it a mailbox is added by its servers.
    void enableSignIn(MailboxSignIn &signIn);
    /// Lets the servers of an address be found; without it they are guessed.
    void enableServerSearch(MailAutoConfig &autoConfig);
    /// Lets what the DNS says about a sender's domain be looked at.
    void enableDomainCheck(DomainCheck &check);
    /// Lets a mailbox send a test mail to itself; offered once it is connected or kept.
    void enableProbe(MailProbe &probe);
    void enter() override;
    /// Opens the way to sign in again, where that is what this mailbox needs.
    void offerReconnect(MailboxId id);

private:
    void show(const QList<Mailbox> &mailboxes, const QList<MailboxHealth> &health);
    void add();
    void openForm(const Mailbox &mailbox);
    void reconnect(const Mailbox &mailbox);
    /// Signs in again, with the right to read.
    void readReplies(const Mailbox &mailbox);
    void settle(Task<Result<>> task);
    void remove(const Mailbox &mailbox);
    void disconnectNow(const Mailbox &mailbox);
    void addChecks(MailboxSettingsCard *card, const Mailbox &mailbox);

    Mailboxes &m_mailboxes;
    MailboxSignIn *m_signIn = nullptr;
    MailAutoConfig *m_autoConfig = nullptr;
    Shell &m_shell;
    MailboxChecks *m_checks;
    QVBoxLayout *m_cards;
    QList<Mailbox> m_listed; ///< as read last; shown once their health is known
    LiveQuery<QList<Mailbox>> m_reading;
    LiveQuery<QList<MailboxHealth>> m_readingHealth;
};

} // namespace AlwaysLeads
