#pragma once

#include "lead/Lead.h"
#include "lead/LeadFilter.h"

namespace AlwaysLeads {

enum class LeadView { All, NewThisWeek, WaitingForReply, Interested, OptedOut, Deleted };
/// Field: by one of the other fields, named in LeadSortKey::field.
enum class LeadSort { Name, Company, Email, Score, Status, LastTouch, Created, Field };

struct LeadSortKey
{
    LeadSort by = LeadSort::Created;
    Qt::SortOrder order = Qt::DescendingOrder;
    QString field; ///< LeadField::key, when `by` is Field

    bool sameColumn(const LeadSortKey &other) const { return by == other.by && field == other.field; }
    bool operator==(const LeadSortKey &) const = default;
};

/// What the table shows and in which order. View, filter and text narrow each other.
struct LeadQuery
{
    static constexpr qsizetype mostSortKeys = 4;

    QString text; ///< as typed: every word must begin a word of name, address, title, company, place or notes
    LeadView view = LeadView::All;
    LeadFilter filter;
    LeadSort sort = LeadSort::Created;
    Qt::SortOrder order = Qt::DescendingOrder; ///< unknown values (no score, no touch) come last either way
    QString sortField;
    QList<LeadSortKey> then; ///< where the first leaves people equal
    std::optional<QList<LeadId>> people; ///< only these, such as those behind a number; never kept with a view

    QList<LeadSortKey> sortKeys() const;
    /// An empty list is the order of the day they were added.
    void setSortKeys(const QList<LeadSortKey> &keys);
    QJsonObject toJson() const;
    /// Invalid, with a sentence, for what is not understood.
    static Result<LeadQuery> fromJson(const QJsonObject &object, const LeadFields &fields);

    bool operator==(const LeadQuery &) const = default;
};

} // namespace AlwaysLeads
