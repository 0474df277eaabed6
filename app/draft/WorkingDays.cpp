#include "draft/WorkingDays.h"

#include "sending/Holidays.h"

namespace AlwaysLeads {

namespace {

bool isWorkingDay(QDate date, QLocale::Territory country)
{
    return date.dayOfWeek() <= Qt::Friday && (country == QLocale::AnyTerritory || holidayIn(country, date).isEmpty());
}

} // namespace

QDateTime workingDaysAfter(const QDateTime &moment, int days, QLocale::Territory country)
{
    QDateTime day = moment.toUTC();
    const int step = days < 0 ? -1 : 1;
    for (int left = qAbs(days); left > 0;) {
        day = day.addDays(step);
        left -= isWorkingDay(day.date(), country) ? 1 : 0;
    }
    return day;
}

} // namespace AlwaysLeads
