#include "storage/Database.h"

#include "storage/DatabaseFile.h"
#include "storage/DatabaseThreads.h"

#include <QFile>

namespace AlwaysLeads {

namespace {

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

} // namespace

Database::Database(QString path)
    : m_path(std::move(path))
{
}

Database::~Database()
{
    const bool wasOpen = m_readers != nullptr;
    m_readers.reset();
    m_writer.reset(); // the last one out puts the log into the file
    if (wasOpen) {
        noteClosedInOrder(m_path);
    }
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, std::span<const Migration> steps, Options options)
{
    if (Result<> looked = checkDatabaseFile(path, steps); !looked) {
        return failureOf(std::move(looked));
    }
    // The file exists with its mode before SQLite writes to it; the log beside it takes the same mode.
    QFile file(path);
    if ((!file.exists() && !file.open(QIODevice::NewOnly)) || !file.setPermissions(ownerOnly)) {
        return failure(ErrorKind::Storage,
                       tr("The data file cannot be written. Look at the permissions of its folder and try again."),
                       QStringLiteral("%1: %2").arg(path, file.errorString()));
    }
    file.close();

    std::unique_ptr<Database> database(new Database(path));
    database->m_writer = std::make_unique<DatabaseThreads>(path, DatabaseThreads::Kind::Writer);
    if (Result<> started =
            database->m_writer->start(1, [steps](Connection &connection) { return migrate(connection, steps); });
        !started) {
        return failureOf(std::move(started));
    }
    database->m_readers = std::make_unique<DatabaseThreads>(path, DatabaseThreads::Kind::Readers);
    if (Result<> started = database->m_readers->start(options.readers); !started) {
        return failureOf(std::move(started));
    }
    return database;
}

QFuture<Result<>> Database::handToWriter(Job job)
{
    return m_writer->hand(std::move(job));
}

QFuture<Result<>> Database::handToReaders(Job job, std::stop_token stop)
{
    return m_readers->hand(std::move(job), std::move(stop));
}

bool Database::isIdle() const
{
    return m_writer->isIdle() && m_readers->isIdle();
}

Task<Result<>> Database::backUpTo(QString path)
{
    Job job = [path](Connection &connection) { return copyDatabase(connection, path); };
    QFuture<Result<>> done = handToReaders(std::move(job), {});
    Result<> outcome = co_await done;
    co_return outcome;
}

} // namespace AlwaysLeads
