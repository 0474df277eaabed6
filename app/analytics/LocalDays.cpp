#include "analytics/LocalDays.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr qint64 hour = 3'600'000;
}

LocalDays::LocalDays(QDate first, QDate last, const QTimeZone &zone)
    : m_first(first)
    , m_zone(zone)
{
    const qint64 days = std::max<qint64>(0, first.daysTo(last)) + 1;
    m_starts.reserve(size_t(days) + 1);
    for (qint64 day = 0; day <= days; ++day) {
        m_starts.push_back(startOfDay(first.addDays(day), zone).time_since_epoch().count());
    }
}

int LocalDays::dayAt(qint64 moment) const
{
    const auto after = std::ranges::upper_bound(m_starts, moment);
    if (after == m_starts.begin() || after == m_starts.end()) {
        return -1;
    }
    return int(after - m_starts.begin()) - 1;
}

int LocalDays::hourAt(qint64 moment, int day) const
{
    const qint64 start = m_starts[size_t(day)];
    if (m_starts[size_t(day) + 1] - start == 24 * hour) { // clocks are not changed on it
        return int((moment - start) / hour);
    }
    return timeIn(m_zone, Moment(std::chrono::milliseconds(moment))).hour();
}

} // namespace AlwaysLeads
