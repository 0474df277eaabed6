#pragma once

#include "campaign/Campaign.h"
#include "campaign/Template.h"
#include "storage/Connection.h"

#include <optional>

namespace AlwaysLeads {

/// The SQL of campaigns, steps and enrolments. Every method runs on a database thread, inside its caller's transaction.
class CampaignStore
{
    Q_DECLARE_TR_FUNCTIONS(CampaignStore)
public:
    Result<CampaignId> add(Connection &connection, const QString &name, const QDateTime &now) const;
    Result<Campaign> find(Connection &connection, CampaignId id) const;
    /// Newest first, without those in the bin.
    Result<QList<CampaignRow>> list(Connection &connection) const;
    Result<> rename(Connection &connection, CampaignId id, const QString &name) const;
    Result<> setMailbox(Connection &connection, CampaignId id, MailboxId mailbox) const;
    /// `launchedAt` is kept when invalid.
    Result<> setState(Connection &connection, CampaignId id, CampaignState state,
                      const QDateTime &launchedAt = {}) const;
    /// An invalid time takes it out of the bin.
    Result<> setDeleted(Connection &connection, CampaignId id, const QDateTime &when) const;

    Result<QList<CampaignStep>> steps(Connection &connection, CampaignId id) const;
    Result<CampaignStep> step(Connection &connection, StepId id) const;
    Result<CampaignId> campaignOf(Connection &connection, StepId id) const;
    Result<> replaceVersion(Connection &connection, StepId id, const StepVersion &version) const;
    Result<> addVersion(Connection &connection, StepId id, const StepVersion &version) const;

    /// False when the person is there already (also when they left).
    Result<bool> enrol(Connection &connection, CampaignId id, LeadId lead, const QDateTime &now) const;
    Result<> leave(Connection &connection, CampaignId id, LeadId lead, const QString &reason) const;
    Result<> comeBack(Connection &connection, CampaignId id, LeadId lead) const;
    /// True when the person was in it and left, or was left out.
    Result<bool> hasLeft(Connection &connection, CampaignId id, LeadId lead) const;
    /// The people still in it, in the order they came.
    Result<QList<LeadId>> enrolled(Connection &connection, CampaignId id) const;
    Result<QList<EnrolledPerson>> people(Connection &connection, CampaignId id) const;
    /// Another running campaign this person is in; its name, or nothing.
    Result<std::optional<QString>> runningElsewhere(Connection &connection, CampaignId id, LeadId lead) const;

    /// The common fields and the person's own columns.
    Result<QList<TemplateField>> fields(Connection &connection) const;

private:
    static QString notThere();
};

} // namespace AlwaysLeads
