#include "lead/SavedViews.h"

namespace AlwaysLeads {

SavedViews::SavedViews(Database &database, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
{
}

Task<Result<QList<SavedView>>> SavedViews::all()
{
    auto read =
        m_database.read<QList<SavedView>>([](Connection &connection) { return SavedViewStore().all(connection); });
    Result<QList<SavedView>> outcome = co_await read;
    co_return outcome;
}

Task<Result<SavedView>> SavedViews::add(SavedView view)
{
    auto added = m_database.write<SavedView>(
        [view, now = m_clock.now()](Connection &connection) { return SavedViewStore().add(connection, view, now); });
    Result<SavedView> outcome = co_await added;
    if (outcome) {
        Q_EMIT changed();
    }
    co_return outcome;
}

Task<Result<>> SavedViews::change(std::function<Result<>(Connection &)> work)
{
    auto written = m_database.write<void>(std::move(work));
    Result<> outcome = co_await written;
    if (outcome) {
        Q_EMIT changed();
    }
    co_return outcome;
}

Task<Result<>> SavedViews::save(SavedView view)
{
    return change([view](Connection &connection) { return SavedViewStore().save(connection, view); });
}

Task<Result<>> SavedViews::move(SavedViewId id, int step)
{
    return change([id, step](Connection &connection) { return SavedViewStore().move(connection, id, step); });
}

Task<Result<>> SavedViews::remove(SavedViewId id)
{
    return change([id](Connection &connection) { return SavedViewStore().remove(connection, id); });
}

Task<Result<LeadArrangement>> SavedViews::arrangement()
{
    auto reading = m_database.read<LeadArrangement>(
        [](Connection &connection) { return SavedViewStore().arrangement(connection); });
    Result<LeadArrangement> outcome = co_await reading;
    co_return outcome;
}

Task<Result<>> SavedViews::keepArrangement(LeadArrangement arrangement)
{
    auto writing = m_database.write<void>(
        [arrangement](Connection &connection) { return SavedViewStore().keepArrangement(connection, arrangement); });
    Result<> outcome = co_await writing;
    co_return outcome;
}

} // namespace AlwaysLeads
