#include "outbox/SendLedger.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

const QString columns = QStringLiteral(
    "id, draft_id, lead_id, campaign_id, step_id, version, mailbox_id, to_address, state, reason, due_at, attempt, "
    "message_id, approved_hash, mime, answer_code, answer_enhanced, answer_text, queued_at, intent_at, settled_at, "
    "settled_by, sender_why, urgent, returned_at, kept_message_id, remote_id");

Send sendAt(const Query &row)
{
    Send send;
    send.id = SendId(row.number(0));
    send.draft = DraftId(row.number(1));
    send.lead = LeadId(row.number(2));
    send.campaign = CampaignId(row.number(3));
    send.step = StepId(row.number(4));
    send.version = static_cast<int>(row.number(5));
    send.mailbox = MailboxId(row.number(6));
    send.to = row.text(7);
    send.state = sendStateFrom(row.text(8));
    send.reason = sendReasonFrom(row.text(9));
    send.dueAt = row.time(10);
    send.attempt = static_cast<int>(row.number(11));
    send.messageId = row.text(12);
    send.approvedHash = row.blob(13);
    send.mime = row.blob(14);
    send.answerCode = static_cast<int>(row.number(15));
    send.answerEnhanced = row.text(16);
    send.answerText = row.text(17);
    send.queuedAt = row.time(18);
    send.intentAt = row.time(19);
    send.settledAt = row.time(20);
    send.settledBy = row.text(21);
    send.senderWhy = row.text(22);
    send.urgent = row.number(23) != 0;
    send.returnedAt = row.time(24);
    send.keptMessageId = row.text(25);
    send.remoteId = row.text(26);
    return send;
}

bool isEnd(SendState state)
{
    return state == SendState::Accepted || state == SendState::RefusedForGood || state == SendState::Unknown
        || state == SendState::Cancelled;
}

/// The new value of sent_copy, for a bound "it has left": a mail that left by SMTP belongs among the sent ones of its
/// mailbox, where that is read. It is marked together with the news that it left, so that no end of the program comes
/// between.
const QString copyWord = QStringLiteral("CASE WHEN ? AND sent_copy = '' AND EXISTS (SELECT 1 FROM mailbox m WHERE m.id "
                                        "= mailbox_id AND m.kind = 'smtp' AND "
                                        "m.imap_host <> '') THEN 'due' ELSE sent_copy END");

/// Who settled it. A dead address is told apart, because it follows that nobody writes to it again.
QString settler(SendState to, const HandOverOutcome &outcome)
{
    if (to == SendState::Accepted) {
        return QStringLiteral("answer");
    }
    if (to == SendState::RefusedForGood) {
        const bool dead = outcome.verdict == HandOverOutcome::Verdict::RefusedForGood
            && outcome.cause == HandOverOutcome::Cause::Recipient;
        return dead ? QStringLiteral("recipient") : QStringLiteral("answer");
    }
    return {};
}

Error illegal(const QString &from, SendState to)
{
    return {ErrorKind::Bug, SendLedger::tr("This mail cannot change that way."),
            QStringLiteral("send: %1 -> %2 is not a transition").arg(from, sendStateWord(to))};
}

/// A row that was not in the state that the statement asked for.
Result<> oneRow(Result<qint64> changed, const QString &from, SendState to)
{
    if (!changed) {
        return failureOf(std::move(changed));
    }
    if (*changed != 1) {
        return tl::unexpected<Error>(illegal(from, to));
    }
    return {};
}

} // namespace

bool SendLedger::isLegal(SendState from, SendState to)
{
    switch (from) {
    case SendState::Waiting:
    case SendState::RefusedForNow:
        return to == SendState::HandingOver || to == SendState::Cancelled || to == SendState::Waiting;
    case SendState::HandingOver:
        return to == SendState::Accepted || to == SendState::RefusedForNow || to == SendState::RefusedForGood
            || to == SendState::Unknown || to == SendState::Waiting;
    case SendState::Unknown:
        return to == SendState::Accepted || to == SendState::Waiting;
    case SendState::Cancelled:
    case SendState::RefusedForGood:
        return to == SendState::Waiting;
    case SendState::Accepted:
        return false;
    }
    return false;
}

