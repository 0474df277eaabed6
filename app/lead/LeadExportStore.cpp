#include "lead/LeadExportStore.h"

#include "storage/JsonIds.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace AlwaysLeads {

namespace {

ExportedLead leadAt(const Query &row)
{
    ExportedLead exported;
    Lead &lead = exported.lead;
    lead.id = LeadId(row.number(0));
    if (!row.isNull(1)) {
        if (Result<EmailAddress> email = EmailAddress::parse(row.text(1)); email) {
            lead.email = *email;
        }
    }
    lead.emailState = emailStateFromWord(row.text(2)).value_or(EmailState::Unchecked);
    lead.firstName = row.text(3);
    lead.lastName = row.text(4);
    lead.title = row.text(5);
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
    if (!row.isNull(16)) {
        lead.score = int(row.number(16));
    }
    lead.createdAt = row.time(17);
    lead.touchedAt = row.time(18);
    lead.industry = row.text(19);
    lead.companyDomain = row.text(20);
    exported.sourceName = row.text(21);
    exported.sourceKind = row.text(22);
    exported.verdict = row.text(25);
    if (!row.isNull(26)) {
        exported.verdictScore = int(row.number(26));
    }
    for (const QJsonValue tag : QJsonDocument::fromJson(row.text(23).toUtf8()).array()) {
        lead.tags << tag.toString();
    }
    const QJsonObject own = QJsonDocument::fromJson(row.text(24).toUtf8()).object();
    for (auto value = own.constBegin(); value != own.constEnd(); ++value) {
        lead.custom.insert(value.key(), value.value().toString());
    }
    return exported;
}

} // namespace

Result<QList<ExportedLead>> LeadExportStore::leads(Connection &connection, std::span<const LeadId> ids) const
{
    Result<Query> rows = connection.query(
        QStringLiteral(
            "SELECT lead.id, lead.email, lead.email_state, first_name, last_name, title, company.name, company.size, "
            "phone, lead.website, company.website, lead.city, lead.country, language, notes, status, lead.score, "
            "lead.created_at, touched_at, company.industry, company.domain, source.name, source.kind, "
            "(SELECT json_group_array(name) FROM (SELECT tag.name FROM lead_tag JOIN tag ON tag.id = tag_id "
            "WHERE lead_id = lead.id ORDER BY tag.name)), "
            "(SELECT json_group_object(custom_field.key, value) FROM lead_custom JOIN custom_field "
            "ON custom_field.id = field_id WHERE lead_id = lead.id), qualification.verdict, qualification.score "
            "FROM json_each(?) AS wanted JOIN lead ON lead.id = wanted.value "
            "LEFT JOIN company ON company.id = company_id LEFT JOIN source ON source.id = source_id "
            "LEFT JOIN qualification ON qualification.lead_id = lead.id "
            "ORDER BY wanted.key"),
        {jsonIds(ids)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<ExportedLead> list;
    while (rows->next()) {
        list.append(leadAt(*rows));
    }
    return rows->outcome(list);
}

} // namespace AlwaysLeads
