#include "sending/SendCalendar.h"

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {
constexpr int daysLookedAt = 370;
}

SendCalendar::SendCalendar(SendingRules rules, HolidayChoice holidays)
    : m_rules(std::move(rules))
    , m_holidays(std::move(holidays))
    , m_sender(m_rules.senderZone())
{
}

const QTimeZone &SendCalendar::zoneFor(const RecipientZone &recipient) const
{
    const bool theirs = m_rules.clock == SendingRules::Clock::Recipient && recipient.zone.isValid();
    return theirs ? recipient.zone : m_sender;
}

QString SendCalendar::holidayOn(QDate date, const RecipientZone &recipient) const
{
    QString name = m_holidays.nameOf(date);
    if (name.isEmpty() && m_rules.recipientHolidays) {
        name = holidayIn(recipient.country, date);
    }
    return name;
}

std::optional<SendCalendar::Opening> SendCalendar::search(Moment from, const RecipientZone &recipient) const
{
    const QTimeZone &zone = zoneFor(recipient);
    const QDate first = dateIn(zone, from);
    Opening opening;
    for (int day = 0; day < daysLookedAt; ++day) {
        const QDate date = first.addDays(day);
        const std::optional<DayWindow> &window = m_rules.windows[size_t(date.dayOfWeek() - 1)];
        if (!window) {
            continue;
        }
        const Span hours = hoursOf(date, window->from, window->until, zone);
        if (hours.isEmpty() || hours.until <= from) {
            continue;
        }
        if (const QString holiday = holidayOn(date, recipient); !holiday.isEmpty()) {
            opening.holiday = holiday;
            continue;
        }
        opening.at = std::max(from, hours.from);
        opening.hours = hours;
        return opening;
    }
    return std::nullopt;
}

std::optional<SendCalendar::Opening> SendCalendar::next(Moment from, const RecipientZone &recipient) const
{
    const std::pair<QByteArray, int> key(zoneFor(recipient).id(), int(recipient.country));
    const auto known = m_known.constFind(key);
    if (known != m_known.cend() && known->since <= from && from < known->opening.hours.until) {
        Opening opening = known->opening;
        opening.at = std::max(from, opening.hours.from);
        if (opening.at == from) {
            opening.holiday.clear();
        }
        return opening;
    }
    std::optional<Opening> opening = search(from, recipient);
    if (opening) {
        m_known.insert(key, {from, *opening});
    }
    return opening;
}

} // namespace AlwaysLeads