Result<SendId> SendLedger::queue(Connection &connection, const Send &send) const
{
    Result<std::optional<Send>> present =
        first(connection, QStringLiteral("lead_id = ? AND step_id = ?"), {send.lead.value(), send.step.value()});
    if (!present) {
        return failureOf(std::move(present));
    }
    if (present->has_value()) {
        const Send &row = **present;
        const bool mayReturn = row.state == SendState::Cancelled || row.state == SendState::RefusedForGood;
        if (!mayReturn || row.draft != send.draft) {
            return failure(ErrorKind::Refused, tr("This person already has a mail of this step in the outbox."));
        }
        Result<> revived =
            oneRow(connection.run(
                       QStringLiteral("UPDATE send SET state = 'waiting', reason = ?, due_at = ?, version = ?, "
                                      "mailbox_id = ?, to_address = ?, message_id = ?, approved_hash = ?, mime = NULL, "
                                      "attempt = 0, queued_at = ?, settled_at = NULL, settled_by = '', sender_why = ?, "
                                      "urgent = 0, returned_at = NULL "
                                      "WHERE id = ? AND state IN ('cancelled', 'refused for good')"),
                       {sendReasonWord(send.reason), send.dueAt, send.version, send.mailbox.value(), send.to,
                        send.messageId, send.approvedHash, send.queuedAt, send.senderWhy, row.id.value()}),
                   sendStateWord(row.state), SendState::Waiting);
        if (!revived) {
            return failureOf(std::move(revived));
        }
        if (Result<> noted = note(connection, row.id, send.queuedAt, QStringLiteral("queued again"), {}); !noted) {
            return failureOf(std::move(noted));
        }
        return row.id;
    }
    Result<qint64> id = connection.insert(
        QStringLiteral(
            "INSERT INTO send (lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, state, "
            "reason, due_at, message_id, approved_hash, queued_at, sender_why) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?)"),
        {send.lead.value(), send.step.value(), send.version, send.draft.value(), send.campaign.value(),
         send.mailbox.value(), send.to, sendReasonWord(send.reason), send.dueAt, send.messageId, send.approvedHash,
         send.queuedAt, send.senderWhy});
    if (!id) {
        return failureOf(std::move(id));
    }
    if (Result<> noted = note(connection, SendId(*id), send.queuedAt, QStringLiteral("queued"), {}); !noted) {
        return failureOf(std::move(noted));
    }
    return SendId(*id);
}

Result<Send> SendLedger::find(Connection &connection, SendId id) const
{
    Result<std::optional<Send>> send = first(connection, QStringLiteral("id = ?"), {id.value()});
    if (!send) {
        return failureOf(std::move(send));
    }
    if (!*send) {
        return failure(ErrorKind::NotFound, tr("This mail is not in the outbox any more."));
    }
    return **send;
}

Result<std::optional<Send>> SendLedger::findForDraft(Connection &connection, DraftId draft) const
{
    return first(connection, QStringLiteral("draft_id = ?"), {draft.value()});
}

Result<std::optional<Send>> SendLedger::first(Connection &connection, const QString &where,
                                              const QVariantList &values) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT %1 FROM send WHERE %2 ORDER BY (state = 'cancelled'), id").arg(columns, where), values);
    if (!query) {
        return failureOf(std::move(query));
    }
    std::optional<Send> send;
    if (query->next()) {
        send = sendAt(*query);
    }
    return query->outcome(send);
}

Result<QList<Send>> SendLedger::list(Connection &connection, std::span<const SendState> states) const
{
    QStringList marks;
    QVariantList values;
    for (const SendState state : states) {
        marks.append(QStringLiteral("?"));
        values.append(sendStateWord(state));
    }
    return all(connection, QStringLiteral("state IN (%1)").arg(marks.join(QLatin1Char(','))), values);
}

