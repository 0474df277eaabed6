#include "lead/CompanyStore.h"

#include "lead/LeadSearch.h"
#include "storage/FreshId.h"
#include "storage/JsonIds.h"

namespace AlwaysLeads {

namespace {

constexpr QLatin1String sizeName("company size");
constexpr QLatin1String industryName("industry");
constexpr QLatin1String domainName("company domain");

/// The industry is a text that is never null.
QString assignment(const QString &detail)
{
    return detail == sizeName  ? QStringLiteral("size = ?")
        : detail == domainName ? QStringLiteral("domain = ?")
                               : QStringLiteral("industry = coalesce(?, '')");
}

QString presentOf(const QString &detail)
{
    return detail == sizeName  ? QStringLiteral("size")
        : detail == domainName ? QStringLiteral("domain")
                               : QStringLiteral("nullif(industry, '')");
}

} // namespace

QMap<QString, QVariant> CompanyDetails::byName() const
{
    QMap<QString, QVariant> values;
    if (size) {
        values.insert(sizeName, *size);
    }
    if (!industry.isEmpty()) {
        values.insert(industryName, industry);
    }
    if (!domain.isEmpty()) {
        values.insert(domainName, domain);
    }
    return values;
}

const QStringList &CompanyDetails::names()
{
    static const QStringList all = {sizeName, industryName, domainName};
    return all;
}

Result<Company> CompanyStore::company(Connection &connection, CompanyId id) const
{
    Result<Query> row = connection.query(
        QStringLiteral("SELECT id, name, domain, size, industry, city, country, website FROM company WHERE id = ?"),
        {id.value()});
    if (!row) {
        return failureOf(std::move(row));
    }
    if (!row->next()) {
        return row->outcome(0).and_then([](int) -> Result<Company> {
            return failure(ErrorKind::NotFound, tr("This company is not there any more."));
        });
    }
    Company company;
    company.id = CompanyId(row->number(0));
    company.name = row->text(1);
    company.domain = row->text(2);
    if (!row->isNull(3)) {
        company.size = row->number(3);
    }
    company.industry = row->text(4);
    company.city = row->text(5);
    company.country = row->text(6);
    company.website = row->text(7);
    return company;
}

Result<CompanyPeople> CompanyStore::people(Connection &connection, CompanyId id, LeadId besides) const
{
    constexpr int few = 5;
    Result<Company> known = company(connection, id);
    if (!known) {
        return failureOf(std::move(known));
    }
    CompanyPeople there{*known, 0, {}, {}};
    {
        Result<Query> counts = connection.query(
            QStringLiteral("SELECT status, count(*) FROM lead WHERE company_id = ? AND deleted_at IS NULL GROUP BY 1"),
            {id.value()});
        if (!counts) {
            return failureOf(std::move(counts));
        }
        QHash<QString, qint64> found;
        while (counts->next()) {
            found.insert(counts->text(0), counts->number(1));
            there.people += counts->number(1);
        }
        for (const LeadStatus status : allLeadStatuses()) {
            if (found.contains(toWord(status))) {
                there.statuses.append({status, found.value(toWord(status))});
            }
        }
        if (Result<int> read = counts->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT id, coalesce(nullif(trim(first_name || ' ' || last_name), ''), email, ''), title, "
                       "status FROM lead WHERE company_id = ? AND id <> ? AND deleted_at IS NULL "
                       "ORDER BY last_name COLLATE NOCASE, first_name COLLATE NOCASE LIMIT ?"),
        {id.value(), besides.value(), few});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    while (rows->next()) {
        there.colleagues.append({LeadId(rows->number(0)), rows->text(1), rows->text(2),
                                 leadStatusFromWord(rows->text(3)).value_or(LeadStatus::New)});
    }
    return rows->outcome(there);
}

Result<CompanyId> CompanyStore::byName(Connection &connection, const QString &name) const
{
    return connection
        .number(QStringLiteral("SELECT id FROM company WHERE name = ? COLLATE NOCASE ORDER BY id LIMIT 1"), {name})
        .map([](qint64 id) { return CompanyId(id); });
}

Result<CompanyId> CompanyStore::findOrAdd(Connection &connection, const QString &name, const QDateTime &now) const
{
    if (name.isEmpty()) {
        return CompanyId();
    }
    Result<CompanyId> known = byName(connection, name);
    if (!known || !known->isNull()) {
        return known;
    }
    return connection
        .insert(QStringLiteral("INSERT INTO company (id, name, created_at) VALUES (%1, ?, ?)").arg(freshId("company")),
                {name, now})
        .map([](qint64 id) { return CompanyId(id); });
}

Result<> CompanyStore::save(Connection &connection, const Company &company) const
{
    Result<qint64> changed = connection.run(
        QStringLiteral("UPDATE company SET name = ?, domain = ?, size = ?, industry = ?, city = ?, country = ?, "
                       "website = ? WHERE id = ?"),
        {company.name, company.domain.isEmpty() ? QVariant() : QVariant(company.domain),
         company.size ? QVariant(*company.size) : QVariant(), company.industry, company.city, company.country,
         company.website, company.id.value()});
    if (!changed) {
        return failureOf(std::move(changed));
    }
    if (*changed == 0) {
        return failure(ErrorKind::NotFound, tr("This company is not there any more."));
    }
    Result<qint64> indexed = connection.run(
        QStringLiteral("UPDATE lead_search SET company = ? WHERE rowid IN (SELECT id FROM lead WHERE company_id = ?)"),
        {LeadSearch::folded(company.name), company.id.value()});
    if (!indexed) {
        return failureOf(std::move(indexed));
    }
    return {};
}

Result<> CompanyStore::fill(Connection &connection, CompanyId id, const CompanyDetails &details) const
{
    const QMap<QString, QVariant> values = details.byName();
    for (auto detail = values.cbegin(); detail != values.cend(); ++detail) {
        if (Result<bool> set = changeDetail(connection, id, detail.key(), {}, detail.value()); !set) {
            return failureOf(std::move(set));
        }
    }
    return {};
}

Result<> CompanyStore::setDetail(Connection &connection, CompanyId id, const QString &name, const QString &value) const
{
    Result<QVariant> stored = storedAs(name, value);
    if (!stored) {
        return failureOf(std::move(stored));
    }
    if (name == domainName && !value.isEmpty()) {
        Result<Query> owner = connection.query(QStringLiteral("SELECT name FROM company WHERE domain = ? AND id <> ?"),
                                               {value, id.value()});
        if (!owner) {
            return failureOf(std::move(owner));
        }
        if (owner->next()) {
            return failure(
                ErrorKind::Invalid,
                tr("%1 has the domain %2 already: a domain belongs to one company.").arg(owner->text(0), value));
        }
    }
    return connection
        .run(QStringLiteral("UPDATE company SET %1 WHERE id = ?").arg(assignment(name)), {*stored, id.value()})
        .map([](qint64) {});
}

Result<> CompanyStore::setDetailOf(Connection &connection, const QList<LeadId> &people, const QString &name,
                                   const QString &value) const
{
    Result<QVariant> stored = storedAs(name, value);
    if (!stored) {
        return failureOf(std::move(stored));
    }
    return connection
        .run(QStringLiteral("UPDATE company SET %1 WHERE id IN (SELECT company_id FROM lead WHERE id IN "
                            "(SELECT value FROM json_each(?)))")
                 .arg(assignment(name)),
             {*stored, jsonIds(people)})
        .map([](qint64) {});
}

Result<QVariant> CompanyStore::storedAs(const QString &name, const QString &value)
{
    if (name != sizeName || value.isEmpty()) {
        return value.isEmpty() ? QVariant() : QVariant(value);
    }
    bool ok = false;
    const qint64 size = value.toLongLong(&ok);
    if (!ok || size < 0) {
        return failure(ErrorKind::Invalid, tr("“%1” is not a number of people.").arg(value));
    }
    return QVariant(size);
}

Result<bool> CompanyStore::changeDetail(Connection &connection, CompanyId id, const QString &name,
                                        const QVariant &present, const QVariant &value) const
{
    const QString free = name == domainName
        ? QStringLiteral(" AND NOT EXISTS (SELECT 1 FROM company AS other WHERE other.domain = ?)")
        : QString();
    QVariantList values{value, id.value(), present};
    if (!free.isEmpty()) {
        values << value;
    }
    return connection
        .run(QStringLiteral("UPDATE company SET %1 WHERE id = ? AND %2 IS ?").arg(assignment(name), presentOf(name))
                 + free,
             values)
        .map([](qint64 changed) { return changed > 0; });
}

Result<> CompanyStore::removeEmptyOf(Connection &connection, const QDateTime &createdAt) const
{
    return connection
        .run(QStringLiteral("DELETE FROM company WHERE created_at = ? AND NOT EXISTS "
                            "(SELECT 1 FROM lead WHERE company_id = company.id)"),
             {createdAt})
        .map([](qint64) {});
}

Result<bool> CompanyStore::removeWhenEmpty(Connection &connection, CompanyId id) const
{
    return connection
        .run(QStringLiteral("DELETE FROM company WHERE id = ? AND NOT EXISTS "
                            "(SELECT 1 FROM lead WHERE company_id = company.id)"),
             {id.value()})
        .map([](qint64 changed) { return changed > 0; });
}

} // namespace AlwaysLeads
