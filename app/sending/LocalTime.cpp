#include "sending/LocalTime.h"

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

using namespace std::chrono_literals;

namespace {

std::chrono::seconds offsetAt(const QTimeZone &zone, Moment moment)
{
    return std::chrono::seconds(zone.offsetFromUtc(toDateTime(moment)));
}

/// As if clocks there showed UTC.
Moment nominal(QDate date, QTime time)
{
    return toMoment(QDateTime(date, time, Qt::UTC));
}

/// The moments that a date and time may mean: one, two in autumn, none in spring; then `jump` is when it is skipped.
struct Meanings
{
    Moment first;
    Moment last;
    bool skipped = false;
};

Meanings meaningsOf(QDate date, QTime time, const QTimeZone &zone)
{
    // Asked a day to each side, the offsets are those before and after a change that may be near: no place changes its
    // clocks twice within two days. Not asked of QDateTime, whose answer for skipped times differs between versions.
    const Moment shown = nominal(date, time);
    const std::chrono::seconds before = offsetAt(zone, shown - 24h);
    const std::chrono::seconds after = offsetAt(zone, shown + 24h);
    const Moment byBefore = shown - before;
    const Moment byAfter = shown - after;
    if (before == after) {
        return {byBefore, byBefore};
    }
    const bool holdsBefore = offsetAt(zone, byBefore) == before;
    const bool holdsAfter = offsetAt(zone, byAfter) == after;
    if (holdsBefore && holdsAfter) {
        return {std::min(byBefore, byAfter), std::max(byBefore, byAfter)};
    }
    if (holdsBefore || holdsAfter) {
        const Moment only = holdsBefore ? byBefore : byAfter;
        return {only, only};
    }
    Moment old = std::min(byBefore, byAfter); // the old offset still holds here
    Moment changed = std::max(byBefore, byAfter);
    while (changed - old > 1ms) {
        const Moment middle = old + (changed - old) / 2;
        (offsetAt(zone, middle) == before ? old : changed) = middle;
    }
    return {changed, changed, true};
}

} // namespace

Moment toMoment(const QDateTime &time)
{
    return Moment(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QDateTime toDateTime(Moment moment)
{
    return QDateTime::fromMSecsSinceEpoch(moment.time_since_epoch().count(), Qt::UTC);
}

QDate dateIn(const QTimeZone &zone, Moment moment)
{
    return toDateTime(moment + offsetAt(zone, moment)).date();
}

QTime timeIn(const QTimeZone &zone, Moment moment)
{
    return toDateTime(moment + offsetAt(zone, moment)).time();
}

Moment momentOf(QDate date, QTime time, const QTimeZone &zone, Which which)
{
    const Meanings meanings = meaningsOf(date, time, zone);
    return which == Which::First ? meanings.first : meanings.last;
}

Moment startOfDay(QDate date, const QTimeZone &zone)
{
    return momentOf(date, QTime(0, 0), zone);
}

Span hoursOf(QDate date, int from, int until, const QTimeZone &zone)
{
    constexpr int day = 24 * 60;
    const auto meaning = [&](int minutes) {
        return meaningsOf(date.addDays(minutes / day), QTime(0, 0).addSecs(minutes % day * 60), zone);
    };
    const Meanings opens = meaning(from);
    const Meanings closes = meaning(until);
    const bool bothTwice = opens.first != opens.last && closes.first != closes.last;
    return {bothTwice ? opens.first : opens.last, closes.first};
}

} // namespace AlwaysLeads
