#pragma once

#include "base/Id.h"
#include "lead/LeadQuery.h"

namespace AlwaysLeads {

struct SavedView;
using SavedViewId = Id<SavedView>;

/// A column of the table as somebody has arranged it.
struct LeadColumn
{
    QString key; ///< LeadField::key
    int width = 0; ///< px; 0: as wide as the design has it

    bool operator==(const LeadColumn &) const = default;
};

/// Filter, sort and columns under a name.
struct SavedView
{
    SavedViewId id;
    QString name;
    int position = 0;
    LeadQuery query;
    QList<LeadColumn> columns; ///< in their order; empty: as the design has them
    QString problem; ///< why it cannot be shown, such as a field that is gone; empty: it can

    bool operator==(const SavedView &) const = default;
};

/// Sort and columns of the views that come with the program, which share them.
struct LeadArrangement
{
    QList<LeadSortKey> sort = LeadQuery().sortKeys();
    QList<LeadColumn> columns; ///< in their order; empty: as the design has them

    bool operator==(const LeadArrangement &) const = default;
};

} // namespace AlwaysLeads
