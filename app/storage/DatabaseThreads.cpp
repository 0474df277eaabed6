#include "storage/DatabaseThreads.h"

#include <sqlite3.h>

namespace AlwaysLeads {

namespace {

// How many steps of SQLite's virtual machine lie between two looks at the stop token: some tens of microseconds.
constexpr int stepsBetweenLooks = 2000;

} // namespace

DatabaseThreads::DatabaseThreads(QString path, Kind kind)
    : m_path(std::move(path))
    , m_kind(kind)
{
}

DatabaseThreads::~DatabaseThreads()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    if (m_kind == Kind::Readers) {
        m_ending.request_stop();
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads) {
        thread.join();
    }
}

Result<> DatabaseThreads::start(int count, Job first)
{
    Result<> outcome;
    for (int number = 0; number < count; ++number) {
        QPromise<Result<>> started;
        QFuture<Result<>> opened = started.future();
        started.start();
        m_threads.emplace_back(
            [this, first, started = std::move(started)]() mutable { runThread(first, std::move(started)); });
        if (Result<> ready = opened.result(); !ready) {
            outcome = ready;
        }
    }
    return outcome;
}

QFuture<Result<>> DatabaseThreads::hand(Job job, std::stop_token stop)
{
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    QFuture<Result<>> done = promise->future();
    ++m_unfinished;
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back({std::move(job), std::move(stop), std::move(promise)});
    }
    m_changed.notify_one();
    return done;
}

void DatabaseThreads::runThread(const Job &first, QPromise<Result<>> started)
{
    auto opened =
        OpenConnection::open(m_path, m_kind == Kind::Writer ? OpenConnection::Mode::Write : OpenConnection::Mode::Read);
    Result<> ready;
    if (!opened) {
        ready = tl::unexpected<Error>(opened.error());
    } else if (first) {
        ready = first((*opened)->connection());
    }
    started.addResult(ready);
    started.finish();
    if (!ready) {
        return;
    }
    while (std::optional<Work> work = nextWork()) {
        Result<> outcome = runInTransaction((*opened)->connection(), *work);
        work->job = nullptr; // what the work held is gone before its outcome is known
        work->done->addResult(std::move(outcome));
        work->done->finish();
        --m_unfinished;
    }
}

std::optional<DatabaseThreads::Work> DatabaseThreads::nextWork()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_closed || !m_queue.empty(); });
    if (m_queue.empty()) {
        return std::nullopt;
    }
    Work work = std::move(m_queue.front());
    m_queue.pop_front();
    return work;
}

Result<> DatabaseThreads::runInTransaction(Connection &connection, const Work &work) const
{
    if (work.stop.stop_requested() || m_ending.stop_requested()) {
        return failure(ErrorKind::Cancelled, tr("Cancelled."));
    }
    const QString begin = m_kind == Kind::Writer ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN");
    if (Result<qint64> begun = connection.run(begin); !begun) {
        return failureOf(std::move(begun));
    }
    Result<> outcome = runInterruptibly(connection, work);
    if (outcome) {
        if (Result<qint64> committed = connection.run(QStringLiteral("COMMIT")); !committed) {
            outcome = failureOf(std::move(committed));
        }
    }
    // A full disk or a failed commit may have rolled back already.
    if (!outcome && sqlite3_get_autocommit(connection.handle()) == 0) {
        connection.run(QStringLiteral("ROLLBACK"));
    }
    return outcome;
}

Result<> DatabaseThreads::runInterruptibly(Connection &connection, const Work &work) const
{
    sqlite3 *handle = connection.handle();
    const std::array<std::stop_token, 2> stops{work.stop, m_ending.get_token()};
    const bool canStop = m_kind == Kind::Readers;
    const auto stopped = [](void *tokens) -> int {
        const auto &both = *static_cast<const std::array<std::stop_token, 2> *>(tokens);
        return both[0].stop_requested() || both[1].stop_requested() ? 1 : 0;
    };
    Result<> outcome;
    {
        // SQLite forgets an interruption that falls between two statements; the progress handler sees it in the next
        // one.
        if (canStop) {
            sqlite3_progress_handler(handle, stepsBetweenLooks, stopped,
                                     const_cast<void *>(static_cast<const void *>(&stops)));
        }
        const auto interrupt = [handle, canStop] {
            if (canStop) {
                sqlite3_interrupt(handle);
            }
        };
        // These live only as long as the work, so that a late stop cannot hit somebody else's statement.
        const std::stop_callback byCaller(stops[0], interrupt);
        const std::stop_callback byEnd(stops[1], interrupt);
        try {
            outcome = work.job(connection);
        } catch (const std::exception &problem) {
            outcome = failure(ErrorKind::Bug, tr("Something went wrong inside the program."),
                              QString::fromUtf8(problem.what()));
        } catch (...) {
            outcome = failure(ErrorKind::Bug, tr("Something went wrong inside the program."),
                              QStringLiteral("unknown exception"));
        }
    }
    sqlite3_progress_handler(handle, 0, nullptr, nullptr);
    if (canStop && stopped(const_cast<void *>(static_cast<const void *>(&stops)))) {
        return failure(ErrorKind::Cancelled, tr("Cancelled."));
    }
    return outcome;
}

} // namespace AlwaysLeads
