#include "lead/BulkProgress.h"

namespace AlwaysLeads {

namespace {
constexpr qint64 milliSecondsBetweenReports = 100;
} // namespace

BulkCount::BulkCount(qint64 total, BulkListener report, std::stop_token stop)
    : m_progress{0, total}
    , m_report(std::move(report))
    , m_stop(std::move(stop))
{
    m_sinceReport.start();
}

Result<> BulkCount::next()
{
    if (m_stop.stop_requested()) {
        return failure(ErrorKind::Cancelled, tr("Stopped. Nobody was changed."));
    }
    ++m_progress.done;
    if (m_report && m_sinceReport.elapsed() >= milliSecondsBetweenReports) {
        m_sinceReport.restart();
        m_report(m_progress);
    }
    return {};
}

} // namespace AlwaysLeads
