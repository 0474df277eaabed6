#pragma once

#include "base/Clock.h"
#include "campaign/Campaigns.h"
#include "draft/ApprovedDraftSink.h"
#include "outbox/OutboxPage.h"
#include "outbox/SendLedger.h"
#include "outbox/SendingRulebook.h"
#include "storage/Database.h"

#include <QObject>

#include <functional>

namespace AlwaysLeads {

/// The queue as a person sees and steers it. The Sender empties it.
class Outbox : public QObject, public ApprovedDraftSink, public CampaignUse
{
    Q_OBJECT
public:
    Outbox(Database &database, const Clock &clock, SendPolicy policy = {}, QObject *parent = nullptr);

    Task<Result<OutboxPage>> page(OutboxShelf shelf);
    Task<Result<SendingSummary>> summary();
    /// First the most general reason.
    Task<Result<QList<SendObstacle>>> whyNothingSends();

    /// Queues all approved drafts of a running campaign. How many.
    Task<Result<int>> queueApproved(CampaignId campaign);
    Task<Result<>> hold(SendId id);
    Task<Result<>> release(SendId id);
    /// Out of the queue; its draft is skipped. putBack() undoes it.
    Task<Result<>> takeOut(SendId id);
    Task<Result<>> putBack(SendId id);
    /// Settles an unknown mail: the person says that it left.
    Task<Result<>> itWasSent(SendId id);
    /// Settles an unknown or refused mail by queueing it once more. The person was told the risk.
    Task<Result<>> sendAgain(SendId id);
    /// Lets go of the mails that were late and held: they leave today with the usual pauses, or with the next opening.
    enum class Late { Today, NextOpening };
    Task<Result<>> decideLate(Late what);
    /// From now on this computer sends for the profile, and no other.
    Task<Result<>> sendFromHere();
    /// Kept over a restart.
    Task<Result<>> stopAll();
    Task<Result<>> resumeAll();

    /// The rules it is emptied by.
    SendingRulebook &rulebook() { return m_rulebook; }

    /// "Their server asked for a later try"
    static QString sentence(SendReason reason);

    Result<bool> take(Connection &connection, const DraftMessage &message, const QDateTime &now) override;
    Result<> withdraw(Connection &connection, DraftId draft, const QString &why, const QDateTime &now) override;
    void settled() override;

    Result<> addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts) const override;
    Result<bool> keepsVersion(Connection &connection, StepId step, int version) const override;

Q_SIGNALS:
    void changed();
    /// Something may be able to leave now: the Sender looks.
    void wake();

private:
    Database &m_database;
    const Clock &m_clock;
    SendPolicy m_policy;
    SendLedger m_ledger;
    SendingRulebook m_rulebook;
    Task<Result<>> change(std::function<Result<>(Connection &)> work);
};

} // namespace AlwaysLeads
