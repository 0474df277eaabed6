#pragma once

#include "base/Clock.h"
#include "campaign/Campaigns.h"
#include "draft/ApprovedDraftSink.h"
#include "outbox/CarryOverStore.h"
#include "outbox/OutboxPage.h"
#include "outbox/SendLedger.h"
#include "outbox/SendNow.h"
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

    /// `search` is for the history: words in name, company, address, subject, campaign or the server's answer.
    Task<Result<OutboxPage>> page(OutboxShelf shelf, QString search = QString());
    Task<Result<SendingSummary>> summary();
    /// First the most general reason.
    Task<Result<QList<SendObstacle>>> whyNothingSends();

    /// Queues all approved drafts of a running campaign. How many.
    Task<Result<int>> queueApproved(CampaignId campaign);
    Task<Result<>> hold(SendId id) { return hold(QList<SendId>(1, id)); }
    Task<Result<>> hold(QList<SendId> mails);
    Task<Result<>> release(SendId id) { return release(QList<SendId>(1, id)); }
    Task<Result<>> release(QList<SendId> mails);
    /// All that the person holds.
    Task<Result<>> releaseHeld();
    /// Out of the queue; its draft is skipped. putBack() undoes it.
    Task<Result<>> takeOut(SendId id) { return takeOut(QList<SendId>(1, id)); }
    /// All of them or none.
    Task<Result<>> takeOut(QList<SendId> mails);
    Task<Result<>> putBack(SendId id) { return putBack(QList<SendId>(1, id)); }
    Task<Result<>> putBack(QList<SendId> mails);
    /// What to know before sendNow().
    Task<Result<SendNowOutlook>> sendNowOutlook(QList<SendId> mails);
    /// They go before all others: see SendNow.
    Task<Result<>> sendNow(QList<SendId> mails);
    /// Settles an unknown mail: the person says that it left.
    Task<Result<>> itWasSent(SendId id);
    /// Settles an unknown or refused mail by queueing it once more. The person was told the risk.
    Task<Result<>> sendAgain(SendId id);
    /// What becomes of mails that are late: they leave today with the usual pauses, with the next opening, or are held
    /// until the person says. Without `mails`: those that are held for it.
    enum class Late { Today, NextOpening, Ask };
    Task<Result<>> decideLate(Late what, QList<SendId> mails = {});
    /// Says whether the passwords can be read now, so that the page can say why nothing leaves.
    void setSecrets(std::function<bool()> areOpen) { m_secretsAreOpen = std::move(areOpen); }
    /// The person wants to unlock them.
    void askToUnlock() { Q_EMIT unlockWanted(); }
    /// From now on this computer sends for the profile, and no other.
    Task<Result<>> sendFromHere();
    /// Kept over a restart.
    Task<Result<>> stopAll();
    Task<Result<>> resumeAll();

    /// After going back to an older copy, once for each replaced file: what left since then counts as left here too.
    /// All sending is stopped until the person has looked, also when that file cannot be read. `knowsWhoSaidNo`: its
    /// list of people never to write to could be read.
    Task<Result<CarriedMails>> carryOverFrom(QString replacedFile, bool knowsWhoSaidNo = true);

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
    void unlockWanted();

private:
    Database &m_database;
    const Clock &m_clock;
    SendPolicy m_policy;
    SendLedger m_ledger;
    SendingRulebook m_rulebook;
    std::function<bool()> m_secretsAreOpen;
    bool secretsAreOpen() const { return !m_secretsAreOpen || m_secretsAreOpen(); }
    Result<> letGo(Connection &connection, SendId id) const;
    Task<Result<>> each(QList<SendId> mails, std::function<Result<>(Connection &, SendId)> work);
    Task<Result<>> change(std::function<Result<>(Connection &)> work);
};

} // namespace AlwaysLeads
