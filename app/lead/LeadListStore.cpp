#include "lead/LeadListStore.h"

#include "storage/FreshId.h"

#include <QJsonDocument>
#include <QSet>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestName = 60;

QString textOf(const LeadFilter &filter)
{
    return QString::fromUtf8(QJsonDocument(filter.toJson()).toJson(QJsonDocument::Compact));
}

void addSegmentsOf(const LeadFilter &filter, QSet<qint64> &segments)
{
    if (filter.isCondition()) {
        if (filter.condition().field == QLatin1String("segment")) {
            for (const QString &value : filter.condition().values) {
                segments.insert(value.toLongLong());
            }
        }
        return;
    }
    for (const LeadFilter &part : filter.parts()) {
        addSegmentsOf(part, segments);
    }
}

} // namespace

Result<QString> LeadListStore::freeName(Connection &connection, const QString &name, LeadListId own) const
{
    const QString clean = cleanLine(name).left(longestName);
    if (clean.isEmpty()) {
        return failure(ErrorKind::Invalid, tr("A list needs a name."));
    }
    Result<qint64> owner =
        connection.number(QStringLiteral("SELECT id FROM lead_list WHERE name = ? AND id <> ?"), {clean, own.value()});
    if (!owner) {
        return failureOf(std::move(owner));
    }
    if (*owner != 0) {
        return failure(ErrorKind::Refused, tr("There is a list or segment named %1 already.").arg(clean));
    }
    return clean;
}

Result<QList<LeadList>> LeadListStore::all(Connection &connection) const
{
    Result<LeadFields> fields = LeadFieldStore().all(connection);
    if (!fields) {
        return failureOf(std::move(fields));
    }
    Result<Query> rows = connection.query(QStringLiteral(
        "SELECT id, name, kind, filter, (SELECT count(*) FROM lead_list_member JOIN lead ON lead.id = lead_id WHERE "
        "list_id = lead_list.id AND deleted_at IS NULL) FROM lead_list ORDER BY name"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<LeadList> lists;
    while (rows->next()) {
        LeadList list;
        list.id = LeadListId(rows->number(0));
        list.name = rows->text(1);
        list.kind = rows->text(2) == QLatin1String("segment") ? LeadList::Kind::Segment : LeadList::Kind::List;
        if (list.kind == LeadList::Kind::List) {
            list.people = rows->number(4);
        } else {
            list.filter = LeadFilter::fromJson(QJsonDocument::fromJson(rows->text(3).toUtf8()).object(), *fields)
                              .value_or(LeadFilter());
        }
        lists << list;
    }
    return rows->outcome(lists);
}

Result<QString> LeadListStore::name(Connection &connection, LeadListId id) const
{
    Result<Query> row = connection.query(QStringLiteral("SELECT name FROM lead_list WHERE id = ?"), {id.value()});
    if (!row) {
        return failureOf(std::move(row));
    }
    const QString name = row->next() ? row->text(0) : QString();
    return row->outcome(name);
}

Result<LeadList> LeadListStore::add(Connection &connection, LeadList list, const QDateTime &now) const
{
    Result<QString> name = freeName(connection, list.name, LeadListId());
    if (!name) {
        return failureOf(std::move(name));
    }
    list.name = *name;
    const bool segment = list.kind == LeadList::Kind::Segment;
    if (segment) {
        Result<LeadFields> fields = LeadFieldStore().all(connection);
        if (!fields) {
            return failureOf(std::move(fields));
        }
        if (list.filter.isEmpty()) {
            return failure(ErrorKind::Invalid, tr("A segment needs a filter."));
        }
        if (Result<> fine = list.filter.check(*fields); !fine) {
            return failureOf(std::move(fine));
        }
    }
    Result<qint64> id = connection.insert(
        QStringLiteral(
            "INSERT INTO lead_list (id, name, kind, filter, created_at) VALUES (coalesce(?, %1), ?, ?, ?, ?)")
            .arg(freshId("lead_list")),
        {list.id.isNull() ? QVariant() : QVariant(list.id.value()), list.name,
         segment ? QStringLiteral("segment") : QStringLiteral("list"), textOf(list.filter), now});
    if (!id) {
        return failureOf(std::move(id));
    }
    list.id = LeadListId(*id);
    list.people = segment ? -1 : 0;
    return list;
}

Result<> LeadListStore::rename(Connection &connection, LeadListId id, const QString &name) const
{
    return freeName(connection, name, id).and_then([&](const QString &clean) -> Result<> {
        return connection.run(QStringLiteral("UPDATE lead_list SET name = ? WHERE id = ?"), {clean, id.value()})
            .map([](qint64) {});
    });
}

Result<> LeadListStore::setFilter(Connection &connection, LeadListId id, const LeadFilter &filter) const
{
    Result<LeadFields> fields = LeadFieldStore().all(connection);
    if (!fields) {
        return failureOf(std::move(fields));
    }
    if (Result<> fine = filter.check(*fields); !fine) {
        return fine;
    }
    Result<QList<LeadList>> lists = all(connection);
    if (!lists) {
        return failureOf(std::move(lists));
    }
    // Everything this filter leads to, through segments of segments.
    QSet<qint64> reached;
    QSet<qint64> next;
    addSegmentsOf(filter, next);
    while (!next.isEmpty()) {
        const qint64 segment = *next.begin();
        next.remove(segment);
        if (segment == id.value()) {
            return failure(ErrorKind::Invalid, tr("A segment cannot contain itself."));
        }
        if (reached.contains(segment)) {
            continue;
        }
        reached.insert(segment);
        for (const LeadList &list : *lists) {
            if (list.id.value() == segment) {
                addSegmentsOf(list.filter, next);
            }
        }
    }
    return connection
        .run(QStringLiteral("UPDATE lead_list SET filter = ? WHERE id = ? AND kind = 'segment'"),
             {textOf(filter), id.value()})
        .map([](qint64) {});
}

Result<QList<LeadId>> LeadListStore::remove(Connection &connection, LeadListId id) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT lead_id FROM lead_list_member WHERE list_id = ? ORDER BY lead_id"), {id.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<LeadId> people;
    while (rows->next()) {
        people << LeadId(rows->number(0));
    }
    Result<QList<LeadId>> outcome = rows->outcome(people);
    if (!outcome) {
        return outcome;
    }
    Result<qint64> gone = connection.run(QStringLiteral("DELETE FROM lead_list WHERE id = ?"), {id.value()});
    if (!gone) {
        return failureOf(std::move(gone));
    }
    return outcome;
}

Result<QList<LeadId>> LeadListStore::addPeople(Connection &connection, LeadListId id, const QList<LeadId> &people,
                                               const QDateTime &now, BulkCount &count) const
{
    const QString add =
        QStringLiteral("INSERT OR IGNORE INTO lead_list_member (list_id, lead_id, added_at) SELECT id, ?, ? FROM "
                       "lead_list WHERE id = ? AND kind = 'list'");
    return changeEach(people, count, [&](LeadId person) -> Result<bool> {
        return connection.run(add, {person.value(), now, id.value()}).map([](qint64 changed) { return changed > 0; });
    });
}

Result<QList<LeadId>> LeadListStore::removePeople(Connection &connection, LeadListId id, const QList<LeadId> &people,
                                                  BulkCount &count) const
{
    const QString remove = QStringLiteral("DELETE FROM lead_list_member WHERE list_id = ? AND lead_id = ?");
    return changeEach(people, count, [&](LeadId person) -> Result<bool> {
        return connection.run(remove, {id.value(), person.value()}).map([](qint64 changed) { return changed > 0; });
    });
}

} // namespace AlwaysLeads
