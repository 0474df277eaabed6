#pragma once

#include "draft/SequencePlan.h"
#include "draft/SequenceTask.h"
#include "storage/Connection.h"

#include <QHash>
#include <QSet>

namespace AlwaysLeads {

/// A mail of a campaign that left, for those that follow it.
struct FollowedMail
{
    QString messageId;
    QString subject;
    MailboxId mailbox; ///< null: not known
    QString threadId{}; ///< the Message-ID the recipient has: ours, or what a service put in its place

    bool operator==(const FollowedMail &) const = default;
};

/// The SQL of how far people are. Every method runs on a database thread, inside its caller's transaction.
class SequenceStore
{
public:
    /// Of everybody in the campaign who had or has a step.
    Result<QHash<LeadId, QList<StepMark>>> marks(Connection &connection, CampaignId campaign) const;
    /// Drafts, not decided yet, whose text is from before the last edit of their step.
    Result<QHash<StepId, QList<LeadId>>> outdated(Connection &connection, CampaignId campaign) const;
    /// In the order in which they left.
    Result<QList<FollowedMail>> sentMails(Connection &connection, CampaignId campaign, LeadId lead) const;
    /// People whose first mail of this campaign left from a mailbox that sends no follow-ups, since it is not read and
    /// so nobody knows who answered (Mailbox::mayFollowUp).
    Result<QSet<LeadId>> withoutFollowUps(Connection &connection, const Campaign &campaign) const;
    /// A step that was not for this person, and why. Nothing happens when the step has an outcome already.
    Result<> passOver(Connection &connection, CampaignId campaign, LeadId lead, StepId step, int version,
                      const QString &why, const QDateTime &at) const;
    /// The same for a task that is to be done.
    Result<> addTask(Connection &connection, const SequenceTask &task, int version, const QDateTime &now) const;
    /// By due time.
    Result<QList<SequenceTask>> openTasks(Connection &connection, CampaignId campaign) const;
    /// False when it was done before, or is not there.
    Result<bool> finishTask(Connection &connection, LeadId lead, StepId step, const QDateTime &now) const;
    /// People who have an outcome of this step, and those with an open task of it.
    Result<StepReach> reach(Connection &connection, StepId step) const;
};

} // namespace AlwaysLeads
