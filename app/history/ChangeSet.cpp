#include "history/ChangeSet.h"

#include "history/EditRecording.h"
#include "history/EditStore.h"
#include "history/SqliteSession.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cstring>
#include <functional>

namespace AlwaysLeads {

namespace {

tl::unexpected<Error> broken(const char *what, int code)
{
    return failure(ErrorKind::Storage, ChangeSet::tr("The note of this change cannot be read."),
                   QStringLiteral("%1: SQLite %2").arg(QLatin1String(what)).arg(code));
}

void *bytesOf(const QByteArray &bytes)
{
    return const_cast<char *>(bytes.constData()); // SQLite reads them only
}

/// The table and the key of the change an iterator stands on.
struct Place
{
    QString table;
    EditedKey key;
    int operation = 0;
    bool indirect = false;
};

Place placeOf(sqlite3_changeset_iter *change)
{
    Place place;
    const char *table = nullptr;
    int columns = 0;
    int indirect = 0;
    sqlite3changeset_op(change, &table, &columns, &place.operation, &indirect);
    place.table = QString::fromUtf8(table);
    place.indirect = indirect != 0;
    unsigned char *isKey = nullptr;
    sqlite3changeset_pk(change, &isKey, &columns);
    int found = 0;
    for (int column = 0; column < columns; ++column) {
        if (isKey == nullptr || isKey[column] == 0) {
            continue;
        }
        sqlite3_value *value = nullptr;
        if (place.operation == SQLITE_INSERT) {
            sqlite3changeset_new(change, column, &value);
        } else {
            sqlite3changeset_old(change, column, &value);
        }
        const qint64 number =
            value != nullptr && sqlite3_value_type(value) == SQLITE_INTEGER ? sqlite3_value_int64(value) : 0;
        (found == 0 ? place.key.first : place.key.second) = number;
        if (++found == 2) {
            break;
        }
    }
    return place;
}

QStringList freshValues(sqlite3_changeset_iter *change)
{
    const char *table = nullptr;
    int columns = 0;
    int operation = 0;
    int indirect = 0;
    sqlite3changeset_op(change, &table, &columns, &operation, &indirect);
    QStringList values;
    for (int column = 0; column < columns && operation != SQLITE_DELETE; ++column) {
        sqlite3_value *value = nullptr;
        sqlite3changeset_new(change, column, &value);
        const bool text = value != nullptr && sqlite3_value_type(value) == SQLITE_TEXT;
        values << (text ? QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_value_text(value))) : QString());
    }
    return values;
}

bool equal(sqlite3_value *one, sqlite3_value *other)
{
    if (sqlite3_value_type(one) != sqlite3_value_type(other)) {
        return false;
    }
    switch (sqlite3_value_type(one)) {
    case SQLITE_NULL:
        return true;
    case SQLITE_INTEGER:
        return sqlite3_value_int64(one) == sqlite3_value_int64(other);
    case SQLITE_FLOAT:
        return sqlite3_value_double(one) == sqlite3_value_double(other);
    default:
        const int size = sqlite3_value_bytes(one);
        return size == sqlite3_value_bytes(other)
            && (size == 0 || std::memcmp(sqlite3_value_blob(one), sqlite3_value_blob(other), std::size_t(size)) == 0);
    }
}

/// A row was taken out of the way of what must be unique, so that rows can exchange what they have.
struct Parked
{
    QString table;
    EditedKey key;
    EditStore::UniqueColumn column;
    QVariant before;
    bool comesBack = false; ///< the change set itself says what is to stand there
};

struct Application
{
    std::optional<EditClash> clash;
    std::vector<Parked> parked;
    QHash<QString, QSet<int>> derived; ///< columns by table
};

/// Whether the row is as it was, but for what we took out of it and what is worked out again by itself.
bool isAsExpected(const Application &application, const Place &place, sqlite3_changeset_iter *change)
{
    const char *table = nullptr;
    int columns = 0;
    int operation = 0;
    int indirect = 0;
    sqlite3changeset_op(change, &table, &columns, &operation, &indirect);
    const QSet<int> derived = application.derived.value(place.table);
    for (int column = 0; column < columns; ++column) {
        const bool parked = std::ranges::any_of(application.parked, [&](const Parked &one) {
            return one.table == place.table && one.key == place.key && one.column.place == column;
        });
        if (derived.contains(column) || parked) {
            continue;
        }
        sqlite3_value *before = nullptr;
        sqlite3_value *present = nullptr;
        sqlite3changeset_old(change, column, &before);
        sqlite3changeset_conflict(change, column, &present);
        if (before != nullptr && present != nullptr && !equal(before, present)) {
            return false;
        }
    }
    return true;
}

