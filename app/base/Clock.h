#pragma once

#include "base/Task.h"

#include <QDateTime>

#include <stop_token>

namespace AlwaysLeads {

/// The only source of time in app/, so that tests can run a month in a second.
class Clock
{
public:
    virtual ~Clock() = default;

    /// The present moment, in UTC.
    virtual QDateTime now() const = 0;
    /// Ends at `when` by this clock, or at once when asked to stop. Survives the computer's sleep: it looks again
    /// at least once a minute.
    virtual Task<> sleepUntil(QDateTime when, std::stop_token stop) = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
    Task<> sleepUntil(QDateTime when, std::stop_token stop) override;
};

} // namespace AlwaysLeads
