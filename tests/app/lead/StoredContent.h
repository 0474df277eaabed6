#pragma once

#include "storage/Connection.h"

#include <QCryptographicHash>

namespace AlwaysLeads {

/// Everything that is stored, but for the history itself, the list of who is to be scored again, what SQLite keeps for
/// its own use, and the tables `without`.
inline Result<QByteArray> contentOf(Connection &connection, const QStringList &without = {})
{
    QStringList tables;
    {
        Result<Query> names = connection.query(
            QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                           "AND name NOT LIKE 'lead\\_search\\_%' ESCAPE '\\' AND name NOT IN ('edit', 'score_stale') "
                           "ORDER BY name"));
        if (!names) {
            return failureOf(std::move(names));
        }
        while (names->next()) {
            if (!without.contains(names->text(0))) {
                tables << names->text(0);
            }
        }
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &table : std::as_const(tables)) {
        QStringList columns;
        {
            Result<Query> known = connection.query(QStringLiteral("SELECT name FROM pragma_table_info(?)"), {table});
            while (known->next()) {
                columns << QStringLiteral("quote(\"%1\")").arg(known->text(0));
            }
        }
        const QString rowId = table == QLatin1String("lead_search") ? QStringLiteral("rowid || ' ' || ") : QString();
        const QString line = rowId + columns.join(QStringLiteral(" || '|' || "));
        Result<Query> rows =
            connection.query(QStringLiteral("SELECT %1 AS line FROM \"%2\" ORDER BY line").arg(line, table));
        if (!rows) {
            return failureOf(std::move(rows));
        }
        hash.addData(table.toUtf8());
        while (rows->next()) {
            hash.addData(rows->text(0).toUtf8() + '\n');
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    return hash.result();
}

} // namespace AlwaysLeads
