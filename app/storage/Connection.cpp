#include "storage/Connection.h"

#include <QRegularExpression>
#include <QSqlDriver>
#include <QSqlError>

#include <sqlite3.h>

namespace AlwaysLeads {

namespace {

// Enough for every fixed statement of the program; SQL that is put together for a filter pushes out the oldest.
constexpr int idleStatements = 128;

/// The value in one of the few types the driver binds as what it is; nothing for a type that SQLite does not have.
std::optional<QVariant> bindable(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr:
        return QVariant();
    case QMetaType::QString: {
        const QString text = value.toString();
        return text.isNull() ? QVariant(QLatin1String("")) : QVariant(text);
    }
    case QMetaType::QByteArray: {
        const QByteArray bytes = value.toByteArray();
        return bytes.isNull() ? QByteArray("", 0) : bytes;
    }
    case QMetaType::QDateTime: {
        const QDateTime time = value.toDateTime();
        return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
    }
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Char:
    case QMetaType::SChar:
    case QMetaType::UChar:
    case QMetaType::Long:
    case QMetaType::LongLong:
        return QVariant(value.toLongLong());
    case QMetaType::ULong:
    case QMetaType::ULongLong: {
        const qulonglong number = value.toULongLong();
        if (number > qulonglong(std::numeric_limits<qint64>::max())) {
            return std::nullopt;
        }
        return QVariant(qint64(number));
    }
    case QMetaType::Float:
    case QMetaType::Double:
        return QVariant(value.toDouble());
    default:
        return std::nullopt;
    }
}

} // namespace

void ReturnStatement::operator()(QSqlQuery *statement) const
{
    const std::shared_ptr<IdleStatements> shelf = idle.lock();
    if (!shelf) {
        delete statement;
        return;
    }
    statement->finish();
    shelf->insert(sql, statement);
}

Query::Query(Statement statement)
    : m_statement(std::move(statement))
{
}

bool Query::next()
{
    if (m_error) {
        return false;
    }
    if (m_statement->next()) {
        return true;
    }
    if (m_statement->lastError().isValid()) {
        m_error = Connection::problem(*m_statement);
    }
    return false;
}

bool Query::isNull(int column) const
{
    return m_statement->isNull(column);
}

qint64 Query::number(int column) const
{
    return m_statement->value(column).toLongLong();
}

double Query::real(int column) const
{
    return m_statement->value(column).toDouble();
}

QString Query::text(int column) const
{
    return m_statement->value(column).toString();
}

QByteArray Query::blob(int column) const
{
    return m_statement->value(column).toByteArray();
}

QDateTime Query::time(int column) const
{
    return isNull(column) ? QDateTime() : QDateTime::fromMSecsSinceEpoch(number(column), Qt::UTC);
}

Connection::Connection(QSqlDatabase database)
    : m_database(database)
    , m_idle(std::make_shared<IdleStatements>(idleStatements))
{
}

Result<qint64> Connection::run(const QString &sql, const QVariantList &values)
{
    Result<Statement> statement = execute(sql, values);
    if (!statement) {
        return failureOf(std::move(statement));
    }
    const qint64 changed = (*statement)->numRowsAffected();
    Query rest(std::move(*statement));
    while (rest.next()) { }
    return rest.outcome(changed);
}

Result<qint64> Connection::insert(const QString &sql, const QVariantList &values)
{
    if (Result<qint64> changed = run(sql, values); !changed) {
        return changed;
    }
    return qint64(sqlite3_last_insert_rowid(handle()));
}

Result<Query> Connection::query(const QString &sql, const QVariantList &values)
{
    Result<Statement> statement = execute(sql, values);
    if (!statement) {
        return failureOf(std::move(statement));
    }
    return Query(std::move(*statement));
}

Result<qint64> Connection::number(const QString &sql, const QVariantList &values)
{
    Result<Query> rows = query(sql, values);
    if (!rows) {
        return failureOf(std::move(rows));
    }
    const qint64 first = rows->next() ? rows->number(0) : 0;
    return rows->outcome(first);
}

