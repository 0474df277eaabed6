#include "sending/SendingRules.h"

#include <algorithm>

namespace AlwaysLeads {

QTimeZone SendingRules::senderZone() const
{
    const QTimeZone chosen(zone);
    return !zone.isEmpty() && chosen.isValid() ? chosen : QTimeZone::systemTimeZone();
}

int SendingRules::limitOn(int dailyLimit, int daysSent) const
{
    if (!warmUpSince.isValid()) {
        return dailyLimit;
    }
    return int(std::min<qint64>(dailyLimit, warmUpStart + qint64(warmUpStep) * daysSent));
}

bool SendingRules::sendsAtAll() const
{
    return std::ranges::any_of(windows, [](const std::optional<DayWindow> &window) { return window.has_value(); });
}

Result<> SendingRules::check() const
{
    for (const std::optional<DayWindow> &window : windows) {
        if (window && (window->from < 0 || window->from >= window->until || window->until > 24 * 60)) {
            return failure(ErrorKind::Invalid, tr("Sending must end later on the day than it begins."));
        }
    }
    if (!sendsAtAll()) {
        return failure(ErrorKind::Invalid,
                       tr("Choose at least one weekday. To stop a mailbox, use “Stop all sending”."));
    }
    if (!zone.isEmpty() && !QTimeZone(zone).isValid()) {
        return failure(ErrorKind::Invalid, tr("“%1” is not a time zone.").arg(QString::fromUtf8(zone)));
    }
    struct Range
    {
        int value;
        int least;
        int most;
        QString name;
    };
    const Range ranges[] = {
        {perHour, 0, 1000, tr("Mails an hour")},
        {perWeek, 0, 14000, tr("Mails a week")},
        {jitterSeconds, 0, 86400, tr("The longest pause")},
        {newPerDay, 0, 2000, tr("New people a day")},
        {perCompanyPerDay, 0, 1000, tr("Mails to one company a day")},
        {warmUpStart, 1, 2000, tr("Mails on the first day")},
        {warmUpStep, 1, 2000, tr("More mails each day")},
        {bouncePercent, 0, 100, tr("Refused addresses")},
        {bounceFloor, 1, 10000, tr("Mails before refusals count")},
    };
    for (const Range &range : ranges) {
        if (range.value < range.least || range.value > range.most) {
            return failure(ErrorKind::Invalid,
                           tr("%1: a number from %L2 to %L3.").arg(range.name).arg(range.least).arg(range.most));
        }
    }
    return {};
}

QString HolidayChoice::nameOf(QDate date) const
{
    for (const Holiday &holiday : own) {
        if (holiday.date == date) {
            return holiday.name;
        }
    }
    for (const QLocale::Territory country : countries) {
        if (QString name = holidayIn(country, date); !name.isEmpty()) {
            return name;
        }
    }
    return {};
}

} // namespace AlwaysLeads
