#pragma once

#include "base/LiveQuery.h"
#include "mailbox/Mailbox.h"
#include "onboarding/OnboardingStep.h"

class QBoxLayout;

namespace AlwaysLeads {

class Banner;
class Label;
class DomainCheck;
class MailAutoConfig;
class MailProbe;
class MailboxChecks;
class MailboxSignIn;
class Mailboxes;
class PermissionPoints;
class Shell;

/// Which mailbox the mails leave from: the person chooses where it is, the sheets of the settings do the rest.
class MailboxStep : public OnboardingStep
{
    Q_OBJECT
public:
    /// `autoConfig` may be null.
    MailboxStep(Mailboxes &mailboxes, MailboxSignIn &signIn, MailAutoConfig *autoConfig, Shell &shell,
                QWidget *parent = nullptr);

    /// A mailbox that was just connected is offered a test mail to itself; where that points to the DNS, its records.
    void enableChecks(DomainCheck &domainCheck, MailProbe &probe);
    void enter() override;
    QString proceedText() const override;
    bool proceed() override;
    QWidget *firstField() override;
    /// How many there are, as read last.
    qsizetype count() const { return m_addresses.size(); }

Q_SIGNALS:
    void counted();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *cards();
    void choose(Mailbox::Kind kind);
    void connectService();
    void openForm();
    void show(const QList<Mailbox> &mailboxes);
    void arrange();

    Mailboxes &m_mailboxes;
    MailboxSignIn &m_signIn;
    MailAutoConfig *m_autoConfig;
    Shell &m_shell;
    MailboxChecks *m_checks;
    Mailbox::Kind m_kind = Mailbox::Kind::Google;
    QStringList m_addresses;
    QBoxLayout *m_cards = nullptr;
    QWidget *m_first = nullptr;
    PermissionPoints *m_points;
    QWidget *m_connected;
    Label *m_connectedText;
    LiveQuery<QList<Mailbox>> m_reading;
};

} // namespace AlwaysLeads
