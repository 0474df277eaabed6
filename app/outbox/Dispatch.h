#pragma once

#include "outbox/Queueing.h"
#include "outbox/SendLedger.h"
#include "outbox/SendLineStore.h"

#include <QCoreApplication>
#include <QHash>

#include <chrono>

namespace AlwaysLeads {

/// One mail, ready to be handed over: its intent is on disk.
struct Prepared
{
    Send send;
    QByteArray mime;
    Envelope envelope;
    QString name; ///< of the person
};

/// What is due now, one mail per mailbox, and when to look again.
struct SendPlan
{
    QList<std::pair<MailboxId, SendId>> due;
    QDateTime next; ///< invalid: nothing waits for a time
};

/// What an outcome means for the ledger.
struct Ruling
{
    SendState state = SendState::Unknown;
    SendReason reason = SendReason::Unanswered;
    QDateTime due; ///< for states that try again
    QString pauseReason; ///< not empty: the mailbox stops with this sentence
    MailboxRemedy remedy = MailboxRemedy::TryAgain; ///< of that
    bool lineIsDown = false;
};

/// What was written down after a hand-over.
struct Settled
{
    Send send;
    Ruling ruling;
};

/// The same, and what followed from it.
struct Followed
{
    Settled settled;
    QString paused; ///< why the mailbox was paused; empty: it was not
};

/// The database half of the Sender: what may leave, the intent, and the answer. Each method is one transaction's work.
class Dispatch
{
    Q_DECLARE_TR_FUNCTIONS(Dispatch)
public:
    explicit Dispatch(SendPolicy policy)
        : m_policy(std::move(policy))
        , m_lines(m_policy)
    {
    }

    static std::chrono::milliseconds gap(const SendPolicy &policy, const Mailbox &mailbox);
    static int dailyLimit(const SendPolicy &policy, const Mailbox &mailbox);
    /// When today began on this computer's clock, in UTC.
    static QDateTime startOfDay(const QDateTime &now);

    /// Whether another computer sends for this profile. The first that asks is the one, unless the policy names none.
    Result<bool> isElsewhere(Connection &connection) const;
    /// Notes that it looked at the queue now. If it did not for a while (the computer slept, the program did not run),
    /// mail that should have left meanwhile is late, and each mailbox's rule says what becomes of it. Which are.
    Result<QList<SendId>> look(Connection &connection, const QDateTime &now) const;
    /// Late mails wait for their turn again, for the next opening of their hours, or for the person. No mails: those
    /// that are held because they are late.
    Result<> decideLate(Connection &connection, QList<SendId> mails, SendingRules::Late rule,
                        const QDateTime &now) const;
    /// How long nobody may have looked before mail is late.
    static constexpr std::chrono::minutes patience{15};
    /// Whether there is anything to look after.
    bool looks() const { return m_policy.calendar || !m_policy.computer.isEmpty(); }

    /// Whether the rules of the mailboxes count.
    bool followsRules() const { return m_policy.calendar; }

    /// `notBefore` holds back mailboxes whose line is down; `busy` those that hand over a mail now.
    Result<SendPlan> plan(Connection &connection, const QSet<MailboxId> &busy,
                          const QHash<MailboxId, QDateTime> &notBefore, const QDateTime &now) const;
    /// Looks once more whether this mail may leave: stop switch, campaign, mailbox, list of people never to write to,
    /// and whether its bytes are the approved ones. If so the intent is recorded; if not, it is cancelled or left
    /// waiting, and there is nothing to hand over.
    Result<std::optional<Prepared>> prepare(Connection &connection, SendId id, const QDateTime &now) const;
    /// Writes the answer down: nothing else, so that nothing else can fail it.
    Result<Settled> settle(Connection &connection, SendId id, const HandOverOutcome &outcome,
                           const QDateTime &now) const;
    /// What follows from it, in a transaction of its own. Why the mailbox was paused, empty when it was not.
    Result<QString> follow(Connection &connection, const Settled &settled, const QDateTime &now) const;
    /// Both in one transaction, which is one wait for the disk. Where it fails nothing is written, and settle() comes
    /// first, alone: the answer must not be lost because what follows from it cannot be done.
    Result<Followed> settleAndFollow(Connection &connection, SendId id, const HandOverOutcome &outcome,
                                     const QDateTime &now) const;

    /// Whether pauseForReturns() would pause one.
    Result<bool> hasTooManyReturns(Connection &connection, const QDateTime &now) const;
    /// Pauses mailboxes of which too many mails came back, and says why.
    Result<QList<std::pair<MailboxId, QString>>> pauseForReturns(Connection &connection, const QDateTime &now) const;

    Ruling rule(const HandOverOutcome &outcome, int attempt, int laterTries, const QDateTime &now) const;

private:
    Result<> putOffLate(Connection &connection, const QueuedMail &mail, const SendPace &pace, SendingRules::Late rule,
                        const QDateTime &now) const;
    Result<bool> isItsTurn(Connection &connection, SendId id, const Mailbox &mailbox, const QDateTime &now) const;

    SendPolicy m_policy;
    SendLineStore m_lines;
    SendLedger m_ledger;
    Queueing m_queueing;
};

} // namespace AlwaysLeads
