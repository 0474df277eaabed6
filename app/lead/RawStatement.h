#pragma once

#include "storage/Connection.h"

#include <QVariantList>

#include <string_view>

struct sqlite3_stmt;

namespace AlwaysLeads {

/// One statement on SQLite's own interface, for loops over a million rows: QtSql makes a QVariant of each value, which
/// costs more than the row. Reading only; everything else goes through Connection.
class RawStatement
{
    Q_DECLARE_TR_FUNCTIONS(RawStatement)
public:
    RawStatement(Connection &connection, const QString &sql, const QVariantList &values);
    ~RawStatement();
    RawStatement(const RawStatement &) = delete;
    RawStatement &operator=(const RawStatement &) = delete;

    /// Begins once more, with another number for the first question mark.
    void again(qint64 first);
    /// False at the end and after a failure; outcome() tells which.
    bool next();
    bool isAtEnd() const { return m_ended; }
    qint64 number(int column) const;
    /// Valid until next().
    std::string_view text(int column) const;
    Result<> outcome() const;

private:
    Connection &m_connection;
    sqlite3_stmt *m_statement = nullptr;
    int m_code;
    bool m_ended = false;
};

} // namespace AlwaysLeads
