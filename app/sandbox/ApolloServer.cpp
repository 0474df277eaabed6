#include "sandbox/ApolloServer.h"

#include "net/Json.h"
#include "sandbox/ApolloAnswers.h"
#include "sandbox/ApolloSearch.h"

#include <QJsonArray>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostPerPage = 100;
constexpr qsizetype mostPages = 500;
constexpr qsizetype mostAtOnce = 10;
// The windows longer than a minute are never full here.
constexpr int hourLimit = 6000;
constexpr int dayLimit = 50'000;

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

void ApolloServer::keepIn(const QString &file)
{
    m_file = SandboxFile(file);
    const QJsonObject state = m_file.read();
    if (state.isEmpty()) {
        return;
    }
    m_creditsLeft = std::clamp(state.value(QLatin1String("credits_left")).toInt(m_creditsLeft), 0, creditLimit);
    m_creditsUsed = std::clamp(state.value(QLatin1String("credits_used")).toInt(m_creditsUsed), 0, creditLimit);
    m_month = state.value(QLatin1String("month")).toString();
    m_begun = QDateTime::fromString(state.value(QLatin1String("begun")).toString(), Qt::ISODateWithMs);
}

void ApolloServer::keep()
{
    m_file.write({{QStringLiteral("credits_left"), m_creditsLeft},
                  {QStringLiteral("credits_used"), m_creditsUsed},
                  {QStringLiteral("month"), m_month},
                  {QStringLiteral("begun"), m_begun.toString(Qt::ISODateWithMs)}});
}

void ApolloServer::beginMonth()
{
    const QDateTime now = m_now().toUTC();
    if (!m_begun.isValid()) {
        m_begun = now;
    }
    const QString month = now.toString(QStringLiteral("yyyy-MM"));
    if (!m_month.isEmpty() && m_month != month) {
        setCreditsLeft(creditLimit);
    }
    m_month = month;
}

QList<SandboxPerson> ApolloServer::people() const
{
    if (!m_now) {
        return m_people.all();
    }
    // Those of the sample file last: whoever imported that and searches now sees somebody new first.
    const QList<SandboxPerson> inSample = m_people.inSample();
    QList<SandboxPerson> people = m_people.all();
    people.removeIf([&](const SandboxPerson &person) { return inSample.contains(person); });
    people += m_people.cameAfter(std::chrono::seconds(m_begun.secsTo(m_now())));
    return people + inSample;
}

