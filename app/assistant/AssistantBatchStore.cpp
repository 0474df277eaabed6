#include "assistant/AssistantBatchStore.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

using State = AssistantBatch::State;

constexpr std::array<std::pair<State, const char *>, 5> words{{{State::HandingOver, "handing over"},
                                                               {State::Running, "running"},
                                                               {State::Cancelling, "cancelling"},
                                                               {State::Done, "done"},
                                                               {State::NotHandedOver, "not handed over"}}};

QString itemWord(AssistantBatchItem::State state)
{
    switch (state) {
    case AssistantBatchItem::State::Waiting:
        return QStringLiteral("waiting");
    case AssistantBatchItem::State::Answered:
        return QStringLiteral("answered");
    case AssistantBatchItem::State::Refused:
        return QStringLiteral("refused");
    case AssistantBatchItem::State::Unusable:
        return QStringLiteral("unusable");
    case AssistantBatchItem::State::Failed:
        return QStringLiteral("failed");
    case AssistantBatchItem::State::Expired:
        return QStringLiteral("expired");
    case AssistantBatchItem::State::Cancelled:
        return QStringLiteral("cancelled");
    }
    Q_UNREACHABLE();
}

State stateFrom(const QString &text)
{
    for (const auto &[state, word] : words) {
        if (text == QLatin1String(word)) {
            return state;
        }
    }
    return State::HandingOver;
}

Result<> changed(Result<qint64> outcome)
{
    return std::move(outcome).map([](qint64) {});
}

} // namespace

QString AssistantBatch::questionName(LeadId lead) const
{
    return QStringLiteral("lead-%1-%2").arg(mark).arg(lead.value());
}

QString AssistantBatchStore::word(AssistantBatch::State state)
{
    for (const auto &[known, word] : words) {
        if (known == state) {
            return QString::fromLatin1(word);
        }
    }
    Q_UNREACHABLE();
}

Result<qint64> AssistantBatchStore::add(Connection &connection, const AssistantBatch &batch,
                                        const QList<AssistantBatchItem> &items) const
{
    Result<qint64> id = connection.insert(
        QStringLiteral("INSERT INTO assistant_batch (purpose, model, mark, state, people, reserved_micros, created_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)"),
        {batch.purpose, batch.model, batch.mark, word(State::HandingOver), batch.people, batch.reservedMicros,
         batch.createdAt});
    if (!id) {
        return id;
    }
    for (const AssistantBatchItem &item : items) {
        Result<qint64> added = connection.run(
            QStringLiteral("INSERT INTO assistant_batch_item (batch_id, lead_id, facts) VALUES (?, ?, ?)"),
            {*id, item.lead.value(), item.basis});
        if (!added) {
            return failureOf(std::move(added));
        }
    }
    return id;
}

Result<> AssistantBatchStore::setRunning(Connection &connection, qint64 batch, const QString &serviceId,
                                         const QDateTime &expiresAt) const
{
    return changed(
        connection.run(QStringLiteral("UPDATE assistant_batch SET service_id = ?, expires_at = ?, "
                                      "state = CASE state WHEN 'cancelling' THEN state ELSE 'running' END WHERE id = ? "
                                      "AND state IN ('handing over', 'cancelling') AND service_id = ''"),
                       {serviceId, expiresAt, batch}));
}

Result<> AssistantBatchStore::setCancelling(Connection &connection, qint64 batch) const
{
    return changed(
        connection.run(QStringLiteral("UPDATE assistant_batch SET state = 'cancelling' WHERE id = ? AND state IN "
                                      "('handing over', 'running', 'cancelling')"),
                       {batch}));
}

