#pragma once

#include "storage/Connection.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <iterator>

namespace AlwaysLeads {

/// Everything that is stored, a line for each row, but for the history itself, the list of who is to be scored again,
/// which ids were given, what SQLite keeps for its own use, and the tables `without`.
inline Result<QStringList> contentOf(Connection &connection, const QStringList &without = {})
{
    QStringList tables;
    {
        Result<Query> names = connection.query(QStringLiteral(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE 'lead\\_search\\_%' ESCAPE '\\' AND name NOT IN ('edit', 'score_stale', 'id_given') "
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
    QStringList content;
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
        while (rows->next()) {
            content << table + QLatin1String(": ") + rows->text(0);
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    return content;
}

/// What stands in only one of two contents, for the person who reads why a test failed.
inline QString differenceOf(QStringList expected, QStringList found)
{
    constexpr int mostLines = 40;
    expected.sort();
    found.sort();
    QStringList missing;
    QStringList added;
    std::set_difference(expected.cbegin(), expected.cend(), found.cbegin(), found.cend(), std::back_inserter(missing));
    std::set_difference(found.cbegin(), found.cend(), expected.cbegin(), expected.cend(), std::back_inserter(added));
    missing.replaceInStrings(QRegularExpression(QStringLiteral("^")), QStringLiteral("- "));
    added.replaceInStrings(QRegularExpression(QStringLiteral("^")), QStringLiteral("+ "));
    return (missing + added).mid(0, mostLines).join(QLatin1Char('\n'));
}

} // namespace AlwaysLeads
