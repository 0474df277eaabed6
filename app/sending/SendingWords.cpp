#include "sending/SendingWords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SendingWords)
};

/// "Monday to Friday", "Monday, Wednesday"
QString daysWords(const SendingRules &rules)
{
    QStringList parts;
    const QLocale locale;
    for (size_t first = 0; first < rules.windows.size(); ++first) {
        if (!rules.windows[first]) {
            continue;
        }
        size_t last = first;
        while (last + 1 < rules.windows.size() && rules.windows[last + 1] == rules.windows[first]) {
            ++last;
        }
        const DayWindow &window = *rules.windows[first];
        const QString from = locale.standaloneDayName(int(first) + 1);
        const QString until = locale.standaloneDayName(int(last) + 1);
        const QString days = first == last ? from
            : last == first + 1            ? Words::tr("%1 and %2").arg(from, until)
                                           : Words::tr("%1 to %2").arg(from, until);
        parts.append(Words::tr("%1 from %2 to %3").arg(days, clockWords(window.from), clockWords(window.until)));
        first = last;
    }
    return parts.join(Words::tr(", "));
}

/// The hours of that day, where it has some.
QString hoursWords(const SendingRules &rules, QDate day)
{
    const std::optional<DayWindow> &window = rules.windows[size_t(day.dayOfWeek() - 1)];
    return window ? Words::tr("Sends %1 to %2").arg(clockWords(window->from), clockWords(window->until))
                  : Words::tr("Sends nothing on this weekday");
}

} // namespace

QString clockWords(int minutes)
{
    return minutes >= 24 * 60 ? Words::tr("24:00")
                              : QLocale().toString(QTime(0, 0).addSecs(minutes * 60), QLocale::ShortFormat);
}

QString apartWords(int least, int most)
{
    if (most < 1) {
        return Words::tr("one after the other");
    }
    const bool inSeconds = most < 120;
    const int low = inSeconds ? least : (least + 30) / 60;
    const int high = inSeconds ? most : (most + 30) / 60;
    if (low != high) {
        return (inSeconds ? Words::tr("%L1 to %L2 seconds apart") : Words::tr("%L1 to %L2 minutes apart"))
            .arg(low)
            .arg(high);
    }
    if (high == 1) {
        return inSeconds ? Words::tr("one second apart") : Words::tr("one minute apart");
    }
    return (inSeconds ? Words::tr("%L1 seconds apart") : Words::tr("%L1 minutes apart")).arg(high);
}

QString wordsOf(const SendSlot &slot, const QueuedMail &mail, const SendPace &pace)
{
    switch (slot.reason) {
    case SlotReason::Now:
        return Words::tr("Its turn");
    case SlotReason::Due:
        return {};
    case SlotReason::Gap:
        return Words::tr("Pause after the last mail");
    case SlotReason::HourLimit:
        return Words::tr("Limit of %L1 an hour").arg(slot.limit);
    case SlotReason::DayLimit:
        return Words::tr("Daily limit of %L1").arg(slot.limit);
    case SlotReason::WarmUp:
        return Words::tr("Warming up: %L1 a day").arg(slot.limit);
    case SlotReason::WeekLimit:
        return Words::tr("Weekly limit of %L1").arg(slot.limit);
    case SlotReason::NewLimit:
        return slot.limit == 1 ? Words::tr("One new person a day") : Words::tr("%L1 new people a day").arg(slot.limit);
    case SlotReason::CompanyLimit:
        return slot.limit == 1 ? Words::tr("One mail a day to a company")
                               : Words::tr("%L1 mails a day to a company").arg(slot.limit);
    case SlotReason::Window: {
        const QString time =
            QLocale().toString(timeIn(pace.calendar().zoneFor(mail.recipient), slot.opens), QLocale::ShortFormat);
        const bool theirs = pace.settings().rules.clock == SendingRules::Clock::Recipient;
        return theirs && !mail.recipient.place.isEmpty() ? Words::tr("%1 in %2").arg(time, mail.recipient.place)
                                                         : Words::tr("%1, your time").arg(time);
    }
    case SlotReason::Holiday:
        return Words::tr("Holiday: %1").arg(slot.holiday);
    case SlotReason::Never:
        return Words::tr("The hours of sending leave no time");
    }
    return {};
}

QString paceWords(const SendPace &pace, QDate day)
{
    const PaceSettings &settings = pace.settings();
    const SendingRules &rules = settings.rules;
    const int least = int(std::chrono::round<std::chrono::seconds>(settings.gap).count());
    if (!settings.byCalendar) {
        const QString apart = apartWords(least, least);
        return Words::tr("%1.").arg(apart.left(1).toUpper() + apart.mid(1));
    }
    const int limit = pace.limitOn(day);
    if (limit < settings.dailyLimit) {
        const int dayNumber = (limit - rules.warmUpStart) / std::max(1, rules.warmUpStep) + 1;
        return Words::tr("Warming up: day %L1, %L2 more each day until %L3.")
            .arg(dayNumber)
            .arg(rules.warmUpStep)
            .arg(settings.dailyLimit);
    }
    return Words::tr("Full limit. %1, %2.").arg(hoursWords(rules, day), apartWords(least, least + rules.jitterSeconds));
}

QString rulesInWords(const SendingRules &rules, int dailyLimit, int gapSeconds)
{
    QStringList sentences;
    const bool theirs = rules.clock == SendingRules::Clock::Recipient;
    sentences.append(theirs ? Words::tr("Mail leaves %1, by the clock where the recipient is.").arg(daysWords(rules))
                            : Words::tr("Mail leaves %1, by your own clock.").arg(daysWords(rules)));
    QStringList limits{Words::tr("%L1 a day").arg(dailyLimit)};
    if (rules.perHour > 0) {
        limits.append(Words::tr("%L1 an hour").arg(rules.perHour));
    }
    if (rules.perWeek > 0) {
        limits.append(Words::tr("%L1 a week").arg(rules.perWeek));
    }
    if (rules.newPerDay > 0) {
        limits.append(Words::tr("%L1 new people a day").arg(rules.newPerDay));
    }
    if (rules.perCompanyPerDay > 0) {
        limits.append(Words::tr("%L1 a day to one company").arg(rules.perCompanyPerDay));
    }
    sentences.append(Words::tr("At most %1, %2.")
                         .arg(limits.join(Words::tr(", ")), apartWords(gapSeconds, gapSeconds + rules.jitterSeconds)));
    if (rules.warmUpSince.isValid() && rules.warmUpStart < dailyLimit) {
        sentences.append(Words::tr("Warming up: %L1 on the first day, %L2 more after each day with mail.")
                             .arg(rules.warmUpStart)
                             .arg(rules.warmUpStep));
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace AlwaysLeads
