#include "draft/DraftVersions.h"

namespace AlwaysLeads {

Result<> DraftVersionStore::note(Connection &connection, const Draft &draft, const QString &wish,
                                 const QDateTime &now) const
{
    const QString prompt = draft.origin == DraftOrigin::Claude ? draft.facts.prompt : QString();
    return connection
        .run(
            QStringLiteral("INSERT INTO draft_version (draft_id, origin, subject, body, prompt, wish, at) "
                           "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (SELECT 1 FROM draft_version WHERE id = "
                           "(SELECT max(id) FROM draft_version WHERE draft_id = ?1) AND subject = ?3 AND body = ?4)"),
            {draft.id.value(), draftOriginWord(draft.origin), draft.subject, draft.body, prompt, wish, now})
        .map([](qint64) {});
}

Result<QList<DraftVersion>> DraftVersionStore::of(Connection &connection, DraftId draft) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT id, origin, subject, body, prompt, wish, at "
                                                         "FROM draft_version WHERE draft_id = ? ORDER BY id DESC"),
                                          {draft.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<DraftVersion> versions;
    while (rows->next()) {
        versions.append({rows->number(0), draftOriginFrom(rows->text(1)), rows->text(2), rows->text(3), rows->text(4),
                         rows->text(5), rows->time(6)});
    }
    return rows->outcome(versions);
}

} // namespace AlwaysLeads
