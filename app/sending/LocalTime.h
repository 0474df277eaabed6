#pragma once

#include <QDate>
#include <QDateTime>
#include <QTime>
#include <QTimeZone>

#include <chrono>

namespace AlwaysLeads {

/// A point in time, the same everywhere.
using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

Moment toMoment(const QDateTime &time);
/// In UTC.
QDateTime toDateTime(Moment moment);

/// What calendars and clocks show there at this moment.
QDate dateIn(const QTimeZone &zone, Moment moment);
QTime timeIn(const QTimeZone &zone, Moment moment);

/// When clocks there show this. A time that clocks skip (the hour lost in spring) is the moment they jump over it; one
/// that they show twice (the hour won in autumn) is the first of the two, or with Last the second.
enum class Which { First, Last };
Moment momentOf(QDate date, QTime time, const QTimeZone &zone, Which which = Which::First);
Moment startOfDay(QDate date, const QTimeZone &zone);

/// Some hours of one day: from the first moment to before the second.
struct Span
{
    Moment from;
    Moment until;

    bool isEmpty() const { return until <= from; }
    bool contains(Moment moment) const { return from <= moment && moment < until; }
    bool operator==(const Span &) const = default;
};

/// The hours of that day in which clocks there show `from` or later and not yet `until` (minutes after midnight, 1440
/// for the end of the day). Where clocks are put back within it, the part in which they would show an earlier time
/// again is left out. Empty when the clocks skip all of it.
Span hoursOf(QDate date, int from, int until, const QTimeZone &zone);

} // namespace AlwaysLeads
