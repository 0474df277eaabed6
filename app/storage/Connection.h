#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QCache>
#include <QCoreApplication>
#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <memory>
#include <optional>

struct sqlite3;

namespace AlwaysLeads {

class Connection;

/// Prepared statements that nobody stands on at the moment, by their SQL.
using IdleStatements = QCache<QString, QSqlQuery>;

/// Lets go of a statement's row and read lock, and keeps it for the next time while its connection lives.
struct ReturnStatement
{
    std::weak_ptr<IdleStatements> idle;
    QString sql;
    void operator()(QSqlQuery *statement) const;
};
using Statement = std::unique_ptr<QSqlQuery, ReturnStatement>;

/// One prepared statement and the row it stands on. Keep it local, so that no read lock lingers.
///
///     Result<Query> query = connection.query(QStringLiteral("SELECT id, email FROM lead WHERE company_id = ?"), {id});
///     if (!query) { return failureOf(std::move(query)); }
///     while (query->next()) { … query->number(0), query->text(1) … }
///     return query->outcome(list);
///
/// next() is false at the end and after a failure (an interrupted search, a broken disk): outcome() tells which.
class Query
{
public:
    bool next();
    /// `rows` when all rows were read, the failure otherwise.
    template <typename T> Result<T> outcome(T rows) const
    {
        if (m_error) {
            return tl::unexpected<Error>(*m_error);
        }
        return rows;
    }

    bool isNull(int column) const;
    qint64 number(int column) const;
    double real(int column) const;
    /// NULL reads as an empty text.
    QString text(int column) const;
    QByteArray blob(int column) const;
    bool flag(int column) const { return number(column) != 0; }
    /// Times are stored as milliseconds since 1970 in UTC; NULL reads as an invalid time.
    QDateTime time(int column) const;

private:
    friend class Connection;
    explicit Query(Statement statement);

    Statement m_statement;
    std::optional<Error> m_error;
};

/// One thread's open database. Only Database makes them and hands them to work that runs on their thread.
/// Every value is bound with `?`; a null QString is bound as the empty text, so bind QVariant() where NULL is meant.
/// A QDateTime is bound as milliseconds since 1970 UTC (invalid: NULL), a bool as 0 or 1, an enum must be bound as
/// text. Errors: Refused when a constraint of the schema says no (a second row of the same key), Cancelled when
/// interrupted, Bug for SQL that cannot run, Storage for the rest.
class Connection
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::Connection)

public:
    explicit Connection(QSqlDatabase database);
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Runs one statement to its end. The number of rows it changed.
    Result<qint64> run(const QString &sql, const QVariantList &values = {});
    /// Runs an INSERT and gives the new row's id.
    Result<qint64> insert(const QString &sql, const QVariantList &values = {});
    /// Starts a SELECT; a failed one is an error at once.
    Result<Query> query(const QString &sql, const QVariantList &values = {});
    /// The first column of the first row; 0 when there is no row.
    Result<qint64> number(const QString &sql, const QVariantList &values = {});
    /// Several statements separated by semicolons, without values: for migrations only.
    Result<> script(const QString &sql);

    /// The handle of the SQLite library underneath, for backup and interruption; never close it.
    sqlite3 *handle() const;

private:
    friend class Query;
    friend class BulkInsert;
    Result<Statement> execute(const QString &sql, const QVariantList &values);
    static Error problem(int code, const QString &sqliteText, const QString &sql);
    static Error problem(const QSqlQuery &statement);

    QSqlDatabase m_database;
    std::shared_ptr<IdleStatements> m_idle;
};

} // namespace AlwaysLeads
