#pragma once

#include "storage/OpenConnection.h"

#include <QFuture>
#include <QPromise>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace AlwaysLeads {

/// One or more threads, each with a connection of its own, that take work from one queue. Every piece of work runs
/// inside one transaction of its own.
class DatabaseThreads
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::DatabaseThreads)

public:
    using Job = std::function<Result<>(Connection &)>;
    enum class Kind {
        Writer, ///< BEGIN IMMEDIATE; work that still waits at the end is done first
        Readers, ///< one read transaction; work is interrupted at the end
    };

    DatabaseThreads(QString path, Kind kind);
    ~DatabaseThreads();

    /// Opens `count` connections; `first` runs on each before any other work, outside a transaction.
    Result<> start(int count, Job first = {});
    QFuture<Result<>> hand(Job job, std::stop_token stop = {});
    /// The outcome of everything handed over is known.
    bool isIdle() const { return m_unfinished == 0; }

private:
    struct Work
    {
        Job job;
        std::stop_token stop;
        std::shared_ptr<QPromise<Result<>>> done;
    };

    void runThread(const Job &first, QPromise<Result<>> started);
    std::optional<Work> nextWork();
    Result<> runInTransaction(Connection &connection, const Work &work) const;
    Result<> runInterruptibly(Connection &connection, const Work &work) const;

    const QString m_path;
    const Kind m_kind;
    std::stop_source m_ending;
    std::mutex m_mutex; ///< guards m_queue and m_closed
    std::condition_variable m_changed;
    std::deque<Work> m_queue;
    bool m_closed = false;
    std::atomic<int> m_unfinished = 0; ///< waits or runs
    std::vector<std::thread> m_threads;
};

} // namespace AlwaysLeads
