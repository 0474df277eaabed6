#pragma once

#include "lead/SourceStore.h"
#include "storage/Connection.h"

#include <QStringList>

namespace AlwaysLeads {

/// What became of the addresses of an import whose domains were to be looked up.
struct AddressVerdicts
{
    qint64 addresses = 0; ///< of people of the import
    qint64 unreachable = 0; ///< of them: no mail can arrive there
    qint64 waiting = 0; ///< their domains are still to be looked up
    qint64 unknown = 0; ///< the DNS did not answer, or was not asked

    bool operator==(const AddressVerdicts &) const = default;
};

/// People by the domain of their address.
class LeadDomainStore
{
public:
    /// Each once.
    Result<QStringList> domainsOf(Connection &connection, const QList<LeadId> &leads) const;
    /// Those at these domains whose address was not marked as one that does not work, and is now.
    Result<QList<LeadId>> markUnreachable(Connection &connection, const QStringList &domains) const;
    /// Those at these domains whose address was marked so because of its domain; it is unchecked now. An address that
    /// a mail came back from stays what it is.
    Result<QList<LeadId>> markReachable(Connection &connection, const QStringList &domains) const;
    Result<AddressVerdicts> verdicts(Connection &connection, ImportId import) const;
};

} // namespace AlwaysLeads
