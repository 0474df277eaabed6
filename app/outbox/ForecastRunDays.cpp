#include "outbox/ForecastRun.h"

#include <algorithm>

// The mails of a forecast, by day.
namespace AlwaysLeads {

int ForecastDay::own() const
{
    int sum = 0;
    for (const int mails : bySteps) {
        sum += mails;
    }
    return sum;
}

void ForecastRun::addDays(Forecast &forecast, const QMap<QDate, int> &others, const QList<MailboxId> &senders)
{
    if (forecast.mails.isEmpty()) {
        return;
    }
    const auto [first, last] = std::ranges::minmax_element(forecast.mails, {}, &ForecastMail::day);
    const QDate begins = first->day;
    for (QDate date = begins; date <= last->day; date = date.addDays(1)) {
        ForecastDay day;
        day.date = date;
        day.bySteps.fill(0, forecast.steps.size());
        day.others = others.value(date);
        day.holiday = m_policy.calendar ? m_holidays.nameOf(date) : QString();
        day.isOff = m_policy.calendar;
        for (const MailboxId sender : senders) {
            const SendPace *pace = m_line->pace(sender);
            if (pace == nullptr || m_senders.isPaused(sender)) {
                continue;
            }
            day.limit += pace->limitOn(date);
            const bool isOpen = pace->settings().rules.windows[size_t(date.dayOfWeek() - 1)] && day.holiday.isEmpty();
            day.isOff = day.isOff && !isOpen;
        }
        forecast.days.append(day);
    }
    for (const ForecastMail &mail : std::as_const(forecast.mails)) {
        const qsizetype step = forecast.steps.indexOf(mail.step);
        if (step >= 0) {
            ++forecast.days[begins.daysTo(mail.day)].bySteps[step];
        }
    }
}

} // namespace AlwaysLeads
