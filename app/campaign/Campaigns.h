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
    Task<Result<>> chooseMailbox(CampaignId id, MailboxId mailbox);
    /// Changes the text in place, or makes a new version when drafts were written from the present one.
    Task<Result<StepVersion>> editStep(StepId id, StepText text);
    Task<Result<QList<TemplateField>>> fields();
    /// What these words give for this person, saved or not.
    Task<Result<StepPreview>> preview(StepText text, LeadId lead);

    Task<Result<EnrolmentReport>> enrol(CampaignId id, QList<LeadId> leads);
    Task<Result<QList<EnrolledPerson>>> people(CampaignId id);
    Task<Result<>> leaveOut(CampaignId id, LeadId lead, QString reason);
    /// Undoes leaveOut(). Refused when the person may not be written to any more.
    Task<Result<>> bringBack(CampaignId id, LeadId lead);

    Task<Result<QList<LaunchCheckLine>>> launchCheck(CampaignId id);
    /// Refused with the first line that must be fixed.
    Task<Result<>> launch(CampaignId id);
    Task<Result<>> pause(CampaignId id);
    Task<Result<>> resume(CampaignId id);
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
    Task<Result<>> change(CampaignId id, std::function<Result<>(Connection &)> work);
    Result<QHash<CampaignId, CampaignCounts>> counts(Connection &connection) const;
    Result<StepVersion> keep(Connection &connection, StepId id, const StepText &text) const;

    Database &m_database;
    const Clock &m_clock;
    std::vector<const CampaignUse *> m_uses;
    CampaignStore m_store;
};

} // namespace AlwaysLeads
