#include "prospecting/LeadFinder.h"

#include "prospecting/ApolloProblem.h"
#include "prospecting/FoundPersonStore.h"
#include "settings/Settings.h"
#include "storage/Database.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

const Setting<qint64> dailyCapSetting{QLatin1String("apollo.daily_cap"), 50};
constexpr qint64 millisPerCredit = 1000;

} // namespace

LeadFinder::LeadFinder(Database &database, ApolloClient &client, Settings &settings, Clock &clock, Leads &leads,
                       QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_client(client)
    , m_settings(settings)
    , m_clock(clock)
    , m_leads(leads)
    , m_scope(QStringLiteral("find leads"))
{
}

Task<Result<FoundPage>> LeadFinder::search(ApolloFilters filters, std::stop_token stop)
{
    Result<ApolloPage> found = co_await m_client.search(filters, 1, stop);
    if (!found) {
        co_return failureOf(std::move(found));
    }
    if (stop.stop_requested()) {
        co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
    }
    auto writing = m_database.write<FoundPage>(
        [store = m_searches, filters, page = *found, now = m_clock.now()](Connection &connection) -> Result<FoundPage> {
            Result<PeopleSearchId> id = store.begin(connection, filters, now);
            if (!id) {
                return failureOf(std::move(id));
            }
            if (Result<> kept = store.keepPage(connection, *id, 1, page, now); !kept) {
                return failureOf(std::move(kept));
            }
            if (Result<> noted = store.noteShown(connection, *id, 1, now); !noted) {
                return failureOf(std::move(noted));
            }
            return store.page(connection, *id, 1);
        });
    Result<FoundPage> kept = co_await writing;
    co_return kept;
}

Task<Result<FoundPage>> LeadFinder::keepPage(PeopleSearchId search, int page, ApolloPage found)
{
    auto writing = m_database.write<FoundPage>(
        [store = m_searches, search, page, found, now = m_clock.now()](Connection &connection) -> Result<FoundPage> {
            if (Result<> kept = store.keepPage(connection, search, page, found, now); !kept) {
                return failureOf(std::move(kept));
            }
            if (Result<> noted = store.noteShown(connection, search, page, now); !noted) {
                return failureOf(std::move(noted));
            }
            return store.page(connection, search, page);
        });
    Result<FoundPage> kept = co_await writing;
    co_return kept;
}

Task<Result<FoundPage>> LeadFinder::page(PeopleSearchId search, int page, std::stop_token stop)
{
    page = std::clamp(page, 1, ApolloClient::mostPages);
    using Known = std::pair<bool, FoundPage>;
    auto reading = m_database.write<Known>(
        [store = m_searches, search, page, now = m_clock.now()](Connection &connection) -> Result<Known> {
            Result<bool> there = store.hasPage(connection, search, page);
            if (!there) {
                return failureOf(std::move(there));
            }
            if (*there) { // one that is still to be fetched may never come
                if (Result<> noted = store.noteShown(connection, search, page, now); !noted) {
                    return failureOf(std::move(noted));
                }
            }
            return store.page(connection, search, page).map([&](FoundPage found) {
                return Known{*there, std::move(found)};
            });
        });
    Result<Known> known = co_await reading;
    if (!known) {
        co_return failureOf(std::move(known));
    }
    if (known->first) {
        Result<FoundPage> stored = known->second;
        co_return stored;
    }
    const ApolloFilters filters = known->second.filters;
    Result<ApolloPage> found = co_await m_client.search(filters, page, stop);
    if (!found) {
        co_return failureOf(std::move(found));
    }
    Result<FoundPage> kept = co_await keepPage(search, page, *found);
    co_return kept;
}

Task<Result<FoundPage>> LeadFinder::storedPage(PeopleSearchId search, int page)
{
    std::function<Result<FoundPage>(Connection &)> work = [store = m_searches, search, page](Connection &connection) {
        return store.page(connection, search, page);
    };
    auto reading = m_database.read<FoundPage>(work);
    Result<FoundPage> found = co_await reading;
    co_return found;
}

Task<Result<QList<FoundPerson>>> LeadFinder::people(QList<FoundPersonId> ids)
{
    auto reading = m_database.read<QList<FoundPerson>>(
        [ids](Connection &connection) { return FoundPersonStore().people(connection, ids); });
    Result<QList<FoundPerson>> people = co_await reading;
    co_return people;
}

Task<Result<std::optional<FoundPage>>> LeadFinder::lastShown()
{
    using Last = std::optional<FoundPage>;
    std::function<Result<Last>(Connection &)> work = [store = m_searches](Connection &connection) -> Result<Last> {
        const auto last = store.lastShown(connection);
        if (!last) {
            return failureOf(last);
        }
        if (last->first.isNull()) {
            return Last();
        }
        return store.page(connection, last->first, last->second).map([](FoundPage page) {
            return Last(std::move(page));
        });
    };
    auto reading = m_database.read<Last>(work);
    Result<Last> found = co_await reading;
    co_return found;
}

Task<Result<std::optional<ApolloCredits>>> LeadFinder::checkKey(QString key)
{
    const std::stop_token stop = m_scope.token();
    Result<std::optional<ApolloCredits>> credits = co_await m_client.check(key, stop);
    if (credits && *credits) {
        m_credits = *credits;
        Q_EMIT budgetChanged();
    }
    co_return credits;
}

Task<Result<qint64>> LeadFinder::usedTodayMillis()
{
    const QDate today = m_clock.now().toLocalTime().date();
    const QDateTime from(today, QTime(0, 0));
    const QDateTime until(today.addDays(1), QTime(0, 0));
    std::function<Result<qint64>(Connection &)> work = [store = m_reveals, from, until](Connection &connection) {
        return store.usedMillis(connection, from, until);
    };
    auto reading = m_database.read<qint64>(work);
    Result<qint64> used = co_await reading;
    co_return used;
}

Task<Result<RevealBudget>> LeadFinder::budget(bool askApollo)
{
    if (askApollo) {
        const std::stop_token stop = m_scope.token();
        const QPointer<LeadFinder> self(this);
        Result<std::optional<ApolloCredits>> credits = co_await m_client.credits(stop);
        if (!credits) {
            co_return failureOf(std::move(credits));
        }
        if (!self) {
            co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
        }
        m_credits = *credits;
    }
    // Only a page asks here and outside of the scope, so an answer may come when all has gone.
    const QPointer<LeadFinder> self(this);
    Result<qint64> used = co_await usedTodayMillis();
    if (!used) {
        co_return failureOf(std::move(used));
    }
    if (!self) {
        co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
    }
    RevealBudget budget;
    budget.credits = m_credits;
    budget.cap = dailyCap();
    budget.usedToday = (*used + millisPerCredit - 1) / millisPerCredit;
    Result<RevealBudget> outcome = budget;
    co_return outcome;
}

qint64 LeadFinder::dailyCap() const
{
    return std::max<qint64>(0, m_settings.value(dailyCapSetting));
}

Task<Result<>> LeadFinder::setDailyCap(qint64 credits)
{
    auto keeping = m_settings.setValue(dailyCapSetting, std::max<qint64>(0, credits));
    Result<> kept = co_await keeping;
    if (kept) {
        Q_EMIT budgetChanged();
    }
    co_return kept;
}

} // namespace AlwaysLeads
