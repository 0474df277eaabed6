#pragma once

#include "base/Task.h"
#include "mailbox/Mailbox.h"
#include "settings/SettingsSection.h"

namespace AlwaysLeads {

class Mailboxes;
class Shell;

/// The mailboxes mail is sent from, their health, and the way to add one.
class MailboxesSection : public SettingsSection
{
    Q_OBJECT
public:
    MailboxesSection(Mailboxes &mailboxes, Shell &shell, QWidget *parent = nullptr);

    void enter() override;

private:
    void show(const QList<Mailbox> &mailboxes);
    QWidget *cardOf(const Mailbox &mailbox);
    void remove(const Mailbox &mailbox);
    void openForm(const Mailbox &mailbox);
    void settle(Task<Result<>> task);

    Mailboxes &m_mailboxes;
    Shell &m_shell;
    QVBoxLayout *m_cards;
};

} // namespace AlwaysLeads
