#include "lead/ImportStore.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace AlwaysLeads {

namespace {

QString toWord(ImportFate fate)
{
    switch (fate) {
    case ImportFate::New:
        return QStringLiteral("added");
    case ImportFate::Merge:
        return QStringLiteral("merged");
    case ImportFate::Refused:
        return QStringLiteral("refused");
    }
    Q_UNREACHABLE();
}

ImportFate fateOf(const QString &word)
{
    return word == toWord(ImportFate::New)  ? ImportFate::New
        : word == toWord(ImportFate::Merge) ? ImportFate::Merge
                                            : ImportFate::Refused;
}

const char *const columns =
    "SELECT id, file, started_at, added, merged, refused, undone_at, made, undone_at IS NULL AND (added > 0 OR "
    "merged > 0 AND EXISTS (SELECT 1 FROM import_row WHERE import_id = import.id AND before IS NOT NULL)) FROM import ";

PastImport pastImport(const Query &row)
{
    return {
        ImportId(row.number(0)), row.text(1), row.time(2), {row.number(3), row.number(4), row.number(5)}, row.time(6),
        row.text(7).toUtf8(),    row.flag(8)};
}

Result<> done(Result<qint64> changed)
{
    return changed ? Result<>() : Result<>(failureOf(std::move(changed)));
}

} // namespace

Result<ImportId> ImportStore::begin(Connection &connection, const QString &file, DuplicateRule rule,
                                    const QDateTime &now) const
{
    return connection
        .insert(QStringLiteral("INSERT INTO import (file, started_at, duplicates) VALUES (?, ?, ?)"),
                {file, now, toWord(rule)})
        .map([](qint64 id) { return ImportId(id); });
}

Result<> ImportStore::finish(Connection &connection, ImportId id, const ImportCounts &counts,
                             const QJsonObject &made) const
{
    return done(
        connection.run(QStringLiteral("UPDATE import SET added = ?, merged = ?, refused = ?, made = ? WHERE id = ?"),
                       {counts.added, counts.merged, counts.refused,
                        QString::fromUtf8(QJsonDocument(made).toJson(QJsonDocument::Compact)), id.value()}));
}

Result<PastImport> ImportStore::find(Connection &connection, ImportId id) const
{
    Result<Query> row = connection.query(QLatin1String(columns) + QStringLiteral("WHERE id = ?"), {id.value()});
    if (!row) {
        return failureOf(std::move(row));
    }
    if (!row->next()) {
        return failure(ErrorKind::NotFound, tr("This import is not known any more."));
    }
    return pastImport(*row);
}

Result<QList<PastImport>> ImportStore::all(Connection &connection) const
{
    Result<Query> rows = connection.query(QLatin1String(columns) + QStringLiteral("ORDER BY id DESC"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<PastImport> imports;
    while (rows->next()) {
        imports << pastImport(*rows);
    }
    return rows->outcome(imports);
}

Result<QHash<qint64, QString>> ImportStore::refusals(Connection &connection, ImportId id) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT row, reason FROM import_row WHERE import_id = ? AND outcome = 'refused'"), {id.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QHash<qint64, QString> reasons;
    while (rows->next()) {
        reasons.insert(rows->number(0), rows->text(1));
    }
    return rows->outcome(reasons);
}

Result<QList<std::pair<qint64, ImportStore::Row>>> ImportStore::changesBefore(Connection &connection, ImportId id,
                                                                              qint64 belowRow, int most) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT row, lead_id, outcome, before FROM import_row WHERE import_id = ? "
                                        "AND row < ? AND outcome <> 'refused' ORDER BY row DESC LIMIT ?"),
                         {id.value(), belowRow, most});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<std::pair<qint64, Row>> changes;
    while (rows->next()) {
        Row row;
        row.lead = LeadId(rows->number(1));
        row.fate = rows->text(2) == toWord(ImportFate::New) ? ImportFate::New : ImportFate::Merge;
        row.before = QJsonDocument::fromJson(rows->text(3).toUtf8()).object();
        changes.append({rows->number(0), row});
    }
    return rows->outcome(changes);
}

Result<QList<ImportReason>> ImportStore::reasons(Connection &connection, ImportId id, int most) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT reason, count(*) AS many FROM import_row WHERE import_id = ? AND outcome = 'refused' "
                       "GROUP BY reason ORDER BY many DESC, reason LIMIT ?"),
        {id.value(), most});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<ImportReason> reasons;
    while (rows->next()) {
        reasons.append({rows->text(0), rows->number(1)});
    }
    return rows->outcome(reasons);
}

