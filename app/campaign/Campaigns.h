#pragma once

#include "base/Clock.h"
#include "campaign/CampaignStore.h"
#include "storage/Database.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <vector>

namespace AlwaysLeads {

/// What the nouns above campaigns know about them. They sign in here, so that campaign knows nothing of drafts and
/// sending.
class CampaignUse
{
public:
    virtual ~CampaignUse() = default;
    /// Adds this noun's numbers. Runs on a database thread.
    virtual Result<> addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts) const = 0;
    /// True when something was written from this version, so that it must stay as it is.
    virtual Result<bool> keepsVersion(Connection &connection, StepId step, int version) const = 0;
    /// Adds the people this noun knows of to `had` and `written`.
    virtual Result<> addReach(Connection &connection, StepId step, StepReach &reach) const
    {
        Q_UNUSED(connection)
        Q_UNUSED(step)
        Q_UNUSED(reach)
        return {};
    }
    /// The campaign's mails looked like `before` until now: what this noun keeps of their text follows.
    virtual Result<> followFormat(Connection &connection, CampaignId campaign, MailFormat before,
                                  const QDateTime &now) const
    {
        Q_UNUSED(connection)
        Q_UNUSED(campaign)
        Q_UNUSED(before)
        Q_UNUSED(now)
        return {};
    }
};

/// Campaigns as a person works with them: write, fill with people, launch, pause.
class Campaigns : public QObject
{
    Q_OBJECT
public:
    Campaigns(Database &database, const Clock &clock, QObject *parent = nullptr);

    /// `use` lives as long as this service.
    void addUse(const CampaignUse &use);

    /// Makes it with one empty step.
    Task<Result<CampaignId>> create(QString name);
    Task<Result<>> rename(CampaignId id, QString name);
    Task<Result<QList<CampaignRow>>> list();
    Task<Result<CampaignPage>> open(CampaignId id);
    /// It sends from this one alone.
    Task<Result<>> chooseMailbox(CampaignId id, MailboxId mailbox);
    /// From several: each first mail leaves from the one with the most left of its day. The first is the campaign's
    /// own.
    Task<Result<>> chooseMailboxes(CampaignId id, QList<MailboxId> mailboxes);
    Task<Result<QList<MailboxId>>> mailboxes(CampaignId id);
    /// Changes the text in place, or makes a new version when drafts were written from the present one.
    Task<Result<StepVersion>> editStep(StepId id, StepText text, int variant = 0);
    /// Begins as a copy of variant A. These three do to the version what editStep() does.
    Task<Result<StepVersion>> addVariant(StepId id);
    Task<Result<StepVersion>> removeVariant(StepId id, int variant);
    /// One weight from 0 to 100 for each variant, A first.
    Task<Result<StepVersion>> weighVariants(StepId id, QList<int> weights);
    /// Whom a change of this step's text concerns.
    Task<Result<StepReach>> reach(StepId id);
    /// Behind that step. Who is past that place by now never gets it.
    Task<Result<StepId>> addStep(CampaignId id, StepKind kind, StepId after);
    /// One place towards the end (1) or the beginning (-1); nothing happens at either end. Refused once it is launched.
    Task<Result<>> moveStep(StepId id, int direction);
    /// Nobody gets it any more; its drafts cannot be approved. Refused for the first one.
    Task<Result<>> removeStep(StepId id);
    Task<Result<>> restoreStep(StepId id);
    /// Invalid: the condition cannot be understood.
    Task<Result<>> setRule(StepId id, StepRule rule);
    Task<Result<QList<TemplateField>>> fields();
    /// What these words give for this person, saved or not.
    Task<Result<StepPreview>> preview(StepText text, LeadId lead);
    /// The same as variant `variant` of this step would give it to them: with the alternatives they will really read.
    Task<Result<StepPreview>> preview(StepText text, LeadId lead, StepId step, int variant = 0);

