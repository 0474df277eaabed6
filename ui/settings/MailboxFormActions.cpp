#include "settings/MailboxForm.h"

#include "mailbox/Mailboxes.h"
#include "mailbox/ProviderFields.h"
#include "mailbox/ServerSearch.h"
#include "shell/Shell.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/TextField.h"

// The part of MailboxForm that tries what was typed and keeps it.

namespace AlwaysLeads {

void MailboxForm::setTesting(bool on)
{
    m_keep->setEnabled(!on);
    m_test->setBusy(on, tr("Testing…"));
}

void MailboxForm::setKeeping(bool on)
{
    m_test->setEnabled(!on);
    m_keep->setBusy(on, tr("Keeping…"));
}

void MailboxForm::showProblem(const Error &error)
{
    m_verdict->setLook(ToneName::Danger, Icon::CircleX);
    m_verdict->setText(tr("It does not work yet."), error.message);
    m_verdict->show();
    m_verdict->announceIt();
    refitTo(m_verdict);
}

void MailboxForm::test()
{
    const std::optional<Mailbox> mailbox = typed();
    if (!mailbox || m_keep->isBusy() || m_isWaiting) {
        return;
    }
    if (isByProvider() && !m_provider->isAsKept()) {
        signInThen(*mailbox, Then::Test);
        return;
    }
    setTesting(true);
    whenDone(m_mailboxes.probe(*mailbox, m_password->text(), ownPassword(), m_stop.get_token()), this,
             [this, reads = !mailbox->imapHost.isEmpty()](const Result<> &outcome) {
                 setTesting(false);
                 if (!outcome) {
                     showProblem(outcome.error());
                     return;
                 }
                 showWorks(reads);
             });
}

void MailboxForm::showWorks(bool reads)
{
    m_verdict->setLook(ToneName::Success, Icon::CircleCheck);
    m_verdict->setText(tr("It works."),
                       !isByServer() ? tr("The service knows this mailbox. Nothing was sent.")
                           : reads   ? tr("Both servers accepted the sign-in. Nothing was sent.")
                                     : tr("The server accepted the sign-in. Nothing was sent. Without an "
                                            "incoming server nobody notices answers."));
    m_verdict->show();
    m_verdict->announceIt();
    refitTo(m_verdict);
}

void MailboxForm::keep()
{
    const std::optional<Mailbox> mailbox = typed();
    if (!mailbox || m_keep->isBusy() || m_test->isBusy() || m_isWaiting) {
        return;
    }
    if (m_search) {
        m_search->stop();
    }
    if (isByProvider() && !m_provider->isAsKept()) {
        signInThen(*mailbox, Then::Keep);
        return;
    }
    setKeeping(true); // a second Enter adds no second mailbox
    if (!mailbox->id.isNull()) {
        whenDone(m_mailboxes.change(*mailbox, m_password->text(), ownPassword()), this,
                 [this, id = mailbox->id](const Result<> &outcome) {
                     settleKept(outcome ? Result<MailboxId>(id) : Result<MailboxId>(failureOf(outcome)));
                 });
        return;
    }
    whenDone(m_mailboxes.add(*mailbox, m_password->text(), ownPassword()), this,
             [this](const Result<MailboxId> &added) { settleKept(added); });
}

void MailboxForm::settleKept(const Result<MailboxId> &outcome)
{
    setKeeping(false);
    if (!outcome) {
        showProblem(outcome.error());
        return;
    }
    m_shell.showToast(tr("The mailbox is kept."));
    close();
    if (isByServer()) {
        Q_EMIT kept(*outcome);
    }
}

} // namespace AlwaysLeads
