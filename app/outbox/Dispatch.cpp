#include "outbox/Dispatch.h"

#include "campaign/CampaignStore.h"
#include "draft/DraftStore.h"
#include "draft/FormatChange.h"
#include "lead/LeadEventStore.h"
#include "mailbox/MailboxStore.h"
#include "outbox/RemoteIdStore.h"
#include "sending/SendingRulesStore.h"
#include "suppression/SuppressionStore.h"

#include <algorithm>

namespace AlwaysLeads {

std::chrono::milliseconds Dispatch::gap(const SendPolicy &policy, const Mailbox &mailbox)
{
    return policy.gap.value_or(std::chrono::seconds(mailbox.gapSeconds));
}

int Dispatch::dailyLimit(const SendPolicy &policy, const Mailbox &mailbox)
{
    return policy.dailyLimit.value_or(mailbox.dailyLimit);
}

QDateTime Dispatch::startOfDay(const QDateTime &now)
{
    return now.toLocalTime().date().startOfDay().toUTC();
}

namespace {

/// The time of the next try that the service itself named, within a day.
std::optional<QDateTime> askedFor(const HandOverOutcome &outcome, const QDateTime &now)
{
    constexpr std::chrono::seconds longest = std::chrono::hours(24);
    const std::chrono::seconds wait = std::min(outcome.retryAfter, longest);
    return wait.count() > 0 ? std::optional<QDateTime>(now.addSecs(wait.count())) : std::nullopt;
}

} // namespace

Result<bool> Dispatch::isElsewhere(Connection &connection) const
{
    if (m_policy.computer.isEmpty()) {
        return false;
    }
    Result<QString> computer = SendingRulesStore().computer(connection);
    if (!computer) {
        return failureOf(std::move(computer));
    }
    return !computer->isEmpty() && *computer != m_policy.computer;
}

Result<SendPlan> Dispatch::plan(Connection &connection, const QSet<MailboxId> &busy,
                                const QHash<MailboxId, QDateTime> &notBefore, const QDateTime &now) const
{
    SendPlan plan;
    Result<bool> stopped = Queueing::isStopped(connection);
    Result<bool> elsewhere = isElsewhere(connection);
    if (!stopped || !elsewhere) {
        return stopped ? failureOf(std::move(elsewhere)) : failureOf(std::move(stopped));
    }
    if (*stopped || *elsewhere) {
        return plan;
    }
    Result<SendLine::Due> due = m_lines.due(connection, busy, notBefore, now);
    if (!due) {
        return failureOf(std::move(due));
    }
    plan.due = due->now;
    if (due->next) {
        plan.next = toDateTime(*due->next);
    }
    return plan;
}

/// Between the plan and this moment another mailbox may have written to the same company, or the hours have ended.
Result<bool> Dispatch::isItsTurn(Connection &connection, SendId id, const Mailbox &mailbox, const QDateTime &now) const
{
    if (!m_policy.calendar) {
        return true;
    }
    Result<SendLine> line = m_lines.only(connection, id, mailbox, now);
    if (!line) {
        return failureOf(std::move(line));
    }
    return !line->dueAt(toMoment(now), {}, {}).now.isEmpty();
}

Result<std::optional<Prepared>> Dispatch::prepare(Connection &connection, SendId id, const QDateTime &now) const
{
    const std::optional<Prepared> nothing;
    Result<Send> send = m_ledger.find(connection, id);
    if (!send) {
        return failureOf(std::move(send));
    }
    const bool waits = send->state == SendState::Waiting || send->state == SendState::RefusedForNow;
    Result<bool> stopped = Queueing::isStopped(connection);
    Result<bool> elsewhere = isElsewhere(connection);
    if (!stopped || !elsewhere) {
        return stopped ? failureOf(std::move(elsewhere)) : failureOf(std::move(stopped));
    }
    Result<Campaign> campaign = CampaignStore().find(connection, send->campaign);
    if (!campaign) {
        return failureOf(std::move(campaign));
    }
    Result<bool> removed = MailboxStore().isRemoved(connection, send->mailbox);
    if (!removed) {
        return failureOf(std::move(removed));
    }
    if (!waits || isHeld(send->reason) || *stopped || *elsewhere || campaign->state != CampaignState::Running
        || campaign->deletedAt.isValid() || *removed) {
        return nothing;
    }
    const auto cancel = [&](SendReason reason, DraftState state,
                            const QString &why) -> Result<std::optional<Prepared>> {
        Result<> moved = m_ledger.move(connection, id, send->state, SendState::Cancelled, reason, {}, {}, now);
        if (!moved) {
            return failureOf(std::move(moved));
        }
        Result<> set = DraftStore().setState(connection, send->draft, state, why, now);
        if (Result<Draft> draft = DraftStore().find(connection, send->draft); set && draft) {
            set = FormatChange(DraftMessages::approvedFormat(*draft)).follow(connection, draft->id, now);
        }
        return set ? Result<std::optional<Prepared>>(nothing) : failureOf(std::move(set));
    };
    Result<Draft> draft = DraftStore().find(connection, send->draft);
    if (!draft) {
        return failureOf(std::move(draft));
    }
    Result<DraftMessage> built = DraftMessages().build(connection, *draft);
    if (!built) {
        return built.error().kind == ErrorKind::Invalid
            ? cancel(SendReason::Lapsed, DraftState::Lapsed, built.error().message)
            : Result<std::optional<Prepared>>(failureOf(std::move(built)));
    }
    if (built->mailbox.isPaused()) {
        return nothing;
    }
    for (const QString &address : {send->to, built->message.to.address.toString()}) {
        Result<EmailAddress> parsed = EmailAddress::parse(address);
        if (!parsed) {
            return cancel(SendReason::Lapsed, DraftState::Lapsed, parsed.error().message);
        }
        Result<std::optional<SuppressionEntry>> suppressed = SuppressionStore().find(connection, *parsed);
        if (!suppressed) {
            return failureOf(std::move(suppressed));
        }
        if (*suppressed) {
            return cancel(SendReason::OptedOut, DraftState::Blocked, SuppressionStore::sentence(**suppressed));
        }
    }
    if (built->lead.status == LeadStatus::OptedOut) {
        return cancel(SendReason::OptedOut, DraftState::Blocked, tr("This person asked not to be written to."));
    }
    QString change = DraftMessages::changeSinceApproval(*built);
    if (change.isEmpty() && (draft->state != DraftState::Queued || built->hash != send->approvedHash)) {
        change = tr("The text changed.");
    }
    if (change.isEmpty() && built->mailbox.id != send->mailbox) {
        change = tr("The campaign sends from another mailbox now.");
    }
    if (!change.isEmpty()) {
        return cancel(SendReason::Lapsed, DraftState::Lapsed, change);
    }
    Result<bool> turn = isItsTurn(connection, id, built->mailbox, now);
    if (!turn) {
        return failureOf(std::move(turn));
    }
    if (!*turn) {
        return nothing;
    }
    Result<QByteArray> mime = withDate(built->undated, now); // the approved bytes themselves
    if (!mime) {
        return cancel(SendReason::Lapsed, DraftState::Lapsed, mime.error().message);
    }
    const RemoteIdStore remoteIds;
    const Result<QString> conversation =
        remoteIds.conversationOf(connection, built->mailbox.id, built->message.references);
    if (!conversation) {
        return failureOf(conversation);
    }
    const Result<RemoteIdStore::Trace> trace = remoteIds.traceOf(connection, id);
    if (!trace) {
        return failureOf(trace);
    }
    if (const Result<bool> usable = MailboxStore().setTrouble(connection, built->mailbox.id, {}); !usable) {
        return failureOf(usable);
    }
    if (Result<> intent = m_ledger.recordIntent(connection, id, *mime, now); !intent) {
        return failureOf(std::move(intent));
    }
    Envelope envelope{built->mailbox.address, built->message.to.address, send->messageId};
    envelope.threadId = *conversation;
    envelope.remoteId = send->remoteId;
    envelope.draftMessageId = trace->draftMessageId;
    envelope.mayHaveLeftAt = trace->mayHaveLeftAt;
    Prepared prepared{*send, *mime, envelope, built->lead.fullName()};
    return std::optional<Prepared>(std::move(prepared));
}

Ruling Dispatch::rule(const HandOverOutcome &outcome, int attempt, int laterTries, const QDateTime &now) const
{
    using Verdict = HandOverOutcome::Verdict;
    using Cause = HandOverOutcome::Cause;
    Ruling ruling;
    if (outcome.verdict == Verdict::Unknown
        || (outcome.verdict == Verdict::RefusedForNow && outcome.code == 0
            && outcome.stage == HandOverStage::AwaitingAnswer)) {
        return ruling; // whatever it is called: the final dot may have left and nobody answered
    }
    if (outcome.verdict == Verdict::Accepted) {
        ruling.state = SendState::Accepted;
        ruling.reason = SendReason::None;
        return ruling;
    }
    if (outcome.cause == Cause::Sender) { // not the mail's fault: it waits until the mailbox is mended
        ruling.state = SendState::Waiting;
        ruling.reason = SendReason::MailboxPaused;
        ruling.due = now;
        ruling.remedy = outcome.remedy;
        ruling.pauseReason = outcome.message.isEmpty()
            ? tr("The server refused this mailbox: %1").arg(outcome.serverText)
            : outcome.message;
        return ruling;
    }
    const bool nothingSaidOfIt = outcome.stage < HandOverStage::Envelope && outcome.cause == Cause::Server;
    if (outcome.cause == Cause::Network || nothingSaidOfIt) {
        const size_t again = static_cast<size_t>(std::max(0, attempt - 1));
        const auto wait = m_policy.networkTries.empty()
            ? std::chrono::milliseconds(std::chrono::minutes(1))
            : m_policy.networkTries[std::min(again, m_policy.networkTries.size() - 1)];
        ruling.state = SendState::Waiting;
        ruling.reason = SendReason::Network;
        ruling.due = askedFor(outcome, now).value_or(now.addMSecs(wait.count()));
        ruling.lineIsDown = true;
        return ruling;
    }
    if (outcome.verdict == Verdict::RefusedForGood) {
        ruling.state = SendState::RefusedForGood;
        ruling.reason = SendReason::ServerRefused;
        return ruling;
    }
    if (outcome.cause == Cause::None && outcome.code == 0) { // we stopped it ourselves, before the final dot
        ruling.state = SendState::Waiting;
        ruling.reason = SendReason::Turn;
        ruling.due = now;
        return ruling;
    }
    const size_t tries = static_cast<size_t>(laterTries);
    if (tries >= m_policy.laterTries.size()) {
        ruling.state = SendState::RefusedForGood;
        ruling.reason = SendReason::GivenUp;
        return ruling;
    }
    ruling.state = SendState::RefusedForNow;
    ruling.reason = SendReason::LaterTry;
    ruling.due = askedFor(outcome, now).value_or(now.addMSecs(m_policy.laterTries[tries].count()));
    return ruling;
}

Result<Settled> Dispatch::settle(Connection &connection, SendId id, const HandOverOutcome &outcome,
                                 const QDateTime &now) const
{
    Ruling ruling;
    if (outcome.verdict == HandOverOutcome::Verdict::Accepted) { // however often it was tried
        ruling = rule(outcome, 0, 0, now);
    } else {
        Result<Send> send = m_ledger.find(connection, id);
        if (!send) {
            return failureOf(std::move(send));
        }
        Result<int> tries = m_ledger.times(connection, id, SendState::RefusedForNow);
        if (!tries) {
            return failureOf(std::move(tries));
        }
        ruling = rule(outcome, send->attempt, *tries, now);
    }
    if (Result<> recorded =
            m_ledger.recordOutcome(connection, id, ruling.state, ruling.reason, outcome, ruling.due, now);
        !recorded) {
        return failureOf(std::move(recorded));
    }
    Result<Send> after = m_ledger.find(connection, id);
    if (!after) {
        return failureOf(std::move(after));
    }
    return Settled{*after, ruling};
}

Result<bool> Dispatch::hasTooManyReturns(Connection &connection, const QDateTime &now) const
{
    const SendingRulesStore store;
    Result<QList<MailboxId>> mailboxes = store.withReturns(connection, now);
    if (!mailboxes) {
        return failureOf(std::move(mailboxes));
    }
    for (const MailboxId mailbox : std::as_const(*mailboxes)) {
        Result<QString> tooMany = store.tooManyRefusals(connection, mailbox, now);
        if (!tooMany) {
            return failureOf(std::move(tooMany));
        }
        if (!tooMany->isEmpty()) {
            return true;
        }
    }
    return false;
}

Result<QList<std::pair<MailboxId, QString>>> Dispatch::pauseForReturns(Connection &connection,
                                                                       const QDateTime &now) const
{
    QList<std::pair<MailboxId, QString>> paused;
    const SendingRulesStore store;
    Result<QList<MailboxId>> mailboxes = store.withReturns(connection, now);
    if (!mailboxes) {
        return failureOf(std::move(mailboxes));
    }
    for (const MailboxId mailbox : std::as_const(*mailboxes)) {
        Result<QString> tooMany = store.refusalsToPauseFor(connection, mailbox, now);
        if (!tooMany) {
            return failureOf(std::move(tooMany));
        }
        if (tooMany->isEmpty()) {
            continue;
        }
        if (Result<> set = MailboxStore().setPaused(connection, mailbox, *tooMany); !set) {
            return failureOf(std::move(set));
        }
        paused.append({mailbox, *tooMany});
    }
    return paused;
}

Result<QString> Dispatch::follow(Connection &connection, const Settled &settled, const QDateTime &now) const
{
    QString pause = settled.ruling.pauseReason;
    if (pause.isEmpty()) {
        Result<> followed = settled.send.state == SendState::Unknown
            ? LeadEventStore().append(connection, settled.send.lead, LeadEventKind::Unknown, settled.send.to, now)
            : m_queueing.follow(connection, settled.send, now);
        if (!followed) {
            return failureOf(std::move(followed));
        }
        const bool dead =
            settled.send.state == SendState::RefusedForGood && settled.send.settledBy == QLatin1String("recipient");
        if (!dead || !m_policy.calendar) {
            return pause;
        }
        Result<QString> tooMany = SendingRulesStore().refusalsToPauseFor(connection, settled.send.mailbox, now);
        if (!tooMany || tooMany->isEmpty()) {
            return tooMany;
        }
        pause = *tooMany;
    }
    Result<> paused = MailboxStore().setPaused(connection, settled.send.mailbox, pause, settled.ruling.remedy);
    return paused ? Result<QString>(pause) : failureOf(std::move(paused));
}

Result<Followed> Dispatch::settleAndFollow(Connection &connection, SendId id, const HandOverOutcome &outcome,
                                           const QDateTime &now) const
{
    Result<Settled> settled = settle(connection, id, outcome, now);
    if (!settled) {
        return failureOf(std::move(settled));
    }
    Result<QString> paused = follow(connection, *settled, now);
    if (!paused) {
        return failureOf(std::move(paused));
    }
    return Followed{*settled, *paused};
}

} // namespace AlwaysLeads
