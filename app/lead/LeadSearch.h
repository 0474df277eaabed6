#pragma once

#include "base/Clock.h"
#include "lead/LeadOrders.h"
#include "lead/LeadQuery.h"
#include "lead/LeadStore.h"
#include "storage/Database.h"

#include <stop_token>
#include <vector>

namespace AlwaysLeads {

/// How many leads each view has.
struct LeadCounts
{
    QMap<LeadView, qint64> views;

    bool operator==(const LeadCounts &) const = default;
};

/// The first rows of a search, there before the rest is known.
struct LeadFirstRows
{
    std::vector<LeadId> ids;
    QList<LeadSummary> rows; ///< of these ids
    bool isAll = false; ///< nobody else was found
};

/// One company with what is known of its people.
struct CompanySummary
{
    CompanyId id;
    QString name;
    QString domain;
    QString industry;
    qint64 people = 0;
    std::optional<int> bestScore;
    QDateTime touchedAt; ///< the last mail to any of them
    QMap<LeadStatus, qint64> statuses;

    bool operator==(const CompanySummary &) const = default;
};

/// Finds leads as a person types. The first screenful comes first, then the ids of all that match, in order; rows are
/// read by the page.
class LeadSearch
{
public:
    LeadSearch(Database &database, const Clock &clock);

    /// The first `most` people; a newer search stops an older one by its token: that one ends with
    /// ErrorKind::Cancelled. `columns` are the keys of further fields that the rows shall bring.
    Task<Result<LeadFirstRows>> first(LeadQuery query, qint64 most, QStringList columns, std::stop_token stop = {});
    Task<Result<std::vector<LeadId>>> ids(LeadQuery query, std::stop_token stop = {});
    /// In the order asked; ids that are gone are left out, so look at LeadSummary::id.
    Task<Result<QList<LeadSummary>>> rows(std::vector<LeadId> ids, std::stop_token stop = {}, QStringList columns = {});
    Task<Result<qint64>> count(LeadQuery query, std::stop_token stop = {});
    Task<Result<LeadCounts>> counts();
    Task<Result<LeadFields>> fields();
    /// Companies that have people or match the text, most people first.
    Task<Result<QList<CompanySummary>>> companies(QString text, std::stop_token stop = {});

    /// Nothing worked out before is used again. Leads::changed and Leads::reset call for it.
    void forget() { m_orders.forget(); }

    /// What FTS5 is asked for a text: every word quoted, so that no input is an operator or a syntax error. Empty when
    /// the text has no letter and no digit: then it narrows nothing.
    static QString matchFor(const QString &text);
    /// The words of it, as the index would read them.
    static QStringList wordsOf(const QString &text);
    /// Letters that Unicode does not decompose, such as ø and ł, as people without them on the keyboard type them (o,
    /// l). Both sides of the full-text index go through here.
    static QString folded(const QString &text);

private:
    Database &m_database;
    const Clock &m_clock;
    LeadOrders m_orders;
};

} // namespace AlwaysLeads
