#include "suppression/Suppression.h"

#include "storage/OpenConnection.h"

namespace AlwaysLeads {

Suppression::Suppression(Database &database, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
{
}

Task<Result<std::optional<SuppressionEntry>>> Suppression::find(EmailAddress address)
{
    std::function<Result<std::optional<SuppressionEntry>>(Connection &)> work =
        [store = m_store, address](Connection &connection) { return store.find(connection, address); };
    return m_database.read<std::optional<SuppressionEntry>>(work);
}

Task<Result<SuppressionEntry>> Suppression::addAddress(EmailAddress address, SuppressionReason reason, QString detail)
{
    std::function<Result<SuppressionEntry>(Connection &)> work = [store = m_store, address, reason, detail,
                                                                  now = m_clock.now()](Connection &connection) {
        return store.addAddress(connection, address, reason, detail, now);
    };
    Task<Result<SuppressionEntry>> writing = m_database.write<SuppressionEntry>(work);
    Result<SuppressionEntry> added = co_await writing;
    if (added) {
        Q_EMIT changed();
    }
    co_return added;
}

Task<Result<SuppressionEntry>> Suppression::addDomain(QString domain, SuppressionReason reason, QString detail)
{
    std::function<Result<SuppressionEntry>(Connection &)> work = [store = m_store, domain, reason, detail,
                                                                  now = m_clock.now()](Connection &connection) {
        return store.addDomain(connection, domain, reason, detail, now);
    };
    Task<Result<SuppressionEntry>> writing = m_database.write<SuppressionEntry>(work);
    Result<SuppressionEntry> added = co_await writing;
    if (added) {
        Q_EMIT changed();
    }
    co_return added;
}

Task<Result<QList<SuppressionEntry>>> Suppression::list()
{
    std::function<Result<QList<SuppressionEntry>>(Connection &)> work = [store = m_store](Connection &connection) {
        return store.list(connection);
    };
    return m_database.read<QList<SuppressionEntry>>(work);
}

Task<Result<SuppressionPage>> Suppression::page(QString search, qint64 offset, int limit, std::stop_token stop)
{
    std::function<Result<SuppressionPage>(Connection &)> work = [store = m_store, search, offset,
                                                                 limit](Connection &connection) {
        return store.page(connection, search, offset, limit);
    };
    return m_database.read<SuppressionPage>(work, stop);
}

Task<Result<qint64>> Suppression::releaseAll(std::vector<SuppressionId> ids)
{
    std::function<Result<qint64>(Connection &)> work = [store = m_store, ids](Connection &connection) {
        return store.releaseAll(connection, ids);
    };
    Task<Result<qint64>> writing = m_database.write<qint64>(work);
    Result<qint64> released = co_await writing;
    if (released && *released > 0) {
        Q_EMIT changed();
    }
    co_return released;
}

Task<Result<>> Suppression::release(SuppressionId id)
{
    std::function<Result<>(Connection &)> work = [store = m_store, id](Connection &connection) {
        return store.release(connection, id);
    };
    Task<Result<>> writing = m_database.write<>(work);
    Result<> released = co_await writing;
    if (released) {
        Q_EMIT changed();
    }
    co_return released;
}

Task<Result<qint64>> Suppression::carryOverFrom(QString replacedFile)
{
    std::function<Result<qint64>(Connection &)> work = [store = m_store,
                                                        replacedFile](Connection &connection) -> Result<qint64> {
        auto replaced = OpenConnection::open(replacedFile, OpenConnection::Mode::Look);
        if (!replaced) {
            return failureOf(std::move(replaced));
        }
        return store.addAllFrom(connection, (*replaced)->connection());
    };
    Task<Result<qint64>> writing = m_database.write<qint64>(work);
    Result<qint64> added = co_await writing;
    if (added && *added > 0) {
        Q_EMIT changed();
    }
    co_return added;
}

} // namespace AlwaysLeads
