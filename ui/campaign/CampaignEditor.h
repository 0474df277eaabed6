#pragma once

#include "campaign/Campaigns.h"

#include <QWidget>

class QStackedWidget;

namespace AlwaysLeads {

class Button;
class DraftWriter;
class Label;
class LaunchPanel;
class Mailboxes;
class PageHeader;
class PeopleList;
class Segmented;
class Shell;
class StatusChip;
class StepEditor;

/// One campaign: its words, its people, and the way to its launch.
class CampaignEditor : public QWidget
{
    Q_OBJECT
public:
    CampaignEditor(Campaigns &campaigns, DraftWriter &writer, Mailboxes &mailboxes, Shell &shell,
                   QWidget *parent = nullptr);

    void openCampaign(CampaignId id);
    CampaignId campaign() const { return m_id; }
    /// Writes what is typed but not on the disk yet.
    void save();
    void launch();
    void writeDrafts();
    void offerFields();
    void previewNeighbour(int direction);
    void rename();

Q_SIGNALS:
    void left();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    QWidget *buildSteps();
    void refresh();
    void show(const CampaignPage &page);
    void fix(LaunchCheckLine::Fix fix);
    void launchNow();
    void leaveOut(LeadId lead, const QString &name);
    void togglePause();

    Campaigns &m_campaigns;
    DraftWriter &m_writer;
    Mailboxes &m_mailboxes;
    Shell &m_shell;
    CampaignId m_id;
    CampaignPage m_page;
    QList<EnrolledPerson> m_people;
    PageHeader *m_header;
    StatusChip *m_state;
    Label *m_saved;
    Button *m_write;
    Button *m_launch;
    Segmented *m_tabs;
    QStackedWidget *m_parts;
    QWidget *m_timeline = nullptr;
    Label *m_stepSubject;
    StepEditor *m_step;
    LaunchPanel *m_panel;
    PeopleList *m_peopleList;
};

} // namespace AlwaysLeads
