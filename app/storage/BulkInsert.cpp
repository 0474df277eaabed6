#include "storage/BulkInsert.h"

#include <sqlite3.h>

#include <utility>

namespace AlwaysLeads {

Result<BulkInsert> BulkInsert::prepare(Connection &connection, const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v3(connection.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        return tl::unexpected<Error>(
            Connection::problem(code, QString::fromUtf8(sqlite3_errmsg(connection.handle())), QString::fromUtf8(sql)));
    }
    return BulkInsert(statement, QString::fromUtf8(sql));
}

BulkInsert::BulkInsert(sqlite3_stmt *statement, QString sql)
    : m_statement(statement)
    , m_sql(std::move(sql))
{
}

BulkInsert::BulkInsert(BulkInsert &&other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
    , m_sql(std::move(other.m_sql))
    , m_place(other.m_place)
{
}

BulkInsert &BulkInsert::operator=(BulkInsert &&other) noexcept
{
    std::swap(m_statement, other.m_statement);
    std::swap(m_sql, other.m_sql);
    std::swap(m_place, other.m_place);
    return *this;
}

BulkInsert::~BulkInsert()
{
    sqlite3_finalize(m_statement);
}

BulkInsert &BulkInsert::bind(const QString &text)
{
    if (text.isEmpty()) {
        sqlite3_bind_text(m_statement, ++m_place, "", 0, SQLITE_STATIC);
    } else {
        sqlite3_bind_text16(m_statement, ++m_place, text.constData(), int(text.size() * 2), SQLITE_STATIC);
    }
    return *this;
}

BulkInsert &BulkInsert::bind(qint64 number)
{
    sqlite3_bind_int64(m_statement, ++m_place, number);
    return *this;
}

BulkInsert &BulkInsert::bindNull()
{
    sqlite3_bind_null(m_statement, ++m_place);
    return *this;
}

Result<qint64> BulkInsert::run()
{
    const int code = sqlite3_step(m_statement);
    sqlite3 *handle = sqlite3_db_handle(m_statement);
    const qint64 id = sqlite3_last_insert_rowid(handle);
    m_place = 0;
    if (code != SQLITE_DONE) {
        const Error problem =
            Connection::problem(sqlite3_extended_errcode(handle), QString::fromUtf8(sqlite3_errmsg(handle)), m_sql);
        sqlite3_reset(m_statement);
        return tl::unexpected<Error>(problem);
    }
    sqlite3_reset(m_statement);
    return id;
}

} // namespace AlwaysLeads
