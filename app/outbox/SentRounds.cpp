#include "outbox/SentRounds.h"

#include "base/Log.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr std::chrono::seconds longestNap(60 * 60);
constexpr std::chrono::seconds patience(60); // after a failure of the disk
} // namespace

std::chrono::milliseconds waitAfter(const std::vector<std::chrono::milliseconds> &waits, int failures)
{
    if (waits.empty()) {
        return longestNap;
    }
    return waits[std::min(static_cast<size_t>(std::max(0, failures - 1)), waits.size() - 1)];
}

SentRounds::SentRounds(const QString &name, Clock &clock, Plan plan, Work work)
    : m_clock(clock)
    , m_plan(std::move(plan))
    , m_work(std::move(work))
    , m_scope(name)
{
}

void SentRounds::start()
{
    m_scope.run(keepOn());
}

void SentRounds::wake()
{
    m_asleep = false;
    m_nap.request_stop();
}

void SentRounds::retry(Database &database, QObject *owner)
{
    m_mended.unite(m_busy); // what they fail with may be from before
    m_retry = [this, &database, owner] {
        auto writing = database.write<>(
            [now = m_clock.now()](Connection &connection) { return SentLookStore().retryStopped(connection, now); });
        whenDone(std::move(writing), owner, [this](const Result<> &) { wake(); });
    };
    m_retry();
}

Task<> SentRounds::close()
{
    auto closing = m_scope.close();
    co_await closing;
}

/// Starts what is due. When to look again.
QDateTime SentRounds::begin(const QList<SentTask> &tasks)
{
    const QDateTime now = m_clock.now();
    QDateTime next = now.addSecs(longestNap.count());
    QHash<MailboxId, QList<SendId>> due;
    for (const SentTask &task : tasks) {
        const MailboxId mailbox = task.send.mailbox;
        if (!task.look.nextAt.isValid() || m_busy.contains(mailbox)) {
            continue; // whoever is busy wakes us
        }
        const QDateTime notBefore = m_notBefore.value(mailbox);
        const QDateTime at = notBefore.isValid() ? std::max(task.look.nextAt, notBefore) : task.look.nextAt;
        if (at <= now) {
            due[mailbox].append(task.send.id);
        } else {
            next = std::min(next, at);
        }
    }
    for (auto share = due.cbegin(); share != due.cend(); ++share) {
        m_busy.insert(share.key());
        m_scope.run(workOn(share.key(), share.value()));
    }
    return next;
}

Task<Result<>> SentRounds::keepOn()
{
    const std::stop_token stop = m_scope.token();
    while (!stop.stop_requested()) {
        m_nap = std::stop_source();
        m_asleep = false;
        auto planning = m_plan();
        Result<QList<SentTask>> tasks = co_await planning;
        if (stop.stop_requested()) {
            break;
        }
        QDateTime next = m_clock.now().addSecs(patience.count());
        if (tasks) {
            next = begin(*tasks);
        } else {
            qCWarning(baseLog).noquote() << "sent folders:" << tasks.error().message << tasks.error().detail;
        }
        const std::stop_callback endNap(stop, [this] { m_nap.request_stop(); });
        const std::stop_token nap = m_nap.get_token();
        m_asleep = !nap.stop_requested();
        co_await m_clock.sleepUntil(next, nap);
    }
    co_return Result<>();
}

Task<Result<>> SentRounds::workOn(MailboxId mailbox, QList<SendId> mails)
{
    auto working = settled(m_work(mailbox, mails, m_scope.token()));
    Result<> worked = co_await working;
    if (worked) {
        m_notBefore.remove(mailbox);
    } else {
        m_notBefore.insert(mailbox, m_clock.now().addSecs(patience.count()));
    }
    m_busy.remove(mailbox);
    wake();
    if (m_mended.remove(mailbox) && !m_scope.token().stop_requested()) {
        m_retry();
    }
    co_return worked;
}

} // namespace AlwaysLeads
