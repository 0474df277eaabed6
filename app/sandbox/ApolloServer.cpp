#include "sandbox/ApolloServer.h"

#include "net/Json.h"
#include "sandbox/ApolloSearch.h"

#include <QJsonArray>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostPerPage = 100;
constexpr qsizetype mostPages = 500;
constexpr qsizetype mostAtOnce = 10;
constexpr int creditLimit = 500;

ServerAnswer jsonAnswer(int status, const QJsonObject &body)
{
    ServerAnswer answer;
    answer.status = status;
    answer.headers = {{"content-type", "application/json; charset=utf-8"}};
    answer.body = Json::write(body);
    return answer;
}

ServerAnswer errorAnswer(int status, const QString &error, const QString &code = {})
{
    QJsonObject body = {{QStringLiteral("error"), error}};
    if (!code.isEmpty()) {
        body.insert(QStringLiteral("error_code"), code);
    }
    return jsonAnswer(status, body);
}

ServerAnswer failedAnswer(int status, const QString &code, const QString &message)
{
    return jsonAnswer(status,
                      {{QStringLiteral("status"), QStringLiteral("failed")},
                       {QStringLiteral("error_code"), code},
                       {QStringLiteral("error_message"), message}});
}

ServerAnswer badKey()
{
    ServerAnswer answer;
    answer.status = 401;
    answer.headers = {{"content-type", "text/plain; charset=utf-8"}};
    answer.body = "Invalid API key. See https://docs.apollo.io/reference/authentication for more information.";
    return answer;
}

QJsonObject window(int limit, int consumed)
{
    return {{QStringLiteral("limit"), limit},
            {QStringLiteral("consumed"), consumed},
            {QStringLiteral("left_over"), std::max(0, limit - consumed)}};
}

QJsonObject windows(int minute, int hour, int day, int consumed)
{
    return {{QStringLiteral("day"), window(day, consumed)},
            {QStringLiteral("hour"), window(hour, consumed)},
            {QStringLiteral("minute"), window(minute, consumed)}};
}

void addLimits(HttpHeaders &headers, int calls)
{
    const auto add = [&](const QByteArray &limitName, const QByteArray &word, int limit) {
        headers.append({"x-rate-limit-" + limitName, QByteArray::number(limit)});
        headers.append({"x-" + word + "-usage", QByteArray::number(calls)});
        headers.append({"x-" + word + "-requests-left", QByteArray::number(std::max(0, limit - calls))});
    };
    add("minute", "minute", 200);
    add("hourly", "hourly", 6000);
    add("24-hour", "24-hour", 50'000);
}

} // namespace

ApolloServer::ApolloServer(const SandboxPeople &people, QString key)
    : m_people(people)
    , m_key(std::move(key))
    , m_server([this](const ServerRequest &request) { return answer(request); })
{
}

QUrl ApolloServer::url() const
{
    QUrl url = m_server.url();
    url.setPath(QStringLiteral("/api/v1"));
    return url;
}

void ApolloServer::setFault(Fault fault, int times)
{
    m_fault = fault;
    m_faultTimes = times;
}

qint64 ApolloServer::nextRequestId()
{
    // Signed and longer than a double holds, as the real ones are.
    return -2212345678901234567 + m_calls;
}

ServerAnswer ApolloServer::answer(const ServerRequest &request)
{
    ++m_calls;
    const QString prefix = QStringLiteral("/api/v1/");
    const QString endpoint = request.path.mid(prefix.size());
    QJsonObject body = apolloFilters(request.query);
    bool readable = true;
    if (!request.body.isEmpty()) {
        const Result<QJsonObject> parsed = Json::object(request.body);
        readable = parsed.has_value();
        if (parsed) {
            for (auto field = parsed->begin(); field != parsed->end(); ++field) {
                body.insert(field.key(), field.value());
            }
        }
    }
    const bool isGet = request.method == "GET";
    const auto is = [&](const char *name, bool get) {
        return endpoint == QLatin1String(name) && isGet == get && (isGet || request.method == "POST");
    };
    const bool keyIsGood = request.header("x-api-key") == m_key.toUtf8();

    ServerAnswer made;
    if (!request.path.startsWith(prefix)) {
        made = errorAnswer(404, QStringLiteral("Not Found"));
    } else if (body.contains(QLatin1String("api_key"))) {
        made = errorAnswer(422, QStringLiteral("Pass the API key in the x-api-key header."),
                           QStringLiteral("INVALID_API_KEY_LOCATION"));
    } else if (is("auth/health", true)) {
        made = jsonAnswer(200, {{QStringLiteral("healthy"), true}, {QStringLiteral("is_logged_in"), keyIsGood}});
    } else if (!keyIsGood) {
        made = badKey();
    } else if (!readable) {
        made = errorAnswer(400, QStringLiteral("Invalid JSON"));
    } else if (std::optional<ServerAnswer> bad = faultAnswer(endpoint)) {
        made = *bad;
    } else if (is("mixed_people/api_search", false)) {
        made = search(body);
    } else if (is("mixed_people/search", false) || is("people/search", false)) {
        made = errorAnswer(
            422,
            QStringLiteral(
                "This endpoint is deprecated for API callers. Please use the new mixed_people/api_search endpoint: "
                "https://docs.apollo.io/reference/people-api-search"));
    } else if (is("people/match", false)) {
        made = match(body);
    } else if (is("people/bulk_match", false)) {
        made = bulkMatch(body);
    } else if (is("organizations/enrich", true)) {
        made = enrichOrganization(body);
    } else if (is("users/api_profile", true)) {
        made = profile(body.value(QLatin1String("include_credit_usage")).toBool());
    } else if (is("usage_stats/api_usage_stats", false)) {
        made = usageStats();
    } else if (is("usage_stats/credit_usage_stats", false)) {
        made = creditStats();
    } else {
        made = errorAnswer(404, QStringLiteral("Not Found"));
    }
    if (keyIsGood) {
        addLimits(made.headers, m_calls);
    }
    made.wait = m_latency;
    return made;
}

