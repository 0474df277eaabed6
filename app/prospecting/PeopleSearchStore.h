#pragma once

#include "prospecting/FoundPerson.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// The searches, the pages that were read, and who was there when. Errors beyond the Connection's own: NotFound.
class PeopleSearchStore
{
    Q_DECLARE_TR_FUNCTIONS(PeopleSearchStore)
public:
    /// The search at hand, emptied and with these filters.
    Result<PeopleSearchId> begin(Connection &connection, const ApolloFilters &filters, const QDateTime &now) const;
    /// A saved search runs once more: its pages go, who was seen stays.
    Result<> runAgain(Connection &connection, PeopleSearchId id, const QDateTime &now) const;
    Result<> keepPage(Connection &connection, PeopleSearchId id, int page, const ApolloPage &found,
                      const QDateTime &now) const;
    Result<bool> hasPage(Connection &connection, PeopleSearchId id, int page) const;
    /// Also notes that it is shown.
    Result<FoundPage> page(Connection &connection, PeopleSearchId id, int page) const;
    Result<> noteShown(Connection &connection, PeopleSearchId id, int page, const QDateTime &now) const;
    /// The one shown last and its page; null: none.
    Result<std::pair<PeopleSearchId, int>> lastShown(Connection &connection) const;

    /// Refused: another search has the name.
    Result<> rename(Connection &connection, PeopleSearchId id, const QString &name) const;
    Result<QList<SavedPeopleSearch>> saved(Connection &connection) const;
    /// Out of sight; rename() brings it back as it was, until removeForgotten().
    Result<> forget(Connection &connection, PeopleSearchId id) const;
    Result<> removeForgotten(Connection &connection) const;

private:
    Result<qint64> countNew(Connection &connection, PeopleSearchId id) const;
};

} // namespace AlwaysLeads
