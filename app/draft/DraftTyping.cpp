#include "draft/DraftTyping.h"

namespace AlwaysLeads {

namespace {

Result<std::optional<DraftTyping>> firstOf(Result<Query> rows)
{
    if (!rows) {
        return failureOf(std::move(rows));
    }
    std::optional<DraftTyping> typing;
    if (rows->next()) {
        typing = DraftTyping{DraftId(rows->number(0)), rows->text(1), rows->text(2), int(rows->number(3)),
                             rows->number(4) != 0};
    }
    return rows->outcome(typing);
}

} // namespace

Result<> DraftTypingStore::put(Connection &connection, const DraftTyping &typing, const QDateTime &now) const
{
    return connection
        .run(
            QStringLiteral("INSERT INTO draft_typing (draft_id, subject, body, place, in_subject, at) "
                           "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (draft_id) DO UPDATE SET subject = excluded.subject, "
                           "body = excluded.body, place = excluded.place, in_subject = excluded.in_subject, "
                           "at = excluded.at"),
            {typing.draft.value(), typing.subject, typing.body, typing.place, typing.inSubject ? 1 : 0, now})
        .map([](qint64) {});
}

Result<> DraftTypingStore::remove(Connection &connection, DraftId draft) const
{
    return connection.run(QStringLiteral("DELETE FROM draft_typing WHERE draft_id = ?"), {draft.value()})
        .map([](qint64) {});
}

Result<std::optional<DraftTyping>> DraftTypingStore::find(Connection &connection, DraftId draft) const
{
    return firstOf(connection.query(
        QStringLiteral("SELECT draft_id, subject, body, place, in_subject FROM draft_typing WHERE draft_id = ?"),
        {draft.value()}));
}

Result<std::optional<DraftTyping>> DraftTypingStore::last(Connection &connection) const
{
    return firstOf(connection.query(QStringLiteral(
        "SELECT t.draft_id, t.subject, t.body, t.place, t.in_subject FROM draft_typing t "
        "JOIN draft d ON d.id = t.draft_id JOIN campaign c ON c.id = d.campaign_id "
        "WHERE d.state NOT IN ('sent', 'writing') AND c.deleted_at IS NULL ORDER BY t.at DESC, t.draft_id LIMIT 1")));
}

} // namespace AlwaysLeads
