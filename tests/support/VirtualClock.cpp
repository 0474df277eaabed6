#include "support/VirtualClock.h"

#include <QCoreApplication>
#include <QCoroFuture>

#include <algorithm>

namespace AlwaysLeads {

VirtualClock::VirtualClock(QDateTime start)
    : m_now(std::move(start))
{
}

Task<> VirtualClock::sleepUntil(QDateTime when, std::stop_token stop)
{
    if (when <= m_now || stop.stop_requested()) {
        co_return;
    }
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    m_sleepers.push_back({when, promise});
    const std::stop_callback wake(stop, [this, promise] {
        std::erase_if(m_sleepers, [&](const Sleeper &sleeper) { return sleeper.promise == promise; });
        promise->finish();
    });
    QFuture<void> woken = promise->future();
    co_await woken;
}

void VirtualClock::advanceTo(const QDateTime &when)
{
    for (QDateTime next = nextWake(); next.isValid() && next <= when; next = nextWake()) {
        const auto earliest = std::ranges::min_element(m_sleepers, {}, &Sleeper::when);
        const std::shared_ptr<QPromise<void>> promise = earliest->promise;
        m_now = std::max(m_now, earliest->when);
        m_sleepers.erase(earliest);
        promise->finish();
        QCoreApplication::processEvents();
    }
    m_now = when;
}

void VirtualClock::jumpTo(const QDateTime &when)
{
    m_now = when;
    advanceTo(when);
}

QDateTime VirtualClock::nextWake() const
{
    const auto earliest = std::ranges::min_element(m_sleepers, {}, &Sleeper::when);
    return earliest == m_sleepers.end() ? QDateTime() : earliest->when;
}

} // namespace AlwaysLeads