Result<bool> AssistantBatchStore::end(Connection &connection, qint64 batch, AssistantBatch::State state,
                                      AssistantBatchItem::State rest, const QString &problem,
                                      const QDateTime &now) const
{
    Result<qint64> ended =
        connection.run(QStringLiteral("UPDATE assistant_batch SET state = ?, problem = ?, ended_at = ? "
                                      "WHERE id = ? AND state IN ('handing over', 'running', 'cancelling')"),
                       {word(state), problem, now, batch});
    if (!ended || *ended == 0) {
        return std::move(ended).map([](qint64) { return false; });
    }
    return connection
        .run(QStringLiteral("UPDATE assistant_batch_item SET state = ?, facts = '[]' "
                            "WHERE batch_id = ? AND state = 'waiting'"),
             {itemWord(rest), batch})
        .map([](qint64) { return true; });
}

Result<QList<AssistantBatch>> AssistantBatchStore::open(Connection &connection, const QString &purpose) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT id, purpose, model, mark, service_id, state, people, reserved_micros, problem, "
                       "created_at, expires_at FROM assistant_batch "
                       "WHERE state IN ('handing over', 'running', 'cancelling') AND purpose = ? ORDER BY id"),
        {purpose});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<AssistantBatch> batches;
    while (rows->next()) {
        AssistantBatch batch;
        batch.id = rows->number(0);
        batch.purpose = rows->text(1);
        batch.model = rows->text(2);
        batch.mark = rows->text(3);
        batch.serviceId = rows->text(4);
        batch.state = stateFrom(rows->text(5));
        batch.people = rows->number(6);
        batch.reservedMicros = rows->number(7);
        batch.problem = rows->text(8);
        batch.createdAt = rows->time(9);
        batch.expiresAt = rows->time(10);
        batches.append(batch);
    }
    return rows->outcome(batches);
}

Result<QStringList> AssistantBatchStore::serviceIds(Connection &connection) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT service_id FROM assistant_batch WHERE service_id <> ''"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QStringList ids;
    while (rows->next()) {
        ids << rows->text(0);
    }
    return rows->outcome(ids);
}

Result<QList<AssistantBatchItem>> AssistantBatchStore::waiting(Connection &connection, qint64 batch) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT lead_id, facts FROM assistant_batch_item WHERE batch_id = ? AND state = 'waiting'"),
        {batch});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<AssistantBatchItem> items;
    while (rows->next()) {
        items.append({LeadId(rows->number(0)), AssistantBatchItem::State::Waiting, rows->text(1)});
    }
    return rows->outcome(items);
}

Result<bool> AssistantBatchStore::isWaitingFor(Connection &connection, LeadId lead, const QString &purpose) const
{
    return connection
        .number(
            QStringLiteral(
                "SELECT EXISTS (SELECT 1 FROM assistant_batch JOIN assistant_batch_item "
                "ON batch_id = assistant_batch.id WHERE lead_id = ? AND assistant_batch_item.state = "
                "'waiting' AND assistant_batch.state IN ('handing over', 'running', 'cancelling') AND purpose = ?)"),
            {lead.value(), purpose})
        .map([](qint64 found) { return found != 0; });
}

Result<QStringList> AssistantBatchStore::waitingFor(Connection &connection, LeadId lead, const QString &purpose) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT facts FROM assistant_batch JOIN assistant_batch_item ON batch_id = assistant_batch.id "
                       "WHERE lead_id = ? AND assistant_batch_item.state = 'waiting' AND assistant_batch.state IN "
                       "('handing over', 'running', 'cancelling') AND purpose = ?"),
        {lead.value(), purpose});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QStringList bases;
    while (rows->next()) {
        bases << rows->text(0);
    }
    return rows->outcome(bases);
}

Result<> AssistantBatchStore::setItem(Connection &connection, qint64 batch, LeadId lead,
                                      AssistantBatchItem::State state) const
{
    return changed(connection.run(
        QStringLiteral("UPDATE assistant_batch_item SET state = ?, facts = '[]' WHERE batch_id = ? AND lead_id = ?"),
        {itemWord(state), batch, lead.value()}));
}

Result<qint64> AssistantBatchStore::reservedMicros(Connection &connection) const
{
    return connection.number(QStringLiteral("SELECT coalesce(sum(reserved_micros), 0) FROM assistant_batch "
                                            "WHERE state IN ('handing over', 'running', 'cancelling')"));
}

} // namespace AlwaysLeads
