#pragma once

#include "base/Clock.h"
#include "lead/BulkProgress.h"
#include "lead/LeadListStore.h"
#include "lead/Leads.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

/// Lists that people are put on, and segments that a filter fills. Every change is one step to undo.
class LeadLists : public QObject
{
    Q_OBJECT
public:
    LeadLists(Database &database, const Clock &clock, Leads &leads, QObject *parent = nullptr);

    Task<Result<QList<LeadList>>> all();
    /// With these people on it. `progress` and `stop` as for every change of many people (Leads).
    Task<Result<LeadList>> addList(QString name, QList<LeadId> people = {}, BulkListener progress = {},
                                   std::stop_token stop = {});
    Task<Result<LeadList>> addSegment(QString name, LeadFilter filter);
    Task<Result<>> rename(LeadListId id, QString name);
    Task<Result<>> setFilter(LeadListId id, LeadFilter filter);
    /// Who was on it.
    Task<Result<QList<LeadId>>> remove(LeadListId id);
    /// Those who were not on it.
    Task<Result<QList<LeadId>>> addPeople(LeadListId id, QList<LeadId> people, BulkListener progress = {},
                                          std::stop_token stop = {});
    /// Those who were on it.
    Task<Result<QList<LeadId>>> removePeople(LeadListId id, QList<LeadId> people, BulkListener progress = {},
                                             std::stop_token stop = {});

Q_SIGNALS:
    /// A list, or who is on one: searches that ask about lists give something else now. Of what undo changes the leads
    /// tell.
    void changed();

private:
    template <typename T> Task<Result<T>> change(std::function<Result<T>(Connection &, EditNote &)> work);
    /// The same for many people, who are counted.
    template <typename T>
    Task<Result<T>> changeMany(std::function<Result<T>(Connection &, EditNote &, BulkCount &)> work, qint64 total,
                               BulkListener progress, std::stop_token stop);

    Database &m_database;
    const Clock &m_clock;
    Leads &m_leads;
};

} // namespace AlwaysLeads