std::optional<ServerAnswer> ApolloServer::faultAnswer(const QString &endpoint)
{
    const Fault fault = m_fault;
    if (m_faultTimes > 0 && --m_faultTimes == 0) {
        m_fault = Fault::None;
    }
    ServerAnswer bad;
    switch (fault) {
    case Fault::None:
        return std::nullopt;
    case Fault::Unauthorized:
        return badKey();
    case Fault::ScopeMissing:
        return errorAnswer(
            403,
            QStringLiteral(
                "This API key is not authorized to access api/v1/%1. Request an API key with the right scope.")
                .arg(endpoint),
            QStringLiteral("API_INACCESSIBLE"));
    case Fault::FreePlan:
        return errorAnswer(
            403,
            QStringLiteral(
                "api/v1/%1 is not accessible with this access token on a free plan. Please upgrade your plan.")
                .arg(endpoint),
            QStringLiteral("API_INACCESSIBLE"));
    case Fault::RateLimited:
        bad = jsonAnswer(429,
                         {{QStringLiteral("message"),
                           QStringLiteral("The maximum number of api calls allowed for api/v1/%1 is 600 times per "
                                          "hour. Please upgrade your plan.")
                               .arg(endpoint)}});
        bad.headers.emplaceBack("retry-after", "2");
        return bad;
    case Fault::ServerError:
        return errorAnswer(500, QStringLiteral("Internal Server Error"));
    case Fault::CutConnection:
        bad = jsonAnswer(200, {{QStringLiteral("people"), QJsonArray()}});
        bad.delivery = ServerAnswer::Delivery::CutInside;
        return bad;
    case Fault::GarbageBody:
        bad.headers = {{"content-type", "application/json"}};
        bad.body = "<html>captive portal</html>";
        return bad;
    }
    return std::nullopt;
}

ServerAnswer ApolloServer::search(const QJsonObject &filters) const
{
    if (filters.contains(QLatin1String("q_organization_domains"))
        && filters.contains(QLatin1String("q_organization_domains_list"))) {
        return errorAnswer(
            422, QStringLiteral("q_organization_domains and q_organization_domains_list cannot be used together"));
    }
    const qsizetype perPage = std::min<qsizetype>(filters.value(QLatin1String("per_page")).toInt(10), mostPerPage);
    const qsizetype page = filters.value(QLatin1String("page")).toInt(1);
    if (perPage < 1 || page < 1 || page > mostPages
        || filters.value(QLatin1String("q_organization_domains_list")).toArray().size() > 1000) {
        return errorAnswer(422, QStringLiteral("Invalid parameters"));
    }
    const QList<SandboxPerson> found = apolloSearch(m_people.all(), filters);
    QJsonArray people;
    for (qsizetype i = (page - 1) * perPage; i < std::min(found.size(), page * perPage); ++i) {
        people.append(apolloFoundPerson(found.at(i)));
    }
    return jsonAnswer(200, {{QStringLiteral("total_entries"), found.size()}, {QStringLiteral("people"), people}});
}

std::optional<SandboxPerson> ApolloServer::find(const QJsonObject &details) const
{
    const auto text = [&](const char *name) { return details.value(QLatin1String(name)).toString(); };
    if (!text("id").isEmpty()) {
        return m_people.byId(text("id"));
    }
    if (!text("email").isEmpty()) {
        return m_people.byEmail(text("email"));
    }
    const QString name =
        text("name").isEmpty() ? (text("first_name") + u' ' + text("last_name")).trimmed() : text("name");
    for (const SandboxPerson &person : m_people.all()) {
        const bool sameCompany = person.company.domain == text("domain").toLower()
            || (!text("organization_name").isEmpty()
                && person.company.name.compare(text("organization_name"), Qt::CaseInsensitive) == 0);
        if (sameCompany && person.name().compare(name, Qt::CaseInsensitive) == 0) {
            return person;
        }
    }
    return std::nullopt;
}

