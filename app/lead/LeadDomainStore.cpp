#include "lead/LeadDomainStore.h"

#include "lead/LeadStore.h"
#include "storage/JsonIds.h"
#include "suppression/SuppressionStore.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace AlwaysLeads {

namespace {

// An address has one @ (EmailAddress::parse()).
const QString domainOfEmail = QStringLiteral("substr(email, instr(email, '@') + 1)");

QString jsonTexts(const QStringList &texts)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

/// Reads no row of a person, only the index of the addresses.
Result<QString> peopleAt(Connection &connection, const QStringList &domains)
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT id FROM lead WHERE email IS NOT NULL AND %1 IN (SELECT value FROM json_each(?))")
            .arg(domainOfEmail),
        {jsonTexts(domains)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<qint64> ids;
    while (rows->next()) {
        ids << rows->number(0);
    }
    return rows->outcome(jsonIds(ids));
}

struct Addressed
{
    LeadId id;
    QString email;
};

Result<QList<Addressed>> select(Connection &connection, const QString &condition, const QString &ids)
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT id, email FROM lead WHERE id IN (SELECT value FROM json_each(?)) AND ") + condition,
        {ids});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<Addressed> people;
    while (rows->next()) {
        people.append({LeadId(rows->number(0)), rows->text(1)});
    }
    return rows->outcome(people);
}

Result<QList<LeadId>> setState(Connection &connection, const QList<LeadId> &leads, EmailState state)
{
    for (const LeadId id : leads) {
        if (Result<> set = LeadStore().setEmailState(connection, id, state); !set) {
            return failureOf(std::move(set));
        }
    }
    return leads;
}

} // namespace

Result<QStringList> LeadDomainStore::domainsOf(Connection &connection, const QList<LeadId> &leads) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT DISTINCT %1 FROM lead WHERE email IS NOT NULL AND id IN "
                                        "(SELECT value FROM json_each(?))")
                             .arg(domainOfEmail),
                         {jsonIds(leads)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QStringList domains;
    while (rows->next()) {
        domains << rows->text(0);
    }
    return rows->outcome(domains);
}

Result<QList<LeadId>> LeadDomainStore::markUnreachable(Connection &connection, const QStringList &domains) const
{
    if (domains.isEmpty()) {
        return QList<LeadId>();
    }
    Result<QString> there = peopleAt(connection, domains);
    if (!there) {
        return failureOf(std::move(there));
    }
    Result<QList<Addressed>> people = select(connection, QStringLiteral("email_state <> 'invalid'"), *there);
    if (!people) {
        return failureOf(std::move(people));
    }
    QList<LeadId> marked;
    for (const Addressed &person : *people) {
        marked << person.id;
    }
    return setState(connection, marked, EmailState::Invalid);
}

Result<QList<LeadId>> LeadDomainStore::markReachable(Connection &connection, const QStringList &domains) const
{
    if (domains.isEmpty()) {
        return QList<LeadId>();
    }
    Result<QString> there = peopleAt(connection, domains);
    if (!there) {
        return failureOf(std::move(there));
    }
    Result<QList<Addressed>> people =
        select(connection, QStringLiteral("email_state = 'invalid' AND status <> 'bounced'"), *there);
    if (!people) {
        return failureOf(std::move(people));
    }
    QList<LeadId> freed;
    for (const Addressed &person : *people) {
        const Result<EmailAddress> address = EmailAddress::parse(person.email);
        Result<std::optional<SuppressionEntry>> bounced = address
            ? SuppressionStore().find(connection, *address)
            : Result<std::optional<SuppressionEntry>>(std::nullopt);
        if (!bounced) {
            return failureOf(std::move(bounced));
        }
        if (!*bounced) {
            freed << person.id;
        }
    }
    return setState(connection, freed, EmailState::Unchecked);
}

Result<AddressVerdicts> LeadDomainStore::verdicts(Connection &connection, ImportId import) const
{
    Result<Query> row = connection.query(
        QStringLiteral("SELECT count(*), sum(state IN ('no such domain', 'no server', 'refuses mail')), "
                       "sum(wanted_at IS NOT NULL), sum(coalesce(state, 'unknown') = 'unknown' AND wanted_at IS NULL) "
                       "FROM import_row JOIN lead ON lead.id = lead_id "
                       "LEFT JOIN mail_domain ON domain = %1 WHERE import_id = ? AND email IS NOT NULL")
            .arg(domainOfEmail),
        {import.value()});
    if (!row) {
        return failureOf(std::move(row));
    }
    AddressVerdicts verdicts;
    if (row->next()) {
        verdicts = {row->number(0), row->number(1), row->number(2), row->number(3)};
    }
    return row->outcome(verdicts);
}

} // namespace AlwaysLeads
