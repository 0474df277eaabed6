#pragma once

#include "assistant/QualificationBrief.h"
#include "lead/Lead.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// The table qualification: the last judgement of each person.
class QualificationStore
{
public:
    Result<std::optional<QualifiedLead>> of(Connection &connection, LeadId lead) const;
    /// Does nothing for a person who is gone.
    Result<> keep(Connection &connection, LeadId lead, const QualifiedLead &qualified) const;
};

} // namespace AlwaysLeads
