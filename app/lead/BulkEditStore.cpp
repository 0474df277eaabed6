#include "lead/BulkEditStore.h"

#include "lead/CompanyStore.h"
#include "lead/CustomFieldStore.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadIndexStore.h"
#include "lead/LeadValueStore.h"
#include "storage/JsonIds.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace AlwaysLeads {

namespace {

Result<> done(Result<qint64> changed)
{
    return changed ? Result<>() : Result<>(failureOf(std::move(changed)));
}

/// Whether its words stand in the full-text index.
bool isSearched(const QString &field)
{
    static const QStringList fields = {QStringLiteral("title"), QStringLiteral("company"), QStringLiteral("city"),
                                       QStringLiteral("country"), QStringLiteral("notes")};
    return fields.contains(field);
}

Lead leadAt(const Query &row)
{
    Lead lead;
    lead.id = LeadId(row.number(0));
    lead.firstName = row.text(1);
    lead.lastName = row.text(2);
    if (lead.fullName().isEmpty()) { // only then are they called by it
        if (const Result<EmailAddress> email = EmailAddress::parse(row.text(3)); email) {
            lead.email = *email;
        }
    }
    lead.title = row.text(4);
    lead.companyId = CompanyId(row.number(5));
    lead.companyName = row.text(6);
    if (!row.isNull(7)) {
        lead.companySize = row.number(7);
    }
    lead.phone = row.text(8);
    lead.website = row.text(9).isEmpty() ? row.text(10) : row.text(9);
    lead.city = row.text(11);
    lead.country = row.text(12);
    lead.language = row.text(13);
    lead.notes = row.text(14);
    lead.status = leadStatusFromWord(row.text(15)).value_or(LeadStatus::New);
    lead.deletedAt = row.time(16);
    lead.industry = row.text(17);
    return lead;
}

} // namespace

