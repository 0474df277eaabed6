#pragma once

#include "sending/LocalTime.h"

#include <vector>

namespace AlwaysLeads {

/// The days from one to another as calendars and clocks of one zone show them. Made once, asked for each of a million
/// times, so no time zone is looked up there.
class LocalDays
{
public:
    LocalDays(QDate first, QDate last, const QTimeZone &zone);

    int count() const { return int(m_starts.size()) - 1; }
    QDate date(int day) const { return m_first.addDays(day); }
    QDate last() const { return date(count() - 1); }
    /// The first moment of the first day and the one after the last.
    Moment from() const { return Moment(std::chrono::milliseconds(m_starts.front())); }
    Moment until() const { return Moment(std::chrono::milliseconds(m_starts.back())); }
    /// Milliseconds since 1970 in UTC. -1: on none of these days.
    int dayAt(qint64 moment) const;
    /// 0 to 23, as clocks show it. The moment must be on one of these days.
    int hourAt(qint64 moment, int day) const;

private:
    QDate m_first;
    QTimeZone m_zone;
    std::vector<qint64> m_starts;
};

} // namespace AlwaysLeads
