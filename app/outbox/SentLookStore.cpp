#include "outbox/SentLookStore.h"

namespace AlwaysLeads {

namespace {

Result<> run(Connection &connection, const QString &sql, const QVariantList &values)
{
    Result<qint64> done = connection.run(sql, values);
    return done ? Result<>() : Result<>(failureOf(std::move(done)));
}

} // namespace

Result<QList<SentTask>> SentLookStore::unknown(Connection &connection, std::chrono::milliseconds first) const
{
    return tasks(connection, QStringLiteral("s.state = 'unknown'"), first);
}

Result<QList<SentTask>> SentLookStore::copiesDue(Connection &connection, std::chrono::milliseconds first) const
{
    return tasks(connection, QStringLiteral("s.sent_copy = 'due' AND s.state = 'accepted'"), first);
}

Result<QList<SentTask>> SentLookStore::tasks(Connection &connection, const QString &where,
                                             std::chrono::milliseconds first) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT s.id, s.settled_at, l.looked_at, l.next_at, l.failures, l.problem, l.send_id IS NULL, "
                       "coalesce(l.still_draft, 0) FROM send s LEFT JOIN sent_look l ON l.send_id = s.id AND l.since = "
                       "s.settled_at WHERE %1 "
                       "ORDER BY s.settled_at, s.id")
            .arg(where));
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<SentLook> looks;
    while (query->next()) {
        SentLook look;
        look.send = SendId(query->number(0));
        look.since = query->time(1);
        look.lookedAt = query->time(2);
        look.nextAt = query->flag(6) ? look.since.addMSecs(first.count()) : query->time(3);
        look.failures = static_cast<int>(query->number(4));
        look.problem = query->text(5);
        look.stillDraft = query->flag(7);
        looks.append(look);
    }
    if (Result<bool> ended = query->outcome(true); !ended) {
        return failureOf(std::move(ended));
    }
    QList<SentTask> tasks;
    for (const SentLook &look : std::as_const(looks)) {
        Result<Send> send = m_ledger.find(connection, look.send);
        if (!send) {
            return failureOf(std::move(send));
        }
        tasks.append({*send, look});
    }
    return tasks;
}

Result<> SentLookStore::put(Connection &connection, const SentLook &look) const
{
    return run(
        connection,
        QStringLiteral("INSERT INTO sent_look (send_id, since, looked_at, next_at, failures, problem, still_draft) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (send_id) DO UPDATE SET since = excluded.since, "
                       "looked_at = excluded.looked_at, next_at = excluded.next_at, "
                       "failures = excluded.failures, problem = excluded.problem, "
                       "still_draft = excluded.still_draft"),
        {look.send.value(), look.since, look.lookedAt, look.nextAt, look.failures, look.problem, int(look.stillDraft)});
}

Result<> SentLookStore::retryStopped(Connection &connection, const QDateTime &now) const
{
    // One that is paused is not mended; and being paused is told by the same signal as being mended.
    return run(connection,
               QStringLiteral("UPDATE sent_look SET next_at = ?, failures = 0 WHERE problem <> '' AND EXISTS (SELECT 1 "
                              "FROM send s JOIN mailbox m ON m.id = s.mailbox_id WHERE s.id = send_id AND "
                              "m.paused_reason = '')"),
               {now});
}

Result<> SentLookStore::copyIsThere(Connection &connection, SendId id) const
{
    Result<> kept = run(connection, QStringLiteral("UPDATE send SET sent_copy = 'kept' WHERE id = ?"), {id.value()});
    return kept ? forget(connection, id) : kept;
}

Result<> SentLookStore::giveUpCopy(Connection &connection, SendId id, const QString &why, const QDateTime &now) const
{
    Result<> ended =
        run(connection, QStringLiteral("UPDATE send SET sent_copy = 'given up' WHERE id = ?"), {id.value()});
    if (ended) {
        ended = run(connection,
                    QStringLiteral("INSERT INTO send_event (send_id, at, what, detail) VALUES (?, ?, 'no copy', ?)"),
                    {id.value(), now, why});
    }
    return ended ? forget(connection, id) : ended;
}

Result<> SentLookStore::forget(Connection &connection, SendId id) const
{
    return run(connection, QStringLiteral("DELETE FROM sent_look WHERE send_id = ?"), {id.value()});
}

} // namespace AlwaysLeads
