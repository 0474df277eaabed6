#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

#include <vector>

namespace AlwaysLeads {

/// The full-text index of leads.
class LeadIndexStore
{
public:
    /// The columns of one person's line, in their order.
    static QVariantList valuesOf(const Lead &lead);
    /// Writes the lines of these people anew from what is stored, and takes away those of people who are
    /// gone or have become one with somebody else.
    Result<> renew(Connection &connection, const std::vector<qint64> &leads) const;
    /// Takes away the lines of people who are gone.
    Result<> forget(Connection &connection, const std::vector<qint64> &leads) const;
    /// Everybody who works at one of these companies.
    Result<std::vector<qint64>> peopleOf(Connection &connection, const std::vector<qint64> &companies) const;
};

} // namespace AlwaysLeads
