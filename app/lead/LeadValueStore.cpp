#include "lead/LeadValueStore.h"

#include "lead/ColumnGuess.h"
#include "lead/CompanyStore.h"
#include "lead/CustomFieldStore.h"
#include "lead/LeadIndexStore.h"
#include "lead/LeadMergeStore.h"
#include "lead/LeadStore.h"

#include <QHash>

namespace AlwaysLeads {

namespace {

constexpr int minutesOfTyping = 10;

/// The fields that are one column of the lead.
const QHash<QString, QString> &plainColumns()
{
    static const QHash<QString, QString> columns = {
        {QStringLiteral("first name"), QStringLiteral("first_name")},
        {QStringLiteral("last name"), QStringLiteral("last_name")},
        {QStringLiteral("title"), QStringLiteral("title")},
        {QStringLiteral("phone"), QStringLiteral("phone")},
        {QStringLiteral("website"), QStringLiteral("website")},
        {QStringLiteral("city"), QStringLiteral("city")},
        {QStringLiteral("country"), QStringLiteral("country")},
        {QStringLiteral("language"), QStringLiteral("language")},
        {QStringLiteral("notes"), QStringLiteral("notes")},
    };
    return columns;
}

Result<> done(Result<qint64> changed)
{
    return changed ? Result<>() : Result<>(failureOf(std::move(changed)));
}

} // namespace

QString LeadValueStore::ownKey(const QString &field)
{
    const QString prefix = SourceStore::customField(QString());
    return field.startsWith(prefix) ? field.mid(prefix.size()) : QString();
}

QString LeadValueStore::columnOf(const QString &field)
{
    return plainColumns().value(field);
}

QString LeadValueStore::valueOf(const Lead &lead, const QString &field)
{
    if (const QString key = ownKey(field); !key.isEmpty()) {
        return lead.custom.value(key);
    }
    if (field == QLatin1String("notes")) {
        return lead.notes;
    }
    if (field == QLatin1String("company domain")) {
        return lead.companyDomain;
    }
    for (const LeadFact &fact : factsOf(lead)) {
        if (fact.name == field) {
            return fact.value;
        }
    }
    return {};
}

Result<> LeadValueStore::set(Connection &connection, const Lead &lead, const QString &field, const QString &value,
                             const QDateTime &now) const
{
    if (Result<> kept = put(connection, lead, field, value, now); !kept) {
        return kept;
    }
    Result<SourceId> source = byHand(connection, now);
    if (!source) {
        return failureOf(std::move(source));
    }
    const bool name = field == QLatin1String("name");
    const QStringList fields =
        name ? QStringList{QStringLiteral("first name"), QStringLiteral("last name")} : QStringList{field};
    for (const QString &one : fields) {
        if (Result<> noted = SourceStore().setField(connection, lead.id, one, *source); !noted) {
            return noted;
        }
    }
    return LeadIndexStore().renew(connection, {lead.id.value()});
}

Result<> LeadValueStore::put(Connection &connection, const Lead &lead, const QString &field, const QString &value,
                             const QDateTime &now) const
{
    if (const QString key = ownKey(field); !key.isEmpty()) {
        const CustomFieldStore fields;
        Result<CustomField> own = fields.byKey(connection, key);
        if (!own) {
            return failureOf(std::move(own));
        }
        return fields.set(connection, lead.id, own->id, value);
    }
    Lead after = lead;
    if (field == QLatin1String("name")) {
        const SplitName split = splitName(value);
        after.firstName = split.first;
        after.lastName = split.last;
    } else if (field == QLatin1String("first name")) {
        after.firstName = value;
    } else if (field == QLatin1String("last name")) {
        after.lastName = value;
    } else if (field == QLatin1String("email") && value.isEmpty()) {
        after.email.reset();
    }
    if (after.fullName().isEmpty() && !after.email) {
        return failure(ErrorKind::Invalid, tr("A lead needs a name or an address."));
    }
    if (field == QLatin1String("name")) {
        if (Result<> first = putColumn(connection, lead.id, QStringLiteral("first_name"), after.firstName, now);
            !first) {
            return first;
        }
        return putColumn(connection, lead.id, QStringLiteral("last_name"), after.lastName, now);
    }
    if (field == QLatin1String("email")) {
        return putEmail(connection, lead, value, now);
    }
    if (field == QLatin1String("company")) {
        return putCompany(connection, lead, value, now);
    }
    if (CompanyDetails::names().contains(field)) {
        return putDetail(connection, lead, field, value);
    }
    const QString column = columnOf(field);
    if (column.isEmpty()) {
        return failure(ErrorKind::Bug, tr("“%1” cannot be changed here.").arg(field));
    }
    return putColumn(connection, lead.id, column, value, now);
}

Result<> LeadValueStore::putColumn(Connection &connection, LeadId lead, const QString &column, const QVariant &value,
                                   const QDateTime &now) const
{
    Result<qint64> changed = connection.run(
        QStringLiteral("UPDATE lead SET %1 = ?, updated_at = ? WHERE id = ?").arg(column), {value, now, lead.value()});
    if (changed && *changed == 0) {
        return failure(ErrorKind::NotFound, tr("This lead is not there any more."));
    }
    return done(std::move(changed));
}

Result<> LeadValueStore::putEmail(Connection &connection, const Lead &lead, const QString &value,
                                  const QDateTime &now) const
{
    if (value.isEmpty()) {
        return putColumn(connection, lead.id, QStringLiteral("email"), QVariant(), now);
    }
    Result<EmailAddress> address = EmailAddress::parse(value);
    if (!address) {
        return failureOf(std::move(address));
    }
    if (lead.email == *address) {
        return {};
    }
    Lead after = lead;
    after.email = *address;
    if (Result<> free = LeadStore().checkAddressIsFree(connection, after); !free) {
        return free;
    }
    if (Result<> freed = LeadMergeStore().takeFormerAddress(connection, lead.id, *address); !freed) {
        return freed;
    }
    if (Result<> kept = putColumn(connection, lead.id, QStringLiteral("email"), address->toString(), now); !kept) {
        return kept;
    }
    return LeadStore().setEmailState(connection, lead.id, EmailState::Unchecked);
}

Result<> LeadValueStore::putCompany(Connection &connection, const Lead &lead, const QString &name,
                                    const QDateTime &now) const
{
    Result<CompanyId> company = CompanyStore().findOrAdd(connection, name, now);
    if (!company) {
        return failureOf(std::move(company));
    }
    return putColumn(connection, lead.id, QStringLiteral("company_id"),
                     company->isNull() ? QVariant() : QVariant(company->value()), now);
}

Result<> LeadValueStore::putDetail(Connection &connection, const Lead &lead, const QString &name,
                                   const QString &value) const
{
    if (lead.companyId.isNull()) {
        return failure(ErrorKind::Invalid, tr("Give this person a company first."));
    }
    return CompanyStore().setDetail(connection, lead.companyId, name, value);
}

Result<SourceId> LeadValueStore::byHand(Connection &connection, const QDateTime &now) const
{
    Result<qint64> recent = connection.number(
        QStringLiteral("SELECT coalesce(max(id), 0) FROM source WHERE kind = 'person' AND name = '' AND at > ?"),
        {now.addSecs(-60 * minutesOfTyping)});
    if (!recent) {
        return failureOf(std::move(recent));
    }
    if (*recent != 0) {
        return SourceId(*recent);
    }
    return SourceStore().add(connection, Source{{}, SourceKind::Person, {}, {}, now});
}

Result<> LeadValueStore::noteTyped(Connection &connection, const Lead &before, const Lead &after,
                                   const QDateTime &now) const
{
    QStringList fields;
    for (const LeadFact &fact : factsOf(Lead())) {
        if (fact.name != QLatin1String("name") && valueOf(before, fact.name) != valueOf(after, fact.name)) {
            fields << fact.name;
        }
    }
    for (const QString &other : {QStringLiteral("notes"), QStringLiteral("company domain")}) {
        if (valueOf(before, other) != valueOf(after, other)) {
            fields << other;
        }
    }
    QStringList keys = before.custom.keys() + after.custom.keys();
    keys.removeDuplicates();
    for (const QString &key : std::as_const(keys)) {
        if (before.custom.value(key) != after.custom.value(key)) {
            fields << SourceStore::customField(key);
        }
    }
    if (fields.isEmpty()) {
        return {};
    }
    Result<SourceId> source = byHand(connection, now);
    if (!source) {
        return failureOf(std::move(source));
    }
    for (const QString &field : std::as_const(fields)) {
        if (Result<> noted = SourceStore().setField(connection, after.id, field, *source); !noted) {
            return noted;
        }
    }
    return {};
}

} // namespace AlwaysLeads
