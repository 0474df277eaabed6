#include "prospecting/LeadFinder.h"
#include "storage/Database.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int comparedPages = 10; // of a saved search; who stands further down is not compared
constexpr qsizetype longestName = 60;

} // namespace

Task<Result<>> LeadFinder::save(PeopleSearchId search, QString name)
{
    name = cleanLine(name).left(longestName);
    if (name.isEmpty()) {
        co_return failure(ErrorKind::Invalid, tr("Give the search a name, so that you find it again."));
    }
    auto writing = m_database.write<void>(
        [store = m_searches, search, name](Connection &connection) { return store.rename(connection, search, name); });
    Result<> saved = co_await writing;
    if (saved) {
        Q_EMIT savedChanged();
    }
    co_return saved;
}

Task<Result<>> LeadFinder::bringBack(PeopleSearchId search, QString name)
{
    auto writing = m_database.write<void>([store = m_searches, search, name](Connection &connection) -> Result<> {
        constexpr int mostTries = 100;
        Result<> back = store.rename(connection, search, name);
        for (int number = 2; !back && back.error().kind == ErrorKind::Refused && number < mostTries; ++number) {
            back = store.rename(connection, search, tr("%1 (%2)").arg(name).arg(number));
        }
        return back;
    });
    Result<> brought = co_await writing;
    if (brought) {
        Q_EMIT savedChanged();
    }
    co_return brought;
}

Task<Result<QList<SavedPeopleSearch>>> LeadFinder::saved()
{
    using Searches = QList<SavedPeopleSearch>;
    std::function<Result<Searches>(Connection &)> work = [store = m_searches](Connection &connection) {
        return store.saved(connection);
    };
    auto reading = m_database.read<Searches>(work);
    Result<Searches> searches = co_await reading;
    co_return searches;
}

Task<Result<FoundPage>> LeadFinder::runAgain(PeopleSearchId search, std::stop_token stop)
{
    Result<FoundPage> before = co_await storedPage(search, 1);
    if (!before) {
        co_return before;
    }
    const ApolloFilters filters = before->filters;
    // Everything is fetched before anything changes, so that a run that breaks off leaves the one before as it was.
    QList<ApolloPage> pages;
    for (int page = 1; page <= comparedPages; ++page) {
        Result<ApolloPage> found = co_await m_client.search(filters, page, stop);
        if (!found) {
            co_return failureOf(std::move(found));
        }
        pages.append(*found);
        if (qint64(page) * ApolloClient::perPage >= found->total || found->people.isEmpty()) {
            break;
        }
        const qint64 all = (found->total + ApolloClient::perPage - 1) / ApolloClient::perPage;
        Q_EMIT runProgressed(search, page, int(std::min<qint64>(all, comparedPages)));
    }
    if (stop.stop_requested()) {
        co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
    }
    auto writing = m_database.write<FoundPage>(
        [store = m_searches, search, pages, now = m_clock.now()](Connection &connection) -> Result<FoundPage> {
            if (Result<> again = store.runAgain(connection, search, now); !again) {
                return failureOf(std::move(again));
            }
            for (qsizetype i = 0; i < pages.size(); ++i) {
                if (Result<> kept = store.keepPage(connection, search, int(i) + 1, pages.at(i), now); !kept) {
                    return failureOf(std::move(kept));
                }
            }
            if (Result<> noted = store.noteShown(connection, search, 1, now); !noted) {
                return failureOf(std::move(noted));
            }
            return store.page(connection, search, 1);
        });
    Result<FoundPage> kept = co_await writing;
    if (kept) {
        Q_EMIT savedChanged();
    }
    co_return kept;
}

Task<Result<>> LeadFinder::forget(PeopleSearchId search)
{
    auto writing = m_database.write<void>(
        [store = m_searches, search](Connection &connection) { return store.forget(connection, search); });
    Result<> gone = co_await writing;
    if (gone) {
        Q_EMIT savedChanged();
    }
    co_return gone;
}

} // namespace AlwaysLeads
