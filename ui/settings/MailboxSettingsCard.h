#pragma once

#include "mailbox/MailboxHealth.h"
#include "widgets/SheetFrame.h"

class QHBoxLayout;

namespace AlwaysLeads {

class Button;

/// One mailbox in Settings: whether it works, what is wrong, and the button that mends it.
class MailboxSettingsCard : public Card
{
    Q_OBJECT

public:
    MailboxSettingsCard(const Mailbox &mailbox, const MailboxHealth &health, QWidget *parent = nullptr);

Q_SIGNALS:
    void reconnectRequested();
    void resumeRequested();
    void changeRequested();
    void removeRequested();

private:
    Button *add(QHBoxLayout *line, Button *button, const QString &name, const QString &spoken);
    QString facts(const Mailbox &mailbox, const MailboxHealth &health) const;

    Mailbox m_mailbox;
};

} // namespace AlwaysLeads
