#include "lead/ImportStore.h"

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

const char *const columns = "SELECT id, file, started_at, added, merged, refused, undone_at FROM import ";

PastImport pastImport(const Query &row)
{
    return {
        ImportId(row.number(0)), row.text(1), row.time(2), {row.number(3), row.number(4), row.number(5)}, row.time(6)};
}

Result<> done(Result<qint64> changed)
{
    return changed ? Result<>() : Result<>(failureOf(std::move(changed)));
}

} // namespace

Result<ImportId> ImportStore::begin(Connection &connection, const QString &file, const QDateTime &now) const
{
    return connection.insert(QStringLiteral("INSERT INTO import (file, started_at) VALUES (?, ?)"), {file, now})
        .map([](qint64 id) { return ImportId(id); });
}

Result<> ImportStore::note(Connection &connection, ImportId id, qint64 row, ImportFate fate, LeadId lead,
                           const QJsonObject &before, const QString &reason) const
{
    return done(connection.run(
        QStringLiteral(
            "INSERT INTO import_row (import_id, row, outcome, lead_id, before, reason) VALUES (?, ?, ?, ?, ?, ?)"),
        {id.value(), row, toWord(fate), lead.isNull() ? QVariant() : QVariant(lead.value()),
         before.isEmpty() ? QVariant()
                          : QVariant(QString::fromUtf8(QJsonDocument(before).toJson(QJsonDocument::Compact))),
         reason}));
}

Result<> ImportStore::finish(Connection &connection, ImportId id, const ImportCounts &counts) const
{
    return done(connection.run(QStringLiteral("UPDATE import SET added = ?, merged = ?, refused = ? WHERE id = ?"),
                               {counts.added, counts.merged, counts.refused, id.value()}));
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

Result<> ImportStore::markUndone(Connection &connection, ImportId id, const QDateTime &now) const
{
    return done(connection.run(QStringLiteral("UPDATE import SET undone_at = ? WHERE id = ?"), {now, id.value()}));
}

} // namespace AlwaysLeads