ServerAnswer ApolloServer::match(const QJsonObject &details)
{
    const std::optional<SandboxPerson> person = find(details);
    if (person && m_creditsLeft < 1) {
        return errorAnswer(422, QStringLiteral("You have insufficient credits."));
    }
    if (person) {
        --m_creditsLeft;
        ++m_creditsUsed;
    }
    return jsonAnswer(200,
                      {{QStringLiteral("person"), person ? QJsonValue(apolloPerson(*person)) : QJsonValue()},
                       {QStringLiteral("request_id"), nextRequestId()}});
}

ServerAnswer ApolloServer::bulkMatch(const QJsonObject &body)
{
    const QJsonArray details = body.value(QLatin1String("details")).toArray();
    if (details.isEmpty()) {
        return failedAnswer(400, QStringLiteral("INVALID_REQUEST"), QStringLiteral("invalid request, missing details"));
    }
    if (details.size() > mostAtOnce) {
        return failedAnswer(400, QStringLiteral("RECORD_LIMIT_EXCEEDED"),
                            QStringLiteral("cannot enrich more than 10 in a single request"));
    }
    QJsonArray matches;
    int found = 0;
    for (const QJsonValue &one : details) {
        const std::optional<SandboxPerson> person = find(one.toObject());
        found += person ? 1 : 0;
        matches.append(person ? QJsonValue(apolloPerson(*person)) : QJsonValue());
    }
    if (found > m_creditsLeft) {
        return errorAnswer(422, QStringLiteral("You have insufficient credits."));
    }
    m_creditsLeft -= found;
    m_creditsUsed += found;
    return jsonAnswer(200,
                      {{QStringLiteral("status"), QStringLiteral("success")},
                       {QStringLiteral("error_code"), QJsonValue()},
                       {QStringLiteral("error_message"), QJsonValue()},
                       {QStringLiteral("total_requested_enrichments"), details.size()},
                       {QStringLiteral("unique_enriched_records"), found},
                       {QStringLiteral("missing_records"), details.size() - found},
                       {QStringLiteral("credits_consumed"), found},
                       {QStringLiteral("matches"), matches},
                       {QStringLiteral("request_id"), nextRequestId()}});
}

ServerAnswer ApolloServer::enrichOrganization(const QJsonObject &query)
{
    const QString domain = query.value(QLatin1String("domain")).toString().toLower();
    if (domain.isEmpty()) {
        return errorAnswer(422, QStringLiteral("Required parameter 'domain' missing"));
    }
    for (const SandboxPerson &person : m_people.all()) {
        if (person.company.domain == domain) {
            --m_creditsLeft;
            ++m_creditsUsed;
            return jsonAnswer(200, {{QStringLiteral("organization"), apolloOrganization(person.company)}});
        }
    }
    return jsonAnswer(200, {{QStringLiteral("organization"), QJsonValue()}});
}

ServerAnswer ApolloServer::profile(bool withCredits) const
{
    QJsonObject body = {{QStringLiteral("id"), QStringLiteral("5f0000000000000000000001")},
                        {QStringLiteral("team_id"), QStringLiteral("5f0000000000000000000002")},
                        {QStringLiteral("first_name"), QStringLiteral("Clara")},
                        {QStringLiteral("last_name"), QStringLiteral("Jensen")},
                        {QStringLiteral("title"), QStringLiteral("Founder")},
                        {QStringLiteral("email"), QStringLiteral("clara@harbourline.example")}};
    if (withCredits) {
        body.insert(QStringLiteral("num_credits_remaining"), m_creditsLeft);
        body.insert(QStringLiteral("effective_num_lead_credits"), creditLimit);
        body.insert(QStringLiteral("num_lead_credits_used"), m_creditsUsed);
        body.insert(QStringLiteral("effective_num_direct_dial_credits"), 0);
        body.insert(QStringLiteral("num_direct_dial_credits_used"), 0);
        body.insert(QStringLiteral("total_unified_credits_used"), m_creditsUsed);
    }
    return jsonAnswer(200, body);
}

ServerAnswer ApolloServer::usageStats() const
{
    return jsonAnswer(
        200,
        {{QStringLiteral("[\"api/v1/mixed_people\", \"api_search\"]"), windows(200, 6000, 50'000, m_calls)},
         {QStringLiteral("[\"api/v1/people\", \"bulk_match\"]"), windows(1000, 100'000, 1'000'000, m_calls)}});
}

ServerAnswer ApolloServer::creditStats() const
{
    return jsonAnswer(200,
                      {{QStringLiteral("credit_usage_stats"),
                        QJsonObject{{QStringLiteral("lead_credit"), window(creditLimit, m_creditsUsed)},
                                    {QStringLiteral("direct_dial_credit"), window(0, 0)},
                                    {QStringLiteral("export_credit"), window(0, 0)}}},
                       {QStringLiteral("current_credit_cycle"),
                        QJsonObject{{QStringLiteral("start_date"), QStringLiteral("2026-11-01")},
                                    {QStringLiteral("end_date"), QStringLiteral("2026-11-30")}}}});
}

} // namespace AlwaysLeads
