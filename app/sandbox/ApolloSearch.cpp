#include "sandbox/ApolloSearch.h"

#include <QJsonArray>

#include <algorithm>

namespace AlwaysLeads {

namespace {

QStringList texts(const QJsonObject &filters, const char *name)
{
    QStringList list;
    const QJsonValue value = filters.value(QLatin1String(name));
    if (value.isString()) {
        list.append(value.toString());
    }
    for (const QJsonValue &item : value.toArray()) {
        list.append(item.toString());
    }
    return list;
}

/// OR inside one filter; an absent filter holds for everybody.
template <typename Matches> bool any(const QStringList &wanted, Matches matches)
{
    return wanted.isEmpty() || std::ranges::any_of(wanted, matches);
}

bool holds(const QString &text, const QString &part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

bool inRange(int number, const QString &range)
{
    const QStringList ends = range.split(u',');
    return ends.size() == 2 && number >= ends.at(0).toInt() && number <= ends.at(1).toInt();
}

bool titleMatches(const SandboxPerson &person, const QString &wanted, bool similar)
{
    if (!similar) {
        return person.title.compare(wanted, Qt::CaseInsensitive) == 0;
    }
    const QStringList words = wanted.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::any_of(words,
                               [&](const QString &word) { return word.size() > 2 && holds(person.title, word); });
}

bool matches(const SandboxPerson &person, const QJsonObject &filters)
{
    const SandboxCompany &company = person.company;
    const bool similar = filters.value(QLatin1String("include_similar_titles")).toBool(true);
    const QStringList words = filters.value(QLatin1String("q_keywords")).toString().split(u' ', Qt::SkipEmptyParts);
    return any(texts(filters, "person_titles"),
               [&](const QString &title) { return titleMatches(person, title, similar); })
        && any(texts(filters, "person_seniorities"), [&](const QString &level) { return person.seniority == level; })
        && any(texts(filters, "person_locations"),
               [&](const QString &place) { return holds(person.city, place) || holds(person.country, place); })
        && any(texts(filters, "organization_locations"),
               [&](const QString &place) { return holds(company.city, place) || holds(company.country, place); })
        && any(texts(filters, "q_organization_domains_list"),
               [&](const QString &domain) { return company.domain == domain.toLower(); })
        && any(texts(filters, "organization_ids"), [&](const QString &id) { return company.id == id; })
        && any(texts(filters, "organization_num_employees_ranges"),
               [&](const QString &range) { return inRange(company.employees, range); })
        && any(texts(filters, "contact_email_status"),
               [&](const QString &status) { return person.emailStatus == status; })
        && std::ranges::all_of(words, [&](const QString &word) {
               return holds(person.name(), word) || holds(person.title, word) || holds(company.name, word)
                   || holds(company.industry, word) || holds(company.description, word);
           });
}

} // namespace

QList<SandboxPerson> apolloSearch(const QList<SandboxPerson> &people, const QJsonObject &filters)
{
    QList<SandboxPerson> found;
    std::ranges::copy_if(people, std::back_inserter(found),
                         [&](const SandboxPerson &person) { return matches(person, filters); });
    return found;
}

QJsonObject apolloFilters(const QUrlQuery &query)
{
    QJsonObject filters;
    const auto items = query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (name.endsWith(QLatin1String("[]"))) {
            const QString key = name.chopped(2);
            QJsonArray list = filters.value(key).toArray();
            list.append(value);
            filters.insert(key, list);
        } else if (value == QLatin1String("true") || value == QLatin1String("false")) {
            filters.insert(name, value == QLatin1String("true"));
        } else {
            bool isNumber = false;
            const int number = value.toInt(&isNumber);
            filters.insert(name, isNumber ? QJsonValue(number) : QJsonValue(value));
        }
    }
    return filters;
}

QJsonObject apolloFoundPerson(const SandboxPerson &person)
{
    const QString last = person.lastName;
    return {
        {QStringLiteral("id"), person.id},
        {QStringLiteral("first_name"), person.firstName},
        {QStringLiteral("last_name_obfuscated"), last.left(2) + QStringLiteral("***") + last.right(1)},
        {QStringLiteral("title"), person.title},
        {QStringLiteral("last_refreshed_at"), QStringLiteral("2026-10-04T23:20:32.690+00:00")},
        {QStringLiteral("has_email"), !person.email.isEmpty()},
        {QStringLiteral("has_city"), !person.city.isEmpty()},
        {QStringLiteral("has_state"), false},
        {QStringLiteral("has_country"), true},
        {QStringLiteral("has_direct_phone"), QStringLiteral("Maybe: please request direct dial via people/bulk_match")},
        {QStringLiteral("organization"),
         QJsonObject{{QStringLiteral("name"), person.company.name},
                     {QStringLiteral("has_industry"), true},
                     {QStringLiteral("has_phone"), false},
                     {QStringLiteral("has_city"), true},
                     {QStringLiteral("has_state"), false},
                     {QStringLiteral("has_country"), true},
                     {QStringLiteral("has_zip_code"), false},
                     {QStringLiteral("has_revenue"), false},
                     {QStringLiteral("has_employee_count"), true}}},
    };
}

QJsonObject apolloOrganization(const SandboxCompany &company)
{
    return {
        {QStringLiteral("id"), company.id},
        {QStringLiteral("name"), company.name},
        {QStringLiteral("website_url"), QStringLiteral("http://www.") + company.domain},
        {QStringLiteral("primary_domain"), company.domain},
        {QStringLiteral("industry"), company.industry},
        {QStringLiteral("industries"), QJsonArray{company.industry}},
        {QStringLiteral("keywords"), QJsonArray{QStringLiteral("freight"), QStringLiteral("dispatch")}},
        {QStringLiteral("estimated_num_employees"), company.employees},
        {QStringLiteral("founded_year"), company.founded},
        {QStringLiteral("city"), company.city},
        {QStringLiteral("country"), company.country},
        {QStringLiteral("short_description"), company.description},
        {QStringLiteral("annual_revenue"), QJsonValue()},
        {QStringLiteral("technology_names"), QJsonArray{QStringLiteral("Microsoft Excel")}},
    };
}

QJsonObject apolloPerson(const SandboxPerson &person)
{
    return {
        {QStringLiteral("id"), person.id},
        {QStringLiteral("first_name"), person.firstName},
        {QStringLiteral("last_name"), person.lastName},
        {QStringLiteral("name"), person.name()},
        {QStringLiteral("title"), person.title},
        {QStringLiteral("headline"), person.title + QStringLiteral(" at ") + person.company.name},
        {QStringLiteral("linkedin_url"), QJsonValue()},
        {QStringLiteral("email"), person.email.isEmpty() ? QJsonValue() : QJsonValue(person.email)},
        {QStringLiteral("email_status"), person.emailStatus},
        {QStringLiteral("extrapolated_email_confidence"),
         person.emailStatus == QLatin1String("extrapolated") ? QJsonValue(0.62) : QJsonValue()},
        {QStringLiteral("city"), person.city},
        {QStringLiteral("state"), QJsonValue()},
        {QStringLiteral("country"), person.country},
        {QStringLiteral("seniority"), person.seniority},
        {QStringLiteral("departments"), QJsonArray{QStringLiteral("master_operations")}},
        {QStringLiteral("employment_history"),
         QJsonArray{QJsonObject{{QStringLiteral("_id"), QStringLiteral("1")},
                                {QStringLiteral("title"), person.title},
                                {QStringLiteral("organization_id"), person.company.id},
                                {QStringLiteral("organization_name"), person.company.name},
                                {QStringLiteral("current"), true},
                                {QStringLiteral("start_date"), QStringLiteral("2023-01-01")},
                                {QStringLiteral("end_date"), QJsonValue()}}}},
        {QStringLiteral("organization_id"), person.company.id},
        {QStringLiteral("organization"), apolloOrganization(person.company)},
        {QStringLiteral("contact_id"), QJsonValue()},
        {QStringLiteral("revealed_for_current_team"), true},
    };
}

} // namespace AlwaysLeads
