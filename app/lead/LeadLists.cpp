#include "lead/LeadLists.h"

#include "base/ProgressRelay.h"

namespace AlwaysLeads {

namespace {

QString nameOf(Connection &connection, LeadListId id)
{
    const Result<QString> name = LeadListStore().name(connection, id);
    return name.value_or(QString());
}

} // namespace

LeadLists::LeadLists(Database &database, const Clock &clock, Leads &leads, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_leads(leads)
{
}

template <typename T> Task<Result<T>> LeadLists::change(std::function<Result<T>(Connection &, EditNote &)> work)
{
    auto written = m_leads.history().write<T>(std::move(work));
    Result<T> outcome = co_await written;
    if (outcome) {
        Q_EMIT changed();
    }
    co_return outcome;
}

template <typename T>
Task<Result<T>> LeadLists::changeMany(std::function<Result<T>(Connection &, EditNote &, BulkCount &)> work,
                                      qint64 total, BulkListener progress, std::stop_token stop)
{
    ProgressRelay<BulkProgress> relay(this, progress);
    BulkListener report = relay.report();
    auto changing = change<T>([work, total, report, stop](Connection &connection, EditNote &note) {
        BulkCount count(total, report, stop);
        return work(connection, note, count);
    });
    Result<T> outcome = co_await changing;
    relay.end();
    co_return outcome;
}

Task<Result<QList<LeadList>>> LeadLists::all()
{
    auto read =
        m_database.read<QList<LeadList>>([](Connection &connection) { return LeadListStore().all(connection); });
    Result<QList<LeadList>> outcome = co_await read;
    co_return outcome;
}

Task<Result<LeadList>> LeadLists::addList(QString name, QList<LeadId> people, BulkListener progress,
                                          std::stop_token stop)
{
    return changeMany<LeadList>(
        [name, people, now = m_clock.now()](Connection &connection, EditNote &note,
                                            BulkCount &count) -> Result<LeadList> {
            const LeadListStore store;
            Result<LeadList> list =
                store.add(connection, {LeadListId(), name, LeadList::Kind::List, LeadFilter(), 0}, now);
            if (!list) {
                return list;
            }
            Result<QList<LeadId>> added = store.addPeople(connection, list->id, people, now, count);
            if (!added) {
                return failureOf(std::move(added));
            }
            list->people = added->size();
            note.label = tr("List %1 made").arg(list->name);
            return list;
        },
        people.size(), std::move(progress), std::move(stop));
}

Task<Result<LeadList>> LeadLists::addSegment(QString name, LeadFilter filter)
{
    return change<LeadList>([name, filter, now = m_clock.now()](Connection &connection, EditNote &note) {
        note.label = tr("Segment %1 saved").arg(cleanLine(name));
        return LeadListStore().add(connection, {LeadListId(), name, LeadList::Kind::Segment, filter, -1}, now);
    });
}

Task<Result<>> LeadLists::rename(LeadListId id, QString name)
{
    return change<void>([id, name](Connection &connection, EditNote &note) {
        note.label = tr("%1 renamed").arg(nameOf(connection, id));
        return LeadListStore().rename(connection, id, name);
    });
}

Task<Result<>> LeadLists::setFilter(LeadListId id, LeadFilter filter)
{
    return change<void>([id, filter](Connection &connection, EditNote &note) {
        note.label = tr("Filter of %1 changed").arg(nameOf(connection, id));
        return LeadListStore().setFilter(connection, id, filter);
    });
}

Task<Result<QList<LeadId>>> LeadLists::remove(LeadListId id)
{
    return change<QList<LeadId>>([id](Connection &connection, EditNote &note) {
        note.label = tr("%1 deleted").arg(nameOf(connection, id));
        return LeadListStore().remove(connection, id);
    });
}

Task<Result<QList<LeadId>>> LeadLists::addPeople(LeadListId id, QList<LeadId> people, BulkListener progress,
                                                 std::stop_token stop)
{
    return changeMany<QList<LeadId>>(
        [id, people, now = m_clock.now()](Connection &connection, EditNote &note,
                                          BulkCount &count) -> Result<QList<LeadId>> {
            Result<QList<LeadId>> added = LeadListStore().addPeople(connection, id, people, now, count);
            if (added) {
                note.label = tr("%1 added to %2").arg(Leads::people(added->size()), nameOf(connection, id));
            }
            return added;
        },
        people.size(), std::move(progress), std::move(stop));
}

Task<Result<QList<LeadId>>> LeadLists::removePeople(LeadListId id, QList<LeadId> people, BulkListener progress,
                                                    std::stop_token stop)
{
    return changeMany<QList<LeadId>>(
        [id, people](Connection &connection, EditNote &note, BulkCount &count) -> Result<QList<LeadId>> {
            Result<QList<LeadId>> removed = LeadListStore().removePeople(connection, id, people, count);
            if (removed) {
                note.label = tr("%1 taken from %2").arg(Leads::people(removed->size()), nameOf(connection, id));
            }
            return removed;
        },
        people.size(), std::move(progress), std::move(stop));
}

} // namespace AlwaysLeads
