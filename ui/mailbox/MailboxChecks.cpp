#include "mailbox/MailboxChecks.h"

#include "base/Task.h"
#include "mailbox/DomainCheckSheet.h"
#include "mailbox/Mailboxes.h"

#include <optional>

namespace AlwaysLeads {

MailboxChecks::MailboxChecks(Mailboxes &mailboxes, Shell &shell, QWidget *over)
    : QObject(over)
    , m_mailboxes(mailboxes)
    , m_shell(shell)
    , m_over(over)
{
}

void MailboxChecks::offerProbe(MailboxId id)
{
    if (!m_probe) {
        return;
    }
    whenDone(m_mailboxes.mailbox(id), this, [this](const Result<Mailbox> &mailbox) {
        // Without an incoming server nothing could be found again.
        if (mailbox && (mailbox->kind != Mailbox::Kind::Smtp || !mailbox->imapHost.isEmpty())) {
            openProbe(*mailbox, ProbeSheet::Occasion::JustConnected);
        }
    });
}

void MailboxChecks::openProbe(const Mailbox &mailbox, ProbeSheet::Occasion occasion)
{
    if (!m_probe) {
        return;
    }
    auto *sheet = new ProbeSheet(mailbox, occasion, *m_probe, m_over);
    connect(sheet, &ProbeSheet::domainWanted, this, [this, mailbox] { checkDomain(mailbox); });
    sheet->open();
}

void MailboxChecks::checkDomain(const Mailbox &mailbox)
{
    if (!m_domainCheck) {
        return;
    }
    const auto openSheet = [this, mailbox](const QStringList &selectors) {
        auto *sheet = new DomainCheckSheet(*m_domainCheck, mailbox.address, selectors, m_shell, m_over);
        sheet->open();
    };
    if (!m_probe) {
        openSheet({});
        return;
    }
    // A test mail tells the DKIM selector, which the DNS gives to nobody who does not know it.
    whenDone(m_probe->latest(mailbox.id), this, [openSheet](const Result<std::optional<ProbeReport>> &latest) {
        const bool knows = latest && *latest && !(*latest)->dkimSelector.isEmpty();
        openSheet(knows ? QStringList{(*latest)->dkimSelector} : QStringList());
    });
}

} // namespace AlwaysLeads
