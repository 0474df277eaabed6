#pragma once

#include "history/ChangeSet.h"
#include "history/EditProgress.h"

#include <QStringList>

namespace AlwaysLeads {

/// What the nouns whose rows are recorded tell the history, which knows none of them. Everything here runs on the
/// writer's thread.
class EditedRecords
{
public:
    virtual ~EditedRecords() = default;

    /// The tables whose changes are kept, each before those it refers to: undoing takes rows away in this order, so
    /// that no row goes by itself because another one went.
    virtual QStringList tables() const = 0;
    /// Among them what is worked out again by itself, and tables of nouns above that are.
    virtual EditedDerived derived() const { return {}; }
    /// Whose record stands in the way: "Anna Berg". Empty when nobody can tell.
    virtual QString nameOf(Connection &connection, const EditClash &clash) const = 0;
    /// After rows were put back: brings in step what cannot be recorded, such as a full-text index. Ends when the watch
    /// says so.
    virtual Result<> bringInStep(Connection &connection, const EditedRows &rows, EditWatch &watch) const = 0;
};

} // namespace AlwaysLeads
