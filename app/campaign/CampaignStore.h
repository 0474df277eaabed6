#pragma once

#include "campaign/Campaign.h"
#include "campaign/Template.h"
#include "storage/Connection.h"

#include <QHash>

#include <optional>
#include <utility>

namespace AlwaysLeads {

/// Somebody gets nothing for a while.
struct Pause
{
    QDateTime until; ///< invalid: until somebody says so

    bool operator==(const Pause &) const = default;
};

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
    /// `launchedAt` is kept when invalid. A date of resuming is forgotten.
    Result<> setState(Connection &connection, CampaignId id, CampaignState state,
                      const QDateTime &launchedAt = {}) const;
    /// An invalid time takes it out of the bin.
    Result<> setDeleted(Connection &connection, CampaignId id, const QDateTime &when) const;

    /// When a paused one runs again; invalid: when somebody says so.
    Result<> setResume(Connection &connection, CampaignId id, const QDateTime &when) const;
    Result<> setQuietDays(Connection &connection, CampaignId id, int days) const;
    Result<> setFormat(Connection &connection, CampaignId id, MailFormat format) const;
    /// Of the campaign that the step is of; Plain for a step that is not there.
    Result<MailFormat> formatOf(Connection &connection, StepId step) const;
    /// Paused ones whose pause is over.
    Result<QList<CampaignId>> toResume(Connection &connection, const QDateTime &now) const;
    Result<QList<CampaignId>> running(Connection &connection) const;

    /// Along the sequence, without removed ones; allSteps() with them.
    Result<QList<CampaignStep>> steps(Connection &connection, CampaignId id) const;
    Result<QList<CampaignStep>> allSteps(Connection &connection, CampaignId id) const;
    /// At this place; those from there on move back by one.
    Result<StepId> addStep(Connection &connection, CampaignId id, StepKind kind, int position, const StepRule &rule,
                           const QDateTime &now) const;
    /// They change places.
    Result<> swapSteps(Connection &connection, const CampaignStep &one, const CampaignStep &other) const;
    Result<> setRule(Connection &connection, StepId id, const StepRule &rule) const;
    /// An invalid time brings it back.
    Result<> setRemoved(Connection &connection, StepId id, const QDateTime &when) const;
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
    /// Those of them who are not paused, and since when they are in it.
    Result<QHash<LeadId, QDateTime>> active(Connection &connection, CampaignId id) const;
    /// An invalid `at` ends the pause; an invalid `until` means until somebody says so.
    Result<> setPaused(Connection &connection, CampaignId id, LeadId lead, const QDateTime &at,
                       const QDateTime &until) const;
    Result<std::optional<Pause>> pauseOf(Connection &connection, CampaignId id, LeadId lead) const;
    /// Those whose date has come; how many people.
    Result<qint64> endPauses(Connection &connection, const QDateTime &now) const;
    Result<QList<EnrolledPerson>> people(Connection &connection, CampaignId id) const;
    /// The people of this campaign who are in a running one too, and its name.
    Result<QList<std::pair<LeadId, QString>>> alsoRunningElsewhere(Connection &connection, CampaignId id) const;
    /// Another running campaign this person is in; its name, or nothing.
    Result<std::optional<QString>> runningElsewhere(Connection &connection, CampaignId id, LeadId lead) const;

    /// The common fields and the person's own columns.
    Result<QList<TemplateField>> fields(Connection &connection) const;

private:
    Result<> shift(Connection &connection, CampaignId id, int from) const;
    Result<> addVariants(Connection &connection, StepId id, const StepVersion &version) const;
    static Result<QList<CampaignId>> ids(Connection &connection, const QString &sql, const QVariantList &values);
    static QString notThere();
};

} // namespace AlwaysLeads
