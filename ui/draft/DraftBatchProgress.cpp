#include "draft/DraftBatchProgress.h"

#include "assistant/AssistantBudget.h"
#include "draft/DraftBatches.h"
#include "shell/Shell.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {
const QString batchesId = QStringLiteral("drafts");
}

DraftBatchProgress::DraftBatchProgress(DraftBatches &batches, Shell &shell, QObject *parent)
    : QObject(parent)
    , m_batches(batches)
    , m_shell(shell)
{
    connect(&batches, &DraftBatches::progressed, this, &DraftBatchProgress::showProgress);
    connect(&batches, &DraftBatches::ended, this, &DraftBatchProgress::showEnded);
}

void DraftBatchProgress::showProgress(qint64 done, qint64 total)
{
    m_shell.showProgress(
        batchesId, {Icon::Sparkles, tr("Claude writes drafts"), int(std::min(done, total - 1)), int(total)}, [this] {
            whenDone(m_batches.cancel(), this, [this](const Result<> &outcome) {
                outcome ? m_shell.showToast(tr("Claude was asked to stop. What it has written is kept."))
                        : m_shell.showProblem(outcome.error());
            });
        });
}

void DraftBatchProgress::showEnded(const DraftBatchSum &sum)
{
    m_shell.endProgress(batchesId);
    if (!sum.problem.isEmpty()) {
        m_shell.showProblem({ErrorKind::Refused, sum.problem, {}});
        return;
    }
    QString said = tr("Claude wrote %n draft(s)", nullptr, int(sum.written));
    if (sum.without > 0) {
        said += tr(", %n wait(s) for you", "drafts", int(sum.without));
    }
    m_shell.showToast(said + tr(". %1.").arg(AssistantBudget::shown(sum.costMicros)));
}

} // namespace AlwaysLeads
