#pragma once

#include "mailbox/MailboxHealth.h"
#include "widgets/SheetFrame.h"

class QHBoxLayout;
class QVBoxLayout;

namespace AlwaysLeads {

class Button;
class Label;

/// One mailbox in Settings: whether it works, what is wrong, and the button that mends it.
class MailboxSettingsCard : public Card
{
    Q_OBJECT

public:
    MailboxSettingsCard(const Mailbox &mailbox, const MailboxHealth &health, QWidget *parent = nullptr);

    /// A button for a test mail to itself, and one for the records of its domain.
    void offerTest();
    void offerDomainCheck();
    /// What came of the last test mail, in one sentence; `isTrouble`: not all was well.
    void showTest(const QString &sentence, bool isTrouble);

Q_SIGNALS:
    void reconnectRequested();
    void resumeRequested();
    void changeRequested();
    void removeRequested();
    void testRequested();
    /// It only sends; replies shall be read too.
    void readingRequested();
    void domainCheckRequested();

private:
    Button *add(QHBoxLayout *line, Button *button, const QString &name, const QString &spoken);
    QString facts(const Mailbox &mailbox, const MailboxHealth &health) const;
    /// Where it signs in, and how old that is.
    QString signInOf(const QString &service, const MailboxHealth &health) const;

    QHBoxLayout *checksLine();
    void addSendOnly();

    Mailbox m_mailbox;
    QVBoxLayout *m_lines;
    QHBoxLayout *m_checks = nullptr; ///< the buttons below; null: there is none yet
    Label *m_test = nullptr;
};

} // namespace AlwaysLeads
