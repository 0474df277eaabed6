#pragma once

#include "base/Task.h"
#include "mailbox/MailboxHealth.h"
#include "settings/SettingsSection.h"

namespace AlwaysLeads {

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
    void enter() override;

private:
    void show(const QList<Mailbox> &mailboxes, const QList<MailboxHealth> &health);
    void add();
    void openForm(const Mailbox &mailbox);
    void reconnect(const Mailbox &mailbox);
    void settle(Task<Result<>> task);
    void remove(const Mailbox &mailbox);
    void disconnectNow(const Mailbox &mailbox);

    Mailboxes &m_mailboxes;
    MailboxSignIn *m_signIn = nullptr;
    Shell &m_shell;
    QVBoxLayout *m_cards;
    QList<Mailbox> m_listed; ///< as read last; shown once their health is known
};

} // namespace AlwaysLeads
