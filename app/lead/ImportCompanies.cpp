#include "lead/ImportCompanies.h"

#include "lead/ImportMatch.h"

#include <QJsonArray>

namespace AlwaysLeads {

namespace {

constexpr QLatin1String toldName("company told");
/// Of imports from before an industry and a domain could be told: [company, size now, size before where known].
constexpr QLatin1String sizedName("sized company");

QVariant valueOf(const Company &company, const QString &detail)
{
    const CompanyDetails details{company.size, company.industry, company.domain};
    return details.byName().value(detail);
}

} // namespace

ImportCompanies::ImportCompanies(Connection &connection, ImportRowStore &rows, bool hasOthers)
    : m_connection(connection)
    , m_rows(rows)
    , m_hasOthers(hasOthers)
{
}

Result<CompanyId> ImportCompanies::named(const QString &name, const CompanyDetails &details)
{
    if (name.isEmpty()) {
        return CompanyId();
    }
    const quint64 key = nameKey(name);
    if (const auto known = m_byName.constFind(key); known != m_byName.cend()) {
        return *known;
    }
    Result<CompanyId> company = CompanyId();
    if (m_hasOthers) {
        company = m_store.byName(m_connection, name);
    }
    if (company && company->isNull()) {
        company = m_rows.addCompany(name, details);
        if (company) {
            m_known.insert(company->value(), knownOf(details));
        }
    }
    if (company) {
        m_byName.insert(key, *company);
    }
    return company;
}

Result<> ImportCompanies::tell(CompanyId company, const CompanyDetails &details, bool overwrites, QJsonObject &before)
{
    const Known told = knownOf(details);
    if (company.isNull() || told == 0 || (!overwrites && (told & ~m_known.value(company.value())) == 0)) {
        return {};
    }
    m_known[company.value()] |= told;
    Result<Company> there = m_store.company(m_connection, company);
    if (!there) {
        return failureOf(std::move(there));
    }
    QJsonObject note;
    const QMap<QString, QVariant> values = details.byName();
    for (auto detail = values.cbegin(); detail != values.cend(); ++detail) {
        const QVariant present = valueOf(*there, detail.key());
        if (present == *detail || (present.isValid() && !overwrites)) {
            continue;
        }
        Result<bool> changed = m_store.changeDetail(m_connection, company, detail.key(), present, *detail);
        if (!changed) {
            return failureOf(std::move(changed));
        }
        if (*changed) {
            note.insert(detail.key(), QJsonArray{QJsonValue::fromVariant(present), QJsonValue::fromVariant(*detail)});
        }
    }
    if (!note.isEmpty()) {
        note.insert(QStringLiteral("id"), company.value());
        before.insert(toldName, note);
    }
    return {};
}

Result<> ImportCompanies::takeBack(Connection &connection, const QJsonObject &before)
{
    const CompanyStore store;
    const auto change = [&](CompanyId company, const QString &detail, const QJsonValue &now, const QJsonValue &former) {
        // Sizes are integers in the database, and a double is none of them.
        const auto stored = [](const QJsonValue &value) {
            return value.isDouble() ? QVariant(value.toInteger()) : value.isString() ? value.toVariant() : QVariant();
        };
        return store.changeDetail(connection, company, detail, stored(now), stored(former)).map([](bool) {});
    };
    if (const QJsonArray sized = before.value(sizedName).toArray(); sized.size() >= 2) {
        return change(CompanyId(sized.at(0).toInteger()), QStringLiteral("company size"), sized.at(1), sized.at(2));
    }
    const QJsonObject note = before.value(toldName).toObject();
    for (const QString &detail : CompanyDetails::names()) {
        const QJsonArray pair = note.value(detail).toArray();
        if (pair.size() != 2) {
            continue;
        }
        const CompanyId company(note.value(QLatin1String("id")).toInteger());
        if (Result<> back = change(company, detail, pair.at(1), pair.at(0)); !back) {
            return back;
        }
    }
    return {};
}

ImportCompanies::Known ImportCompanies::knownOf(const CompanyDetails &details)
{
    return Known((details.size ? 1 : 0) | (details.industry.isEmpty() ? 0 : 2) | (details.domain.isEmpty() ? 0 : 4));
}

} // namespace AlwaysLeads
