#pragma once

#include "campaign/Campaigns.h"
#include "draft/DraftWriter.h"
#include "draft/SequenceTask.h"
#include "outbox/Forecast.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <stop_token>

class QHBoxLayout;
class QStackedWidget;

namespace AlwaysLeads {

class Button;
class CampaignLanguages;
class CampaignSources;
class DomainCheck;
class ForecastStrip;
class Forecasts;
class Label;
class LanguageButton;
class LaunchPanel;
class LeadLists;
class MailProofs;
class Mailboxes;
class PageHeader;
class PeopleList;
class Segmented;
class SenderDomains;
class Sequence;
class Shell;
class SourcesBar;
class Spelling;
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
    ~CampaignEditor() override;

    void setSequence(Sequence &sequence);
    void setProofs(MailProofs &proofs);
    void setSpelling(Spelling &spelling, CampaignLanguages &languages);
    void setForecasts(Forecasts &forecasts);
    /// What the DNS says of the senders is shown in place. Both live as long as this page.
    void setDomains(SenderDomains &domains, DomainCheck &check);
    void setSources(CampaignSources &sources, LeadLists &lists);
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
    void fix(const LaunchCheckLine &line);
    void showMissing(const LaunchCheckLine &line);
    void showDomain(const QString &domain);
    void leaveOutAll(QList<LeadId> people);
    void showChecks();
    QList<LaunchCheckLine> forecastLines() const;
    void launchNow();
    void leaveOut(LeadId lead, const QString &name);
    void togglePause();
    void connectSteps();
    void showSteps();
    void chooseStep(StepId step);
    void goToFault(const LaunchCheckLine &line);
    void addStep(StepKind kind);
    void removeStep(StepId step);
    void changeRule(StepId step);
    void pauseUntil();
    void pausePerson(LeadId lead, const QString &name);
    void resumePerson(LeadId lead);
    void readTasks();
    void readForecast();
    void listMails(QDate day);
    QStringList mailStepNames() const;
    void finishTask(LeadId lead);

    Campaigns &m_campaigns;
    DraftWriter &m_writer;
    Mailboxes &m_mailboxes;
    Shell &m_shell;
    Forecasts *m_forecasts = nullptr; ///< none: nothing is foretold
    Forecast m_forecast;
    SenderDomains *m_domains = nullptr; ///< none: their line leads to Settings
    DomainCheck *m_domainCheck = nullptr;
    std::stop_source m_forecasting;
    QTimer m_forecastSoon;
    MailProofs *m_proofs = nullptr; ///< none: no mail to oneself
    Sequence *m_sequence = nullptr; ///< none: no tasks are shown
    CampaignId m_id;
    StepId m_stepId; ///< shown
    int m_refreshNumber = 0; ///< of the last refresh(); answers to older ones are void
    std::optional<StepReach> m_reach; ///< of that step, once it is launched
    int m_reachReadings = 0; ///< of several under way only the last counts
    CampaignPage m_page;
    QList<EnrolledPerson> m_people;
    QList<SequenceTask> m_tasks;
    int m_taskReadings = 0; ///< of several under way only the last counts
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
    ForecastStrip *m_strip;
    QWidget *m_peoplePart;
    QHBoxLayout *m_tools = nullptr;
    LanguageButton *m_language = nullptr; ///< none: words are not looked at
    SourcesBar *m_sourcesBar = nullptr; ///< none: filled by hand only
};

} // namespace AlwaysLeads
