#pragma once

#include "base/Clock.h"

#include <QPromise>

#include <memory>
#include <vector>

namespace AlwaysLeads {

/// A clock that moves only when the test says so. Sleepers wake in the order of their times.
class VirtualClock final : public Clock
{
public:
    explicit VirtualClock(QDateTime start = QDateTime(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC));

    QDateTime now() const override { return m_now; }
    Task<> sleepUntil(QDateTime when, std::stop_token stop) override;

    void advanceTo(const QDateTime &when);
    void advance(std::chrono::milliseconds by) { advanceTo(m_now.addMSecs(by.count())); }
    /// As after a closed lid: nobody wakes on the way, and whoever slept for less wakes then.
    void jumpTo(const QDateTime &when);
    /// The time of the earliest sleeper; invalid when nobody sleeps.
    QDateTime nextWake() const;

private:
    struct Sleeper
    {
        QDateTime when;
        std::shared_ptr<QPromise<void>> promise;
    };
    QDateTime m_now;
    std::vector<Sleeper> m_sleepers;
};

} // namespace AlwaysLeads
