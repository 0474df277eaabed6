#pragma once

#include "base/Clock.h"
#include "lead/LeadStore.h"
#include "storage/Database.h"

#include <stop_token>
#include <vector>

namespace AlwaysLeads {

enum class LeadView { All, NewThisWeek, WaitingForReply, Interested, OptedOut, Deleted };
enum class LeadSort { Name, Company, Email, Score, Status, LastTouch, Created };

/// What the table shows and in which order. A view and a filter narrow each other.
struct LeadQuery
{
    QString text; ///< as typed: every word must begin a word of name, address, title, company, place or notes
    LeadView view = LeadView::All;
    std::optional<LeadStatus> status;
    QString tag; ///< empty: any
    LeadSort sort = LeadSort::Created;
    Qt::SortOrder order = Qt::DescendingOrder; ///< unknown values (no score, no touch) come last either way

    bool operator==(const LeadQuery &) const = default;
};

/// How many leads each view has.
struct LeadCounts
{
    QMap<LeadView, qint64> views;

    bool operator==(const LeadCounts &) const = default;
};

/// Finds leads as a person types. First the ids of all that match, in order; rows are read by the page.
class LeadSearch
{
public:
    LeadSearch(Database &database, const Clock &clock);

    /// A newer search stops an older one by its token: that one ends with ErrorKind::Cancelled.
    Task<Result<std::vector<LeadId>>> ids(LeadQuery query, std::stop_token stop = {});
    /// In the order asked; ids that are gone are left out, so look at LeadSummary::id.
    Task<Result<QList<LeadSummary>>> rows(std::vector<LeadId> ids, std::stop_token stop = {});
    Task<Result<LeadCounts>> counts();

    /// What FTS5 is asked for a text: every word quoted, so that no input is an operator or a syntax error. Empty when
    /// the text has no letter and no digit: then it narrows nothing.
    static QString matchFor(const QString &text);
    /// Letters that Unicode does not decompose, such as ø and ł, as people without them on the keyboard type them (o,
    /// l). Both sides of the full-text index go through here.
    static QString folded(const QString &text);

private:
    Database &m_database;
    const Clock &m_clock;
    LeadStore m_leads;
};

} // namespace AlwaysLeads
