#pragma once

#include "sending/SendCalendar.h"
#include "sending/SendSlot.h"

#include <deque>
#include <map>
#include <vector>

namespace AlwaysLeads {

/// When mails went to each company, from all mailboxes: each counts them by the days of its own clock.
using CompanyMails = std::map<CompanyId, std::vector<Moment>>;

/// What a mailbox may do, and what it did lately.
struct PaceSettings
{
    SendingRules rules;
    int dailyLimit = 40;
    std::chrono::milliseconds gap{0}; ///< least time between two mails
    bool byCalendar = true; ///< false: only the daily limit and the gap count
};

/// The law of one mailbox: from the rules and from what it sent, when the next mail may leave. Sending is noted, so the
/// same object foretells a whole queue.
class SendPace
{
public:
    SendPace(PaceSettings settings, const HolidayChoice &holidays, CompanyMails &companies);

    // What was sent before now; the counts are those of the day and week that now is in.
    void setLast(Moment at, quint64 seed);
    void setSentInLastHour(std::deque<Moment> times) { m_hour = std::move(times); }
    void setSentOn(QDate day, int all, int firstMails);
    void setSentInWeek(QDate anyDay, int all);
    /// Days since the warming up began, before that day, on which mail left.
    void setDaysSent(int days) { m_daysSent = days; }

    /// When it may send anything at all, `from` at the earliest: gap and limits of hour, day and week.
    SendSlot free(Moment from) const;
    /// When this mail may leave, `from` at the earliest.
    SendSlot earliest(const QueuedMail &mail, Moment from) const;
    /// It left then.
    void note(const QueuedMail &mail, Moment at);

    /// The limit of that day: lower than the mailbox's while it is warming up.
    int limitOn(QDate day) const;
    /// Mails that left on that day.
    int sentOn(QDate day) const;
    QDate dayOf(Moment moment) const;
    const PaceSettings &settings() const { return m_settings; }
    const SendCalendar &calendar() const { return m_calendar; }
    /// The pause after the mail with this seed: the least one and a part of the range that only the seed decides.
    std::chrono::milliseconds pauseAfter(quint64 seed) const;

private:
    struct Counts
    {
        int all = 0;
        int firstMails = 0;
    };
    enum class Pauses { Count, DoNotCount };
    void holdBack(SendSlot &slot, Pauses pauses) const;
    bool holdBackForHours(const QueuedMail &mail, SendSlot &slot) const;
    void holdBackFor(const QueuedMail &mail, SendSlot &slot) const;
    Moment nextDay(QDate day) const;
    static QDate mondayOf(QDate day) { return day.addDays(1 - day.dayOfWeek()); }

    PaceSettings m_settings;
    SendCalendar m_calendar;
    QTimeZone m_sender;
    CompanyMails &m_companies;
    bool m_hasLast = false;
    Moment m_last{};
    quint64 m_seed = 0;
    std::deque<Moment> m_hour;
    std::map<QDate, Counts> m_days;
    std::map<QDate, int> m_weeks;
    int m_daysSent = 0;
    mutable Span m_dayHours{}; ///< of m_day
    mutable QDate m_day;
};

/// A number that says nothing, from one that counts up: the seed of a mail's pause.
quint64 seedOf(SendId mail);

} // namespace AlwaysLeads