    Task<Result<EnrolmentReport>> enrol(CampaignId id, QList<LeadId> leads);
    Task<Result<QList<EnrolledPerson>>> people(CampaignId id);
    Task<Result<>> leaveOut(CampaignId id, LeadId lead, QString reason);
    Task<Result<>> leaveOutAll(CampaignId id, QList<LeadId> leads, QString reason);
    /// Undoes that; who may not be written to any more stays out.
    Task<Result<>> bringBackAll(CampaignId id, QList<LeadId> leads);
    /// Undoes leaveOut(). Refused when the person may not be written to any more.
    Task<Result<>> bringBack(CampaignId id, LeadId lead);

    /// What other nouns know that stands against a launch, or for it. Asked behind the own check each time a campaign
    /// is opened: it answers from what is known, not from the network.
    using FurtherCheck = std::function<Task<Result<QList<LaunchCheckLine>>>(CampaignId)>;
    void addCheck(FurtherCheck check);
    Task<Result<QList<LaunchCheckLine>>> launchCheck(CampaignId id);
    /// Refused with the first line that must be fixed.
    Task<Result<>> launch(CampaignId id);
    /// With a moment: it runs again by itself then, see resumeDue().
    Task<Result<>> pause(CampaignId id, QDateTime until = QDateTime());
    /// Whoever came into another running campaign meanwhile is left out of this one.
    Task<Result<>> resume(CampaignId id);
    /// Resumes the campaigns and people whose pause is over; how many campaigns these were.
    Task<Result<int>> resumeDue();
    /// One person gets nothing until then, or until resumePerson(). Approvals for them lapse.
    Task<Result<>> pausePerson(CampaignId id, LeadId lead, QDateTime until = QDateTime());
    Task<Result<>> resumePerson(CampaignId id, LeadId lead);
    /// From now on nobody is enrolled who was written to in the last so many days.
    Task<Result<>> setQuietDays(CampaignId id, int days);
    /// Approvals of mails that look different then lapse.
    Task<Result<>> setFormat(CampaignId id, MailFormat format);
    /// Into the bin; a running one is paused first.
    Task<Result<>> softDelete(CampaignId id);
    Task<Result<>> restore(CampaignId id);

Q_SIGNALS:
    /// A campaign, its text, its people or its state changed.
    void changed(AlwaysLeads::CampaignId id);
    /// A launched campaign runs (again): approved drafts may leave.
    void running(AlwaysLeads::CampaignId id);
    /// The text of a step changed: approvals have to be looked at.
    void stepChanged(AlwaysLeads::CampaignId id);

private:
    /// Of all further checks; what one of them cannot tell is left out.
    Task<QList<LaunchCheckLine>> furtherLines(CampaignId id);
    static Result<> refusalOf(const QList<LaunchCheckLine> &lines);
    Task<Result<>> change(CampaignId id, std::function<Result<>(Connection &)> work);
    Result<QHash<CampaignId, CampaignCounts>> counts(Connection &connection) const;
    /// Something was made of this version, so that it stays as it is.
    Result<bool> isKept(Connection &connection, StepId id, int version) const;
    Result<StepVersion> keep(Connection &connection, StepId id, const StepVersion &wanted) const;
    Task<Result<StepVersion>> editVersion(StepId id, std::function<Result<>(StepVersion &)> edit);
    Task<Result<>> setStep(StepId id, std::function<Result<>(Connection &, CampaignId)> work);
    Result<> leaveOutThoseElsewhere(Connection &connection, CampaignId id) const;
    /// The version that this text has or will have when it is saved.
    Result<int> versionOf(Connection &connection, StepId id, int variant, const StepText &text) const;
    Result<StepPreview> fill(Connection &connection, const StepText &text, LeadId lead, StepId step, int version) const;

    Database &m_database;
    const Clock &m_clock;
    std::vector<const CampaignUse *> m_uses;
    std::vector<FurtherCheck> m_checks;
    CampaignStore m_store;
};

} // namespace AlwaysLeads
