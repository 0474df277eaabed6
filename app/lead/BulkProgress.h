#pragma once

#include "base/Result.h"
#include "lead/Lead.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <functional>
#include <stop_token>

namespace AlwaysLeads {

/// How far a change of many people is.
struct BulkProgress
{
    qint64 done = 0;
    qint64 total = 0;

    bool operator==(const BulkProgress &) const = default;
};

/// Is told how far it is.
using BulkListener = std::function<void(BulkProgress)>;

/// Goes along with a change of many people on the database's thread: tells how far it is, at most ten times a second,
/// and ends it when it shall stop.
class BulkCount
{
    Q_DECLARE_TR_FUNCTIONS(BulkCount)
public:
    BulkCount(qint64 total, BulkListener report, std::stop_token stop);

    /// Before each person. Cancelled when it shall stop; the transaction then leaves everybody as they were.
    Result<> next();

private:
    BulkProgress m_progress;
    BulkListener m_report;
    std::stop_token m_stop;
    QElapsedTimer m_sinceReport;
};

/// Those for whom `change`, of one person each, said that it changed something.
template <typename Change>
Result<QList<LeadId>> changeEach(const QList<LeadId> &ids, BulkCount &count, const Change &change)
{
    QList<LeadId> changed;
    for (const LeadId id : ids) {
        if (Result<> goesOn = count.next(); !goesOn) {
            return failureOf(std::move(goesOn));
        }
        Result<bool> one = change(id);
        if (!one) {
            return failureOf(std::move(one));
        }
        if (*one) {
            changed << id;
        }
    }
    return changed;
}

} // namespace AlwaysLeads
