#include "prospecting/ApolloClient.h"

#include "net/HttpClient.h"
#include "net/Json.h"
#include "prospecting/ApolloProblem.h"

#include <QJsonArray>
#include <QUrlQuery>

namespace AlwaysLeads {

namespace {

constexpr int mostTries = 3; // of a call that a rate limit refused
const QString searchEndpoint = QStringLiteral("mixed_people/api_search");
const QString revealEndpoint = QStringLiteral("people/bulk_match");
const QString creditsEndpoint = QStringLiteral("usage_stats/credit_usage_stats");
const QString profileEndpoint = QStringLiteral("users/api_profile");
const QString healthEndpoint = QStringLiteral("auth/health");

/// A service may quote in its error what we sent; the key must not come along.
Error without(const QString &key, Error error)
{
    if (!key.isEmpty()) {
        error.message.replace(key, QStringLiteral("…"));
        error.detail.replace(key, QStringLiteral("…"));
    }
    return error;
}

bool mayNotAsk(const HttpResponse &response)
{
    return response.status == 403 || response.status == 404 || response.status == 422;
}

ApolloRevealOutcome refused(Error problem)
{
    return {ApolloRevealOutcome::Kind::Refused, {}, std::move(problem)};
}

ApolloRevealOutcome unknown(Error problem)
{
    return {ApolloRevealOutcome::Kind::Unknown, {}, std::move(problem)};
}

/// A gateway that gives up (500, 502, 504) may have passed the call on; 503 says that nobody took it.
bool mayHaveBeenDone(int status)
{
    return status == 408 || (status >= 500 && status != 503);
}

} // namespace

ApolloClient::ApolloClient(HttpClient &http, Clock &clock, KeySource key, QUrl baseUrl)
    : m_http(http)
    , m_clock(clock)
    , m_key(std::move(key))
    , m_baseUrl(std::move(baseUrl))
    , m_pace(clock)
{
}

HttpRequest ApolloClient::request(const QByteArray &method, const QString &endpoint, const QString &key) const
{
    HttpRequest request;
    request.method = method;
    request.url = m_baseUrl;
    request.url.setPath(m_baseUrl.path() + QLatin1Char('/') + endpoint);
    request.headers = {{"x-api-key", key.toUtf8()}, {"accept", "application/json"}, {"cache-control", "no-cache"}};
    if (method == "POST") {
        request.headers.append({QByteArray("content-type"), QByteArray("application/json")});
        request.body = "{}";
    }
    // Rate limits are the pace's: it knows the other calls to the same endpoint.
    request.retries.when = HttpRetries::When::Always;
    request.retries.unannounced429 = HttpRetries::Unannounced429::HandUp;
    request.retries.longestRetryAfter = std::chrono::milliseconds(0);
    return request;
}

Task<Result<QString>> ApolloClient::key()
{
    Result<QString> kept = co_await m_key();
    if (!kept) {
        co_return kept;
    }
    Result<QString> trimmed = kept->trimmed();
    if (trimmed->isEmpty()) {
        co_return tl::unexpected<Error>(ApolloProblem::noKey());
    }
    co_return trimmed;
}

Task<Result<HttpResponse>> ApolloClient::ask(QString endpoint, HttpRequest request, std::stop_token stop,
                                             std::stop_token abort)
{
    for (int tries = 1;; ++tries) {
        Result<> ready = co_await m_pace.ready(endpoint, stop);
        if (!ready) {
            co_return failureOf(std::move(ready));
        }
        if (stop.stop_requested()) {
            co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
        }
        Result<HttpResponse> response = co_await m_http.send(request, abort);
        if (!response) {
            co_return response;
        }
        m_pace.observe(endpoint, *response);
        const bool again = response->status == 429 && response->retryAfter
            && *response->retryAfter <= ApolloPace::longestWait && tries < mostTries;
        if (!again) {
            co_return response;
        }
    }
}

Task<Result<ApolloPage>> ApolloClient::search(ApolloFilters filters, int page, std::stop_token stop)
{
    Result<QString> key = co_await this->key();
    if (!key) {
        co_return failureOf(std::move(key));
    }
    Result<ApolloPage> found = co_await searchWith(*key, filters, page, perPage, stop);
    co_return found;
}

Task<Result<ApolloPage>> ApolloClient::searchWith(QString key, ApolloFilters filters, int page, int perPage,
                                                  std::stop_token stop)
{
    HttpRequest request = this->request("POST", searchEndpoint, key);
    request.body = Json::write(filters.toRequest(page, perPage));
    Result<HttpResponse> response = co_await ask(searchEndpoint, request, stop, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    if (!response->isOk()) {
        co_return tl::unexpected<Error>(without(key, ApolloProblem::of(*response, m_clock.now())));
    }
    Result<QJsonObject> body = Json::object(response->body);
    if (!body) {
        co_return tl::unexpected<Error>(ApolloProblem::unreadable(body.error().detail));
    }
    Result<ApolloPage> found = ApolloPage::fromJson(*body);
    co_return found;
}

Task<ApolloRevealOutcome> ApolloClient::reveal(QStringList ids, std::stop_token stop, std::stop_token abort)
{
    Result<QString> key = co_await this->key();
    if (!key) {
        co_return refused(key.error());
    }
    QJsonArray details;
    for (const QString &id : ids) {
        details.append(QJsonObject{{QStringLiteral("id"), id}});
    }
    HttpRequest request = this->request("POST", revealEndpoint, *key);
    request.body = Json::write(QJsonObject{{QStringLiteral("details"), details}});
    request.retries.when = HttpRetries::When::Never;

    // The same three tries as ask(), but here it matters whether a call had left when it failed.
    for (int tries = 1;; ++tries) {
        Result<> ready = co_await m_pace.ready(revealEndpoint, stop);
        if (!ready) {
            co_return refused(ready.error());
        }
        Result<HttpResponse> response = co_await m_http.send(request, abort);
        if (!response) {
            co_return unknown(response.error());
        }
        m_pace.observe(revealEndpoint, *response);
        if (response->status == 429 && response->retryAfter && *response->retryAfter <= ApolloPace::longestWait
            && tries < mostTries) {
            continue;
        }
        if (!response->isOk()) {
            Error problem = without(*key, ApolloProblem::of(*response, m_clock.now()));
            co_return mayHaveBeenDone(response->status) ? unknown(std::move(problem)) : refused(std::move(problem));
        }
        Result<QJsonObject> body = Json::object(response->body);
        if (!body) {
            co_return unknown(ApolloProblem::unreadable(body.error().detail));
        }
        Result<ApolloReveal> answer = ApolloReveal::fromJson(*body, ids);
        if (!answer) {
            co_return unknown(answer.error());
        }
        ApolloRevealOutcome outcome;
        outcome.kind = ApolloRevealOutcome::Kind::Answered;
        outcome.answer = std::move(*answer);
        co_return outcome;
    }
}

Task<Result<std::optional<ApolloCredits>>> ApolloClient::credits(std::stop_token stop)
{
    Result<QString> key = co_await this->key();
    if (!key) {
        co_return failureOf(std::move(key));
    }
    HttpRequest request = this->request("POST", creditsEndpoint, *key);
    Result<HttpResponse> response = co_await ask(creditsEndpoint, request, stop, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    if (mayNotAsk(*response)) { // a key of one scope may know its profile only
        Result<std::optional<ApolloCredits>> profile = co_await creditsOfProfile(*key, stop);
        co_return profile;
    }
    if (!response->isOk()) {
        co_return tl::unexpected<Error>(without(*key, ApolloProblem::of(*response, m_clock.now())));
    }
    Result<QJsonObject> body = Json::object(response->body);
    if (!body) {
        co_return tl::unexpected<Error>(ApolloProblem::unreadable(body.error().detail));
    }
    Result<std::optional<ApolloCredits>> credits = ApolloCredits::fromUsage(*body);
    co_return credits;
}

Task<Result<std::optional<ApolloCredits>>> ApolloClient::creditsOfProfile(QString key, std::stop_token stop)
{
    HttpRequest request = this->request("GET", profileEndpoint, key);
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("include_credit_usage"), QStringLiteral("true"));
    request.url.setQuery(query);
    Result<HttpResponse> response = co_await ask(profileEndpoint, request, stop, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    if (mayNotAsk(*response)) {
        Result<std::optional<ApolloCredits>> none = std::optional<ApolloCredits>();
        co_return none;
    }
    if (!response->isOk()) {
        co_return tl::unexpected<Error>(without(key, ApolloProblem::of(*response, m_clock.now())));
    }
    Result<QJsonObject> body = Json::object(response->body);
    if (!body) {
        co_return tl::unexpected<Error>(ApolloProblem::unreadable(body.error().detail));
    }
    Result<std::optional<ApolloCredits>> credits = ApolloCredits::fromProfile(*body);
    co_return credits;
}

Task<Result<std::optional<ApolloCredits>>> ApolloClient::check(QString key, std::stop_token stop)
{
    key = key.trimmed();
    if (key.isEmpty()) {
        co_return tl::unexpected<Error>(ApolloProblem::noKey());
    }
    Result<std::optional<ApolloCredits>> credits = co_await creditsOfProfile(key, stop);
    if (!credits) {
        co_return credits;
    }
    if (!*credits) {
        // The profile said nothing about credits, perhaps because the key may not see it. Health is "true" for any key;
        // only is_logged_in tells.
        HttpRequest request = this->request("GET", healthEndpoint, key);
        Result<HttpResponse> response = co_await ask(healthEndpoint, request, stop, stop);
        const QJsonObject body = response ? Json::object(response->body).value_or(QJsonObject()) : QJsonObject();
        if (body.value(QLatin1String("is_logged_in")) == QJsonValue(false)) {
            co_return tl::unexpected<Error>(ApolloProblem::wrongKey(QStringLiteral("is_logged_in is false")));
        }
    }
    const ApolloFilters nobodyInParticular;
    Result<ApolloPage> one = co_await searchWith(key, nobodyInParticular, 1, 1, stop);
    if (!one) {
        co_return failureOf(std::move(one));
    }
    co_return credits;
}

} // namespace AlwaysLeads
