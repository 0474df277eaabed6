#include "sending/SendPace.h"

#include <algorithm>

namespace AlwaysLeads {

using namespace std::chrono_literals;

quint64 seedOf(SendId mail)
{
    quint64 z = quint64(mail.value()) + 0x9e3779b97f4a7c15ULL; // SplitMix64 (Steele, Lea, Flood 2014)
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

namespace {

constexpr int patience = 1000; ///< with rules that hold back for ever
const SendSlot never{Moment::max(), SlotReason::Never, 0, {}, {}};

/// A pause is the smallest of reasons: a limit or the hours say more.
int weightOf(SlotReason reason)
{
    return reason == SlotReason::Now ? 0 : reason == SlotReason::Gap ? 1 : reason == SlotReason::HourLimit ? 2 : 3;
}

/// Of two reasons of the same weight the first counts, since without it the mail would have left: after the limit of a
/// day comes a night, but the night is not the reason.
void putOff(SendSlot &slot, const SendSlot &by)
{
    if (by.at <= slot.at) {
        return;
    }
    const Moment at = by.at;
    if (weightOf(by.reason) > weightOf(slot.reason)) {
        slot = by;
    }
    slot.at = at;
}

} // namespace

SendPace::SendPace(PaceSettings settings, const HolidayChoice &holidays, CompanyMails &companies)
    : m_settings(std::move(settings))
    , m_calendar(m_settings.rules, holidays)
    , m_sender(m_settings.rules.senderZone())
    , m_companies(companies)
{
}

void SendPace::setLast(Moment at, quint64 seed)
{
    m_hasLast = true;
    m_last = at;
    m_seed = seed;
}

void SendPace::setSentOn(QDate day, int all, int firstMails)
{
    m_days[day] = {all, firstMails};
}

void SendPace::setSentInWeek(QDate anyDay, int all)
{
    m_weeks[mondayOf(anyDay)] = all;
}

std::chrono::milliseconds SendPace::pauseAfter(quint64 seed) const
{
    if (!m_settings.byCalendar || m_settings.rules.jitterSeconds == 0) {
        return m_settings.gap;
    }
    return m_settings.gap + std::chrono::seconds(seed % quint64(m_settings.rules.jitterSeconds + 1));
}

QDate SendPace::dayOf(Moment moment) const
{
    if (!m_dayHours.contains(moment)) {
        m_day = dateIn(m_sender, moment);
        m_dayHours = {startOfDay(m_day, m_sender), startOfDay(m_day.addDays(1), m_sender)};
    }
    return m_day;
}

Moment SendPace::nextDay(QDate day) const
{
    return startOfDay(day.addDays(1), m_sender);
}

int SendPace::sentOn(QDate day) const
{
    const auto sent = m_days.find(day);
    return sent == m_days.end() ? 0 : sent->second.all;
}

int SendPace::limitOn(QDate day) const
{
    if (!m_settings.byCalendar || !m_settings.rules.warmUpSince.isValid()) {
        return m_settings.dailyLimit;
    }
    const auto noted =
        std::ranges::count_if(m_days, [&](const auto &sent) { return sent.first < day && sent.second.all > 0; });
    return m_settings.rules.limitOn(m_settings.dailyLimit, m_daysSent + int(noted));
}

void SendPace::holdBack(SendSlot &slot, Pauses pauses) const
{
    const SendingRules &rules = m_settings.rules;
    if (m_hasLast && pauses == Pauses::Count) {
        putOff(slot, {m_last + pauseAfter(m_seed), SlotReason::Gap, 0, {}, {}});
    }
    const size_t perHour = m_settings.byCalendar ? size_t(rules.perHour) : 0;
    if (perHour > 0 && m_hour.size() >= perHour) {
        putOff(slot, {m_hour[m_hour.size() - perHour] + 1h, SlotReason::HourLimit, rules.perHour, {}, {}});
    }
    const QDate day = dayOf(slot.at);
    if (m_settings.byCalendar && rules.perWeek > 0) {
        const QDate monday = mondayOf(day);
        const auto week = m_weeks.find(monday);
        if (week != m_weeks.end() && week->second >= rules.perWeek) {
            putOff(slot, {nextDay(monday.addDays(6)), SlotReason::WeekLimit, rules.perWeek, {}, {}});
            return;
        }
    }
    const auto sent = m_days.find(day);
    const int limit = limitOn(day);
    if (limit <= 0 || (sent != m_days.end() && sent->second.all >= limit)) {
        const bool warming = limit < m_settings.dailyLimit;
        putOff(slot, {nextDay(day), warming ? SlotReason::WarmUp : SlotReason::DayLimit, limit, {}, {}});
    }
}

/// True when it did.
bool SendPace::holdBackForHours(const QueuedMail &mail, SendSlot &slot) const
{
    const std::optional<SendCalendar::Opening> opening = m_calendar.next(slot.at, mail.recipient);
    if (!opening) {
        slot = {Moment::max(), SlotReason::Never, 0, {}, {}};
        return true;
    }
    if (opening->at <= slot.at) {
        return false;
    }
    const SlotReason reason = opening->holiday.isEmpty() ? SlotReason::Window : SlotReason::Holiday;
    putOff(slot, {opening->at, reason, 0, opening->at, opening->holiday});
    return true;
}

void SendPace::holdBackFor(const QueuedMail &mail, SendSlot &slot) const
{
    if (!m_settings.byCalendar) {
        return;
    }
    const SendingRules &rules = m_settings.rules;
    if (!mail.urgent && holdBackForHours(mail, slot)) {
        return;
    }
    const QDate day = dayOf(slot.at);
    if (rules.newPerDay > 0 && !mail.followUp) {
        const auto sent = m_days.find(day);
        if (sent != m_days.end() && sent->second.firstMails >= rules.newPerDay) {
            putOff(slot, {nextDay(day), SlotReason::NewLimit, rules.newPerDay, {}, {}});
            return;
        }
    }
    if (rules.perCompanyPerDay > 0 && !mail.company.isNull()) {
        const auto sent = m_companies.find(mail.company);
        if (sent == m_companies.end()) {
            return;
        }
        const Span today = m_dayHours;
        if (std::ranges::count_if(sent->second, [&](Moment at) { return today.contains(at); })
            >= rules.perCompanyPerDay) {
            putOff(slot, {nextDay(day), SlotReason::CompanyLimit, rules.perCompanyPerDay, {}, {}});
        }
    }
}

SendSlot SendPace::free(Moment from) const
{
    SendSlot slot{from, SlotReason::Now, 0, {}, {}};
    for (int round = 0; round < patience; ++round) {
        const Moment before = slot.at;
        holdBack(slot, Pauses::Count);
        if (before == slot.at) {
            return slot;
        }
    }
    return never;
}

SendSlot SendPace::earliest(const QueuedMail &mail, Moment from) const
{
    SendSlot slot{from, SlotReason::Now, 0, {}, {}};
    putOff(slot, {mail.due, SlotReason::Due, 0, {}, {}});
    if (slot.reason == SlotReason::Now) {
        // The hours before the limits: outside of them a limit of this day is no reason.
        SendSlot hours = slot;
        holdBackFor(mail, hours);
        if (hours.reason == SlotReason::Window || hours.reason == SlotReason::Holiday) {
            slot = hours;
        }
    }
    for (int round = 0; round < patience; ++round) {
        const Moment before = slot.at;
        holdBack(slot, mail.urgent ? Pauses::DoNotCount : Pauses::Count);
        holdBackFor(mail, slot);
        if (slot.reason == SlotReason::Never || before == slot.at) {
            return slot;
        }
    }
    return never;
}

void SendPace::note(const QueuedMail &mail, Moment at)
{
    setLast(at, seedOf(mail.id));
    if (!m_settings.byCalendar) {
        ++m_days[dayOf(at)].all;
        return;
    }
    m_hour.push_back(at);
    if (m_hour.size() > size_t(std::max(1, m_settings.rules.perHour))) {
        m_hour.pop_front();
    }
    const QDate day = dayOf(at);
    Counts &counts = m_days[day];
    ++counts.all;
    counts.firstMails += mail.followUp ? 0 : 1;
    ++m_weeks[mondayOf(day)];
    if (!mail.company.isNull()) {
        m_companies[mail.company].push_back(at);
    }
}

} // namespace AlwaysLeads