Result<QList<Lead>> BulkEditStore::people(Connection &connection, const QList<LeadId> &ids, const Needs &needs) const
{
    Result<Query> rows = connection.query(
        QStringLiteral(
            "SELECT lead.id, first_name, last_name, email, title, company_id, company.name, company.size, phone, "
            "lead.website, company.website, lead.city, lead.country, language, notes, status, deleted_at, "
            "company.industry, "
            "CASE WHEN ? THEN (SELECT json_group_array(name) FROM (SELECT tag.name FROM lead_tag JOIN tag ON tag.id = "
            "tag_id WHERE lead_id = lead.id ORDER BY tag.name)) ELSE '[]' END, "
            "(SELECT lead_custom.value FROM custom_field JOIN lead_custom ON field_id = custom_field.id "
            "WHERE custom_field.key = ? AND lead_id = lead.id) "
            "FROM json_each(?) AS wanted JOIN lead ON lead.id = wanted.value "
            "LEFT JOIN company ON company.id = company_id ORDER BY wanted.key"),
        {needs.tags, needs.ownKey, jsonIds(ids)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<Lead> leads;
    leads.reserve(ids.size());
    while (rows->next()) {
        Lead lead = leadAt(*rows);
        if (needs.tags) {
            for (const QJsonValue tag : QJsonDocument::fromJson(rows->text(18).toUtf8()).array()) {
                lead.tags << tag.toString();
            }
        }
        if (!rows->isNull(19)) {
            lead.custom.insert(needs.ownKey, rows->text(19));
        }
        leads << std::move(lead);
    }
    return rows->outcome(std::move(leads));
}

Result<> BulkEditStore::set(Connection &connection, const QList<LeadId> &leads, const QString &field,
                            const QString &value, const QDateTime &now) const
{
    if (leads.isEmpty()) {
        return {};
    }
    if (Result<> kept = put(connection, leads, field, value, now); !kept) {
        return kept;
    }
    Result<SourceId> source = LeadValueStore().byHand(connection, now);
    if (!source) {
        return failureOf(std::move(source));
    }
    Result<qint64> noted = connection.run(
        QStringLiteral("INSERT INTO field_source (lead_id, field, source_id, row) SELECT value, ?, ?, NULL FROM "
                       "json_each(?) WHERE true ON CONFLICT (lead_id, field) DO UPDATE SET source_id = "
                       "excluded.source_id, row = excluded.row"),
        {field, source->value(), jsonIds(leads)});
    if (!noted || !isSearched(field)) {
        return done(std::move(noted));
    }
    std::vector<qint64> people;
    people.reserve(size_t(leads.size()));
    for (const LeadId id : leads) {
        people.push_back(id.value());
    }
    return LeadIndexStore().renew(connection, people);
}

Result<> BulkEditStore::put(Connection &connection, const QList<LeadId> &leads, const QString &field,
                            const QString &value, const QDateTime &now) const
{
    const QString ids = jsonIds(leads);
    if (const QString key = LeadValueStore::ownKey(field); !key.isEmpty()) {
        Result<CustomField> own = CustomFieldStore().byKey(connection, key);
        if (!own) {
            return failureOf(std::move(own));
        }
        return done(value.isEmpty()
                        ? connection.run(QStringLiteral("DELETE FROM lead_custom WHERE field_id = ? AND lead_id IN "
                                                        "(SELECT value FROM json_each(?))"),
                                         {own->id, ids})
                        : connection.run(QStringLiteral("INSERT INTO lead_custom (lead_id, field_id, value) "
                                                        "SELECT wanted.value, ?, ? FROM json_each(?) AS wanted "
                                                        "WHERE true ON CONFLICT (lead_id, field_id) DO UPDATE SET "
                                                        "value = excluded.value"),
                                         {own->id, value, ids}));
    }
    if (CompanyDetails::names().contains(field)) {
        return CompanyStore().setDetailOf(connection, leads, field, value);
    }
    QString column = LeadValueStore::columnOf(field);
    QVariant kept = value;
    if (field == QLatin1String("company")) {
        Result<CompanyId> company = CompanyStore().findOrAdd(connection, value, now);
        if (!company) {
            return failureOf(std::move(company));
        }
        column = QStringLiteral("company_id");
        kept = company->isNull() ? QVariant() : QVariant(company->value());
    }
    if (column.isEmpty()) {
        return failure(ErrorKind::Bug, tr("“%1” cannot be changed here.").arg(field));
    }
    return done(connection.run(QStringLiteral("UPDATE lead SET %1 = ?, updated_at = ? WHERE id IN (SELECT value FROM "
                                              "json_each(?))")
                                   .arg(column),
                               {kept, now, ids}));
}

Result<> BulkEditStore::addTag(Connection &connection, const QList<LeadId> &leads, qint64 tag) const
{
    return done(connection.run(
        QStringLiteral("INSERT OR IGNORE INTO lead_tag (lead_id, tag_id) SELECT value, ? FROM json_each(?)"),
        {tag, jsonIds(leads)}));
}

Result<> BulkEditStore::removeTag(Connection &connection, const QList<LeadId> &leads, const QString &name) const
{
    return done(connection.run(QStringLiteral("DELETE FROM lead_tag WHERE tag_id = (SELECT id FROM tag WHERE name = ?) "
                                              "AND lead_id IN (SELECT value FROM json_each(?))"),
                               {name, jsonIds(leads)}));
}

Result<> BulkEditStore::setStatus(Connection &connection, const QList<LeadId> &leads, LeadStatus status,
                                  const QDateTime &now) const
{
    Result<qint64> set =
        connection.run(QStringLiteral("UPDATE lead SET status = ? WHERE id IN (SELECT value FROM json_each(?))"),
                       {toWord(status), jsonIds(leads)});
    if (!set) {
        return failureOf(std::move(set));
    }
    return LeadEventStore().append(connection, leads, LeadEventKind::Status, shown(status), now);
}

} // namespace AlwaysLeads
