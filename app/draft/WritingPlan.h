#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

#include <QCoreApplication>
#include <QHash>
#include <QList>

namespace AlwaysLeads {

/// People of one campaign whose next mail can be written now.
struct WritingPart
{
    CampaignId campaign;
    QString name;
    bool isLaunched = false; ///< false: none of the drafts leaves before it is
    StepId step;
    QHash<LeadId, QDateTime> due; ///< before when each may not leave; invalid: at any time

    bool operator==(const WritingPart &) const = default;
};

/// Somebody for whom nothing is written now, and why.
struct Unwritten
{
    LeadId lead;
    QString name;
    QString sentence; ///< "Has no email address."
    CampaignId campaign = {}; ///< where that can be mended; null: not in a campaign

    bool operator==(const Unwritten &) const = default;
};

/// A draft that is there already, in whatever state before it has left.
struct PresentDraft
{
    LeadId lead;
    DraftId draft;
    DraftState state = DraftState::Ready;

    bool operator==(const PresentDraft &) const = default;
};

/// What "Write draft" does for chosen people. Everybody asked for is in exactly one of the lists.
struct WritingPlan
{
    QList<WritingPart> parts; ///< at most one of a step
    QList<PresentDraft> present;
    QList<LeadId> unplaced; ///< in no campaign that has a mail for them: the person chooses one
    QList<Unwritten> unwritten;

    int drafts() const;
    bool operator==(const WritingPlan &) const = default;
};

/// Makes the plan: where each person stands in their campaigns, as the Sequence sees it, except that it does not wait
/// for the day before a mail is due. Changes nothing; runs on a database thread.
class WritingPlans
{
    Q_DECLARE_TR_FUNCTIONS(WritingPlans)
public:
    Result<WritingPlan> make(Connection &connection, const QList<LeadId> &leads) const;

private:
    struct Outlook;
    struct Standing;
    Result<QList<Outlook>> outlooks(Connection &connection, const QList<LeadId> &leads) const;
    Result<Standing> standing(Connection &connection, const Outlook &outlook, const Lead &lead) const;
    Result<> place(Connection &connection, const QList<Outlook> &outlooks, const Lead &lead, WritingPlan &plan) const;
};

} // namespace AlwaysLeads
