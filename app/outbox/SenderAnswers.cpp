#include "base/Log.h"
#include "outbox/Sender.h"

// The part of Sender that writes answers down.

namespace AlwaysLeads {

/// Tries until the answer is on disk: a full disk must not turn a sent mail into one that is sent again. Usually what
/// follows from it goes with it; where that fails the answer goes alone, so that nothing else can keep it from the
/// disk.
Task<Sender::Recorded> Sender::record(SendId id, HandOverOutcome outcome)
{
    const std::stop_token stop = m_scope.token();
    const QDateTime answeredAt = m_clock.now();
    Recorded recorded;
    auto together = m_database.write<Followed>([this, id, outcome, answeredAt](Connection &connection) {
        return m_dispatch.settleAndFollow(connection, id, outcome, answeredAt);
    });
    Result<Followed> both = co_await together;
    if (both) {
        recorded.settled = both->settled;
        recorded.paused = both->paused;
        recorded.isFollowed = true;
        co_return recorded;
    }
    qCWarning(baseLog).noquote() << "sender: an answer is written down alone:" << both.error().detail;
    while (true) {
        auto writing = m_database.write<Settled>([this, id, outcome, answeredAt](Connection &connection) {
            return m_dispatch.settle(connection, id, outcome, answeredAt);
        });
        Result<Settled> written = co_await writing;
        if (written) {
            recorded.settled = *written;
            co_return recorded;
        }
        qCCritical(baseLog).noquote() << "sender: an answer could not be written down:" << written.error().detail;
        if (stop.stop_requested()) {
            co_return recorded;
        }
        const QDateTime again = m_clock.now().addSecs(diskPatience.count());
        co_await m_clock.sleepUntil(again, stop);
    }
}

/// What could not be written with its answer, as at the next start.
Task<Result<>> Sender::followLate()
{
    auto following = m_database.write<>([now = m_clock.now()](Connection &connection) {
        const Queueing queueing;
        return queueing.followUnfinished(connection, now);
    });
    Result<> followed = co_await following;
    m_followsLate = m_followsLate && !followed;
    if (followed) {
        Q_EMIT changed();
    }
    co_return followed;
}

} // namespace AlwaysLeads
