#include "storage/OpenConnection.h"

#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>

#include <sqlite3.h>

namespace AlwaysLeads {

namespace {

/// We call SQLite ourselves on the plugin's handle (interrupt, backup): that is sound only when both are one library.
bool isOurSqlite(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    const bool answered = query.exec(QStringLiteral("SELECT sqlite_source_id()")) && query.next();
    return answered && query.value(0).toString() == QLatin1String(sqlite3_sourceid())
        && database.driver()->handle().typeName() == QByteArrayLiteral("sqlite3*");
}

} // namespace

OpenConnection::OpenConnection()
    : m_name(QUuid::createUuid().toString())
{
}

OpenConnection::~OpenConnection()
{
    m_connection.reset();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<OpenConnection>> OpenConnection::open(const QString &path, Mode mode)
{
    std::unique_ptr<OpenConnection> opened(new OpenConnection);
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), opened->m_name);
    if (!database.isValid()) {
        return failure(ErrorKind::Storage, tr("Qt's SQLite driver is missing. Install it and start again."));
    }
    database.setDatabaseName(path);
    // Ten seconds for another program's look at the file, such as a backup tool's.
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000");
    if (mode != Mode::Write) {
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    }
    database.setConnectOptions(options);
    if (!database.open()) {
        return failure(ErrorKind::Storage,
                       tr("The data file cannot be opened. Look at the permissions of its folder and try again."),
                       QStringLiteral("%1: %2").arg(path, database.lastError().text()));
    }
    if (!isOurSqlite(database)) {
        return failure(ErrorKind::Storage,
                       tr("Qt's SQLite driver uses another SQLite than AlwaysLeads was built with. Install a Qt whose "
                          "driver uses the system's SQLite."),
                       QStringLiteral("linked: %1").arg(QLatin1String(sqlite3_sourceid())));
    }
    opened->m_connection = std::make_unique<Connection>(database);
    if (Result<> prepared = opened->prepare(mode); !prepared) {
        return failureOf(std::move(prepared));
    }
    return opened;
}

Result<> OpenConnection::prepare(Mode mode)
{
    sqlite3 *handle = m_connection->handle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr); // a mistyped "name" is an error, not a text
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);

    // secure_delete: a person who was erased, and a secret that was replaced, are overwritten in the file.
    // fullfsync: what synchronous=FULL means on macOS; elsewhere it changes nothing.
    QString settings = QStringLiteral("PRAGMA foreign_keys = ON;"
                                      "PRAGMA trusted_schema = OFF;"
                                      "PRAGMA cell_size_check = ON;"
                                      "PRAGMA synchronous = FULL;"
                                      "PRAGMA fullfsync = ON;"
                                      "PRAGMA secure_delete = ON;");
    if (mode == Mode::Write) {
        // The limit gives back the disk space of a log that one large import has made long.
        settings += QStringLiteral("PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864;");
    } else {
        settings += QStringLiteral("PRAGMA query_only = ON;");
    }
    return m_connection->script(settings);
}

} // namespace AlwaysLeads
