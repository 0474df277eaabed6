#include "campaign/CampaignEditor.h"

#include "campaign/PauseSheet.h"
#include "campaign/PeopleList.h"
#include "campaign/StepEditor.h"
#include "campaign/StepRuleSheet.h"
#include "campaign/StepTimeline.h"
#include "draft/Sequence.h"
#include "shell/Shell.h"
#include "widgets/Button.h"

#include <QDate>

#include <algorithm>

namespace AlwaysLeads {

void CampaignEditor::connectSteps()
{
    connect(m_timeline, &StepTimeline::chosen, this, &CampaignEditor::chooseStep);
    connect(m_timeline, &StepTimeline::ruleWanted, this, &CampaignEditor::changeRule);
    connect(m_timeline, &StepTimeline::addWanted, this, &CampaignEditor::addStep);
    connect(m_timeline, &StepTimeline::removeWanted, this, &CampaignEditor::removeStep);
    connect(m_step, &StepEditor::formatChosen, this, [this](MailFormat format) {
        m_step->save([this, format] {
            whenDone(m_campaigns.setFormat(m_id, format), this, [this](const Result<> &outcome) {
                if (!outcome) {
                    m_shell.showProblem(outcome.error());
                }
            });
        });
    });
    connect(m_timeline, &StepTimeline::moveWanted, this, [this](StepId step, int direction) {
        m_step->save([this, step, direction] {
            whenDone(m_campaigns.moveStep(step, direction), this, [this](const Result<> &outcome) {
                if (!outcome) {
                    m_shell.showProblem(outcome.error());
                }
                m_timeline->focusChosen();
            });
        });
    });
}

void CampaignEditor::showSteps()
{
    const QList<CampaignStep> &steps = m_page.steps;
    if (steps.isEmpty()) {
        return;
    }
    auto step = std::ranges::find(steps, m_stepId, &CampaignStep::id);
    if (step == steps.end()) {
        step = steps.begin();
        m_stepId = step->id;
        m_reach.reset();
    }
    m_timeline->show(steps, m_stepId);
    m_test->setDisabledReason(step->kind == StepKind::Task ? tr("A task is for you; nobody gets a mail.") : QString());
    QList<EnrolledPerson> present;
    std::ranges::copy_if(m_people, std::back_inserter(present),
                         [](const EnrolledPerson &person) { return person.leftReason.isEmpty(); });
    if (present.isEmpty()) {
        present = m_people; // the mail as they read it
    }
    const bool isFirstMail =
        std::none_of(steps.begin(), step, [](const CampaignStep &each) { return each.kind == StepKind::Mail; });
    m_step->setFormat(m_page.campaign.format);
    m_step->show(*step, present, isFirstMail, m_reach);
    const int reading = ++m_reachReadings;
    if (!m_page.campaign.launchedAt.isValid()) {
        return;
    }
    whenDone(m_campaigns.reach(m_stepId), this,
             [this, reading, present, isFirstMail, step = *step](const Result<StepReach> &reach) {
                 if (reach && reading == m_reachReadings && step.id == m_stepId && m_reach != *reach) {
                     m_reach = *reach;
                     m_step->show(step, present, isFirstMail, m_reach);
                 }
             });
}

void CampaignEditor::chooseStep(StepId step)
{
    if (step != m_stepId) {
        m_stepId = step;
        m_reach.reset();
    }
    showSteps();
}

void CampaignEditor::addStep(StepKind kind)
{
    if (m_page.steps.isEmpty()) {
        return;
    }
    m_step->save([this, kind] {
        whenDone(m_campaigns.addStep(m_id, kind, m_page.steps.last().id), this, [this](const Result<StepId> &added) {
            if (!added) {
                m_shell.showProblem(added.error());
                return;
            }
            m_stepId = *added;
            m_reach.reset();
            refresh();
            findChild<QWidget *>(QStringLiteral("stepBody"))->setFocus();
        });
    });
}

void CampaignEditor::removeStep(StepId step)
{
    whenDone(m_campaigns.removeStep(step), this, [this, step](const Result<> &outcome) {
        if (outcome) {
            m_shell.offerUndo({tr("The step is taken out"), [this, step] { return m_campaigns.restoreStep(step); }});
        } else {
            m_shell.showProblem(outcome.error());
        }
        refresh();
    });
}

void CampaignEditor::changeRule(StepId id)
{
    const auto step = std::ranges::find(m_page.steps, id, &CampaignStep::id);
    if (step == m_page.steps.end()) {
        return;
    }
    auto *sheet = new StepRuleSheet(StepTimeline::nameOf(m_page.steps, step - m_page.steps.begin()), step->rule, this);
    connect(sheet, &StepRuleSheet::removeWanted, this, [this, id] { removeStep(id); });
    connect(sheet, &StepRuleSheet::kept, this, [this, sheet, id] {
        whenDone(m_campaigns.setRule(id, sheet->rule()), sheet, [this, sheet](const Result<> &outcome) {
            if (!outcome) {
                sheet->showError(outcome.error().message);
                return;
            }
            sheet->close();
            refresh();
        });
    });
    sheet->open();
}

void CampaignEditor::togglePause()
{
    const bool running = m_page.campaign.state == CampaignState::Running;
    whenDone(running ? m_campaigns.pause(m_id) : m_campaigns.resume(m_id), this,
             [this, running](const Result<> &outcome) {
                 if (!outcome) {
                     m_shell.showProblem(outcome.error());
                     return;
                 }
                 m_shell.showToast(running ? tr("Paused. Its mails wait in the outbox.") : tr("It runs again."));
                 refresh();
             });
}

void CampaignEditor::pauseUntil()
{
    auto *sheet = new PauseSheet(tr("Pause “%1”?").arg(m_page.campaign.name),
                                 tr("Its mails wait in the outbox. Steps that are due meanwhile come later."),
                                 m_shell.now().toLocalTime().date(), this);
    connect(sheet, &PauseSheet::chosen, this, [this](const QDateTime &until) {
        whenDone(m_campaigns.pause(m_id, until), this, [this](const Result<> &outcome) {
            if (!outcome) {
                m_shell.showProblem(outcome.error());
            }
            refresh();
        });
    });
    sheet->open();
}

void CampaignEditor::pausePerson(LeadId lead, const QString &name)
{
    auto *sheet = new PauseSheet(tr("Pause for %1?").arg(name),
                                 tr("Nothing goes to this person meanwhile. What was approved for them has to be read "
                                    "again afterwards."),
                                 m_shell.now().toLocalTime().date(), this);
    connect(sheet, &PauseSheet::chosen, this, [this, lead](const QDateTime &until) {
        whenDone(m_campaigns.pausePerson(m_id, lead, until), this, [this](const Result<> &outcome) {
            if (!outcome) {
                m_shell.showProblem(outcome.error());
            }
            refresh();
        });
    });
    sheet->open();
}

void CampaignEditor::resumePerson(LeadId lead)
{
    whenDone(m_campaigns.resumePerson(m_id, lead), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
        refresh();
    });
}

void CampaignEditor::setSequence(Sequence &sequence)
{
    m_sequence = &sequence;
    connect(m_sequence, &Sequence::changed, this, [this] {
        if (isVisible()) {
            readTasks();
        }
    });
}

void CampaignEditor::readTasks()
{
    if (m_sequence == nullptr) {
        return;
    }
    whenDone(m_sequence->tasks(m_id), this,
             [this, id = m_id, reading = ++m_taskReadings](const Result<QList<SequenceTask>> &tasks) {
                 if (tasks && id == m_id && reading == m_taskReadings) {
                     m_tasks = *tasks;
                     m_peopleList->setTasks(m_tasks);
                 }
             });
}

void CampaignEditor::finishTask(LeadId lead)
{
    const auto task = std::ranges::find(m_tasks, lead, &SequenceTask::lead);
    if (task == m_tasks.end() || m_sequence == nullptr) {
        return;
    }
    whenDone(m_sequence->finishTask(*task), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
        readTasks();
    });
}

} // namespace AlwaysLeads
