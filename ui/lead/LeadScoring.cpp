#include "lead/LeadScoring.h"

#include "assistant/QualificationBatches.h"
#include "lead/AskClaudeSheet.h"
#include "lead/LeadWords.h"
#include "scoring/Scoring.h"
#include "shell/Shell.h"

#include <QLocale>
#include <QWidget>

namespace AlwaysLeads {

namespace {

const QString scoringId = QStringLiteral("scoring");
const QString batchesId = QStringLiteral("qualification");
constexpr qint64 worthARow = 2000; // fewer are scored before a row could be read

} // namespace

LeadScoring::LeadScoring(Scoring &scoring, QualificationBatches &batches, Shell &shell, QWidget *page)
    : QObject(page)
    , m_scoring(scoring)
    , m_batches(batches)
    , m_shell(shell)
    , m_page(page)
{
    connect(&scoring, &Scoring::progressed, this, [this](qint64 done, qint64 total) {
        if (total >= worthARow && done < total) {
            m_shell.showProgress(scoringId, {Icon::Gauge, tr("Scoring"), int(done), int(total)},
                                 [this] { m_scoring.cancel(); });
        }
    });
    connect(&scoring, &Scoring::finished, this, [this](qint64 done, bool cancelled) {
        m_shell.endProgress(scoringId);
        if (cancelled) {
            m_shell.showToast(
                tr("Scoring stopped after %1. The others keep their score of before.").arg(LeadWords::people(done)));
        }
    });
    connect(&scoring, &Scoring::failed, this, [this](const Error &error) {
        m_shell.endProgress(scoringId);
        m_shell.showProblem(
            {error.kind, tr("Scoring broke off. Who was not reached keeps the score of before. %1").arg(error.message),
             error.detail});
    });
    connect(&batches, &QualificationBatches::progressed, this, [this](qint64 done, qint64 total) {
        m_shell.showProgress(
            batchesId, {Icon::Sparkles, tr("Claude judges"), int(std::min(done, total - 1)), int(total)}, [this] {
                whenDone(m_batches.cancel(), this, [this](const Result<> &outcome) {
                    outcome ? m_shell.showToast(tr("Claude was asked to stop. What it has answered is kept."))
                            : m_shell.showProblem(outcome.error());
                });
            });
    });
    connect(&batches, &QualificationBatches::ended, this, &LeadScoring::showEnded);
}

void LeadScoring::scoreAgain(const QList<LeadId> &leads)
{
    if (leads.isEmpty()) {
        return;
    }
    whenDone(m_scoring.scoreAgain(leads), this, [this, count = leads.size()](const Result<qint64> &changed) {
        if (!changed) {
            m_shell.showProblem(changed.error());
            return;
        }
        m_shell.showToast(
            *changed == 0
                ? tr("%1 scored again, nothing changed").arg(LeadWords::people(count))
                : tr("%1 scored again, %2 changed").arg(LeadWords::people(count), QLocale().toString(*changed)));
    });
}

void LeadScoring::askClaude(const QList<LeadId> &leads)
{
    if (leads.isEmpty()) {
        return;
    }
    auto *sheet = new AskClaudeSheet(m_batches, leads, m_page);
    connect(sheet, &AskClaudeSheet::confirmed, this, [this, leads] {
        whenDone(m_batches.ask(leads), this, [this](const Result<qint64> &asked) {
            if (!asked) {
                m_shell.showProblem(asked.error());
                return;
            }
            if (*asked == 0) {
                return;
            }
            m_shell.showToast(tr("Claude is asked about %1").arg(LeadWords::people(*asked)));
            m_shell.showProgress(batchesId, {Icon::Sparkles, tr("Claude judges"), 0, int(*asked)}, [this] {
                whenDone(m_batches.cancel(), this, [this](const Result<> &outcome) {
                    if (!outcome) {
                        m_shell.showProblem(outcome.error());
                    }
                });
            });
        });
    });
    connect(sheet, &AskClaudeSheet::limitWanted, this, [this] { m_shell.openSettings(QStringLiteral("keys")); });
    sheet->open();
}

void LeadScoring::showEnded(const BatchSum &sum)
{
    m_shell.endProgress(batchesId);
    if (!sum.problem.isEmpty()) {
        m_shell.showProblem({ErrorKind::Refused, sum.problem, {}});
        return;
    }
    const QLocale locale;
    QString said = tr("Claude judged %1: %2 good, %3 maybe, %4 no")
                       .arg(LeadWords::people(sum.people), locale.toString(sum.good), locale.toString(sum.maybe),
                            locale.toString(sum.no));
    if (sum.without > 0) {
        said += tr(", %1 without an answer").arg(locale.toString(sum.without));
    }
    m_shell.showToast(said + tr(". %1.").arg(AssistantBudget::shown(sum.costMicros)));
}

} // namespace AlwaysLeads
