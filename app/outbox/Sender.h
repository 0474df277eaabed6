#pragma once

#include "base/Clock.h"
#include "base/TaskScope.h"
#include "mail/MailTransport.h"
#include "outbox/Dispatch.h"
#include "storage/Database.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>

namespace AlwaysLeads {

/// Moments of a hand-over at which a test may end the process.
enum class HandOverPoint {
    BeforeIntent,
    AfterIntent,
    Connected,
    Envelope,
    Data,
    Body,
    BeforeFinalDot,
    AfterAnswer, ///< the server answered, nothing is written down yet
    AfterRecord, ///< the answer is on disk; what follows from it is too, unless it failed
};

/// Empties the outbox: one mail at a time per mailbox, each intent on disk before the first byte leaves, each answer on
/// disk before anything else happens. A mail whose outcome is not known is never sent again from here.
class Sender : public QObject
{
    Q_OBJECT
public:
    /// Where a mailbox sends; its password comes from the vault.
    using AccountSource = std::function<Task<Result<MailAccount>>(MailboxId)>;
    using Probe = std::function<void(HandOverPoint)>;

    Sender(Database &database, Clock &clock, MailTransport &transport, AccountSource account, SendPolicy policy,
           Probe probe = {}, QObject *parent = nullptr);

    /// Says whether the passwords can be read now; without it they always can. While they cannot, mails wait, and no
    /// mailbox is to blame. Call it before start().
    void setSecrets(std::function<bool()> areOpen) { m_secretsAreOpen = std::move(areOpen); }
    /// Settles what the last end of the program cut off, then sends. Call once.
    void start();
    /// Look at the queue now: something was queued, released or resumed.
    void wake();
    bool isIdle() const { return m_idle && m_busy.isEmpty(); }
    /// Those that wentLate() told of last.
    QList<SendId> lateMails() const { return m_lateMails; }
    /// Lets a mail whose final dot has left finish; stops everything else. Await it before destroying this.
    Task<> close();

Q_SIGNALS:
    void changed();
    void idle();
    /// No mail waits any more that could leave today; others may wait for another day.
    void batchFinished(int sent);
    /// Or its account cannot be used for now.
    void mailboxStopped(AlwaysLeads::MailboxId mailbox, const QString &reason);
    /// Mails wait because the passwords are locked: try to unlock them. At most every five minutes.
    void secretsWanted();
    /// So many mails should have left while this program did not run.
    void wentLate(int mails);
    /// One mail needs a decision.
    void unknownOutcome(AlwaysLeads::SendId send, const QString &name);

private:
    /// What came of a hand-over, once it is on disk. A null id: it is not, and the program ends.
    struct Recorded
    {
        Settled settled;
        QString paused; ///< why the mailbox was paused
        bool isFollowed = false; ///< what follows from the answer is on disk with it
    };

    static constexpr std::chrono::seconds diskPatience{5};

    Task<Result<>> run();
    Task<Result<>> recover();
    Task<Result<>> look();
    bool isOutOfSight() const;
    Task<> rest(QDateTime until, std::stop_token nap);
    Task<Result<>> deliver(MailboxId mailbox, SendId send);
    Task<Result<>> handOver(MailboxId mailbox, SendId send);
    Task<Recorded> record(SendId send, HandOverOutcome outcome);
    Task<Result<>> followLate();
    Task<Result<>> keepDraft(SendId send, RemoteMail draft);
    Task<Result<>> noticeReturns();
    void waitForSecrets(MailboxId mailbox);
    Task<Result<>> noteAccount(MailboxId mailbox, SendId send, Error problem);
    bool secretsAreOpen() const { return !m_secretsAreOpen || m_secretsAreOpen(); }
    void reach(HandOverPoint point) const;
    void reachStage(HandOverStage stage) const;

    Database &m_database;
    Clock &m_clock;
    MailTransport &m_transport;
    AccountSource m_account;
    Probe m_probe;
    Dispatch m_dispatch;
    QSet<MailboxId> m_busy;
    QHash<MailboxId, QDateTime> m_notBefore;
    std::stop_source m_nap;
    QDateTime m_lookedAt;
    QList<SendId> m_lateMails;
    std::function<bool()> m_secretsAreOpen;
    QSet<MailboxId> m_locked; ///< they wait for the passwords
    QDateTime m_secretsWantedAt;
    bool m_idle = false;
    bool m_followsLate = false; ///< what follows from an answer could not be written with it
    int m_sentInBatch = 0;
    TaskScope m_scope;
};

} // namespace AlwaysLeads
