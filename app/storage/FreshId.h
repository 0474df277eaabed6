#pragma once

#include <QString>

namespace AlwaysLeads {

/// SQL for the id of a new row that no row of this table had before, also none that is gone; see schema step 40, which
/// names the tables it holds for. To be written where an INSERT gives the id:
///
///     connection.insert(QStringLiteral("INSERT INTO tag (id, name) VALUES (%1, ?)").arg(freshId("tag")), {name});
inline QString freshId(const char *table)
{
    return QStringLiteral("(SELECT 1 + max(coalesce((SELECT max(id) FROM %1), 0), "
                          "coalesce((SELECT highest FROM id_given WHERE noun = '%1'), 0)))")
        .arg(QLatin1String(table));
}

} // namespace AlwaysLeads
