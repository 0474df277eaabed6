#include "sandbox/ApolloSearch.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>

namespace AlwaysLeads {

namespace {

QStringList texts(const QJsonObject &filters, const char *name)
{
    QStringList list;
    const QJsonValue value = filters.value(QLatin1String(name));
    if (value.isString()) {
        list.append(value.toString());
    }
    for (const QJsonValue item : value.toArray()) {
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

/// What a company is seen to use; everybody in freight keeps a spreadsheet.
QStringList technologies(const SandboxCompany &company)
{
    static const QStringList more = {QStringLiteral("google_analytics"), QStringLiteral("wordpress_org"),
                                     QStringLiteral("salesforce"), QStringLiteral("hubspot")};
    return {QStringLiteral("microsoft_excel"), more.at(company.employees % more.size())};
}

qint64 revenue(const SandboxCompany &company)
{
    return qint64(company.employees) * 150'000;
}

bool revenueFits(const SandboxCompany &company, const QJsonObject &range)
{
    const qint64 made = revenue(company);
    return made >= range.value(QLatin1String("min")).toInteger(0)
        && made <= range.value(QLatin1String("max")).toInteger(std::numeric_limits<qint64>::max());
}

/// Apollo's words for a status in the search are not those of the person: a guess is found as "likely to engage".
bool hasStatus(const SandboxPerson &person, const QString &wanted)
{
    if (person.emailStatus == QLatin1String("extrapolated")) {
        return wanted == QLatin1String("likely to engage") || wanted == QLatin1String("unverified");
    }
    return person.emailStatus == wanted;
}

/// The titles in a company's open job ads.
bool hires(const SandboxCompany &company, const QString &title)
{
    return company.news.contains(QLatin1String("hiring"))
        && QStringLiteral("Load planner").contains(title, Qt::CaseInsensitive);
}

/// "2026-11-07T06:20:32.690+00:00", one of the last weeks' days for each person.
QString refreshedAt(const SandboxPerson &person)
{
    const int day = 1 + person.id.mid(0, 4).toInt(nullptr, 16) % 24;
    return QStringLiteral("2026-11-%1T06:20:32.690+00:00").arg(day, 2, 10, QLatin1Char('0'));
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
        && any(texts(filters, "contact_email_status"), [&](const QString &status) { return hasStatus(person, status); })
        && any(texts(filters, "currently_using_any_of_technology_uids"),
               [&](const QString &uid) { return technologies(company).contains(uid); })
        && revenueFits(company, filters.value(QLatin1String("revenue_range")).toObject())
        && any(texts(filters, "q_organization_job_titles"), [&](const QString &title) { return hires(company, title); })
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
        {QStringLiteral("last_refreshed_at"), refreshedAt(person)},
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
        {QStringLiteral("annual_revenue"), revenue(company)},
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
        {QStringLiteral("linkedin_url"),
         QStringLiteral("http://www.linkedin.example/in/") + person.email.section(u'@', 0, 0).replace(u'.', u'-')},
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