int onConflict(void *context, int kind, sqlite3_changeset_iter *change)
{
    auto &application = *static_cast<Application *>(context);
    std::optional<EditClash> &clash = application.clash;
    if (kind == SQLITE_CHANGESET_FOREIGN_KEY) { // the iterator stands on no row here
        clash = EditClash{EditClash::Kind::Needed, {}, {}, {}};
        return SQLITE_CHANGESET_ABORT;
    }
    const Place place = placeOf(change);
    if (kind == SQLITE_CHANGESET_DATA && isAsExpected(application, place, change)) {
        return SQLITE_CHANGESET_REPLACE;
    }
    const EditClash::Kind why = kind == SQLITE_CHANGESET_NOTFOUND ? EditClash::Kind::Gone
        : kind == SQLITE_CHANGESET_DATA                           ? EditClash::Kind::Changed
                                                                  : EditClash::Kind::Taken;
    clash = EditClash{why, place.table, place.key, freshValues(change)};
    return SQLITE_CHANGESET_ABORT;
}

/// Hands SQLite the change set piece by piece, as it asks for them: by that it is known how far it is, and it can be
/// stopped.
struct Feed
{
    const QByteArray &bytes;
    EditWatch &watch;
    qsizetype given = 0;
    std::optional<Error> stopped;
};

int giveNext(void *context, void *into, int *size)
{
    auto &feed = *static_cast<Feed *>(context);
    if (Result<> goesOn = feed.watch.at(double(feed.given) / double(feed.bytes.size())); !goesOn) {
        feed.stopped = goesOn.error();
        return SQLITE_INTERRUPT;
    }
    *size = int(std::min<qsizetype>(*size, feed.bytes.size() - feed.given)); // 0: that was all
    std::memcpy(into, feed.bytes.constData() + feed.given, std::size_t(*size));
    feed.given += *size;
    return SQLITE_OK;
}

/// Calls `see` for each change, until it says no.
Result<> forEachChange(const QByteArray &bytes, const std::function<bool(const Place &, sqlite3_changeset_iter *)> &see)
{
    sqlite3_changeset_iter *change = nullptr;
    if (const int code = sqlite3changeset_start(&change, int(bytes.size()), bytesOf(bytes)); code != SQLITE_OK) {
        return broken("start", code);
    }
    while (sqlite3changeset_next(change) == SQLITE_ROW) {
        if (!see(placeOf(change), change)) {
            break;
        }
    }
    if (const int code = sqlite3changeset_finalize(change); code != SQLITE_OK) {
        return broken("next", code);
    }
    return {};
}

Result<> forEach(const QByteArray &bytes, const std::function<bool(const Place &)> &see)
{
    return forEachChange(bytes, [&see](const Place &place, sqlite3_changeset_iter *) { return see(place); });
}

/// Takes the rows of this table that the change set changes out of each other's way.
Result<> park(Connection &connection, const QByteArray &bytes, const QString &table, std::vector<Parked> &parked)
{
    const EditStore store;
    Result<QList<EditStore::UniqueColumn>> columns = store.uniqueColumnsOf(connection, table);
    if (!columns) {
        return failureOf(std::move(columns));
    }
    std::vector<Parked> wanted;
    Result<> seen = forEachChange(bytes, [&](const Place &place, sqlite3_changeset_iter *change) {
        if (place.table != table || place.operation != SQLITE_UPDATE) {
            return true;
        }
        for (const EditStore::UniqueColumn &column : std::as_const(*columns)) {
            sqlite3_value *before = nullptr;
            sqlite3_value *after = nullptr;
            sqlite3changeset_old(change, column.place, &before);
            sqlite3changeset_new(change, column.place, &after);
            const bool changes = before != nullptr && after != nullptr;
            if (changes || !column.mayBeEmpty) {
                wanted.push_back({table, place.key, column, {}, changes});
            }
        }
        return true;
    });
    if (!seen) {
        return failureOf(std::move(seen));
    }
    for (Parked &one : wanted) {
        Result<QVariant> before = store.park(connection, table, one.column, one.key.first);
        if (!before) {
            return failureOf(std::move(before));
        }
        one.before = *before;
        parked.push_back(one);
    }
    return {};
}

/// Puts back what the change set had nothing to say about. Refused when it is taken by now.
Result<> unpark(Connection &connection, const std::vector<Parked> &parked)
{
    for (const Parked &one : parked) {
        if (one.comesBack) {
            continue;
        }
        if (Result<> back = EditStore().unpark(connection, one.table, one.column, one.key.first, one.before); !back) {
            return back;
        }
    }
    return {};
}

} // namespace

Result<ChangeSet> ChangeSet::inverted() const
{
    int size = 0;
    void *bytes = nullptr;
    if (const int code = sqlite3changeset_invert(int(m_bytes.size()), bytesOf(m_bytes), &size, &bytes);
        code != SQLITE_OK) {
        return broken("invert", code);
    }
    ChangeSet inverse(QByteArray(static_cast<const char *>(bytes), size));
    sqlite3_free(bytes);
    return inverse;
}

