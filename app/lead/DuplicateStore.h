#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// People who are probably the same one.
struct DuplicateGroup
{
    QString name;
    QString why; ///< "baltway.example"
    QList<LeadId> people;

    bool operator==(const DuplicateGroup &) const = default;
};

/// Finds people of the same name at the same company or domain, but for those who are known to be different ones.
class DuplicateStore
{
public:
    Result<QList<DuplicateGroup>> groups(Connection &connection) const;
    /// Each of them is another one than each of the others.
    Result<> keepApart(Connection &connection, const QList<LeadId> &people) const;
};

} // namespace AlwaysLeads
