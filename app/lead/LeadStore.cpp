#include "lead/LeadStore.h"

#include "lead/CompanyStore.h"
#include "lead/CustomFieldStore.h"
#include "lead/LeadIndexStore.h"
#include "lead/LeadMergeStore.h"
#include "lead/TagStore.h"
#include "storage/FreshId.h"
#include "storage/JsonIds.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace AlwaysLeads {

namespace {

QVariant emailOrNull(const Lead &lead)
{
    return lead.email ? QVariant(lead.email->toString()) : QVariant();
}

QVariant numberOrNull(CompanyId id)
{
    return id.isNull() ? QVariant() : QVariant(id.value());
}

std::optional<EmailAddress> addressOf(const Query &row, int column)
{
    if (row.isNull(column)) {
        return std::nullopt;
    }
    Result<EmailAddress> address = EmailAddress::parse(row.text(column));
    return address ? std::optional<EmailAddress>(*address) : std::nullopt;
}

} // namespace

Result<LeadId> LeadStore::add(Connection &connection, const Lead &lead, const QDateTime &now) const
{
    if (Result<> free = checkAddressIsFree(connection, lead); !free) {
        return failureOf(std::move(free));
    }
    Result<CompanyId> company = companyOf(connection, lead, now);
    if (!company) {
        return failureOf(std::move(company));
    }
    Lead row = lead;
    row.companyId = *company;
    Result<LeadId> id = insert(connection, row, now);
    if (!id) {
        return id;
    }
    if (Result<> tagged = TagStore().replace(connection, *id, lead.tags); !tagged) {
        return failureOf(std::move(tagged));
    }
    if (Result<> filled = CustomFieldStore().replace(connection, *id, lead.custom); !filled) {
        return failureOf(std::move(filled));
    }
    return id;
}

