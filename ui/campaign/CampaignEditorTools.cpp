#include "campaign/CampaignEditor.h"

#include "campaign/StepEditor.h"
#include "draft/MailProofs.h"
#include "shell/Shell.h"
#include "widgets/Button.h"

namespace AlwaysLeads {

void CampaignEditor::setProofs(MailProofs &proofs)
{
    m_proofs = &proofs;
    m_step->setProofs(proofs);
    m_test->show();
}

void CampaignEditor::testToMe()
{
    if (m_proofs == nullptr || !m_test->isEnabled() || m_test->isBusy()) {
        return;
    }
    if (m_step->previewed().isNull()) {
        m_shell.showToast(
            tr("Add somebody to the campaign first: the mail is filled in for the person in the preview."));
        return;
    }
    m_test->setBusy(true, tr("Sending…"));
    m_step->save([this] {
        whenDone(m_proofs->sendToMe(m_id, m_step->step(), m_step->variant(), m_step->previewed()), this,
                 [this](const Result<QString> &sent) {
                     m_test->setBusy(false);
                     if (sent) {
                         m_shell.showToast(tr("The mail as they would get it is on its way to %1.").arg(*sent));
                     } else {
                         m_shell.showProblem(sent.error());
                     }
                 });
    });
}

} // namespace AlwaysLeads