Result<ChangeSet> ChangeSet::followedBy(const ChangeSet &next) const
{
    int size = 0;
    void *bytes = nullptr;
    if (const int code = sqlite3changeset_concat(int(m_bytes.size()), bytesOf(m_bytes), int(next.m_bytes.size()),
                                                 bytesOf(next.m_bytes), &size, &bytes);
        code != SQLITE_OK) {
        return broken("concat", code);
    }
    ChangeSet both(QByteArray(static_cast<const char *>(bytes), size));
    sqlite3_free(bytes);
    return both;
}

Result<EditedRows> ChangeSet::rows() const
{
    EditedRows rows;
    Result<> seen = forEach(m_bytes, [&rows](const Place &place) {
        rows[place.table].push_back(place.key);
        return true;
    });
    if (!seen) {
        return failureOf(std::move(seen));
    }
    return rows;
}

Result<std::optional<EditClash>> ChangeSet::applyTo(Connection &connection, const EditedDerived &derived,
                                                    EditWatch &watch) const
{
    const QString mark = QStringLiteral("SAVEPOINT put_back");
    if (Result<qint64> marked = connection.run(mark); !marked) {
        return failureOf(std::move(marked));
    }
    // Two rows that exchange what must be unique have no order in which one can be written after the other: where that
    // is in the way, the rows of that table are parked, and it is tried again.
    QStringList parks;
    Result<std::optional<EditClash>> clash = tryOn(connection, derived, parks, watch);
    while (!clash || *clash) {
        // Back to where it was before anybody asks who stands in the way.
        if (Result<qint64> back = connection.run(QStringLiteral("ROLLBACK TO put_back")); !back) {
            return failureOf(std::move(back));
        }
        if (!clash || (*clash)->kind != EditClash::Kind::Taken || parks.contains((*clash)->table)) {
            break;
        }
        parks << (*clash)->table;
        clash = tryOn(connection, derived, parks, watch);
    }
    if (Result<qint64> released = connection.run(QStringLiteral("RELEASE put_back")); !released) {
        return failureOf(std::move(released));
    }
    return clash;
}

Result<std::optional<EditClash>> ChangeSet::tryOn(Connection &connection, const EditedDerived &derived,
                                                  const QStringList &parks, EditWatch &watch) const
{
    Application application;
    for (auto table = derived.columns.cbegin(); table != derived.columns.cend(); ++table) {
        Result<QSet<int>> places = EditStore().placesOf(connection, table.key(), table.value());
        if (!places) {
            return failureOf(std::move(places));
        }
        application.derived.insert(table.key(), *places);
    }
    // All tables are watched: a row that goes by itself, because one it refers to goes, was made since.
    Result<EditRecording> watched = EditRecording::start(connection, {});
    if (!watched) {
        return failureOf(std::move(watched));
    }
    for (const QString &table : parks) {
        if (Result<> parked = park(connection, m_bytes, table, application.parked); !parked) {
            return failureOf(std::move(parked));
        }
    }
    std::optional<EditClash> &clash = application.clash;
    Feed feed{m_bytes, watch, 0, {}};
    const int code =
        sqlite3changeset_apply_strm(connection.handle(), giveNext, &feed, nullptr, onConflict, &application);
    if (feed.stopped) {
        return tl::unexpected<Error>(*feed.stopped);
    }
    if (clash) {
        if (clash->table.isEmpty()) { // the first row that would go is as good a name as any
            Result<> named = forEach(m_bytes, [&clash](const Place &place) {
                if (place.operation != SQLITE_DELETE) {
                    return true;
                }
                clash->table = place.table;
                clash->key = place.key;
                return false;
            });
            if (!named) {
                return failureOf(std::move(named));
            }
        }
        return clash;
    }
    if (code != SQLITE_OK) {
        return broken("apply", code);
    }
    if (Result<> back = unpark(connection, application.parked); !back) {
        const auto first = std::ranges::find(application.parked, false, &Parked::comesBack);
        if (back.error().kind != ErrorKind::Refused) {
            return failureOf(std::move(back));
        }
        return EditClash{EditClash::Kind::Taken, first->table, first->key, {}};
    }
    Result<ChangeSet> happened = watched->changes();
    if (!happened) {
        return failureOf(std::move(happened));
    }
    qint64 wanted = 0;
    qint64 done = 0;
    Result<> counted = forEach(m_bytes, [&wanted](const Place &) {
        ++wanted;
        return true;
    });
    if (counted) {
        counted = forEach(happened->bytes(), [&](const Place &place) {
            if (place.indirect && derived.tables.contains(place.table)) {
                return true;
            }
            if (place.indirect) {
                clash = EditClash{EditClash::Kind::Needed, place.table, place.key, {}};
                return false;
            }
            ++done;
            return true;
        });
    }
    if (!counted) {
        return failureOf(std::move(counted));
    }
    if (!clash && done != wanted) { // SQLite leaves out tables whose shape is another by now
        return broken("another shape of the tables", SQLITE_SCHEMA);
    }
    return clash;
}

} // namespace AlwaysLeads
