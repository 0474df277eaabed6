#include "outbox/Sender.h"

#include "base/Log.h"

namespace AlwaysLeads {

namespace {

constexpr std::chrono::hours longestNap(1);
constexpr std::chrono::minutes shortestLook(1);
constexpr std::chrono::minutes betweenLooks(5); ///< a third of Dispatch::patience

/// A transport that throws may have done so after the final dot: nobody knows.
Task<HandOverOutcome> orUnknown(Task<HandOverOutcome> handing)
{
    HandOverOutcome outcome;
    try {
        outcome = co_await handing;
    } catch (const std::exception &problem) {
        qCCritical(baseLog) << "sender: a hand-over threw:" << problem.what();
        outcome.stage = HandOverStage::AwaitingAnswer;
    }
    co_return outcome;
}

} // namespace

Sender::Sender(Database &database, Clock &clock, MailTransport &transport, AccountSource account, SendPolicy policy,
               Probe probe, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_transport(transport)
    , m_account(std::move(account))
    , m_probe(std::move(probe))
    , m_dispatch(std::move(policy))
    , m_scope(QStringLiteral("sender"))
{
}

void Sender::start()
{
    m_scope.run(run());
}

void Sender::wake()
{
    m_idle = false;
    if (!m_locked.isEmpty() && secretsAreOpen()) {
        for (const MailboxId mailbox : std::as_const(m_locked)) {
            m_notBefore.remove(mailbox);
        }
        m_locked.clear();
    }
    m_nap.request_stop();
}

Task<> Sender::close()
{
    auto closing = m_scope.close();
    co_await closing;
}

void Sender::reach(HandOverPoint point) const
{
    if (m_probe) {
        m_probe(point);
    }
}

void Sender::reachStage(HandOverStage stage) const
{
    switch (stage) {
    case HandOverStage::Greeting:
        return reach(HandOverPoint::Connected);
    case HandOverStage::Envelope:
        return reach(HandOverPoint::Envelope);
    case HandOverStage::Data:
        return reach(HandOverPoint::Data);
    case HandOverStage::Body:
        return reach(HandOverPoint::Body);
    case HandOverStage::AwaitingAnswer:
        return reach(HandOverPoint::BeforeFinalDot);
    default:
        return;
    }
}

Task<Result<>> Sender::recover()
{
    auto settling = m_database.write<QList<Send>>([now = m_clock.now()](Connection &connection) -> Result<QList<Send>> {
        const SendState cutOff[] = {SendState::HandingOver};
        const SendLedger ledger;
        Result<QList<Send>> sends = ledger.list(connection, cutOff);
        if (!sends) {
            return sends;
        }
        Result<int> settled = ledger.settleCutOff(connection, now);
        return settled ? sends : failureOf(std::move(settled));
    });
    Result<QList<Send>> unknown = co_await settling;
    if (!unknown) {
        co_return failureOf(std::move(unknown));
    }
    auto following = m_database.write<>([now = m_clock.now()](Connection &connection) -> Result<> {
        const Queueing queueing;
        if (Result<> followed = queueing.followUnfinished(connection, now); !followed) {
            return followed;
        }
        Result<int> taken = queueing.takeApproved(connection, {}, now);
        return taken ? Result<>() : failureOf(std::move(taken));
    });
    Result<> followed = co_await following;
    for (const Send &send : std::as_const(*unknown)) {
        Q_EMIT unknownOutcome(send.id, send.to);
    }
    Q_EMIT changed();
    co_return followed;
}

/// Notes that it looks, so that a time in which nobody did is seen afterwards.
Task<Result<>> Sender::look()
{
    const QDateTime now = m_clock.now();
    if (m_lookedAt.isValid() && m_lookedAt.secsTo(now) < std::chrono::seconds(shortestLook).count()) {
        co_return Result<>();
    }
    auto looking = m_database.write<QList<SendId>>(
        [this, now](Connection &connection) { return m_dispatch.look(connection, now); });
    Result<QList<SendId>> late = co_await looking;
    if (!late) {
        co_return failureOf(std::move(late));
    }
    m_lookedAt = now;
    if (!late->isEmpty()) {
        m_lateMails = *late;
        Q_EMIT wentLate(int(late->size()));
        Q_EMIT changed();
    }
    co_return Result<>();
}

/// Nobody looked for so long that mail may be late.
bool Sender::isOutOfSight() const
{
    return m_dispatch.looks() && m_lookedAt.secsTo(m_clock.now()) > std::chrono::seconds(Dispatch::patience).count();
}

Task<> Sender::rest(QDateTime until, std::stop_token nap)
{
    while (!nap.stop_requested() && m_clock.now() < until) {
        QDateTime pause = until;
        if (m_dispatch.looks()) {
            pause = std::min(pause, m_clock.now().addSecs(std::chrono::seconds(betweenLooks).count()));
        }
        co_await m_clock.sleepUntil(pause, nap);
        if (nap.stop_requested() || m_clock.now() >= until) {
            break; // run() looks before it sends
        }
        auto looking = look();
        const Result<> looked = co_await looking;
        Q_UNUSED(looked) // the disk: once more in a few minutes
    }
}

Task<Result<>> Sender::run()
{
    const std::stop_token stop = m_scope.token();
    while (!stop.stop_requested()) {
        auto recovering = recover();
        Result<> recovered = co_await recovering;
        if (recovered) {
            break; // nothing is sent before the past is settled
        }
        qCWarning(baseLog).noquote() << "sender:" << recovered.error().message << recovered.error().detail;
        const QDateTime again = m_clock.now().addSecs(diskPatience.count());
        co_await m_clock.sleepUntil(again, stop);
    }
    while (!stop.stop_requested()) {
        m_nap = std::stop_source();
        m_idle = false;
        if (m_dispatch.looks()) {
            auto looking = look();
            Result<> looked = co_await looking;
            if (!looked) { // nothing leaves while nobody knows whether it is late
                qCWarning(baseLog).noquote() << "sender:" << looked.error().message << looked.error().detail;
                const QDateTime again = m_clock.now().addSecs(diskPatience.count());
                co_await m_clock.sleepUntil(again, stop);
                continue;
            }
        }
        if (m_followsLate) {
            auto following = followLate();
            const Result<> followed = co_await following;
            if (!followed) {
                qCWarning(baseLog).noquote() << "sender:" << followed.error().message << followed.error().detail;
            }
        }
        if (m_dispatch.followsRules()) {
            auto noticing = noticeReturns();
            const Result<> noticed = co_await noticing;
            if (!noticed) {
                qCWarning(baseLog).noquote() << "sender:" << noticed.error().message << noticed.error().detail;
            }
        }
        auto planning = m_database.read<SendPlan>(
            [this, busy = m_busy, notBefore = m_notBefore, now = m_clock.now()](Connection &connection) {
                return m_dispatch.plan(connection, busy, notBefore, now);
            });
        Result<SendPlan> plan = co_await planning;
        if (stop.stop_requested()) {
            break;
        }
        QDateTime next = m_clock.now().addSecs(std::chrono::seconds(longestNap).count());
        if (!plan) {
            qCWarning(baseLog).noquote() << "sender:" << plan.error().message << plan.error().detail;
            next = m_clock.now().addSecs(diskPatience.count());
        } else {
            for (const auto &[mailbox, send] : std::as_const(plan->due)) {
                m_busy.insert(mailbox);
                m_scope.run(deliver(mailbox, send));
            }
            if (plan->next.isValid()) {
                next = std::min(next, plan->next);
            }
            if (m_followsLate) {
                next = std::min(next, m_clock.now().addSecs(std::chrono::seconds(shortestLook).count()));
            }
            if (m_busy.isEmpty() && !m_nap.stop_requested()) {
                m_idle = true;
                const bool isDone =
                    !plan->next.isValid() || plan->next.toLocalTime().date() > m_clock.now().toLocalTime().date();
                if (isDone && m_sentInBatch > 0) {
                    Q_EMIT batchFinished(std::exchange(m_sentInBatch, 0));
                }
                Q_EMIT idle();
            }
        }
        const std::stop_callback endNap(stop, [this] { m_nap.request_stop(); });
        const std::stop_token nap = m_nap.get_token();
        auto resting = rest(next, nap);
        co_await resting;
    }
    co_return Result<>();
}

Task<Result<>> Sender::deliver(MailboxId mailbox, SendId send)
{
    auto handing = settled(handOver(mailbox, send));
    Result<> outcome = co_await handing;
    if (!outcome && outcome.error().kind != ErrorKind::Cancelled) {
        // The disk or the keychain: look again a little later, not at once and for ever.
        m_notBefore.insert(mailbox, m_clock.now().addSecs(diskPatience.count()));
    }
    m_busy.remove(mailbox);
    wake();
    Q_EMIT changed();
    co_return outcome;
}

Task<Result<>> Sender::handOver(MailboxId mailbox, SendId id)
{
    auto asking = m_account(mailbox);
    Result<MailAccount> account = co_await asking;
    if (!account) {
        if (!secretsAreOpen()) {
            waitForSecrets(mailbox);
            co_return Result<>();
        }
        auto noting = noteAccount(mailbox, id, account.error());
        Result<> noted = co_await noting;
        co_return noted;
    }
    if (isOutOfSight()) {
        co_return Result<>(); // the computer slept, or somebody looked for the password: look first what is late
    }
    reach(HandOverPoint::BeforeIntent);
    auto preparing = m_database.write<std::optional<Prepared>>(
        [this, id, now = m_clock.now()](Connection &connection) { return m_dispatch.prepare(connection, id, now); });
    Result<std::optional<Prepared>> prepared = co_await preparing;
    if (!prepared) {
        co_return failureOf(std::move(prepared));
    }
    if (!*prepared) {
        co_return Result<>();
    }
    reach(HandOverPoint::AfterIntent);
    Q_EMIT changed();
    const Prepared mail = **prepared;
    const std::function<void(HandOverStage)> reached = [this](HandOverStage stage) { reachStage(stage); };
    MailAccount route = *account;
    if (auto *cloud = std::get_if<CloudAccount>(&route)) {
        cloud->keepDraft = [this, id](const RemoteMail &draft) { return keepDraft(id, draft); };
    }
    auto handing = orUnknown(m_transport.handOver(route, mail.envelope, mail.mime, reached, m_scope.token()));
    HandOverOutcome outcome = co_await handing;
    reach(HandOverPoint::AfterAnswer);
    auto recording = record(id, outcome);
    const Recorded recorded = co_await recording;
    const Settled &written = recorded.settled;
    reach(HandOverPoint::AfterRecord);
    if (written.send.id.isNull()) {
        co_return failure(ErrorKind::Cancelled, QString()); // ended while the disk was full: unknown at the next start
    }

    Result<QString> followed = recorded.paused;
    if (!recorded.isFollowed) {
        auto following = m_database.write<QString>([this, written, now = m_clock.now()](Connection &connection) {
            return m_dispatch.follow(connection, written, now);
        });
        followed = co_await following;
        m_followsLate = m_followsLate || !followed;
    }
    if (written.ruling.lineIsDown) {
        m_notBefore.insert(mailbox, written.ruling.due);
    } else {
        m_notBefore.remove(mailbox);
    }
    if (written.send.state == SendState::Accepted) {
        ++m_sentInBatch;
    } else if (written.send.state == SendState::Unknown) {
        Q_EMIT unknownOutcome(id, mail.name.isEmpty() ? mail.send.to : mail.name);
    }
    if (!followed) {
        co_return failureOf(std::move(followed));
    }
    if (!followed->isEmpty()) {
        Q_EMIT mailboxStopped(mailbox, *followed);
    }
    co_return Result<>();
}

/// Mails that came back as mails count like those their server refused at once.
Task<Result<>> Sender::noticeReturns()
{
    const QDateTime now = m_clock.now();
    auto asking = m_database.read<bool>(
        [this, now](Connection &connection) { return m_dispatch.hasTooManyReturns(connection, now); });
    Result<bool> tooMany = co_await asking;
    if (!tooMany) {
        co_return failureOf(std::move(tooMany));
    }
    if (!*tooMany) {
        co_return Result<>();
    }
    auto pausing = m_database.write<QList<std::pair<MailboxId, QString>>>(
        [this, now](Connection &connection) { return m_dispatch.pauseForReturns(connection, now); });
    Result<QList<std::pair<MailboxId, QString>>> paused = co_await pausing;
    if (!paused) {
        co_return failureOf(std::move(paused));
    }
    for (const auto &[mailbox, reason] : std::as_const(*paused)) {
        Q_EMIT mailboxStopped(mailbox, reason);
    }
    if (!paused->isEmpty()) {
        Q_EMIT changed();
    }
    co_return Result<>();
}

} // namespace AlwaysLeads
