#pragma once

#include "base/Clock.h"
#include "lead/SavedViewStore.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

/// The views a person keeps in the sidebar.
class SavedViews : public QObject
{
    Q_OBJECT
public:
    SavedViews(Database &database, const Clock &clock, QObject *parent = nullptr);

    Task<Result<QList<SavedView>>> all();
    /// One that was removed comes back with its id and place.
    Task<Result<SavedView>> add(SavedView view);
    Task<Result<>> save(SavedView view);
    /// Up (-1) or down (1) in the sidebar.
    Task<Result<>> move(SavedViewId id, int step);
    /// Hand the view to add() to undo.
    Task<Result<>> remove(SavedViewId id);

    /// How the person left the table of the views that come with the program.
    Task<Result<LeadArrangement>> arrangement();
    Task<Result<>> keepArrangement(LeadArrangement arrangement);

Q_SIGNALS:
    void changed();

private:
    Task<Result<>> change(std::function<Result<>(Connection &)> work);

    Database &m_database;
    const Clock &m_clock;
};

} // namespace AlwaysLeads
