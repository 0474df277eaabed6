#pragma once

#include "analytics/Figures.h"
#include "analytics/LocalDays.h"
#include "storage/Connection.h"

#include <QCoreApplication>

#include <optional>
#include <tuple>
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
    /// Those whom that number counts, by id; counted in the same way.
    Result<QList<LeadId>> people(Connection &connection, const QDateTime &now, const FigurePeople &wanted);
    const std::vector<qint64> &mailsByDay() const { return m_mails; }
    const std::vector<qint64> &repliesByDay() const { return m_replies; }

private:
    struct Segment
    {
        qint64 id = 0;
        QString name;
        std::vector<bool> people; ///< by the id of the lead

        bool holds(qint64 lead) const { return lead >= 0 && size_t(lead) < people.size() && people[size_t(lead)]; }
    };
    using Way = std::tuple<qint64, qint64, int>; ///< step, version, variant
    /// What the rows of the dashboard tell mails apart by.
    struct MailKeys
    {
        qint64 campaign = 0;
        qint64 mailbox = 0;
        Way way;
        bool isOnList = false; ///< its person, on the wanted list
        int hour = 0;
        QDate day;
    };
    bool isWanted(const MailKeys &mail) const;
    using Answers = std::unordered_map<qint64, unsigned>; ///< marks by mail
    using Meetings = std::unordered_map<qint64, qint64>; ///< by person: when the last one was agreed on
    using Variants = std::unordered_map<qint64, int>; ///< by draft; none: A

    Result<Answers> readAnswers(Connection &connection, Figures &figures);
    Result<Meetings> readMeetings(Connection &connection) const;
    Result<Variants> readVariants(Connection &connection) const;
    Result<std::vector<Segment>> readSegments(Connection &connection, const QDateTime &now) const;
    struct Known
    {
        Answers answers;
        Meetings meetings;
        Variants variants;
        std::vector<Segment> segments;
    };
    Result<> readLedger(Connection &connection, const Known &known, Figures &figures);
    Result<> nameRows(Connection &connection, Figures &figures) const;

    const LocalDays &m_days;
    CampaignId m_campaign;
    std::vector<qint64> m_mails;
    std::vector<qint64> m_replies;
    std::optional<FigurePeople> m_wanted; ///< whose people are collected
    QList<LeadId> m_people;
};

} // namespace AlwaysLeads