Result<QList<RefusedRow>> ImportStore::refused(Connection &connection, ImportId id, qint64 afterRow, int most) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT row, reason FROM import_row WHERE import_id = ? AND row > ? AND outcome "
                       "= 'refused' ORDER BY row LIMIT ?"),
        {id.value(), afterRow, most});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<RefusedRow> list;
    while (rows->next()) {
        list.append({rows->number(0), rows->text(1)});
    }
    return rows->outcome(list);
}

Result<QHash<qint64, ImportStore::Outcome>> ImportStore::outcomes(Connection &connection, ImportId id, qint64 fromRow,
                                                                  qint64 toRow) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT row, outcome, reason, before IS NOT NULL FROM import_row WHERE import_id = ? AND row "
                       "BETWEEN ? AND ?"),
        {id.value(), fromRow, toRow});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QHash<qint64, Outcome> outcomes;
    while (rows->next()) {
        Outcome outcome;
        outcome.fate = fateOf(rows->text(1));
        outcome.reason = rows->text(2);
        outcome.changed = rows->flag(3);
        outcomes.insert(rows->number(0), outcome);
    }
    return rows->outcome(outcomes);
}

Result<QList<ImportedRow>> ImportStore::rows(Connection &connection, ImportId id, std::optional<ImportFate> only,
                                             qint64 afterRow, int most) const
{
    // Whoever came later has got the number of somebody who is gone.
    Result<Query> rows = connection.query(
        QStringLiteral(
            "SELECT row, outcome, reason, before IS NOT NULL, trim(coalesce(first_name, '') || ' ' || "
            "coalesce(last_name, '')), coalesce(email, ''), lead.id FROM import_row LEFT JOIN lead ON lead.id = "
            "import_row.lead_id AND lead.created_at <= (SELECT started_at FROM import WHERE id = import_id) "
            "WHERE import_id = ? AND row > ? AND (? = '' OR outcome = ?) ORDER BY row "
            "LIMIT ?"),
        {id.value(), afterRow, only ? toWord(*only) : QStringLiteral(""), only ? toWord(*only) : QStringLiteral(""),
         most});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<ImportedRow> list;
    while (rows->next()) {
        list.append({rows->number(0), fateOf(rows->text(1)), rows->flag(3), rows->text(2), rows->text(4), rows->text(5),
                     LeadId(rows->number(6))});
    }
    return rows->outcome(list);
}

Result<std::pair<qint64, qint64>> ImportStore::known(Connection &connection, ImportId id) const
{
    Result<Query> row = connection.query(
        QStringLiteral(
            "SELECT count(DISTINCT lead_id), count(DISTINCT iif(before IS NULL, NULL, lead_id)) "
            "FROM import_row WHERE import_id = ? AND outcome = 'merged' AND lead_id NOT IN "
            "(SELECT lead_id FROM import_row WHERE import_id = ? AND outcome = 'added' AND lead_id NOTNULL)"),
        {id.value(), id.value()});
    if (!row) {
        return failureOf(std::move(row));
    }
    std::pair<qint64, qint64> people;
    if (row->next()) {
        people = {row->number(0), row->number(1)};
    }
    return row->outcome(people);
}

Result<bool> ImportStore::hasCompanies(Connection &connection) const
{
    return connection.number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM company)")).map([](qint64 any) {
        return any != 0;
    });
}

Result<bool> ImportStore::hasTag(Connection &connection, const QString &name) const
{
    return connection.number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM tag WHERE name = ?)"), {cleanLine(name)})
        .map([](qint64 any) { return any != 0; });
}

Result<> ImportStore::removeMade(Connection &connection, const QJsonObject &made) const
{
    for (const QJsonValue field : made.value(QLatin1String("fields")).toArray()) {
        Result<> gone =
            done(connection.run(QStringLiteral("DELETE FROM custom_field WHERE id = ? AND NOT EXISTS "
                                               "(SELECT 1 FROM lead_custom WHERE field_id = custom_field.id)"),
                                {field.toInteger()}));
        if (!gone) {
            return gone;
        }
    }
    for (const QJsonValue tag : made.value(QLatin1String("tags")).toArray()) {
        Result<> gone = done(connection.run(QStringLiteral("DELETE FROM tag WHERE id = ? AND NOT EXISTS "
                                                           "(SELECT 1 FROM lead_tag WHERE tag_id = tag.id)"),
                                            {tag.toInteger()}));
        if (!gone) {
            return gone;
        }
    }
    return {};
}

Result<> ImportStore::markUndone(Connection &connection, ImportId id, const QDateTime &now) const
{
    return done(connection.run(QStringLiteral("UPDATE import SET undone_at = ? WHERE id = ?"), {now, id.value()}));
}

} // namespace AlwaysLeads
