#pragma once

#include "lead/BulkProgress.h"
#include "lead/Lead.h"
#include "lead/LeadList.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// The rows of lead_list and who is on them.
class LeadListStore
{
    Q_DECLARE_TR_FUNCTIONS(LeadListStore)
public:
    /// By name.
    Result<QList<LeadList>> all(Connection &connection) const;
    /// Empty for one that is gone.
    Result<QString> name(Connection &connection, LeadListId id) const;
    /// Refused: there is one of this name. Invalid: no name, or a filter that does not hold. One with an id comes back.
    Result<LeadList> add(Connection &connection, LeadList list, const QDateTime &now) const;
    Result<> rename(Connection &connection, LeadListId id, const QString &name) const;
    /// Invalid for a segment that would contain itself.
    Result<> setFilter(Connection &connection, LeadListId id, const LeadFilter &filter) const;
    /// Who was on it.
    Result<QList<LeadId>> remove(Connection &connection, LeadListId id) const;
    /// Those who were not on it before. `count` goes along and may end it.
    Result<QList<LeadId>> addPeople(Connection &connection, LeadListId id, const QList<LeadId> &people,
                                    const QDateTime &now, BulkCount &count) const;
    /// Those who were on it.
    Result<QList<LeadId>> removePeople(Connection &connection, LeadListId id, const QList<LeadId> &people,
                                       BulkCount &count) const;

private:
    Result<QString> freeName(Connection &connection, const QString &name, LeadListId own) const;
};

} // namespace AlwaysLeads
