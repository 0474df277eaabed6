#pragma once

#include "lead/LeadSearch.h"

namespace AlwaysLeads {

/// What the table shows: rows of people with the columns asked for, counts of views, and the people of companies.
class LeadRowStore
{
    Q_DECLARE_TR_FUNCTIONS(LeadRowStore)
public:
    /// LeadStore's summaries with further fields, and marked where the list of those who said no names them.
    Result<QList<LeadSummary>> rows(Connection &connection, const std::vector<LeadId> &ids,
                                    const QStringList &columns) const;
    Result<LeadCounts> counts(Connection &connection, const QDateTime &now) const;
    Result<QList<CompanySummary>> companies(Connection &connection, const QString &text) const;

private:
    Result<> addFields(Connection &connection, QList<LeadSummary> &rows, const QStringList &columns) const;
    Result<> markSuppressed(Connection &connection, QList<LeadSummary> &rows) const;
};

} // namespace AlwaysLeads
