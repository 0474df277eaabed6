#include "history/ChangeSet.h"

#include "history/EditRecording.h"
#include "history/SqliteSession.h"

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

int onConflict(void *context, int kind, sqlite3_changeset_iter *change)
{
    auto &clash = *static_cast<std::optional<EditClash> *>(context);
    if (kind == SQLITE_CHANGESET_FOREIGN_KEY) { // the iterator stands on no row here
        clash = EditClash{EditClash::Kind::Needed, {}, {}, {}};
        return SQLITE_CHANGESET_ABORT;
    }
    const Place place = placeOf(change);
    const EditClash::Kind why = kind == SQLITE_CHANGESET_NOTFOUND ? EditClash::Kind::Gone
        : kind == SQLITE_CHANGESET_DATA                           ? EditClash::Kind::Changed
                                                                  : EditClash::Kind::Taken;
    clash = EditClash{why, place.table, place.key, freshValues(change)};
    return SQLITE_CHANGESET_ABORT;
}

/// Calls `see` for each change, until it says no.
Result<> forEach(const QByteArray &bytes, const std::function<bool(const Place &)> &see)
{
    sqlite3_changeset_iter *change = nullptr;
    if (const int code = sqlite3changeset_start(&change, int(bytes.size()), bytesOf(bytes)); code != SQLITE_OK) {
        return broken("start", code);
    }
    while (sqlite3changeset_next(change) == SQLITE_ROW) {
        if (!see(placeOf(change))) {
            break;
        }
    }
    if (const int code = sqlite3changeset_finalize(change); code != SQLITE_OK) {
        return broken("next", code);
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

Result<std::optional<EditClash>> ChangeSet::applyTo(Connection &connection) const
{
    const QString mark = QStringLiteral("SAVEPOINT put_back");
    if (Result<qint64> marked = connection.run(mark); !marked) {
        return failureOf(std::move(marked));
    }
    Result<std::optional<EditClash>> clash = tryOn(connection);
    if (!clash || *clash) {
        // Back to where it was before anybody asks who stands in the way.
        if (Result<qint64> back = connection.run(QStringLiteral("ROLLBACK TO put_back")); !back) {
            return failureOf(std::move(back));
        }
    }
    if (Result<qint64> released = connection.run(QStringLiteral("RELEASE put_back")); !released) {
        return failureOf(std::move(released));
    }
    return clash;
}

Result<std::optional<EditClash>> ChangeSet::tryOn(Connection &connection) const
{
    // All tables are watched: a row that goes by itself, because one it refers to goes, was made since.
    Result<EditRecording> watched = EditRecording::start(connection, {});
    if (!watched) {
        return failureOf(std::move(watched));
    }
    std::optional<EditClash> clash;
    const int code =
        sqlite3changeset_apply(connection.handle(), int(m_bytes.size()), bytesOf(m_bytes), nullptr, onConflict, &clash);
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
