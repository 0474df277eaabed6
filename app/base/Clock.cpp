#include "base/Clock.h"

#include <QCoroTimer>

#include <QTimer>

#include <algorithm>
#include <chrono>

namespace AlwaysLeads {

namespace {
// Timers stand still while the computer sleeps; looking again this often keeps a waiting task at most so late.
constexpr std::chrono::milliseconds longestStretch = std::chrono::minutes(1);
} // namespace

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

Task<> SystemClock::sleepUntil(QDateTime when, std::stop_token stop)
{
    while (!stop.stop_requested()) {
        const std::chrono::milliseconds left(now().msecsTo(when));
        if (left.count() <= 0) {
            co_return;
        }
        QTimer timer;
        timer.setSingleShot(true);
        timer.setTimerType(Qt::PreciseTimer);
        timer.start(std::min(left, longestStretch));
        const std::stop_callback wake(stop, [&timer] { timer.start(0); });
        co_await timer;
    }
}

} // namespace AlwaysLeads
