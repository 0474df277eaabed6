#pragma once

#include "analytics/Figures.h"
#include "analytics/LocalDays.h"
#include "storage/Connection.h"

#include <QCoreApplication>

#include <unordered_map>
#include <vector>

namespace AlwaysLeads {

/// Goes once through the ledger, person by person, and counts all that the dashboard shows of mails and answers. A
/// million rows take less than a second: an index holds all that is read.
class LedgerFiguresStore
{
    Q_DECLARE_TR_FUNCTIONS(LedgerFiguresStore)
public:
    LedgerFiguresStore(const LocalDays &days, CampaignId campaign);

    /// Fills in `people`, `mails`, `replies` and `breakdowns`, and what happened on each day.
    Result<> read(Connection &connection, const QDateTime &now, Figures &figures);
    const std::vector<qint64> &mailsByDay() const { return m_mails; }
    const std::vector<qint64> &repliesByDay() const { return m_replies; }

private:
    struct Segment
    {
        qint64 id = 0;
        QString name;
        std::vector<bool> people; ///< by the id of the lead
    };
    using Answers = std::unordered_map<qint64, unsigned>; ///< marks by mail
    using Variants = std::unordered_map<qint64, int>; ///< by draft; none: A

    Result<Answers> readAnswers(Connection &connection, Figures &figures);
    Result<Variants> readVariants(Connection &connection) const;
    Result<std::vector<Segment>> readSegments(Connection &connection, const QDateTime &now) const;
    Result<> readLedger(Connection &connection, const Answers &answers, const Variants &variants,
                        const std::vector<Segment> &segments, Figures &figures);
    Result<> nameRows(Connection &connection, Figures &figures) const;

    const LocalDays &m_days;
    CampaignId m_campaign;
    std::vector<qint64> m_mails;
    std::vector<qint64> m_replies;
};

} // namespace AlwaysLeads