Result<QList<Send>> SendLedger::untold(Connection &connection) const
{
    return all(connection,
               QStringLiteral("id IN (SELECT s.id FROM draft d JOIN send s ON s.draft_id = d.id WHERE d.state = "
                              "'queued' AND s.state IN ('accepted', 'refused for good'))"),
               {});
}

Result<QList<Send>> SendLedger::all(Connection &connection, const QString &where, const QVariantList &values) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT %1 FROM send WHERE %2 ORDER BY due_at, id").arg(columns, where), values);
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<Send> sends;
    while (query->next()) {
        sends.append(sendAt(*query));
    }
    return query->outcome(sends);
}

Result<> SendLedger::recordIntent(Connection &connection, SendId id, const QByteArray &mime, const QDateTime &now) const
{
    Result<> recorded = oneRow(
        connection.run(
            QStringLiteral("UPDATE send SET state = 'handing over', reason = '', stage = 'intent', mime = ?, "
                           "attempt = attempt + 1, urgent = 0, intent_at = ?, answer_code = 0, answer_enhanced = '', "
                           "answer_text = '' WHERE id = ? AND state IN ('waiting', 'refused for now')"),
            {mime, now, id.value()}),
        QStringLiteral("?"), SendState::HandingOver);
    return recorded ? note(connection, id, now, QStringLiteral("handing over"), {}) : recorded;
}

Result<> SendLedger::recordOutcome(Connection &connection, SendId id, SendState to, SendReason reason,
                                   const HandOverOutcome &outcome, const QDateTime &due, const QDateTime &now) const
{
    if (!isLegal(SendState::HandingOver, to)) {
        return tl::unexpected<Error>(illegal(sendStateWord(SendState::HandingOver), to));
    }
    Result<> recorded = oneRow(
        connection.run(
            QStringLiteral("UPDATE send SET state = ?, reason = ?, stage = 'answered', due_at = coalesce(?, due_at), "
                           "answer_code = ?, answer_enhanced = ?, answer_text = ?, settled_at = ?, settled_by = ?, "
                           "remote_id = coalesce(nullif(?, ''), remote_id), thread_id = coalesce(nullif(?, ''), "
                           "thread_id), sent_copy = %1 WHERE id = ? AND state = 'handing over'")
                .arg(copyWord),
            {sendStateWord(to), sendReasonWord(reason), due, outcome.code, outcome.enhanced,
             outcome.serverText.isEmpty() ? outcome.message : outcome.serverText,
             isEnd(to) ? QVariant(now) : QVariant(), settler(to, outcome), outcome.remoteId, outcome.threadId,
             to == SendState::Accepted, id.value()}),
        QStringLiteral("?"), to);
    return recorded ? note(connection, id, now, sendStateWord(to), outcome.serverText) : recorded;
}

Result<> SendLedger::move(Connection &connection, SendId id, SendState from, SendState to, SendReason reason,
                          const QDateTime &due, const QString &settledBy, const QDateTime &now) const
{
    // Only recordIntent() may begin a hand-over and only recordOutcome() may end one: they keep the bytes and the
    // answer.
    const bool foundAmongSent =
        from == SendState::Waiting && to == SendState::Accepted && settledBy == QLatin1String("mailbox");
    if (!(isLegal(from, to) || foundAmongSent) || to == SendState::HandingOver || from == SendState::HandingOver) {
        return tl::unexpected<Error>(illegal(sendStateWord(from), to));
    }
    Result<> moved = oneRow(
        connection.run(
            QStringLiteral("UPDATE send SET state = ?, reason = ?, due_at = coalesce(?, due_at), settled_at = ?, "
                           "settled_by = ?, attempt = CASE WHEN ? THEN 0 ELSE attempt END, sent_copy = %1 "
                           "WHERE id = ? AND state = ?")
                .arg(copyWord),
            {sendStateWord(to), sendReasonWord(reason), due, isEnd(to) ? QVariant(now) : QVariant(), settledBy,
             to == SendState::Waiting && isEnd(from), to == SendState::Accepted, id.value(), sendStateWord(from)}),
        sendStateWord(from), to);
    // What was tried before somebody decided to try again counts no more.
    const bool anew = to == SendState::Waiting && isEnd(from);
    return moved
        ? note(connection, id, now, anew ? QStringLiteral("queued again") : sendStateWord(to), sendReasonWord(reason))
        : moved;
}

