#pragma once

#include "lead/SavedView.h"
#include "storage/Connection.h"

#include <QCoreApplication>
#include <QDateTime>

namespace AlwaysLeads {

/// The rows of saved_view.
class SavedViewStore
{
    Q_DECLARE_TR_FUNCTIONS(SavedViewStore)
public:
    static constexpr qsizetype longestName = 60;

    /// In the order of the sidebar.
    Result<QList<SavedView>> all(Connection &connection) const;
    /// At the end, or at its position when that is not 0 (it comes back). Invalid for an empty name.
    Result<SavedView> add(Connection &connection, SavedView view, const QDateTime &now) const;
    /// Name, query and columns.
    Result<> save(Connection &connection, const SavedView &view) const;
    Result<> move(Connection &connection, SavedViewId id, int step) const;
    Result<> remove(Connection &connection, SavedViewId id) const;

    /// The design's, as long as nothing was kept, or where what was kept cannot be used any more.
    Result<LeadArrangement> arrangement(Connection &connection) const;
    Result<> keepArrangement(Connection &connection, const LeadArrangement &arrangement) const;
};

/// Invalid for a text that is no list of columns; a column that is gone is left out.
Result<QList<LeadColumn>> leadColumnsFrom(const QByteArray &json, const LeadFields &fields);
QByteArray toJson(const QList<LeadColumn> &columns);

} // namespace AlwaysLeads
