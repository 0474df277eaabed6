#pragma once

#include "lead/ImportCandidate.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace AlwaysLeads {

/// Reads a file on a thread of its own, a few batches ahead of who takes them, so that parsing and writing overlap.
class ImportFeed
{
public:
    struct Batch
    {
        std::vector<ImportCandidate> candidates; ///< empty: the end
        qint64 bytes = 0; ///< of the file, read so far
    };

    ImportFeed(const ImportPlan &plan, std::stop_token stop);
    ~ImportFeed();
    ImportFeed(const ImportFeed &) = delete;
    ImportFeed &operator=(const ImportFeed &) = delete;

    Result<Batch> next();
    /// Bytes of the whole file; known after the first batch.
    qint64 size() const { return m_size; }
    /// Rows that hold anything, counted where they are read.
    qint64 rows() const { return m_rows; }

private:
    void run();
    Result<> readAll();
    /// False: nobody wants more.
    bool hand(Batch batch);

    const ImportPlan m_plan;
    const std::stop_token m_stop;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_ready;
    std::optional<Error> m_error;
    bool m_closed = false;
    std::atomic<qint64> m_size = 0;
    std::atomic<qint64> m_rows = 0;
    std::thread m_thread;
};

} // namespace AlwaysLeads