Result<LeadId> LeadStore::insert(Connection &connection, const Lead &lead, const QDateTime &now) const
{
    Result<qint64> id = connection.insert(
        QStringLiteral(
            "INSERT INTO lead (id, email, email_state, first_name, last_name, title, company_id, phone, website, "
            "city, country, language, notes, status, score, touched_at, created_at, updated_at) "
            "VALUES (%1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .arg(freshId("lead")),
        {emailOrNull(lead), toWord(lead.emailState), lead.firstName, lead.lastName, lead.title,
         numberOrNull(lead.companyId), lead.phone, lead.website, lead.city, lead.country, lead.language, lead.notes,
         toWord(lead.status), lead.score ? QVariant(*lead.score) : QVariant(), lead.touchedAt, now, now});
    if (!id) {
        return failureOf(std::move(id));
    }
    Result<qint64> indexed =
        connection.run(QStringLiteral("INSERT INTO lead_search (name, email, title, company, place, notes, rowid) "
                                      "VALUES (?, ?, ?, ?, ?, ?, ?)"),
                       LeadIndexStore::valuesOf(lead) << *id);
    if (!indexed) {
        return failureOf(std::move(indexed));
    }
    return LeadId(*id);
}

Result<> LeadStore::checkAddressIsFree(Connection &connection, const Lead &lead) const
{
    if (!lead.email) {
        return {};
    }
    Result<LeadId> owner = byEmail(connection, *lead.email);
    if (!owner) {
        return failureOf(std::move(owner));
    }
    if (owner->isNull() || *owner == lead.id) {
        return {};
    }
    Result<Lead> other = this->lead(connection, *owner);
    if (!other) {
        return failureOf(std::move(other));
    }
    const QString who = other->fullName().isEmpty() ? tr("Another lead") : other->fullName();
    return failure(ErrorKind::Refused,
                   other->deletedAt.isValid() ? tr("%1, who was deleted, has this address already.").arg(who)
                                              : tr("%1 has this address already.").arg(who));
}

Result<CompanyId> LeadStore::companyOf(Connection &connection, const Lead &lead, const QDateTime &now) const
{
    Result<CompanyId> company = CompanyStore().findOrAdd(connection, lead.companyName, now);
    if (!company || company->isNull()) {
        return company;
    }
    // What is known already belongs to everybody there.
    Result<> filled = CompanyStore().fill(connection, *company, CompanyDetails::of(lead));
    return filled ? company : failureOf(std::move(filled));
}

Result<> LeadStore::save(Connection &connection, const Lead &lead, const QDateTime &now) const
{
    if (Result<> free = checkAddressIsFree(connection, lead); !free) {
        return free;
    }
    if (lead.email) {
        if (Result<> freed = LeadMergeStore().takeFormerAddress(connection, lead.id, *lead.email); !freed) {
            return freed;
        }
    }
    Result<CompanyId> company = CompanyStore().findOrAdd(connection, lead.companyName, now);
    if (!company) {
        return failureOf(std::move(company));
    }
    // A website read from the company (see lead()) does not become the person's own and does not move along with them.
    Result<qint64> changed = connection.run(
        QStringLiteral("UPDATE lead SET email = ?, email_state = ?, first_name = ?, last_name = ?, title = ?, "
                       "company_id = ?, phone = ?, city = ?, country = ?, language = ?, notes = ?, updated_at = ?, "
                       "website = CASE WHEN website = '' AND (SELECT company.website FROM company "
                       "WHERE company.id = lead.company_id) = ? THEN '' ELSE ? END WHERE id = ?"),
        {emailOrNull(lead), toWord(lead.emailState), lead.firstName, lead.lastName, lead.title, numberOrNull(*company),
         lead.phone, lead.city, lead.country, lead.language, lead.notes, now, lead.website, lead.website,
         lead.id.value()});
    if (!changed) {
        return failureOf(std::move(changed));
    }
    if (*changed == 0) {
        return failure(ErrorKind::NotFound, tr("This lead is not there any more."));
    }
    if (Result<> tagged = TagStore().replace(connection, lead.id, lead.tags); !tagged) {
        return tagged;
    }
    if (Result<> filled = CustomFieldStore().replace(connection, lead.id, lead.custom); !filled) {
        return filled;
    }
    return index(connection, lead);
}

Result<Lead> LeadStore::lead(Connection &connection, LeadId id) const
{
    Lead lead;
    {
        Result<Query> row = connection.query(
            QStringLiteral(
                "SELECT lead.email, lead.email_state, first_name, last_name, title, company_id, company.name, "
                "company.size, phone, lead.website, company.website, lead.city, lead.country, language, notes, "
                "status, score, lead.created_at, updated_at, touched_at, deleted_at, company.industry, "
                "company.domain "
                "FROM lead LEFT JOIN company ON company.id = company_id WHERE lead.id = ?"),
            {id.value()});
        if (!row) {
            return failureOf(std::move(row));
        }
        if (!row->next()) {
            if (Result<int> read = row->outcome(0); !read) {
                return failureOf(std::move(read));
            }
            return failure(ErrorKind::NotFound, tr("This lead is not there any more."));
        }
        lead.id = id;
        lead.email = addressOf(*row, 0);
        lead.emailState = emailStateFromWord(row->text(1)).value_or(EmailState::Unchecked);
        lead.firstName = row->text(2);
        lead.lastName = row->text(3);
        lead.title = row->text(4);
        lead.companyId = CompanyId(row->number(5));
        lead.companyName = row->text(6);
        if (!row->isNull(7)) {
            lead.companySize = row->number(7);
        }
        lead.phone = row->text(8);
        lead.website = row->text(9).isEmpty() ? row->text(10) : row->text(9);
        lead.city = row->text(11);
        lead.country = row->text(12);
        lead.language = row->text(13);
        lead.notes = row->text(14);
        lead.status = leadStatusFromWord(row->text(15)).value_or(LeadStatus::New);
        if (!row->isNull(16)) {
            lead.score = int(row->number(16));
        }
        lead.createdAt = row->time(17);
        lead.updatedAt = row->time(18);
        lead.touchedAt = row->time(19);
        lead.deletedAt = row->time(20);
        lead.industry = row->text(21);
        lead.companyDomain = row->text(22);
    }
    const TagStore tagStore;
    Result<QStringList> tags = tagStore.of(connection, id);
    if (!tags) {
        return failureOf(std::move(tags));
    }
    lead.tags = *tags;
    const CustomFieldStore fieldStore;
    Result<QMap<QString, QString>> custom = fieldStore.of(connection, id);
    if (!custom) {
        return failureOf(std::move(custom));
    }
    lead.custom = *custom;
    return lead;
}

Result<LeadId> LeadStore::byEmail(Connection &connection, const EmailAddress &email) const
{
    return connection
        .number(QStringLiteral("SELECT coalesce(merged_into, id) FROM lead WHERE email = ?"), {email.toString()})
        .map([](qint64 id) { return LeadId(id); });
}

Result<std::optional<std::pair<LeadId, LeadStatus>>> LeadStore::standing(Connection &connection,
                                                                         const EmailAddress &email) const
{
    using Standing = std::optional<std::pair<LeadId, LeadStatus>>;
    Result<Query> row =
        connection.query(QStringLiteral("SELECT lead.id, lead.status FROM lead AS found JOIN lead ON lead.id = "
                                        "coalesce(found.merged_into, found.id) WHERE found.email = ?"),
                         {email.toString()});
    if (!row) {
        return failureOf(std::move(row));
    }
    if (!row->next()) {
        return row->outcome(Standing());
    }
    return Standing({LeadId(row->number(0)), leadStatusFromWord(row->text(1)).value_or(LeadStatus::New)});
}

Result<LeadId> LeadStore::byNameAndCompany(Connection &connection, const Lead &lead) const
{
    return connection
        .number(QStringLiteral("SELECT lead.id FROM lead JOIN company ON company.id = company_id "
                               "WHERE last_name = ? COLLATE NOCASE AND first_name = ? COLLATE NOCASE "
                               "AND company.name = ? COLLATE NOCASE AND merged_into IS NULL "
                               "ORDER BY lead.id LIMIT 1"),
                {lead.lastName, lead.firstName, lead.companyName})
        .map([](qint64 id) { return LeadId(id); });
}

Result<QList<LeadSummary>> LeadStore::summaries(Connection &connection, const std::vector<LeadId> &ids) const
{
    // One statement for pages of any size, and the order asked for.
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT lead.id, first_name, last_name, title, company.name, email, email_state, status, score, "
                       "lead.created_at, touched_at, deleted_at, "
                       "(SELECT json_group_array(name) FROM (SELECT tag.name FROM lead_tag JOIN tag ON tag.id = tag_id "
                       "WHERE lead_id = lead.id ORDER BY tag.name)), "
                       "EXISTS (SELECT 1 FROM hand_score WHERE hand_score.lead_id = lead.id) "
                       "FROM json_each(?) AS wanted JOIN lead ON lead.id = wanted.value LEFT JOIN company ON "
                       "company.id = company_id "
                       "ORDER BY wanted.key"),
        {jsonIds(ids)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<LeadSummary> list;
    while (rows->next()) {
        LeadSummary summary;
        summary.id = LeadId(rows->number(0));
        summary.firstName = rows->text(1);
        summary.lastName = rows->text(2);
        summary.title = rows->text(3);
        summary.company = rows->text(4);
        const std::optional<EmailAddress> email = addressOf(*rows, 5);
        summary.email = email ? email->shown() : QString();
        summary.emailState = emailStateFromWord(rows->text(6)).value_or(EmailState::Unchecked);
        summary.status = leadStatusFromWord(rows->text(7)).value_or(LeadStatus::New);
        if (!rows->isNull(8)) {
            summary.score = int(rows->number(8));
        }
        summary.createdAt = rows->time(9);
        summary.touchedAt = rows->time(10);
        summary.deletedAt = rows->time(11);
        for (const QJsonValue tag : QJsonDocument::fromJson(rows->text(12).toUtf8()).array()) {
            summary.tags << tag.toString();
        }
        summary.scoreByHand = summary.score && rows->number(13) != 0;
        list.append(std::move(summary));
    }
    return rows->outcome(list);
}

namespace {

/// Runs an UPDATE of one lead. NotFound when there is none.
Result<> changeOne(Connection &connection, const QString &sql, const QVariantList &values)
{
    Result<qint64> changed = connection.run(sql, values);
    if (!changed) {
        return failureOf(std::move(changed));
    }
    if (*changed == 0) {
        return failure(ErrorKind::NotFound, LeadStore::tr("This lead is not there any more."));
    }
    return {};
}

} // namespace

Result<> LeadStore::setStatus(Connection &connection, LeadId id, LeadStatus status) const
{
    return changeOne(connection, QStringLiteral("UPDATE lead SET status = ? WHERE id = ?"),
                     {toWord(status), id.value()});
}

Result<> LeadStore::setEmailState(Connection &connection, LeadId id, EmailState state) const
{
    return changeOne(connection, QStringLiteral("UPDATE lead SET email_state = ? WHERE id = ?"),
                     {toWord(state), id.value()});
}

Result<> LeadStore::touch(Connection &connection, LeadId id, const QDateTime &when) const
{
    return changeOne(connection,
                     QStringLiteral("UPDATE lead SET touched_at = max(coalesce(touched_at, 0), ?) WHERE id = ?"),
                     {when, id.value()});
}

Result<bool> LeadStore::softDelete(Connection &connection, LeadId id, const QDateTime &now) const
{
    return connection
        .run(QStringLiteral("UPDATE lead SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL"), {now, id.value()})
        .map([](qint64 changed) { return changed > 0; });
}

Result<bool> LeadStore::restore(Connection &connection, LeadId id) const
{
    Result<qint64> mergedInto =
        connection.number(QStringLiteral("SELECT coalesce(merged_into, 0) FROM lead WHERE id = ?"), {id.value()});
    if (!mergedInto) {
        return failureOf(std::move(mergedInto));
    }
    if (*mergedInto != 0) {
        return failure(ErrorKind::Refused, tr("This person has become one with another. Undo the merge instead."));
    }
    return connection
        .run(QStringLiteral("UPDATE lead SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL"), {id.value()})
        .map([](qint64 changed) { return changed > 0; });
}

Result<QList<LeadId>> LeadStore::deletedBefore(Connection &connection, const QDateTime &when) const
{
    // Who was merged stays as a former address of the one they are now, so that no import brings them back.
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT id FROM lead WHERE deleted_at < ? AND merged_into IS NULL"), {when});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<LeadId> ids;
    while (rows->next()) {
        ids << LeadId(rows->number(0));
    }
    return rows->outcome(ids);
}

Result<> LeadStore::index(Connection &connection, const Lead &lead) const
{
    Result<qint64> indexed = connection.run(
        QStringLiteral("INSERT OR REPLACE INTO lead_search (name, email, title, company, place, notes, rowid) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)"),
        LeadIndexStore::valuesOf(lead) << lead.id.value());
    if (!indexed) {
        return failureOf(std::move(indexed));
    }
    return {};
}

} // namespace AlwaysLeads
