#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

#include <span>

namespace AlwaysLeads {

/// A lead with all that a column of an export can show.
struct ExportedLead
{
    Lead lead;
    QString sourceName;
    QString sourceKind; ///< the word in the database; empty: not known
    QString verdict; ///< Claude's, as the word in the database; empty: not judged
    std::optional<int> verdictScore;
};

/// Reads leads for an export, many at a time.
class LeadExportStore
{
public:
    /// In the order of `ids`, without those that are not there any more.
    Result<QList<ExportedLead>> leads(Connection &connection, std::span<const LeadId> ids) const;
};

} // namespace AlwaysLeads
