#pragma once

#include "prospecting/FoundPerson.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// How a person of the searches stands in the table, which is finer than what is shown.
enum class FoundRecord { Found, Asked, Revealed, Merged, OptedOut, NoAddress, Nothing };

/// The rows of found_person.
class FoundPersonStore
{
public:
    /// Adds the person, or brings what is shown up to date.
    Result<FoundPersonId> keep(Connection &connection, const ApolloPerson &person, const QDateTime &now) const;
    /// In the order of `ids`; those that are not there are left out. The state follows from the record and from what
    /// became of the lead: somebody who opted out since, or whose address is on the list that says no, is OptedOut.
    /// Who came to the leads by another way is Likely, by first name, company, and the letters shown of the last name,
    /// when their address is known.
    Result<QList<FoundPerson>> people(Connection &connection, const QList<FoundPersonId> &ids) const;
    Result<> setRecord(Connection &connection, FoundPersonId id, FoundRecord record, LeadId lead) const;
    /// The same for everybody of a reveal, leads untouched.
    Result<> setRecordOf(Connection &connection, RevealId reveal, FoundRecord record) const;
};

} // namespace AlwaysLeads
