#pragma once

#include "mailbox/ProbeSheet.h"

#include <QObject>

namespace AlwaysLeads {

class DomainCheck;
class MailProbe;
class Mailboxes;
class Shell;

/// Opens the sheets that look at a mailbox: a test mail to itself, and what the DNS says about its domain.
class MailboxChecks : public QObject
{
    Q_OBJECT
public:
    /// The sheets lie over `over`, which also owns this.
    MailboxChecks(Mailboxes &mailboxes, Shell &shell, QWidget *over);

    void enableProbe(MailProbe &probe) { m_probe = &probe; }
    void enableDomainCheck(DomainCheck &check) { m_domainCheck = &check; }
    MailProbe *probe() const { return m_probe; }
    bool canCheckDomain() const { return m_domainCheck != nullptr; }

    /// Offers a test mail of the mailbox that was just added, where there is an incoming server to find it on.
    void offerProbe(MailboxId id);
    void openProbe(const Mailbox &mailbox, ProbeSheet::Occasion occasion);
    void checkDomain(const Mailbox &mailbox);

private:
    Mailboxes &m_mailboxes;
    Shell &m_shell;
    QWidget *m_over;
    MailProbe *m_probe = nullptr;
    DomainCheck *m_domainCheck = nullptr;
};

} // namespace AlwaysLeads
