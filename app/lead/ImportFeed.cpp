#include "lead/ImportFeed.h"

namespace AlwaysLeads {

namespace {

constexpr std::size_t batchRows = 500;
constexpr qint64 batchBytes = 4 * 1024 * 1024;
constexpr std::size_t batchesAhead = 4;

} // namespace

ImportFeed::ImportFeed(const ImportPlan &plan, std::stop_token stop)
    : m_plan(plan)
    , m_stop(std::move(stop))
    , m_thread([this] { run(); })
{
}

ImportFeed::~ImportFeed()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

Result<ImportFeed::Batch> ImportFeed::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_ready.empty() || m_error; });
    if (m_ready.empty()) {
        return tl::unexpected<Error>(*m_error);
    }
    Batch batch = std::move(m_ready.front());
    if (!batch.candidates.empty()) {
        m_ready.pop_front(); // the end stays, for who asks again
    }
    lock.unlock();
    m_changed.notify_all();
    return batch;
}

void ImportFeed::run()
{
    Result<> outcome;
    try {
        outcome = readAll();
    } catch (const std::exception &problem) {
        outcome = failure(ErrorKind::Bug, CandidateMaker::tr("The file could not be read to its end."),
                          QString::fromUtf8(problem.what()));
    }
    if (!outcome) {
        {
            const std::lock_guard lock(m_mutex);
            m_error = outcome.error();
        }
        m_changed.notify_all();
    }
}

Result<> ImportFeed::readAll()
{
    Result<std::unique_ptr<RowSource>> source = openRows(m_plan);
    if (!source) {
        return failureOf(std::move(source));
    }
    RowSource &reader = **source;
    m_size = reader.size();
    const CandidateMaker maker(m_plan);
    SheetRow row;
    Batch batch;
    qint64 batchStart = 0;
    bool names = m_plan.format.firstRowIsNames;
    while (true) {
        if (m_stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, CandidateMaker::tr("Cancelled."));
        }
        Result<bool> more = reader.read(row);
        if (!more) {
            return failureOf(std::move(more));
        }
        if (*more && row.isBlank()) {
            continue;
        }
        if (*more && names) {
            names = false;
            continue;
        }
        if (*more) {
            ++m_rows;
            batch.candidates.push_back(maker.make(row));
        }
        batch.bytes = reader.bytesRead();
        if (!*more || batch.candidates.size() >= batchRows || batch.bytes - batchStart >= batchBytes) {
            batchStart = batch.bytes;
            const bool last = !*more;
            if (!batch.candidates.empty() && !hand(std::exchange(batch, {}))) {
                return {};
            }
            if (last) {
                if (Result<> unchanged = checkUnchanged(m_plan); !unchanged) {
                    return unchanged; // written to while it was read
                }
                hand({{}, reader.bytesRead()});
                return {};
            }
        }
    }
}

bool ImportFeed::hand(Batch batch)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_ready.size() < batchesAhead || m_closed; });
    if (m_closed) {
        return false;
    }
    m_ready.push_back(std::move(batch));
    lock.unlock();
    m_changed.notify_all();
    return true;
}

} // namespace AlwaysLeads
