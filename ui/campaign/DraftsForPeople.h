#pragma once

#include "draft/DraftWriter.h"

#include <QObject>
#include <QWidget>

namespace AlwaysLeads {

class Settings;
class Shell;

/// "Write draft" for chosen people, whatever campaigns they are in: asks those into a campaign who are in none, names
/// whom nothing is written for, says the cost, has the drafts written, and tells what came of it.
class DraftsForPeople : public QObject
{
    Q_OBJECT
public:
    DraftsForPeople(Campaigns &campaigns, DraftWriter &writer, Settings &settings, Shell &shell, QWidget *inside);

    enum class Ask { Always, WhenNeeded };
    /// WhenNeeded: one draft, or several that cost nothing, are written without a question.
    void write(const QList<LeadId> &people, Ask ask);
    /// They were put into this campaign: it is offered first the next time.
    void remember(CampaignId campaign);

Q_SIGNALS:
    /// The only person that was asked for has this one already.
    void draftWanted(AlwaysLeads::DraftId draft, AlwaysLeads::DraftState state);
    /// What happened, of which there is something to see in Drafts.
    void said(const QString &text);

private:
    struct Job
    {
        WritingPlan plan;
        WritingWay way = WritingWay::AtOnce;
    };
    void follow(const QList<LeadId> &people, Ask ask, const WritingPlan &plan);
    void chooseCampaign(const QList<LeadId> &people, Ask ask, const WritingPlan &plan);
    void planAgain(const QList<LeadId> &people, Ask ask, const EnrolmentReport &report);
    void tellOfNothing(const WritingPlan &plan);
    void price(Ask ask, const WritingPlan &plan);
    void begin(const WritingPlan &plan, WritingWay way);
    void workOn();
    void run(const Job &job);
    void tell(const DraftWritingReport &report);

    Campaigns &m_campaigns;
    DraftWriter &m_writer;
    Settings &m_settings;
    Shell &m_shell;
    QWidget *m_inside;
    bool m_planning = false; ///< a second W opens no second question
    QList<Job> m_waiting; ///< a campaign has one run at a time
    QList<CampaignId> m_running; ///< of the jobs that go on, also those whose turn comes
};

} // namespace AlwaysLeads
