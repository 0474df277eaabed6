#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// What moves when two people turn out to be one. The one who goes stays in the table, deleted, as a former address.
class LeadMergeStore
{
public:
    /// Tags and lists of `from` become those of `kept`, who also gets the later touch.
    Result<> moveAlong(Connection &connection, LeadId kept, LeadId from) const;
    Result<> markMerged(Connection &connection, LeadId kept, LeadId from, const QDateTime &now) const;
    /// The address of `owner` becomes that of `kept`, whose own one stays known as the owner's.
    Result<> swapAddress(Connection &connection, LeadId kept, LeadId owner) const;
    /// Before `lead` gets an address that was theirs: the former self takes the present one.
    Result<> takeFormerAddress(Connection &connection, LeadId lead, const EmailAddress &address) const;
    /// True for somebody who has become one with another.
    Result<bool> isFormer(Connection &connection, LeadId lead) const;
    /// Who they are now: themselves, or the one they have become. No id for somebody who is gone.
    Result<LeadId> present(Connection &connection, LeadId lead) const;
    /// Names of those who have become this one.
    Result<QStringList> formerNames(Connection &connection, LeadId kept) const;
};

} // namespace AlwaysLeads
