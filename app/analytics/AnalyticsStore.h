#pragma once

#include "analytics/Figures.h"
#include "analytics/LocalDays.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Reads the figures of the dashboard in one state of the database. Runs on a database thread.
class AnalyticsStore
{
    Q_DECLARE_TR_FUNCTIONS(AnalyticsStore)
public:
    explicit AnalyticsStore(SendPolicy policy)
        : m_policy(std::move(policy))
    {
    }

    /// Days are those of `zone`.
    Result<Figures> figures(Connection &connection, const AnalyticsQuery &query, const QDateTime &now,
                            const QTimeZone &zone) const;

    Result<QList<LeadId>> people(Connection &connection, const FigurePeople &wanted, const QDateTime &now,
                                 const QTimeZone &zone) const;

private:
    /// How many days back a period without end reaches at most.
    static constexpr int mostDays = 20 * 366;

    Result<QDate> firstDay(Connection &connection, const AnalyticsQuery &query, QDate today,
                           const QTimeZone &zone) const;
    Result<std::vector<qint64>> readCosts(Connection &connection, const LocalDays &days, Figures &figures) const;
    Result<> readWaiting(Connection &connection, const QDateTime &now, Figures &figures) const;
    Result<> readOutbox(Connection &connection, const QDateTime &now, Figures &figures) const;
    Result<> readCampaigns(Connection &connection, Figures &figures) const;

    SendPolicy m_policy;
};

/// Days put together to at most some ninety bars: weeks begin on Monday, months on the 1st.
QList<TimeBucket> bucketsOf(const LocalDays &days, BucketSize size, const std::vector<qint64> &mails,
                            const std::vector<qint64> &replies, const std::vector<qint64> &costs);
BucketSize bucketSizeFor(qint64 days);

} // namespace AlwaysLeads
