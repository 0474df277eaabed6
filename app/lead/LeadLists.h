#pragma once

#include "base/Clock.h"
#include "lead/LeadListStore.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

/// Lists that people are put on, and segments that a filter fills.
class LeadLists : public QObject
{
    Q_OBJECT
public:
    LeadLists(Database &database, const Clock &clock, QObject *parent = nullptr);

    Task<Result<QList<LeadList>>> all();
    Task<Result<LeadList>> addList(QString name);
    Task<Result<LeadList>> addSegment(QString name, LeadFilter filter);
    Task<Result<>> rename(LeadListId id, QString name);
    Task<Result<>> setFilter(LeadListId id, LeadFilter filter);
    /// Who was on it; hand both to restore() to undo.
    Task<Result<QList<LeadId>>> remove(LeadListId id);
    Task<Result<>> restore(LeadList list, QList<LeadId> people);
    /// Those who were not on it: hand them to removePeople() to undo.
    Task<Result<QList<LeadId>>> addPeople(LeadListId id, QList<LeadId> people);
    Task<Result<QList<LeadId>>> removePeople(LeadListId id, QList<LeadId> people);

Q_SIGNALS:
    /// A list, or who is on one: searches that ask about lists give something else now.
    void changed();

private:
    template <typename T> Task<Result<T>> change(std::function<Result<T>(Connection &)> work);

    Database &m_database;
    const Clock &m_clock;
};

} // namespace AlwaysLeads
