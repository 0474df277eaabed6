#include "suppression/SuppressionStore.h"

#include "storage/FreshId.h"

#include <utility>

// The part of SuppressionStore that takes over the list of another file of this profile.

namespace AlwaysLeads {

Result<qint64> SuppressionStore::addAllFrom(Connection &connection, Connection &other) const
{
    const SuppressionKeyStore keys;
    Result<SuppressionKey> theirs = keys.read(other);
    Result<SuppressionKey> ours = keys.read(connection);
    if (!theirs || !ours) {
        return failureOf(theirs ? std::move(ours) : std::move(theirs));
    }
    if (theirs->isNone()) {
        return 0;
    }
    if (ours->isNone()) { // the backup is older than the first "no"
        if (Result<> kept = keys.keep(connection, *theirs); !kept) {
            return failureOf(std::move(kept));
        }
    } else if (ours->secret != theirs->secret) {
        return failure(ErrorKind::Invalid,
                       tr("That file belongs to another profile. Its list of people who said no was not "
                          "taken over."));
    }
    Result<Query> rows =
        other.query(QStringLiteral("SELECT kind, key_hash, shown, reason, detail, added_at FROM suppression"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    qint64 count = 0;
    while (rows->next()) {
        const Result<qint64> added = connection.run(
            QStringLiteral("INSERT INTO suppression (id, kind, key_hash, shown, reason, detail, added_at) "
                           "VALUES (%1, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, key_hash) DO NOTHING")
                .arg(freshId("suppression")),
            {rows->text(0), rows->blob(1), rows->text(2), rows->text(3), rows->text(4), rows->number(5)});
        if (!added) {
            return failureOf(added);
        }
        count += *added;
    }
    return rows->outcome(count);
}

} // namespace AlwaysLeads
