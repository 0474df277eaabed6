#include "history/EditStore.h"

#include "storage/FreshId.h"

namespace AlwaysLeads {

namespace {

Result<> done(Result<qint64> changed)
{
    return changed ? Result<>() : Result<>(failureOf(std::move(changed)));
}

QVariant bytesOrNull(const ChangeSet &changes)
{
    return changes.isEmpty() ? QVariant() : QVariant(changes.bytes());
}

Result<std::optional<Edit>> first(Connection &connection, const QString &sql, const QVariantList &values = {})
{
    Result<Query> row = connection.query(sql, values);
    if (!row) {
        return failureOf(std::move(row));
    }
    std::optional<Edit> edit;
    if (row->next()) {
        edit = Edit{row->number(0), row->text(1), row->time(2), row->number(3)};
    }
    return row->outcome(edit);
}

} // namespace

Result<qint64> EditStore::add(Connection &connection, const Edit &edit, const ChangeSet &changes) const
{
    return connection.insert(
        QStringLiteral("INSERT INTO edit (id, label, at, import_id, changes) VALUES (%1, ?, ?, ?, ?)")
            .arg(freshId("edit")),
        {edit.label, edit.at, edit.import == 0 ? QVariant() : QVariant(edit.import), bytesOrNull(changes)});
}

Result<ChangeSet> EditStore::changes(Connection &connection, qint64 id) const
{
    Result<Query> row = connection.query(QStringLiteral("SELECT changes FROM edit WHERE id = ?"), {id});
    if (!row) {
        return failureOf(std::move(row));
    }
    ChangeSet changes;
    if (row->next()) {
        changes = ChangeSet(row->blob(0));
    }
    return row->outcome(changes);
}

Result<> EditStore::replaceChanges(Connection &connection, qint64 id, const ChangeSet &changes,
                                   const QDateTime &now) const
{
    return done(
        connection.run(QStringLiteral("UPDATE edit SET changes = ?, at = ? WHERE id = ?"), {changes.bytes(), now, id}));
}

Result<std::optional<Edit>> EditStore::lastDone(Connection &connection) const
{
    return first(connection,
                 QStringLiteral("SELECT id, label, at, coalesce(import_id, 0) FROM edit WHERE undone_at IS NULL "
                                "ORDER BY id DESC LIMIT 1"));
}

Result<std::optional<Edit>> EditStore::firstUndone(Connection &connection) const
{
    return first(connection,
                 QStringLiteral("SELECT id, label, at, coalesce(import_id, 0) FROM edit WHERE undone_at IS NOT NULL "
                                "ORDER BY id LIMIT 1"));
}

Result<> EditStore::setUndone(Connection &connection, qint64 id, const QDateTime &when) const
{
    return done(connection.run(QStringLiteral("UPDATE edit SET undone_at = ? WHERE id = ?"), {when, id}));
}

Result<> EditStore::remove(Connection &connection, qint64 id) const
{
    return done(connection.run(QStringLiteral("DELETE FROM edit WHERE id = ?"), {id}));
}

Result<std::optional<Edit>> EditStore::ofImport(Connection &connection, qint64 import) const
{
    return first(connection,
                 QStringLiteral("SELECT id, label, at, import_id FROM edit WHERE import_id = ? AND undone_at IS NULL "
                                "ORDER BY id DESC LIMIT 1"),
                 {import});
}

Result<> EditStore::setChanges(Connection &connection, qint64 id, const ChangeSet &changes) const
{
    return done(connection.run(QStringLiteral("UPDATE edit SET changes = ? WHERE id = ?"), {bytesOrNull(changes), id}));
}

Result<> EditStore::removeUndone(Connection &connection) const
{
    return done(connection.run(QStringLiteral("DELETE FROM edit WHERE undone_at IS NOT NULL")));
}

Result<> EditStore::shorten(Connection &connection, qint64 most, qint64 bytes) const
{
    return done(connection.run(
        QStringLiteral("DELETE FROM edit WHERE id < (SELECT max(id) FROM edit) AND id IN (SELECT id FROM (SELECT id, "
                       "row_number() OVER newest AS place, sum(coalesce(length(changes), 0)) OVER newest AS size "
                       "FROM edit WINDOW newest AS (ORDER BY id DESC)) WHERE place > ? OR size > ?)"),
        {most, bytes}));
}

Result<> EditStore::removeOlderThan(Connection &connection, const QDateTime &when) const
{
    return done(connection.run(QStringLiteral("DELETE FROM edit WHERE at < ?"), {when}));
}

Result<QStringList> EditStore::followersOf(Connection &connection, const QStringList &tables) const
{
    QStringList all = tables;
    QStringList latest = tables;
    while (!latest.isEmpty()) {
        QStringList found;
        for (const QString &table : std::as_const(latest)) {
            Result<Query> rows = connection.query(
                QStringLiteral("SELECT DISTINCT child.name FROM sqlite_schema AS child "
                               "JOIN pragma_foreign_key_list(child.name) AS refers WHERE child.type = 'table' "
                               "AND refers.\"table\" = ? AND refers.on_delete IN ('CASCADE', 'SET NULL')"),
                {table});
            if (!rows) {
                return failureOf(std::move(rows));
            }
            while (rows->next()) {
                if (!all.contains(rows->text(0)) && !found.contains(rows->text(0))) {
                    found << rows->text(0);
                }
            }
            if (Result<int> read = rows->outcome(0); !read) {
                return failureOf(std::move(read));
            }
        }
        all = found + all;
        latest = found;
    }
    return all.first(all.size() - tables.size());
}

Result<QSet<int>> EditStore::placesOf(Connection &connection, const QString &table, const QStringList &columns) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT cid, name FROM pragma_table_info(?)"), {table});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QSet<int> places;
    while (rows->next()) {
        if (columns.contains(rows->text(1))) {
            places.insert(int(rows->number(0)));
        }
    }
    return rows->outcome(places);
}