Result<> SendLedger::postpone(Connection &connection, SendId id, SendReason reason, const QDateTime &due) const
{
    return oneRow(connection.run(QStringLiteral("UPDATE send SET reason = ?, due_at = coalesce(?, due_at) "
                                                "WHERE id = ? AND state IN ('waiting', 'refused for now')"),
                                 {sendReasonWord(reason), due, id.value()}),
                  QStringLiteral("?"), SendState::Waiting);
}

Result<> SendLedger::hurry(Connection &connection, SendId id, const QDateTime &now) const
{
    Result<> hurried = oneRow(connection.run(QStringLiteral("UPDATE send SET urgent = 1, reason = ?, due_at = ? "
                                                            "WHERE id = ? AND state IN ('waiting', 'refused for now')"),
                                             {sendReasonWord(SendReason::Turn), now, id.value()}),
                              QStringLiteral("?"), SendState::Waiting);
    Result<Send> send = hurried ? find(connection, id) : failureOf(std::move(hurried));
    if (!send) {
        return failureOf(std::move(send));
    }
    if (send->dueAt > now) { // the schema moved it on: this person is held
        return failure(ErrorKind::Refused,
                       tr("Mails to %1 are held, because of what they wrote. See their reply first.").arg(send->to));
    }
    return note(connection, id, now, QStringLiteral("now"), {});
}

Result<bool> SendLedger::noteReturned(Connection &connection, SendId id, const QDateTime &now) const
{
    Result<qint64> noted = connection.run(
        QStringLiteral("UPDATE send SET returned_at = ? WHERE id = ? AND state = 'accepted' AND returned_at IS NULL"),
        {now, id.value()});
    if (!noted) {
        return failureOf(std::move(noted));
    }
    if (*noted == 0) {
        return false;
    }
    Result<> told = note(connection, id, now, QStringLiteral("returned"), {});
    return told ? Result<bool>(true) : failureOf(std::move(told));
}

Result<int> SendLedger::settleCutOff(Connection &connection, const QDateTime &now) const
{
    const SendState cutOff[] = {SendState::HandingOver};
    Result<QList<Send>> sends = list(connection, cutOff);
    if (!sends) {
        return failureOf(std::move(sends));
    }
    for (const Send &send : std::as_const(*sends)) {
        if (Result<> settled =
                recordOutcome(connection, send.id, SendState::Unknown, SendReason::Crashed, HandOverOutcome(), {}, now);
            !settled) {
            return failureOf(std::move(settled));
        }
    }
    return static_cast<int>(sends->size());
}

Result<QList<SendId>> SendLedger::withReason(Connection &connection, SendReason reason) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT id FROM send WHERE state IN ('waiting', 'refused for now') AND reason = ? ORDER BY id"),
        {sendReasonWord(reason)});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<SendId> ids;
    while (query->next()) {
        ids.append(SendId(query->number(0)));
    }
    return query->outcome(ids);
}

Result<int> SendLedger::times(Connection &connection, SendId id, SendState state) const
{
    Result<qint64> times = connection.number(
        QStringLiteral("SELECT count(*) FROM send_event WHERE send_id = ? AND what = ? AND id > "
                       "(SELECT max(id) FROM send_event WHERE send_id = ? AND what IN ('queued', 'queued again'))"),
        {id.value(), sendStateWord(state), id.value()});
    if (!times) {
        return failureOf(std::move(times));
    }
    return static_cast<int>(*times);
}

Result<> SendLedger::note(Connection &connection, SendId id, const QDateTime &now, const QString &what,
                          const QString &detail) const
{
    Result<qint64> noted =
        connection.insert(QStringLiteral("INSERT INTO send_event (send_id, at, what, detail) VALUES (?, ?, ?, ?)"),
                          {id.value(), now, what, detail});
    if (!noted) {
        return failureOf(std::move(noted));
    }
    return {};
}

} // namespace AlwaysLeads
