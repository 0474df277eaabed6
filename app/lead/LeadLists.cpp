#include "lead/LeadLists.h"

namespace AlwaysLeads {

LeadLists::LeadLists(Database &database, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
{
}

template <typename T> Task<Result<T>> LeadLists::change(std::function<Result<T>(Connection &)> work)
{
    auto written = m_database.write<T>(std::move(work));
    Result<T> outcome = co_await written;
    if (outcome) {
        Q_EMIT changed();
    }
    co_return outcome;
}

Task<Result<QList<LeadList>>> LeadLists::all()
{
    auto read =
        m_database.read<QList<LeadList>>([](Connection &connection) { return LeadListStore().all(connection); });
    Result<QList<LeadList>> outcome = co_await read;
    co_return outcome;
}

Task<Result<LeadList>> LeadLists::addList(QString name)
{
    return change<LeadList>([name, now = m_clock.now()](Connection &connection) {
        return LeadListStore().add(connection, {LeadListId(), name, LeadList::Kind::List, LeadFilter(), 0}, now);
    });
}

Task<Result<LeadList>> LeadLists::addSegment(QString name, LeadFilter filter)
{
    return change<LeadList>([name, filter, now = m_clock.now()](Connection &connection) {
        return LeadListStore().add(connection, {LeadListId(), name, LeadList::Kind::Segment, filter, -1}, now);
    });
}

Task<Result<>> LeadLists::rename(LeadListId id, QString name)
{
    return change<void>([id, name](Connection &connection) { return LeadListStore().rename(connection, id, name); });
}

Task<Result<>> LeadLists::setFilter(LeadListId id, LeadFilter filter)
{
    return change<void>(
        [id, filter](Connection &connection) { return LeadListStore().setFilter(connection, id, filter); });
}

Task<Result<QList<LeadId>>> LeadLists::remove(LeadListId id)
{
    return change<QList<LeadId>>([id](Connection &connection) { return LeadListStore().remove(connection, id); });
}

Task<Result<>> LeadLists::restore(LeadList list, QList<LeadId> people)
{
    return change<void>([list, people, now = m_clock.now()](Connection &connection) -> Result<> {
        const LeadListStore store;
        Result<LeadList> added = store.add(connection, list, now);
        if (!added) {
            return failureOf(std::move(added));
        }
        return store.addPeople(connection, added->id, people, now).map([](const QList<LeadId> &) {});
    });
}

Task<Result<QList<LeadId>>> LeadLists::addPeople(LeadListId id, QList<LeadId> people)
{
    return change<QList<LeadId>>([id, people, now = m_clock.now()](Connection &connection) {
        return LeadListStore().addPeople(connection, id, people, now);
    });
}

Task<Result<QList<LeadId>>> LeadLists::removePeople(LeadListId id, QList<LeadId> people)
{
    return change<QList<LeadId>>(
        [id, people](Connection &connection) { return LeadListStore().removePeople(connection, id, people); });
}

} // namespace AlwaysLeads