ServerAnswer ApolloServer::answer(const ServerRequest &request)
{
    ++m_calls;
    if (m_now) {
        beginMonth();
    }
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

    ServerAnswer made = ApolloAnswers::error(404, QStringLiteral("Not Found"));
    if (!request.path.startsWith(prefix)) {
        // Not found, whoever asks.
    } else if (body.contains(QLatin1String("api_key"))) {
        made = ApolloAnswers::error(422, QStringLiteral("Pass the API key in the x-api-key header."),
                                    QStringLiteral("INVALID_API_KEY_LOCATION"));
    } else if (is("auth/health", true)) {
        made =
            ApolloAnswers::json(200, {{QStringLiteral("healthy"), true}, {QStringLiteral("is_logged_in"), keyIsGood}});
    } else if (!keyIsGood) {
        made = ApolloAnswers::badKey();
    } else if (!readable) {
        made = ApolloAnswers::error(400, QStringLiteral("Invalid JSON"));
    } else if (!countCall(endpoint)) {
        made = answerOf(Fault::RateLimited, endpoint);
        const qint64 left = std::max<qint64>(1, 60 - m_minute.elapsed() / 1000);
        made.headers.removeIf([](const auto &header) { return header.first == "retry-after"; });
        made.headers.emplaceBack("retry-after", QByteArray::number(left));
    } else if (std::optional<ServerAnswer> bad = faultAnswer(endpoint)) {
        made = *bad;
    } else if (is("mixed_people/api_search", false)) {
        made = search(body);
    } else if (is("mixed_people/search", false) || is("people/search", false)) {
        made = ApolloAnswers::error(
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
    }
    if (keyIsGood) {
        addLimits(made.headers, endpoint);
    }
    keep();
    made.wait = m_latency;
    return made;
}

ServerAnswer ApolloServer::search(const QJsonObject &filters) const
{
    if (filters.contains(QLatin1String("q_organization_domains"))
        && filters.contains(QLatin1String("q_organization_domains_list"))) {
        return ApolloAnswers::error(
            422, QStringLiteral("q_organization_domains and q_organization_domains_list cannot be used together"));
    }
    const qsizetype perPage = std::min<qsizetype>(filters.value(QLatin1String("per_page")).toInt(10), mostPerPage);
    const qsizetype page = filters.value(QLatin1String("page")).toInt(1);
    if (perPage < 1 || page < 1 || page > mostPages
        || filters.value(QLatin1String("q_organization_domains_list")).toArray().size() > 1000) {
        return ApolloAnswers::error(422, QStringLiteral("Invalid parameters"));
    }
    const QList<SandboxPerson> found = apolloSearch(people(), filters);
    QJsonArray people;
    for (qsizetype i = (page - 1) * perPage; i < std::min(found.size(), page * perPage); ++i) {
        people.append(apolloFoundPerson(found.at(i)));
    }
    return ApolloAnswers::json(200,
                               {{QStringLiteral("total_entries"), found.size()}, {QStringLiteral("people"), people}});
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
    const QList<SandboxPerson> there = people();
    for (const SandboxPerson &person : there) {
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
        return ApolloAnswers::error(422, QStringLiteral("You have insufficient credits."));
    }
    if (person) {
        --m_creditsLeft;
        ++m_creditsUsed;
    }
    return ApolloAnswers::json(200,
                               {{QStringLiteral("person"), person ? QJsonValue(apolloPerson(*person)) : QJsonValue()},
                                {QStringLiteral("request_id"), nextRequestId()}});
}

ServerAnswer ApolloServer::bulkMatch(const QJsonObject &body)
{
    const QJsonArray details = body.value(QLatin1String("details")).toArray();
    if (details.isEmpty()) {
        return ApolloAnswers::failed(400, QStringLiteral("INVALID_REQUEST"),
                                     QStringLiteral("invalid request, missing details"));
    }
    if (details.size() > mostAtOnce) {
        return ApolloAnswers::failed(400, QStringLiteral("RECORD_LIMIT_EXCEEDED"),
                                     QStringLiteral("cannot enrich more than 10 in a single request"));
    }
    const Fault fault = takeFault(QStringLiteral("people/bulk_match"));
    const bool locked = fault == Fault::LockedAddresses;
    const bool reordered = fault == Fault::Reordered;
    QJsonArray matches;
    int found = 0;
    for (const QJsonValue one : details) {
        const std::optional<SandboxPerson> person = find(one.toObject());
        found += person ? 1 : 0;
        QJsonObject shown = person ? apolloPerson(*person) : QJsonObject();
        if (locked && person) {
            shown.insert(QStringLiteral("email"), QStringLiteral("email_not_unlocked@domain.com"));
            shown.insert(QStringLiteral("email_status"), QStringLiteral("verified"));
        }
        const QJsonValue match = person ? QJsonValue(shown) : QJsonValue();
        reordered ? matches.prepend(match) : matches.append(match);
    }
    if (found > m_creditsLeft) {
        return ApolloAnswers::error(422, QStringLiteral("You have insufficient credits."));
    }
    m_creditsLeft -= found;
    m_creditsUsed += found;
    for (const QJsonValue one : details) {
        m_revealed.append(one.toObject().value(QLatin1String("id")).toString());
    }
    return ApolloAnswers::json(200,
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
        return ApolloAnswers::error(422, QStringLiteral("Required parameter 'domain' missing"));
    }
    for (const SandboxPerson &person : m_people.all()) {
        if (person.company.domain == domain) {
            --m_creditsLeft;
            ++m_creditsUsed;
            return ApolloAnswers::json(200, {{QStringLiteral("organization"), apolloOrganization(person.company)}});
        }
    }
    return ApolloAnswers::json(200, {{QStringLiteral("organization"), QJsonValue()}});
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
    return ApolloAnswers::json(200, body);
}

ServerAnswer ApolloServer::usageStats() const
{
    const int searches = m_callsOfMinute.value(QStringLiteral("mixed_people/api_search"));
    const int reveals = m_callsOfMinute.value(QStringLiteral("people/bulk_match"));
    return ApolloAnswers::json(200,
                               {{QStringLiteral("[\"api/v1/mixed_people\", \"api_search\"]"),
                                 windows(m_minuteLimit, hourLimit, dayLimit, searches)},
                                {QStringLiteral("[\"api/v1/people\", \"bulk_match\"]"),
                                 windows(m_minuteLimit, hourLimit, dayLimit, reveals)}});
}

ServerAnswer ApolloServer::creditStats() const
{
    const QDate today = m_now ? m_now().toUTC().date() : QDate(2026, 11, 1);
    const QDate first(today.year(), today.month(), 1);
    return ApolloAnswers::json(
        200,
        {{QStringLiteral("credit_usage_stats"),
          QJsonObject{{QStringLiteral("lead_credit"), window(creditLimit, m_creditsUsed)},
                      {QStringLiteral("direct_dial_credit"), window(0, 0)},
                      {QStringLiteral("export_credit"), window(0, 0)}}},
         {QStringLiteral("current_credit_cycle"),
          QJsonObject{{QStringLiteral("start_date"), first.toString(Qt::ISODate)},
                      {QStringLiteral("end_date"), first.addMonths(1).addDays(-1).toString(Qt::ISODate)}}}});
}

} // namespace AlwaysLeads
