#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// Takes rows of people away for good. Their lines in the full-text index stay until LeadIndexStore::forget() is called
/// for all who went.
class LeadEraseStore
{
public:
    struct SinceThen
    {
        QList<LeadId> untouched; ///< nobody changed them since, wrote to them, gave them a status or made them one
        qint64 touched = 0;
    };

    /// Of these people those who are there, as they were at that moment or not.
    Result<SinceThen> sinceThen(Connection &connection, const QList<LeadId> &leads, const QDateTime &moment) const;
    /// False when something else still needs the person (a draft, a place in a campaign).
    Result<bool> erase(Connection &connection, LeadId id) const;
    /// Those who went; who is needed stays.
    Result<QList<LeadId>> erase(Connection &connection, const QList<LeadId> &leads) const;
};

} // namespace AlwaysLeads
