#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

#include <initializer_list>
#include <optional>

struct sqlite3;

namespace AlwaysLeads {

class Connection;

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
    template <typename T>
    Result<T> outcome(T rows) const
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
    QSqlQuery m_query;
    std::optional<Error> m_error;
};

/// One thread's open database. Only Database makes them and hands them to work that runs on their thread.
/// Every value is bound with `?`; a null QString is bound as the empty text, so bind QVariant() where NULL is meant.
/// A QDateTime is bound as milliseconds since 1970 UTC (invalid: NULL), a bool as 0 or 1, an enum must be bound as text.
class Connection
{
public:
    explicit Connection(QSqlDatabase database);

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
    Result<QSqlQuery> execute(const QString &sql, const QVariantList &values);

    QSqlDatabase m_database;
    QHash<QString, QSqlQuery> m_prepared;
};

} // namespace AlwaysLeads
