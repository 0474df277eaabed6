#include "prospecting/ApolloAnswer.h"

#include "lead/Lead.h"
#include "net/Json.h"
#include "prospecting/ApolloFilters.h"
#include "prospecting/ApolloProblem.h"

#include <QJsonArray>
#include <QPair>

#include <cmath>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestLine = 300; // whatever a service sends, a name or title is not longer
constexpr double mostCredits = 1e9;

QString line(const QJsonObject &object, const char *name)
{
    return cleanLine(object.value(QLatin1String(name)).toString()).left(longestLine);
}

/// A link that may be shown and kept: http or https, nothing else.
QString link(const QJsonObject &object, const char *name)
{
    const QString text = line(object, name);
    const bool isWeb = text.startsWith(QLatin1String("http://"), Qt::CaseInsensitive)
        || text.startsWith(QLatin1String("https://"), Qt::CaseInsensitive);
    return isWeb && !text.contains(QLatin1Char(' ')) ? text : QString();
}

/// Some plans count parts of a credit.
std::optional<qint64> credits(const QJsonValue &value)
{
    if (!value.isDouble() || !(value.toDouble() >= 0) || value.toDouble() > mostCredits) {
        return std::nullopt;
    }
    return std::llround(std::floor(value.toDouble()));
}

/// Stands where an address would be for a person who was not revealed, with the status "verified".
bool isPlaceholder(const QString &email)
{
    return email.compare(QLatin1String("email_not_unlocked@domain.com"), Qt::CaseInsensitive) == 0;
}

} // namespace

Result<ApolloPage> ApolloPage::fromJson(const QJsonObject &body)
{
    const std::optional<qint64> total = Json::integer(body.value(QLatin1String("total_entries")));
    const QJsonValue people = body.value(QLatin1String("people"));
    if (!total || *total < 0 || !people.isArray()) {
        return tl::unexpected<Error>(ApolloProblem::unreadable(QStringLiteral("search without total or people")));
    }
    ApolloPage page;
    page.total = *total;
    for (const QJsonValue value : people.toArray()) {
        const QJsonObject one = value.toObject();
        ApolloPerson person;
        person.id = line(one, "id");
        if (person.id.isEmpty()) {
            continue; // cannot be revealed, so it is of no use
        }
        person.firstName = line(one, "first_name");
        person.lastName = line(one, "last_name_obfuscated");
        person.title = line(one, "title");
        person.company = line(one.value(QLatin1String("organization")).toObject(), "name");
        person.hasEmail = one.value(QLatin1String("has_email")).toBool();
        person.hasCity = one.value(QLatin1String("has_city")).toBool();
        person.hasPhone = line(one, "has_direct_phone") == QLatin1String("Yes"); // a text, not a yes or no
        person.refreshedAt = QDateTime::fromString(line(one, "last_refreshed_at"), Qt::ISODateWithMs).toUTC();
        page.people.append(person);
    }
    return page;
}

ApolloMatch ApolloMatch::fromJson(const QJsonObject &person)
{
    ApolloMatch match;
    match.id = line(person, "id");
    match.firstName = line(person, "first_name");
    match.lastName = line(person, "last_name");
    if (match.firstName.isEmpty() && match.lastName.isEmpty()) {
        match.lastName = line(person, "name");
    }
    match.title = line(person, "title");
    match.email = line(person, "email");
    if (isPlaceholder(match.email)) {
        match.email.clear();
    }
    match.emailStatus = match.email.isEmpty() ? QString() : line(person, "email_status").toLower();
    match.linkedIn = link(person, "linkedin_url");
    match.city = line(person, "city");
    match.country = line(person, "country");
    const QJsonObject company = person.value(QLatin1String("organization")).toObject();
    match.company = line(company, "name");
    match.companyDomain = ApolloFilters::bareDomain(line(company, "primary_domain"));
    match.companyWebsite = link(company, "website_url");
    match.companyIndustry = line(company, "industry");
    match.companyCity = line(company, "city");
    match.companyCountry = line(company, "country");
    match.companySize = Json::integer(company.value(QLatin1String("estimated_num_employees")));
    if (match.companySize && *match.companySize <= 0) {
        match.companySize.reset();
    }
    return match;
}

