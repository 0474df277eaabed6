#pragma once

#include "history/ChangeSet.h"

#include <QSet>

namespace AlwaysLeads {

/// One thing a person did.
struct Edit
{
    qint64 id = 0;
    QString label; ///< "4 people deleted"
    QDateTime at;
    qint64 import = 0; ///< the import this was; 0: it was none, and its changes are kept here

    bool operator==(const Edit &) const = default;
};

/// The rows of edit. Those that are undone are always newer than those that are not.
class EditStore
{
public:
    Result<qint64> add(Connection &connection, const Edit &edit, const ChangeSet &changes) const;
    Result<ChangeSet> changes(Connection &connection, qint64 id) const;
    Result<> replaceChanges(Connection &connection, qint64 id, const ChangeSet &changes, const QDateTime &now) const;
    /// What undo takes back next; nothing when there is none.
    Result<std::optional<Edit>> lastDone(Connection &connection) const;
    /// What redo does next.
    Result<std::optional<Edit>> firstUndone(Connection &connection) const;
    /// An invalid time: it is done again.
    Result<> setUndone(Connection &connection, qint64 id, const QDateTime &when) const;
    Result<> remove(Connection &connection, qint64 id) const;
    /// The entry of an import that is not undone, if there is one.
    Result<std::optional<Edit>> ofImport(Connection &connection, qint64 import) const;
    /// What brings an import back that was undone; empty: it is carried out again and needs none.
    Result<> setChanges(Connection &connection, qint64 id, const ChangeSet &changes) const;
    Result<> removeUndone(Connection &connection) const;
    /// Forgets the oldest until at most `most` with at most `bytes` are left, but never the newest one.
    Result<> shorten(Connection &connection, qint64 most, qint64 bytes) const;
    Result<> removeOlderThan(Connection &connection, const QDateTime &when) const;
    /// Tables whose rows go, or forget whom they are about, when a row of these goes; each before those it refers to.
    Result<QStringList> followersOf(Connection &connection, const QStringList &tables) const;
    /// Where these columns of a recorded table stand, as change sets count them.
    Result<QSet<int>> placesOf(Connection &connection, const QString &table, const QStringList &columns) const;
    /// A column by which a row can be taken out of the way of what must be unique: one that may be empty, or a number
    /// that refers to no other row.
    struct UniqueColumn
    {
        int place = 0;
        QString name;
        bool mayBeEmpty = false;
    };
    /// One for each unique index of a table that has such a column.
    Result<QList<UniqueColumn>> uniqueColumnsOf(Connection &connection, const QString &table) const;
    /// Takes the row out of the way; what stood there, to be put back.
    Result<QVariant> park(Connection &connection, const QString &table, const UniqueColumn &column, qint64 row) const;
    Result<> unpark(Connection &connection, const QString &table, const UniqueColumn &column, qint64 row,
                    const QVariant &value) const;
};

} // namespace AlwaysLeads
