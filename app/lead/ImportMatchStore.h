#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// Looks up whom the rows of an import may mean.
class ImportMatchStore
{
public:
    struct Namesake
    {
        LeadId id;
        LeadStatus status = LeadStatus::New;
        QString email;
        QString website;
        QString company;
        QString companyDomain;
        QString companyWebsite;
    };

    Result<bool> hasLeads(Connection &connection) const;
    /// People of this name, whatever the case of ASCII letters; not those who were deleted.
    Result<QList<Namesake>> namesakes(Connection &connection, const QString &firstName, const QString &lastName) const;
};

} // namespace AlwaysLeads
