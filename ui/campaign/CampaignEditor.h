#pragma once

#include "campaign/Campaigns.h"
#include "draft/DraftWriter.h"
#include "draft/SequenceTask.h"

#include <QWidget>

#include <optional>

class QStackedWidget;

namespace AlwaysLeads {

class Button;
class Label;
class LaunchPanel;
class MailProofs;
class Mailboxes;
class PageHeader;
class PeopleList;
class Segmented;
class Sequence;
class Shell;
class StatusChip;
class StepEditor;
class StepTimeline;

/// One campaign: its words, its people, and the way to its launch.
class CampaignEditor : public QWidget
{
    Q_OBJECT
public:
    CampaignEditor(Campaigns &campaigns, DraftWriter &writer, Mailboxes &mailboxes, Shell &shell,
                   QWidget *parent = nullptr);

    void setSequence(Sequence &sequence);
    void setProofs(MailProofs &proofs);
    void openCampaign(CampaignId id);
    CampaignId campaign() const { return m_id; }
    /// Writes what is typed but not on the disk yet.
    void save();
    void launch();
    /// Says the cost first where Claude writes many.
    void writeDrafts();
    void offerFields();
    void previewNeighbour(int direction);
    void rename();
    /// The shown mail, filled in for the previewed person, to the campaign's own mailbox.
    void testToMe();

Q_SIGNALS:
    void left();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void write(WritingWay way);
    void build();
    void refresh();
    void show(const CampaignPage &page);
    void fix(LaunchCheckLine::Fix fix);
    void launchNow();
    void leaveOut(LeadId lead, const QString &name);
    void togglePause();
    void connectSteps();
    void showSteps();
    void chooseStep(StepId step);
    void goToFault(LaunchCheckLine::Fix fix);
    void addStep(StepKind kind);
    void removeStep(StepId step);
    void changeRule(StepId step);
    void pauseUntil();
    void pausePerson(LeadId lead, const QString &name);
    void resumePerson(LeadId lead);
    void readTasks();
    void finishTask(LeadId lead);

    Campaigns &m_campaigns;
    DraftWriter &m_writer;
    Mailboxes &m_mailboxes;
    Shell &m_shell;
    MailProofs *m_proofs = nullptr; ///< none: no mail to oneself
    Sequence *m_sequence = nullptr; ///< none: no tasks are shown
    CampaignId m_id;
    StepId m_stepId; ///< shown
    std::optional<StepReach> m_reach; ///< of that step, once it is launched
    CampaignPage m_page;
    QList<EnrolledPerson> m_people;
    QList<SequenceTask> m_tasks;
    PageHeader *m_header;
    StatusChip *m_state;
    Label *m_saved;
    Button *m_test;
    Button *m_write;
    Button *m_pauseUntil;
    Button *m_launch;
    Segmented *m_tabs;
    QStackedWidget *m_parts;
    StepTimeline *m_timeline;
    StepEditor *m_step;
    LaunchPanel *m_panel;
    PeopleList *m_peopleList;
};

} // namespace AlwaysLeads
