#pragma once

#include "storage/Connection.h"

struct sqlite3_stmt;

namespace AlwaysLeads {

/// One INSERT that runs a million times inside one transaction. Connection::insert() is made for statements that run
/// now and then; where an import stands and falls with it, this binds the values as they lie in memory.
///
///     Result<BulkInsert> tags = BulkInsert::prepare(connection, "INSERT INTO lead_tag (lead_id, tag_id) VALUES (?,
///     ?)"); tags->bind(id).bind(tag); if (Result<qint64> added = tags->run(); !added) { … }
class BulkInsert
{
public:
    static Result<BulkInsert> prepare(Connection &connection, const char *sql);
    BulkInsert(BulkInsert &&other) noexcept;
    BulkInsert &operator=(BulkInsert &&other) noexcept;
    ~BulkInsert();

    /// The next value. A text must live until run(); a null one is the empty text.
    BulkInsert &bind(const QString &text);
    BulkInsert &bind(qint64 number);
    BulkInsert &bindNull();

    /// The new row's id.
    Result<qint64> run();

private:
    BulkInsert(sqlite3_stmt *statement, QString sql);

    sqlite3_stmt *m_statement = nullptr;
    QString m_sql;
    int m_place = 0;
};

} // namespace AlwaysLeads
