#include "history/EditProgress.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr qint64 milliSecondsBetweenReports = 100;
} // namespace

EditWatch::EditWatch(EditListener listener, std::stop_token stop)
    : m_listener(std::move(listener))
    , m_stop(std::move(stop))
{
    m_sinceReport.start();
}

void EditWatch::begin(double from, double to)
{
    m_from = from;
    m_to = to;
}

Result<> EditWatch::at(double share)
{
    if (m_stop.stop_requested()) {
        return failure(ErrorKind::Cancelled, tr("Stopped. Nothing was changed."));
    }
    if (m_listener && m_total > 0 && m_sinceReport.elapsed() >= milliSecondsBetweenReports) {
        m_sinceReport.restart();
        const double whole = m_from + (m_to - m_from) * std::clamp(share, 0.0, 1.0);
        m_listener({qint64(whole * double(m_total)), m_total});
    }
    return {};
}

} // namespace AlwaysLeads
