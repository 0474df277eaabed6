#pragma once

#include "lead/Lead.h"
#include "lead/LeadFilterSql.h"
#include "lead/LeadOrders.h"
#include "lead/LeadQuery.h"

#include <QDateTime>

#include <span>
#include <vector>

namespace AlwaysLeads {

/// Answers one query on one connection: the first people of it at once, or all of them.
///
/// Where few rows fit the text, the full-text index gives them and they are put in order. Where a great many fit, going
/// through the people in order meets enough of them soon. Which it is shows when a little of both has been done.
class LeadQueryAnswer
{
    Q_DECLARE_TR_FUNCTIONS(LeadQueryAnswer)
public:
    struct First
    {
        std::vector<LeadId> ids;
        bool isAll = false; ///< nobody else fits
    };

    LeadQueryAnswer(Connection &connection, LeadOrders &orders, const QDateTime &now);

    /// Writes the query as SQL; the filter's error when it cannot be.
    Result<> prepare(const LeadQuery &query);
    Result<First> first(size_t most);
    Result<std::vector<LeadId>> all();
    Result<qint64> count();

private:
    struct Sort
    {
        LeadSql by; ///< what stands after ORDER BY
        QString name; ///< of the order among those kept
        bool isWalkable = false; ///< SQLite goes through it by an index, so the first rows come first
        bool byCompany = false;
    };
    struct Hits;
    class Walk;
    static constexpr qint64 highestId = 100'000'000; ///< above it lists by id would be too long

    Result<> writeConditions(const LeadQuery &query);
    Result<LeadSql> filterCondition(const LeadFilter &filter);
    Result<QString> suppressedPeople();
    Result<LeadSet> findSuppressed();
    /// As the full-text index keeps them, of the person whose id is bound.
    static LeadSql wordsOfOne();
    void writeSort(const LeadQuery &query);

    Result<First> firstOfAll(size_t most);
    QList<LeadSql> everybody() const;
    Result<std::vector<LeadId>> everybodyIn(const LeadSet &set);
    QString setName() const;
    /// Whether set() takes no time to speak of.
    bool knowsSet() const;
    static std::vector<LeadId> leadIds(std::span<const qint64> ids);

    Result<std::vector<qint64>> read(const QString &sql, const QVariantList &values);
    Result<std::shared_ptr<const LeadOrder>> order(bool again = false);
    Result<std::shared_ptr<const LeadSet>> set();
    Result<First> meet(const std::vector<qint64> &ids, size_t most);
    Result<std::vector<qint64>> sortedBySql(const std::vector<qint64> &ids);
    Result<First> sorted(std::vector<qint64> ids, size_t most);
    Result<std::vector<qint64>> fitting(std::span<const qint64> ids);

    Connection &m_connection;
    LeadOrders &m_orders;
    QDateTime m_now;
    quint64 m_version;
    LeadFields m_fields;
    LeadSql m_condition; ///< on lead and company; may use an index
    LeadSql m_walkCondition; ///< the same for going through people in order, by no other index
    bool m_takesAll = false; ///< everybody but the deleted
    bool m_isRare = false; ///< few meet it and an index finds them
    QStringList m_words;
    QString m_match;
    Sort m_sort;
};

} // namespace AlwaysLeads
