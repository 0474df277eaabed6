#pragma once

#include "base/Task.h"
#include "storage/Connection.h"
#include "storage/Migration.h"

#include <QCoroFuture>

#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <type_traits>

namespace AlwaysLeads {

class DatabaseThreads;

/// The one SQLite file of a profile: one writer thread, some reader threads (WAL). All work is handed over and runs
/// there; the caller awaits. Write `auto saved = database.write<LeadId>(…); co_await saved;` in two statements
/// (docs/coroutines.md).
class Database
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::Database)

public:
    struct Options
    {
        int readers = 2;
    };

    /// Opens or creates the file, checks its integrity and brings its schema up to date. Refuses a newer file and a
    /// damaged one (ErrorKind::Storage) without changing them.
    static Result<std::unique_ptr<Database>> open(const QString &path, std::span<const Migration> steps,
                                                  Options options);
    static Result<std::unique_ptr<Database>> open(const QString &path, std::span<const Migration> steps)
    {
        return open(path, steps, Options{});
    }
    /// Finishes the writes that wait, cancels the reads.
    ~Database();

    /// Runs `work` on the writer thread inside one transaction: committed (synchronous=FULL) when it succeeds, rolled
    /// back when it fails or throws.
    template <typename T = void>
    Task<Result<T>> write(std::type_identity_t<std::function<Result<T>(Connection &)>> work);

    /// Runs `work` on a reader thread inside one read transaction, so it sees one state of the database. When asked to
    /// stop the running statement is interrupted and the outcome is ErrorKind::Cancelled.
    template <typename T> Task<Result<T>> read(std::function<Result<T>(Connection &)> work, std::stop_token stop = {});

    /// Copies the whole database with SQLite's online backup while it stays in use.
    Task<Result<>> backUpTo(QString path);

    QString path() const { return m_path; }
    /// Nothing waits for a thread or runs on one. Whoever awaits the last of it may not have gone on yet.
    bool isIdle() const;

private:
    /// A piece of work without its type: gets the connection, or the failure that kept it from one.
    using Job = std::function<Result<>(Connection &)>;

    explicit Database(QString path);
    QFuture<Result<>> handToWriter(Job job);
    QFuture<Result<>> handToReaders(Job job, std::stop_token stop);

    QString m_path;
    std::unique_ptr<DatabaseThreads> m_writer;
    std::unique_ptr<DatabaseThreads> m_readers;
};

template <typename T> Task<Result<T>> Database::write(std::type_identity_t<std::function<Result<T>(Connection &)>> work)
{
    if constexpr (std::is_void_v<T>) {
        QFuture<Result<>> done = handToWriter(std::move(work));
        Result<> outcome = co_await done;
        co_return outcome;
    } else {
        auto value = std::make_shared<std::optional<T>>();
        Job job = [work = std::move(work), value](Connection &connection) -> Result<> {
            Result<T> outcome = work(connection);
            if (!outcome) {
                return failureOf(std::move(outcome));
            }
            *value = std::move(*outcome);
            return {};
        };
        QFuture<Result<>> done = handToWriter(std::move(job));
        Result<> outcome = co_await done;
        if (!outcome) {
            co_return failureOf(std::move(outcome));
        }
        Result<T> given = std::move(**value);
        co_return given;
    }
}

template <typename T> Task<Result<T>> Database::read(std::function<Result<T>(Connection &)> work, std::stop_token stop)
{
    auto value = std::make_shared<std::optional<T>>();
    Job job = [work = std::move(work), value](Connection &connection) -> Result<> {
        Result<T> outcome = work(connection);
        if (!outcome) {
            return failureOf(std::move(outcome));
        }
        *value = std::move(*outcome);
        return {};
    };
    QFuture<Result<>> done = handToReaders(std::move(job), stop);
    Result<> outcome = co_await done;
    if (!outcome) {
        co_return failureOf(std::move(outcome));
    }
    Result<T> given = std::move(**value);
    co_return given;
}

} // namespace AlwaysLeads
