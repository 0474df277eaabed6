#include "outbox/Dispatch.h"

#include "sending/SendingRulesStore.h"

// Mail that should have left while nobody looked at the queue.
namespace AlwaysLeads {

Result<QList<SendId>> Dispatch::look(Connection &connection, const QDateTime &now) const
{
    const SendingRulesStore store;
    Result<bool> elsewhere = isElsewhere(connection);
    Result<bool> stopped = Queueing::isStopped(connection);
    Result<QDateTime> before = store.lookedAt(connection);
    if (!elsewhere || !stopped) {
        return elsewhere ? failureOf(std::move(stopped)) : failureOf(std::move(elsewhere));
    }
    if (!before) {
        return failureOf(std::move(before));
    }
    if (*elsewhere) {
        return QList<SendId>();
    }
    if (!m_policy.computer.isEmpty()) {
        if (Result<> mine = store.putComputer(connection, m_policy.computer); !mine) {
            return failureOf(std::move(mine));
        }
    }
    QList<SendId> late;
    const QDateTime tolerated = now.addSecs(-std::chrono::seconds(patience).count());
    if (m_policy.calendar && before->isValid() && *before < tolerated && !*stopped) {
        // Who would have left, had somebody looked all the time: nothing else happened since.
        Result<SendLine> line = m_lines.all(connection, *before);
        if (!line) {
            return failureOf(std::move(line));
        }
        constexpr int atMost = 2000;
        const QList<SendLine::Turn> turns = line->foretell(toMoment(*before), atMost);
        for (const SendLine::Turn &turn : turns) {
            if (turn.slot.at >= toMoment(tolerated)) {
                break;
            }
            late.append(turn.mail.id);
            const SendPace &pace = *line->pace(turn.mail.mailbox);
            Result<> put = putOffLate(connection, turn.mail, pace, pace.settings().rules.late, now);
            if (!put) {
                return failureOf(std::move(put));
            }
        }
    }
    Result<> noted = store.putLookedAt(connection, now);
    return noted ? Result<QList<SendId>>(late) : failureOf(std::move(noted));
}

Result<> Dispatch::putOffLate(Connection &connection, const QueuedMail &mail, const SendPace &pace,
                              SendingRules::Late rule, const QDateTime &now) const
{
    switch (rule) {
    case SendingRules::Late::NextSlot:
        return {};
    case SendingRules::Late::Ask:
        return m_ledger.postpone(connection, mail.id, SendReason::LateHeld, {});
    case SendingRules::Late::NextWindow:
        break;
    }
    const SendCalendar &calendar = pace.calendar();
    std::optional<SendCalendar::Opening> opening = calendar.next(toMoment(now), mail.recipient);
    if (opening && opening->at == toMoment(now)) { // these hours are the ones it missed
        opening = calendar.next(opening->hours.until, mail.recipient);
    }
    return opening ? m_ledger.postpone(connection, mail.id, SendReason::Late, toDateTime(opening->at)) : Result<>();
}

Result<> Dispatch::decideLate(Connection &connection, QList<SendId> mails, SendingRules::Late rule,
                              const QDateTime &now) const
{
    if (mails.isEmpty()) {
        Result<QList<SendId>> held = m_ledger.withReason(connection, SendReason::LateHeld);
        if (!held) {
            return failureOf(std::move(held));
        }
        mails = *held;
    }
    QSet<SendId> late;
    for (const SendId id : std::as_const(mails)) {
        Result<Send> send = m_ledger.find(connection, id);
        if (!send) {
            return failureOf(std::move(send));
        }
        const bool waits = send->state == SendState::Waiting || send->state == SendState::RefusedForNow;
        if (!waits || send->reason == SendReason::Hold) {
            continue; // it left meanwhile, or the person has another reason
        }
        const bool ask = rule == SendingRules::Late::Ask;
        const bool wasPutOff = send->reason == SendReason::Late; // to the next opening: it may leave sooner again
        Result<> freed = m_ledger.postpone(connection, id, ask ? SendReason::LateHeld : SendReason::Turn,
                                           wasPutOff ? now : QDateTime());
        if (!freed) {
            return freed;
        }
        late.insert(id);
    }
    if (rule != SendingRules::Late::NextWindow) {
        return {};
    }
    Result<SendLine> line = m_lines.all(connection, now); // they are in it again
    if (!line) {
        return failureOf(std::move(line));
    }
    for (const QueuedMail &mail : line->mails()) {
        if (late.contains(mail.id)) {
            Result<> put = putOffLate(connection, mail, *line->pace(mail.mailbox), rule, now);
            if (!put) {
                return put;
            }
        }
    }
    return {};
}

} // namespace AlwaysLeads
