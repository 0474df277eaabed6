#include "lead/CompanyStore.h"

#include "lead/LeadSearch.h"

namespace AlwaysLeads {

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
    return connection.insert(QStringLiteral("INSERT INTO company (name, created_at) VALUES (?, ?)"), {name, now})
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

Result<bool> CompanyStore::fillSize(Connection &connection, CompanyId id, qint64 size) const
{
    return connection
        .run(QStringLiteral("UPDATE company SET size = ? WHERE id = ? AND size IS NULL"), {size, id.value()})
        .map([](qint64 changed) { return changed > 0; });
}

Result<> CompanyStore::takeBackSize(Connection &connection, CompanyId id, qint64 size) const
{
    return connection
        .run(QStringLiteral("UPDATE company SET size = NULL WHERE id = ? AND size = ?"), {id.value(), size})
        .map([](qint64) {});
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
