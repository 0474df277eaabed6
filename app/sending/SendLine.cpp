#include "sending/SendLine.h"

#include "sending/SendingWords.h"

#include <algorithm>
#include <tuple>

namespace AlwaysLeads {

SendLine::SendLine(HolidayChoice holidays)
    : m_holidays(std::move(holidays))
{
}

SendPace &SendLine::addMailbox(MailboxId id, PaceSettings settings)
{
    Lane lane{SendPace(std::move(settings), m_holidays, *m_companies), {}, {}, false};
    return m_lanes.emplace(id, std::move(lane)).first->second.pace;
}

void SendLine::add(const QueuedMail &mail)
{
    const auto lane = m_lanes.find(mail.mailbox);
    if (lane != m_lanes.end()) {
        lane->second.waiting.push_back({mail, {}});
        lane->second.sorted = false;
        lane->second.pick.reset(); // it names a place in the order of before
    }
}

void SendLine::addSentTo(CompanyId company, Moment at)
{
    (*m_companies)[company].push_back(at);
}

const SendPace *SendLine::pace(MailboxId id) const
{
    const auto lane = m_lanes.find(id);
    return lane == m_lanes.end() ? nullptr : &lane->second.pace;
}

QList<QueuedMail> SendLine::mails() const
{
    QList<QueuedMail> all;
    for (const auto &[id, lane] : m_lanes) {
        for (const Waiting &waiting : lane.waiting) {
            all.append(waiting.mail);
        }
    }
    return all;
}

void SendLine::sort(Lane &lane)
{
    if (lane.sorted) {
        return;
    }
    const bool followUpsFirst = lane.pace.settings().byCalendar;
    std::ranges::sort(lane.waiting, {}, [followUpsFirst](const Waiting &waiting) {
        const QueuedMail &mail = waiting.mail;
        return std::tuple(!mail.urgent, followUpsFirst && !mail.followUp, mail.due, mail.id);
    });
    lane.sorted = true;
}

std::optional<SendLine::Pick> SendLine::pick(Lane &lane, Moment from)
{
    sort(lane);
    const Moment free = lane.pace.free(from).at;
    std::optional<Pick> best;
    for (size_t i = 0; i < lane.waiting.size(); ++i) {
        Waiting &waiting = lane.waiting[i];
        const SendSlot slot = lane.pace.earliest(waiting.mail, from);
        if (slot.isLong()) {
            waiting.longest = slot;
        }
        if (!best || slot.at < best->slot.at) {
            best = Pick{i, slot};
        }
        if (slot.at <= free) {
            break; // no other leaves earlier, and this one comes first
        }
    }
    return best;
}

void SendLine::take(Lane &lane, const Pick &pick)
{
    const QueuedMail mail = lane.waiting[pick.index].mail;
    lane.pace.note(mail, pick.slot.at);
    lane.waiting.erase(lane.waiting.begin() + qptrdiff(pick.index));
    lane.pick.reset();
    for (auto &[id, other] : m_lanes) {
        if (other.pick && !mail.company.isNull() && other.waiting[other.pick->index].mail.company == mail.company) {
            other.pick.reset(); // the limit of the company may count now
        }
    }
}

SendLine::Lane *SendLine::firstLane(Moment now)
{
    Lane *first = nullptr;
    for (auto &[id, lane] : m_lanes) {
        if (!lane.pick) {
            lane.pick = pick(lane, now);
        }
        if (lane.pick && (first == nullptr || lane.pick->slot.at < first->pick->slot.at)) {
            first = &lane;
        }
    }
    return first;
}

std::optional<Moment> SendLine::firstTurn(Moment now)
{
    const Lane *first = firstLane(now);
    return first == nullptr ? std::nullopt : std::optional(first->pick->slot.at);
}

QList<SendLine::Turn> SendLine::foretell(Moment now, int most)
{
    QList<Turn> turns;
    while (turns.size() < most) {
        Lane *first = firstLane(now);
        if (first == nullptr) {
            break;
        }
        const Pick pick = *first->pick;
        const Waiting &waiting = first->waiting[pick.index];
        Turn turn{waiting.mail, pick.slot, {}};
        if (!pick.slot.isLong() && waiting.longest.isLong()) {
            turn.slot = waiting.longest;
            turn.slot.at = pick.slot.at;
        }
        turn.words = wordsOf(turn.slot, turn.mail, first->pace);
        turns.append(turn);
        if (pick.slot.reason == SlotReason::Never) {
            first->waiting.erase(first->waiting.begin() + qptrdiff(pick.index));
            first->pick.reset();
        } else {
            take(*first, pick);
        }
    }
    return turns;
}

SendLine::Due SendLine::dueAt(Moment now, const QSet<MailboxId> &busy, const QHash<MailboxId, QDateTime> &notBefore)
{
    Due due;
    for (const auto &[id, lane] : m_lanes) {
        if (!busy.contains(id)) {
            const QDateTime line = notBefore.value(id);
            addDue(due, id, now, line.isValid() ? std::max(now, toMoment(line)) : now);
        }
    }
    return due;
}

void SendLine::addDue(Due &due, MailboxId mailbox, Moment now, Moment from)
{
    const auto found = m_lanes.find(mailbox);
    if (found == m_lanes.end()) {
        return;
    }
    Lane &lane = found->second;
    const std::optional<Pick> pick = SendLine::pick(lane, from);
    if (!pick || pick->slot.reason == SlotReason::Never) {
        return;
    }
    if (pick->slot.at <= now) {
        due.now.append({mailbox, lane.waiting[pick->index].mail.id});
        take(lane, *pick);
    } else if (!due.next || pick->slot.at < *due.next) {
        due.next = pick->slot.at;
    }
}

} // namespace AlwaysLeads
