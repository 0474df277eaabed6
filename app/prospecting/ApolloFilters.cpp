#include "prospecting/ApolloFilters.h"

#include "net/Json.h"

#include <QJsonArray>
#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostDomains = 1000; // more is refused
constexpr qsizetype summaryParts = 3;

QJsonArray toArray(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

QStringList texts(const QJsonObject &json, const char *name)
{
    QStringList list;
    for (const QJsonValue value : json.value(QLatin1String(name)).toArray()) {
        const QString text = value.toString().simplified();
        if (!text.isEmpty() && !list.contains(text)) {
            list.append(text);
        }
    }
    return list;
}

void put(QJsonObject &json, const char *name, const QStringList &list)
{
    if (!list.isEmpty()) {
        json.insert(QLatin1String(name), toArray(list));
    }
}

QJsonObject toJson(const NumberRange &range)
{
    QJsonObject json;
    if (range.from) {
        json.insert(QLatin1String("min"), *range.from);
    }
    if (range.to) {
        json.insert(QLatin1String("max"), *range.to);
    }
    return json;
}

/// As the form calls them; words that make none of its choices whole stand for themselves.
QStringList shownChoices(const QStringList &words, const QList<ApolloFilters::Choice> &choices)
{
    QStringList shown;
    QStringList left = words;
    for (const ApolloFilters::Choice &choice : choices) {
        const bool isChosen =
            std::ranges::all_of(choice.words, [&](const QString &word) { return words.contains(word); });
        if (isChosen) {
            shown += choice.text;
            left.removeIf([&](const QString &word) { return choice.words.contains(word); });
        }
    }
    for (QString &word : left) {
        shown += word.replace(QLatin1Char('_'), QLatin1Char(' '));
    }
    return shown;
}

} // namespace

bool ApolloFilters::isEmpty() const
{
    ApolloFilters nothing;
    nothing.similarTitles = similarTitles; // says nothing without titles
    return *this == nothing;
}

QJsonObject ApolloFilters::toJson() const
{
    QJsonObject json;
    put(json, "titles", titles);
    json.insert(QLatin1String("similar titles"), similarTitles);
    put(json, "seniorities", seniorities);
    put(json, "person places", personPlaces);
    put(json, "company places", companyPlaces);
    put(json, "employees", employees);
    if (!words.isEmpty()) {
        json.insert(QLatin1String("words"), words);
    }
    put(json, "industry words", industryWords);
    put(json, "domains", domains);
    put(json, "technologies", technologies);
    if (!revenue.isEmpty()) {
        json.insert(QLatin1String("revenue"), AlwaysLeads::toJson(revenue));
    }
    put(json, "hiring titles", hiringTitles);
    put(json, "email statuses", emailStatuses);
    return json;
}

ApolloFilters ApolloFilters::fromJson(const QJsonObject &json)
{
    ApolloFilters filters;
    filters.titles = texts(json, "titles");
    filters.similarTitles = json.value(QLatin1String("similar titles")).toBool(true);
    filters.seniorities = texts(json, "seniorities");
    filters.personPlaces = texts(json, "person places");
    filters.companyPlaces = texts(json, "company places");
    filters.employees = texts(json, "employees");
    filters.words = json.value(QLatin1String("words")).toString().simplified();
    filters.industryWords = texts(json, "industry words");
    filters.domains = texts(json, "domains");
    filters.technologies = texts(json, "technologies");
    const QJsonObject revenue = json.value(QLatin1String("revenue")).toObject();
    filters.revenue.from = Json::integer(revenue.value(QLatin1String("min")));
    filters.revenue.to = Json::integer(revenue.value(QLatin1String("max")));
    filters.hiringTitles = texts(json, "hiring titles");
    filters.emailStatuses = texts(json, "email statuses");
    return filters;
}

QJsonObject ApolloFilters::toRequest(int page, int perPage) const
{
    QJsonObject body;
    put(body, "person_titles", titles);
    if (!titles.isEmpty() && !similarTitles) {
        body.insert(QLatin1String("include_similar_titles"), false);
    }
    put(body, "person_seniorities", seniorities);
    put(body, "person_locations", personPlaces);
    put(body, "organization_locations", companyPlaces);
    put(body, "organization_num_employees_ranges", employees);
    // A filter that this search does not know is ignored without a word, and everybody is found. Words of the industry
    // therefore go where they are documented to count.
    const QString keywords = (QStringList(words) + industryWords).join(QLatin1Char(' ')).simplified();
    if (!keywords.isEmpty()) {
        body.insert(QLatin1String("q_keywords"), keywords);
    }
    put(body, "q_organization_domains_list", domains.mid(0, mostDomains));
    put(body, "currently_using_any_of_technology_uids", technologies);
    if (!revenue.isEmpty()) {
        body.insert(QLatin1String("revenue_range"), AlwaysLeads::toJson(revenue));
    }
    put(body, "q_organization_job_titles", hiringTitles);
    put(body, "contact_email_status", emailStatuses);
    body.insert(QLatin1String("page"), page);
    body.insert(QLatin1String("per_page"), perPage);
    return body;
}