Result<> Connection::script(const QString &sql)
{
    char *text = nullptr;
    const int code = sqlite3_exec(handle(), sql.toUtf8().constData(), nullptr, nullptr, &text);
    const QString sqliteText = QString::fromUtf8(text);
    sqlite3_free(text);
    if (code != SQLITE_OK) {
        return tl::unexpected<Error>(problem(code, sqliteText, QStringLiteral("script")));
    }
    return {};
}

sqlite3 *Connection::handle() const
{
    const QVariant handle = m_database.driver()->handle();
    return *static_cast<sqlite3 *const *>(handle.constData());
}

/// All values of a statement may also be bound by their number (`?1`), where one is needed more than once. Qt's driver
/// counts a numbered placeholder as often as it stands there, but knows names that come again.
static QString withNames(QString sql)
{
    static const QRegularExpression number(QStringLiteral("\\?(\\d+)"));
    return sql.replace(number, QStringLiteral(":p\\1"));
}

Result<Statement> Connection::execute(const QString &sql, const QVariantList &values)
{
    const bool numbered = sql.contains(QLatin1String("?1"));
    // Taking it off the shelf makes the same SQL safe to run again while a row of it is still being read.
    Statement statement(m_idle->take(sql), ReturnStatement{m_idle, sql});
    if (!statement) {
        auto fresh = std::make_unique<QSqlQuery>(m_database);
        fresh->setForwardOnly(true);
        if (!fresh->prepare(numbered ? withNames(sql) : sql)) {
            return tl::unexpected<Error>(
                problem(fresh->lastError().nativeErrorCode().toInt(), fresh->lastError().databaseText(), sql));
        }
        statement.reset(fresh.release());
    }
    for (qsizetype place = 0; place < values.size(); ++place) {
        const std::optional<QVariant> value = bindable(values.at(place));
        if (!value) {
            return failure(ErrorKind::Bug, tr("Something went wrong inside the program."),
                           QStringLiteral("no SQLite type for %1 in %2")
                               .arg(QString::fromLatin1(values.at(place).typeName()), sql));
        }
        if (numbered) {
            statement->bindValue(QStringLiteral(":p%1").arg(place + 1), *value);
        } else {
            statement->bindValue(int(place), *value);
        }
    }
    if (!statement->exec()) {
        return tl::unexpected<Error>(problem(*statement));
    }
    return statement;
}

Error Connection::problem(const QSqlQuery &statement)
{
    return problem(statement.lastError().nativeErrorCode().toInt(), statement.lastError().databaseText(),
                   statement.lastQuery());
}

Error Connection::problem(int code, const QString &sqliteText, const QString &sql)
{
    // The SQL holds no values, they are bound: nothing personal gets into the log.
    const QString detail = QStringLiteral("SQLite %1: %2 in %3").arg(code).arg(sqliteText, sql.simplified());
    switch (code & 0xff) {
    case SQLITE_INTERRUPT:
        return {ErrorKind::Cancelled, tr("Cancelled."), detail};
    case SQLITE_FULL:
        return {ErrorKind::Storage, tr("The disk is full, so nothing was saved. Free some space on it and try again."),
                detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::Storage,
                tr("Another program holds the data file, so nothing was saved. Close it and try again."), detail};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return {ErrorKind::Storage,
                tr("The data file cannot be written. Look at the permissions of its folder and try again."), detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorKind::Storage, tr("The data file is damaged. Open a backup."), detail};
    case SQLITE_IOERR:
        return {ErrorKind::Storage,
                tr("The disk did not read or write the data file. Look at the disk, then try again."), detail};
    case SQLITE_NOMEM:
        return {ErrorKind::Storage, tr("There is not enough memory for this. Close other programs and try again."),
                detail};
    case SQLITE_CONSTRAINT:
        return {ErrorKind::Refused, tr("This does not fit what is already stored, so nothing was saved."), detail};
    default:
        return {ErrorKind::Bug, tr("Something went wrong inside the program."), detail};
    }
}

} // namespace AlwaysLeads