QJsonObject ApolloMatch::toJson() const
{
    QJsonObject organization = {{QStringLiteral("name"), company},
                                {QStringLiteral("primary_domain"), companyDomain},
                                {QStringLiteral("website_url"), companyWebsite},
                                {QStringLiteral("industry"), companyIndustry},
                                {QStringLiteral("city"), companyCity},
                                {QStringLiteral("country"), companyCountry}};
    if (companySize) {
        organization.insert(QLatin1String("estimated_num_employees"), *companySize);
    }
    return {{QStringLiteral("id"), id},
            {QStringLiteral("first_name"), firstName},
            {QStringLiteral("last_name"), lastName},
            {QStringLiteral("title"), title},
            {QStringLiteral("email"), email},
            {QStringLiteral("email_status"), emailStatus},
            {QStringLiteral("linkedin_url"), linkedIn},
            {QStringLiteral("city"), city},
            {QStringLiteral("country"), country},
            {QStringLiteral("organization"), organization}};
}

Result<ApolloReveal> ApolloReveal::fromJson(const QJsonObject &body, const QStringList &asked)
{
    const QJsonValue matches = body.value(QLatin1String("matches"));
    if (!matches.isArray()) {
        return tl::unexpected<Error>(ApolloProblem::unreadable(QStringLiteral("reveal without matches")));
    }
    ApolloReveal reveal;
    reveal.matches.resize(asked.size());
    const QJsonArray list = matches.toArray();
    const bool positionsHold = list.size() == asked.size();
    // A person's own id beats the position: an address on the wrong person is worse than none. Without a known id the
    // position counts, since Apollo merges people and gives them new ids.
    QList<QPair<qsizetype, ApolloMatch>> byPosition;
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (!list.at(i).isObject()) {
            continue; // null: nobody was found for this one
        }
        const ApolloMatch match = ApolloMatch::fromJson(list.at(i).toObject());
        const qsizetype own = asked.indexOf(match.id);
        if (own >= 0) {
            reveal.matches[own] = match;
        } else if (positionsHold) {
            byPosition.append({i, match});
        }
    }
    for (const auto &[place, match] : byPosition) {
        if (!reveal.matches.at(place)) {
            reveal.matches[place] = match;
        }
    }
    const QJsonValue consumed = body.value(QLatin1String("credits_consumed"));
    if (consumed.isDouble() && consumed.toDouble() >= 0 && consumed.toDouble() <= mostCredits) {
        reveal.creditMillis = std::llround(consumed.toDouble() * 1000);
    }
    reveal.requestId = Json::integer(body.value(QLatin1String("request_id")));
    return reveal;
}

QJsonObject ApolloReveal::toJson() const
{
    QJsonArray list;
    for (const std::optional<ApolloMatch> &match : matches) {
        list.append(match ? QJsonValue(match->toJson()) : QJsonValue());
    }
    QJsonObject json = {{QStringLiteral("matches"), list}};
    if (creditMillis) {
        json.insert(QLatin1String("credit_millis"), *creditMillis);
    }
    if (requestId) {
        json.insert(QLatin1String("request_id"), *requestId);
    }
    return json;
}

ApolloReveal ApolloReveal::fromStored(const QJsonObject &json)
{
    ApolloReveal reveal;
    for (const QJsonValue value : json.value(QLatin1String("matches")).toArray()) {
        reveal.matches.append(value.isObject() ? std::optional(ApolloMatch::fromJson(value.toObject())) : std::nullopt);
    }
    reveal.creditMillis = Json::integer(json.value(QLatin1String("credit_millis")));
    reveal.requestId = Json::integer(json.value(QLatin1String("request_id")));
    return reveal;
}

std::optional<ApolloCredits> ApolloCredits::fromUsage(const QJsonObject &body)
{
    const QJsonObject lead =
        body.value(QLatin1String("credit_usage_stats")).toObject().value(QLatin1String("lead_credit")).toObject();
    const std::optional<qint64> left = credits(lead.value(QLatin1String("left_over")));
    if (!left) {
        return std::nullopt;
    }
    ApolloCredits made;
    made.left = *left;
    made.limit = credits(lead.value(QLatin1String("limit"))).value_or(0);
    const QString end =
        body.value(QLatin1String("current_credit_cycle")).toObject().value(QLatin1String("end_date")).toString();
    made.cycleEndsAt = QDateTime::fromString(end, Qt::ISODate);
    return made;
}

std::optional<ApolloCredits> ApolloCredits::fromProfile(const QJsonObject &body)
{
    const std::optional<qint64> left = credits(body.value(QLatin1String("num_credits_remaining")));
    if (!left) {
        return std::nullopt;
    }
    ApolloCredits made;
    made.left = *left;
    made.limit = credits(body.value(QLatin1String("effective_num_lead_credits"))).value_or(0);
    return made;
}

} // namespace AlwaysLeads
