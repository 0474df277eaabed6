#include "lead/TagStore.h"

#include "storage/FreshId.h"

namespace AlwaysLeads {

Result<QList<TagCount>> TagStore::all(Connection &connection) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT tag.name, count(lead.id) FROM tag LEFT JOIN lead_tag ON lead_tag.tag_id = tag.id "
                       "LEFT JOIN lead ON lead.id = lead_tag.lead_id AND lead.deleted_at IS NULL "
                       "GROUP BY tag.id ORDER BY tag.name"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<TagCount> tags;
    while (rows->next()) {
        tags.append({rows->text(0), rows->number(1)});
    }
    return rows->outcome(tags);
}

Result<qint64> TagStore::findOrAdd(Connection &connection, const QString &name) const
{
    const QString clean = cleanLine(name);
    if (clean.isEmpty()) {
        return failure(ErrorKind::Invalid, tr("A tag needs a name."));
    }
    Result<qint64> known = connection.number(QStringLiteral("SELECT id FROM tag WHERE name = ?"), {clean});
    if (!known || *known != 0) {
        return known;
    }
    return connection.insert(QStringLiteral("INSERT INTO tag (id, name) VALUES (%1, ?)").arg(freshId("tag")), {clean});
}

Result<QStringList> TagStore::of(Connection &connection, LeadId lead) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT tag.name FROM lead_tag JOIN tag ON tag.id = tag_id "
                                                         "WHERE lead_id = ? ORDER BY tag.name"),
                                          {lead.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QStringList names;
    while (rows->next()) {
        names << rows->text(0);
    }
    return rows->outcome(names);
}

Result<bool> TagStore::add(Connection &connection, LeadId lead, qint64 tag) const
{
    return connection
        .run(QStringLiteral("INSERT OR IGNORE INTO lead_tag (lead_id, tag_id) VALUES (?, ?)"), {lead.value(), tag})
        .map([](qint64 changed) { return changed > 0; });
}

Result<bool> TagStore::remove(Connection &connection, LeadId lead, const QString &name) const
{
    return connection
        .run(QStringLiteral("DELETE FROM lead_tag WHERE lead_id = ? AND tag_id = (SELECT id FROM tag WHERE name = ?)"),
             {lead.value(), name})
        .map([](qint64 changed) { return changed > 0; });
}

Result<> TagStore::replace(Connection &connection, LeadId lead, const QStringList &names) const
{
    if (Result<qint64> cleared =
            connection.run(QStringLiteral("DELETE FROM lead_tag WHERE lead_id = ?"), {lead.value()});
        !cleared) {
        return failureOf(std::move(cleared));
    }
    for (const QString &name : names) {
        Result<qint64> tag = findOrAdd(connection, name);
        if (!tag) {
            return failureOf(std::move(tag));
        }
        if (Result<bool> added = add(connection, lead, *tag); !added) {
            return failureOf(std::move(added));
        }
    }
    return {};
}

} // namespace AlwaysLeads
