#include "prospecting/PeopleSearchStore.h"

#include "net/Json.h"
#include "prospecting/ApolloClient.h"
#include "prospecting/FoundPersonStore.h"
#include "storage/FreshId.h"

namespace AlwaysLeads {

namespace {

constexpr int perPage = ApolloClient::perPage;

/// Who is new in a search's present run: there was a run before, they were not seen in it, and it had read as far down
/// as they stand, or to the end.
const QString isNew = QStringLiteral("search.run > 1 AND seen.run = search.run AND result.position < search.depth");

/// A forgotten search keeps its rows under a name that nobody can type, so that Undo has all of it back, until the next
/// start of the program.
const QString isForgotten = QStringLiteral("substr(name, 1, 1) = char(10)");

ApolloFilters filtersFrom(const QString &text)
{
    return ApolloFilters::fromJson(Json::object(text.toUtf8()).value_or(QJsonObject()));
}

QString textOf(const ApolloFilters &filters)
{
    return QString::fromUtf8(Json::write(filters.toJson()));
}

Result<> ran(Result<qint64> changed)
{
    return changed.map([](qint64) {});
}

} // namespace

Result<PeopleSearchId> PeopleSearchStore::begin(Connection &connection, const ApolloFilters &filters,
                                                const QDateTime &now) const
{
    if (Result<qint64> gone = connection.run(QStringLiteral("DELETE FROM people_search WHERE name = ''")); !gone) {
        return failureOf(std::move(gone));
    }
    return connection
        .insert(
            QStringLiteral("INSERT INTO people_search (id, name, filters, run_at, shown_at) VALUES (%1, '', ?, ?, ?)")
                .arg(freshId("people_search")),
            {textOf(filters), now, now})
        .map([](qint64 id) { return PeopleSearchId(id); });
}

Result<> PeopleSearchStore::runAgain(Connection &connection, PeopleSearchId id, const QDateTime &now) const
{
    // How far down this run read: to its end counts as all the way, whatever is added behind it.
    Result<qint64> changed = connection.run(
        QStringLiteral("UPDATE people_search SET depth = (SELECT CASE WHEN count(*) >= total THEN 1000000000 ELSE "
                       "count(*) END FROM people_search_result WHERE search_id = people_search.id), "
                       "run = run + 1, before_at = run_at, run_at = ?, shown_page = 1 WHERE id = ?"),
        {now, id.value()});
    if (!changed) {
        return failureOf(std::move(changed));
    }
    if (*changed == 0) {
        return failure(ErrorKind::NotFound, tr("This search is not there any more."));
    }
    for (const QString &table : {QStringLiteral("people_search_page"), QStringLiteral("people_search_result")}) {
        if (Result<qint64> gone =
                connection.run(QStringLiteral("DELETE FROM %1 WHERE search_id = ?").arg(table), {id.value()});
            !gone) {
            return failureOf(std::move(gone));
        }
    }
    return {};
}

Result<> PeopleSearchStore::keepPage(Connection &connection, PeopleSearchId id, int page, const ApolloPage &found,
                                     const QDateTime &now) const
{
    Result<qint64> kept =
        connection.run(QStringLiteral("UPDATE people_search SET total = ? WHERE id = ?"), {found.total, id.value()});
    if (!kept) {
        return failureOf(std::move(kept));
    }
    if (*kept == 0) {
        return failure(ErrorKind::NotFound, tr("This search is not there any more."));
    }
    if (kept = connection.run(
            QStringLiteral("INSERT OR REPLACE INTO people_search_page (search_id, page, read_at) VALUES (?, ?, ?)"),
            {id.value(), page, now});
        !kept) {
        return failureOf(std::move(kept));
    }
    const FoundPersonStore people;
    qint64 position = qint64(page - 1) * perPage;
    for (const ApolloPerson &person : found.people) {
        Result<FoundPersonId> number = people.keep(connection, person, now);
        if (!number) {
            return failureOf(std::move(number));
        }
        if (kept = connection.run(QStringLiteral("INSERT OR REPLACE INTO people_search_result (search_id, position, "
                                                 "person_id) VALUES (?, ?, ?)"),
                                  {id.value(), position, number->value()});
            !kept) {
            return failureOf(std::move(kept));
        }
        if (kept = connection.run(QStringLiteral("INSERT OR IGNORE INTO people_search_seen (search_id, person_id, run) "
                                                 "SELECT id, ?, run FROM people_search WHERE id = ?"),
                                  {number->value(), id.value()});
            !kept) {
            return failureOf(std::move(kept));
        }
        ++position;
    }
    return {};
}

Result<bool> PeopleSearchStore::hasPage(Connection &connection, PeopleSearchId id, int page) const
{
    return connection
        .number(QStringLiteral("SELECT count(*) FROM people_search_page WHERE search_id = ? AND page = ?"),
                {id.value(), page})
        .map([](qint64 count) { return count > 0; });
}

Result<qint64> PeopleSearchStore::countNew(Connection &connection, PeopleSearchId id) const
{
    return connection.number(
        QStringLiteral("SELECT count(*) FROM people_search AS search JOIN people_search_result AS result ON "
                       "result.search_id = search.id JOIN people_search_seen AS seen ON seen.search_id = search.id AND "
                       "seen.person_id = result.person_id WHERE search.id = ? AND ")
            + isNew,
        {id.value()});
}

Result<FoundPage> PeopleSearchStore::page(Connection &connection, PeopleSearchId id, int page) const
{
    FoundPage found;
    found.search = id;
    found.page = page;
    {
        Result<Query> row = connection.query(
            QStringLiteral("SELECT name, filters, total, run_at, before_at FROM people_search WHERE id = ?"),
            {id.value()});
        if (!row) {
            return failureOf(std::move(row));
        }
        if (!row->next()) {
            if (Result<int> read = row->outcome(0); !read) {
                return failureOf(std::move(read));
            }
            return failure(ErrorKind::NotFound, tr("This search is not there any more."));
        }
        found.name = row->text(0);
        if (found.name.startsWith(u'\n')) {
            found.name.clear();
        }
        found.filters = filtersFrom(row->text(1));
        found.total = row->number(2);
        found.runAt = row->time(3);
        found.beforeAt = row->time(4);
    }
    QList<FoundPersonId> ids;
    QList<bool> fresh;
    {
        const qint64 first = qint64(page - 1) * perPage;
        Result<Query> rows = connection.query(
            QStringLiteral("SELECT result.person_id, ") + isNew
                + QStringLiteral(" FROM people_search AS search JOIN people_search_result AS result ON "
                                 "result.search_id = search.id JOIN people_search_seen AS seen ON seen.search_id = "
                                 "search.id AND seen.person_id = result.person_id WHERE search.id = ? AND "
                                 "result.position >= ? AND result.position < ? ORDER BY result.position"),
            {id.value(), first, first + perPage});
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            ids.append(FoundPersonId(rows->number(0)));
            fresh.append(rows->flag(1));
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    Result<QList<FoundPerson>> people = FoundPersonStore().people(connection, ids);
    if (!people) {
        return failureOf(std::move(people));
    }
    found.people = *people;
    for (qsizetype i = 0; i < found.people.size() && i < fresh.size(); ++i) {
        found.people[i].isNew = fresh.at(i);
    }
    Result<qint64> newPeople = countNew(connection, id);
    if (!newPeople) {
        return failureOf(std::move(newPeople));
    }
    found.newPeople = *newPeople;
    return found;
}

Result<> PeopleSearchStore::noteShown(Connection &connection, PeopleSearchId id, int page, const QDateTime &now) const
{
    return ran(
        connection.run(QStringLiteral("UPDATE people_search SET shown_page = ?, shown_at = max(?, (SELECT "
                                      "coalesce(max(shown_at), 0) + 1 FROM people_search WHERE id <> ?)) WHERE id = ?"),
                       {page, now, id.value(), id.value()}));
}

Result<std::pair<PeopleSearchId, int>> PeopleSearchStore::lastShown(Connection &connection) const
{
    Result<Query> row = connection.query(
        QStringLiteral("SELECT id, CASE WHEN EXISTS (SELECT 1 FROM people_search_page AS read WHERE read.search_id = "
                       "people_search.id AND read.page = shown_page) THEN shown_page ELSE 1 END "
                       "FROM people_search WHERE NOT (%1) ORDER BY shown_at DESC, id DESC LIMIT 1")
            .arg(isForgotten));
    if (!row) {
        return failureOf(std::move(row));
    }
    std::pair<PeopleSearchId, int> last{PeopleSearchId(), 1};
    if (row->next()) {
        last = {PeopleSearchId(row->number(0)), int(row->number(1))};
    }
    return row->outcome(last);
}

Result<> PeopleSearchStore::rename(Connection &connection, PeopleSearchId id, const QString &name) const
{
    Result<qint64> taken = connection.number(
        QStringLiteral("SELECT count(*) FROM people_search WHERE name = ? AND id <> ?"), {name, id.value()});
    if (!taken) {
        return failureOf(std::move(taken));
    }
    if (*taken > 0) {
        return failure(ErrorKind::Refused, tr("Another search is called “%1” already.").arg(name));
    }
    Result<qint64> changed =
        connection.run(QStringLiteral("UPDATE people_search SET name = ? WHERE id = ?"), {name, id.value()});
    if (!changed) {
        return failureOf(std::move(changed));
    }
    if (*changed == 0) {
        return failure(ErrorKind::NotFound, tr("This search is not there any more."));
    }
    return {};
}

Result<QList<SavedPeopleSearch>> PeopleSearchStore::saved(Connection &connection) const
{
    QList<SavedPeopleSearch> searches;
    {
        Result<Query> rows =
            connection.query(QStringLiteral("SELECT id, name, filters, total, run_at FROM people_search WHERE name <> "
                                            "'' AND NOT (%1) ORDER BY name")
                                 .arg(isForgotten));
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            searches.append({PeopleSearchId(rows->number(0)), rows->text(1), filtersFrom(rows->text(2)),
                             rows->number(3), 0, rows->time(4)});
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    for (SavedPeopleSearch &search : searches) {
        Result<qint64> fresh = countNew(connection, search.id);
        if (!fresh) {
            return failureOf(std::move(fresh));
        }
        search.newPeople = *fresh;
    }
    return searches;
}

Result<> PeopleSearchStore::forget(Connection &connection, PeopleSearchId id) const
{
    return ran(
        connection.run(QStringLiteral("UPDATE people_search SET name = char(10) || id WHERE id = ?"), {id.value()}));
}

Result<> PeopleSearchStore::removeForgotten(Connection &connection) const
{
    return ran(connection.run(QStringLiteral("DELETE FROM people_search WHERE %1").arg(isForgotten)));
}

} // namespace AlwaysLeads