Result<QList<EditStore::UniqueColumn>> EditStore::uniqueColumnsOf(Connection &connection, const QString &table) const
{
    Result<Query> rows = connection.query(
        QStringLiteral(
            "SELECT min(field.cid), field.name, NOT field.\"notnull\" FROM pragma_index_list(?) AS list "
            "JOIN pragma_index_info(list.name) AS part JOIN pragma_table_info(?) AS field "
            "ON field.cid = part.cid WHERE list.\"unique\" AND field.pk = 0 AND (NOT field.\"notnull\" OR "
            "field.type = 'INTEGER' AND field.name NOT IN (SELECT \"from\" FROM pragma_foreign_key_list(?))) "
            "GROUP BY list.name"),
        {table, table, table});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<UniqueColumn> columns;
    while (rows->next()) {
        columns.append({int(rows->number(0)), rows->text(1), rows->flag(2)});
    }
    return rows->outcome(columns);
}

Result<QVariant> EditStore::park(Connection &connection, const QString &table, const UniqueColumn &column,
                                 qint64 row) const
{
    QVariant before;
    {
        Result<Query> present = connection.query(
            QStringLiteral("SELECT \"%2\" FROM \"%1\" WHERE rowid = ?").arg(table, column.name), {row});
        if (!present) {
            return failureOf(std::move(present));
        }
        if (present->next() && !present->isNull(0)) {
            before = column.mayBeEmpty ? QVariant(present->text(0)) : QVariant(present->number(0));
        }
        if (Result<int> read = present->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    // So far below zero is nothing that is counted.
    const QString away = column.mayBeEmpty ? QStringLiteral("NULL") : QStringLiteral("-1000000000000 - rowid");
    return connection
        .run(QStringLiteral("UPDATE \"%1\" SET \"%2\" = %3 WHERE rowid = ?").arg(table, column.name, away), {row})
        .map([&before](qint64) { return before; });
}

Result<> EditStore::unpark(Connection &connection, const QString &table, const UniqueColumn &column, qint64 row,
                           const QVariant &value) const
{
    return done(connection.run(QStringLiteral("UPDATE \"%1\" SET \"%2\" = ? WHERE rowid = ?").arg(table, column.name),
                               {value, row}));
}

} // namespace AlwaysLeads
