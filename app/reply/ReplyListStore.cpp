#include "reply/ReplyStore.h"

// What the inbox lists and counts.

namespace AlwaysLeads {

namespace {

constexpr int mostNews = 500;

QString automaticClasses()
{
    return QStringLiteral("('out of office', 'bounce', 'automatic', 'complaint')");
}

/// A person has to do something about it: somebody wrote it, or a report of a server proves nothing.
QString forThePerson()
{
    return QStringLiteral("(r.class NOT IN %1 OR EXISTS (SELECT 1 FROM reply_decision q WHERE q.reply_id = r.id AND "
                          "q.kind = 'bounce' AND q.answer IS NULL))")
        .arg(automaticClasses());
}

QString isOn(InboxShelf shelf, const QDateTime &now)
{
    const QString awake =
        QStringLiteral("(r.snoozed_until IS NULL OR r.snoozed_until <= %1)").arg(now.toMSecsSinceEpoch());
    switch (shelf) {
    case InboxShelf::ToAnswer:
        return QStringLiteral("r.done_at IS NULL AND %1 AND %2").arg(awake, forThePerson());
    case InboxShelf::All:
        return QStringLiteral("r.done_at IS NULL AND %1").arg(awake);
    case InboxShelf::Automatic:
        return QStringLiteral("r.done_at IS NULL AND r.class IN %1").arg(automaticClasses());
    case InboxShelf::Snoozed:
        return QStringLiteral("r.done_at IS NULL AND NOT %1").arg(awake);
    case InboxShelf::Done:
        break;
    }
    return QStringLiteral("r.done_at IS NOT NULL");
}

} // namespace

Result<InboxList> ReplyStore::list(Connection &connection, const InboxQuery &query, const QDateTime &now) const
{
    QString where = isOn(query.shelf, now);
    if (query.value) {
        where += QStringLiteral(" AND r.class = '%1'").arg(toWord(*query.value)); // one of our own words
    }
    Result<QList<InboxRow>> found = rows(connection, where, query.most + 1);
    if (!found) {
        return failureOf(std::move(found));
    }
    InboxList list{*found, false};
    if (list.rows.size() > query.most) {
        list.rows.removeLast();
        list.hasMore = true;
    }
    return list;
}

Result<InboxPlace> ReplyStore::placeOf(Connection &connection, ReplyId id, const QDateTime &now) const
{
    Result<Reply> reply = find(connection, id);
    if (!reply) {
        return failureOf(std::move(reply));
    }
    InboxPlace place;
    place.shelf = reply->doneAt.isValid()                            ? InboxShelf::Done
        : reply->snoozedUntil.isValid() && reply->snoozedUntil > now ? InboxShelf::Snoozed
                                                                     : InboxShelf::All;
    Result<qint64> newer =
        connection.number(QStringLiteral("SELECT count(*) FROM reply r WHERE (r.received_at, r.id) > (?, ?) AND %1")
                              .arg(isOn(place.shelf, now)),
                          {reply->receivedAt, id.value()});
    if (!newer) {
        return failureOf(std::move(newer));
    }
    place.row = int(*newer);
    return place;
}

Result<QList<InboxRow>> ReplyStore::rows(Connection &connection, const QString &where, int most) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT %1, trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), "
                       "EXISTS (SELECT 1 FROM reply_decision d WHERE d.reply_id = r.id AND d.answer IS NULL) "
                       "FROM reply r LEFT JOIN lead l ON l.id = r.lead_id AND r.matched_by <> 'company' WHERE %2 "
                       "ORDER BY r.received_at DESC, r.id DESC LIMIT %3")
            .arg(columns(Texts::Beginning), where)
            .arg(most));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<InboxRow> list;
    while (rows->next()) {
        InboxRow row;
        row.reply = replyOf(*rows);
        row.name = rows->text(21);
        if (row.name.isEmpty()) {
            row.name = row.reply.fromName.isEmpty() ? row.reply.fromAddress : row.reply.fromName;
        }
        row.isOpen = rows->flag(22);
        list += row;
    }
    return rows->outcome(list);
}

Result<> ReplyStore::addNews(Connection &connection, ReplyId id) const
{
    Result<qint64> added =
        connection.run(QStringLiteral("INSERT OR IGNORE INTO reply_news (reply_id) VALUES (?)"), {id.value()});
    return added ? Result<>() : failureOf(std::move(added));
}

Result<QList<InboxRow>> ReplyStore::news(Connection &connection) const
{
    return rows(connection,
                QStringLiteral("r.id IN (SELECT reply_id FROM reply_news) AND r.read_at IS NULL AND r.done_at IS NULL "
                               "AND r.class NOT IN %1")
                    .arg(automaticClasses()),
                mostNews);
}

Result<> ReplyStore::forgetNews(Connection &connection, const QList<ReplyId> &told) const
{
    for (const ReplyId id : told) {
        Result<qint64> gone = connection.run(QStringLiteral("DELETE FROM reply_news WHERE reply_id = ?"), {id.value()});
        if (!gone) {
            return failureOf(std::move(gone));
        }
    }
    return {};
}

Result<InboxCounts> ReplyStore::counts(Connection &connection, const QDateTime &now) const
{
    Result<Query> rows = connection.query(
        QStringLiteral(
            "SELECT count(*) FILTER (WHERE %2 AND (r.snoozed_until IS NULL OR r.snoozed_until <= "
            "?1)), count(*) FILTER (WHERE r.class IN %1), count(*) FILTER (WHERE %2 AND r.read_at "
            "IS NULL AND (r.snoozed_until IS NULL OR r.snoozed_until <= ?1)), "
            "(SELECT min(looked_at) FROM mail_watch w JOIN mailbox m ON m.id = w.mailbox_id WHERE m.removed_at IS "
            "NULL AND m.send_only = 0), (SELECT problem FROM mail_watch w JOIN mailbox m ON m.id = w.mailbox_id WHERE "
            "m.removed_at IS "
            "NULL AND m.send_only = 0 AND problem <> '' LIMIT 1), count(*) FILTER (WHERE r.snoozed_until > ?1) "
            "FROM reply r WHERE r.done_at IS NULL")
            .arg(automaticClasses(), forThePerson()),
        {now});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    InboxCounts counts;
    if (rows->next()) {
        counts.toAnswer = int(rows->number(0));
        counts.automatic = int(rows->number(1));
        counts.unread = int(rows->number(2));
        counts.lookedAt = rows->time(3);
        counts.problem = rows->text(4);
        counts.snoozed = int(rows->number(5));
    }
    return rows->outcome(counts);
}

} // namespace AlwaysLeads