QString ApolloFilters::bareDomain(const QString &text)
{
    QString domain = text.trimmed().toLower();
    domain = domain.mid(domain.indexOf(QLatin1Char('@')) + 1);
    const qsizetype scheme = domain.indexOf(QLatin1String("://"));
    domain = scheme < 0 ? domain : domain.mid(scheme + 3);
    domain = domain.section(QLatin1Char('/'), 0, 0).section(QLatin1Char(':'), 0, 0);
    if (domain.startsWith(QLatin1String("www."))) {
        domain = domain.mid(4);
    }
    const QString ascii = QString::fromLatin1(QUrl::toAce(domain));
    return ascii.contains(QLatin1Char('.')) && !ascii.contains(QLatin1Char(' ')) ? ascii : QString();
}

QString ApolloFilters::technologyId(const QString &text)
{
    QString id = text.simplified().toLower();
    id.replace(QLatin1Char(' '), QLatin1Char('_')).replace(QLatin1Char('.'), QLatin1Char('_'));
    return id;
}

QString ApolloFilters::summary() const
{
    // Whom and where tell searches apart best; the rest as the form has it.
    QStringList parts = titles + companyPlaces + personPlaces + shownChoices(seniorities, seniorityChoices());
    for (const QString &range : employees) {
        parts += tr("%1 people").arg(shownEmployees(range));
    }
    if (!words.isEmpty()) {
        parts += words;
    }
    for (const QString &status : shownChoices(emailStatuses, emailChoices())) {
        parts += tr("Email: %1").arg(status);
    }
    parts += industryWords + domains + technologies;
    const QLocale locale;
    if (revenue.from && revenue.to) {
        parts += tr("Revenue %1 to %2").arg(locale.toString(*revenue.from), locale.toString(*revenue.to));
    } else if (revenue.from) {
        parts += tr("Revenue from %1").arg(locale.toString(*revenue.from));
    } else if (revenue.to) {
        parts += tr("Revenue to %1").arg(locale.toString(*revenue.to));
    }
    for (const QString &title : hiringTitles) {
        parts += tr("Looking for %1").arg(title);
    }
    if (parts.isEmpty()) {
        return tr("Everybody");
    }
    const qsizetype more = parts.size() - summaryParts;
    const QString shown = parts.mid(0, summaryParts).join(QStringLiteral(", "));
    return more > 0 ? tr("%1 and %2 more").arg(shown).arg(more) : shown;
}

QString ApolloFilters::shownEmployees(const QString &range)
{
    const QString from = range.section(QLatin1Char(','), 0, 0);
    const QString to = range.section(QLatin1Char(','), 1, 1);
    return range == employeeRanges().last() ? from + QLatin1Char('+') : from + QChar(0x2013) + to;
}

QList<ApolloFilters::Choice> ApolloFilters::seniorityChoices()
{
    return {{tr("Owner and founder"), {QStringLiteral("owner"), QStringLiteral("founder"), QStringLiteral("partner")}},
            {tr("C-level"), {QStringLiteral("c_suite")}},
            {tr("VP, head, director"), {QStringLiteral("vp"), QStringLiteral("head"), QStringLiteral("director")}},
            {tr("Manager"), {QStringLiteral("manager")}},
            {tr("Senior and below"), {QStringLiteral("senior"), QStringLiteral("entry"), QStringLiteral("intern")}}};
}

QList<ApolloFilters::Choice> ApolloFilters::emailChoices()
{
    return {{tr("Verified"), {QStringLiteral("verified")}}, {tr("Likely"), {QStringLiteral("likely to engage")}}};
}

const QStringList &ApolloFilters::employeeRanges()
{
    static const QStringList ranges = {QStringLiteral("1,10"), QStringLiteral("11,50"), QStringLiteral("51,200"),
                                       QStringLiteral("201,500"), QStringLiteral("501,10000000")};
    return ranges;
}

} // namespace AlwaysLeads
