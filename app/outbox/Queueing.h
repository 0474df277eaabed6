#pragma once

#include "draft/DraftMessage.h"
#include "outbox/SendLedger.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Into the queue and out of it, and what a settled mail means for its draft, its person and its mailbox. Each method
/// runs on a database thread, inside its caller's transaction.
class Queueing
{
    Q_DECLARE_TR_FUNCTIONS(Queueing)
public:
    static Result<bool> isStopped(Connection &connection);
    static Result<StopCause> stopCause(Connection &connection);
    /// StopCause::None: it goes on.
    static Result<> setStopped(Connection &connection, StopCause cause);

    /// False when its campaign does not run: the draft stays approved and waits for the launch.
    Result<bool> take(Connection &connection, const DraftMessage &built, const QDateTime &now) const;
    /// Takes all approved drafts of running campaigns; null: of all. Approvals that no longer hold lapse. How many were
    /// taken.
    Result<int> takeApproved(Connection &connection, CampaignId campaign, const QDateTime &now) const;
    Result<> withdraw(Connection &connection, DraftId draft, SendReason reason, const QDateTime &now) const;

    /// Brings draft, lead, suppression and mailbox in line with a settled mail. Can be repeated.
    Result<> follow(Connection &connection, const Send &send, const QDateTime &now) const;
    /// At start: follows those that the end of the program cut off between the record and what follows from it.
    Result<> followUnfinished(Connection &connection, const QDateTime &now) const;

private:
    SendLedger m_ledger;
};

} // namespace AlwaysLeads
