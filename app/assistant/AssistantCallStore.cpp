#include "assistant/AssistantCallStore.h"

namespace AlwaysLeads {

QString AssistantCallStore::word(AssistantCall::Outcome outcome)
{
    switch (outcome) {
    case AssistantCall::Outcome::Used:
        return QStringLiteral("used");
    case AssistantCall::Outcome::CutOff:
        return QStringLiteral("cut off");
    case AssistantCall::Outcome::Refused:
        return QStringLiteral("refused");
    case AssistantCall::Outcome::Unusable:
        return QStringLiteral("unusable");
    case AssistantCall::Outcome::NoAnswer:
        return QStringLiteral("no answer");
    }
    return {};
}

Result<> AssistantCallStore::add(Connection &connection, const AssistantCall &call) const
{
    const ClaudeUsage &usage = call.usage;
    Result<qint64> id = connection.insert(
        QStringLiteral("INSERT INTO assistant_call (draft_id, purpose, model, request_id, input_tokens, output_tokens, "
                       "cache_write_tokens, cache_read_tokens, cost_micros, outcome, at) VALUES (?, ?, ?, ?, ?, ?, ?, "
                       "?, ?, ?, ?)"),
        {call.draftId == 0 ? QVariant() : QVariant(call.draftId), call.purpose, call.model, call.requestId, usage.input,
         usage.output, usage.cacheWrite5m + usage.cacheWrite1h, usage.cacheRead, call.costMicros, word(call.outcome),
         call.at});
    if (!id) {
        return failureOf(std::move(id));
    }
    return {};
}

Result<qint64> AssistantCallStore::spentMicros(Connection &connection, const QDateTime &from,
                                               const QDateTime &until) const
{
    return connection.number(
        QStringLiteral("SELECT coalesce(sum(cost_micros), 0) FROM assistant_call WHERE at >= ? AND at < ?"),
        {from, until});
}

Result<qint64> AssistantCallStore::spentMicrosForDraft(Connection &connection, qint64 draftId) const
{
    return connection.number(
        QStringLiteral("SELECT coalesce(sum(cost_micros), 0) FROM assistant_call WHERE draft_id = ?"), {draftId});
}

Result<qint64> AssistantCallStore::cachedPercentForDraft(Connection &connection, qint64 draftId) const
{
    return connection.number(
        QStringLiteral("SELECT coalesce(100 * sum(cache_read_tokens) / nullif(sum(input_tokens + cache_write_tokens + "
                       "cache_read_tokens), 0), 0) FROM assistant_call WHERE draft_id = ?"),
        {draftId});
}

Result<QDateTime> AssistantCallStore::lastUsedForDraft(Connection &connection, qint64 draftId) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT max(at) FROM assistant_call WHERE draft_id = ? AND outcome = ?"),
                         {draftId, word(AssistantCall::Outcome::Used)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QDateTime last;
    if (rows->next()) {
        last = rows->time(0);
    }
    return rows->outcome(last);
}

} // namespace AlwaysLeads
