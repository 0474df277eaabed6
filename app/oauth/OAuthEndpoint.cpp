#include "oauth/OAuthEndpoint.h"

#include "net/HttpClient.h"
#include "net/Json.h"
#include "oauth/OAuthClaims.h"
#include "oauth/OAuthProblem.h"

#include <algorithm>
#include <chrono>

namespace AlwaysLeads {

namespace {

constexpr Json::Limits answerLimits{256 * 1024, 16};
constexpr qint64 mostAnswerBytes = 256 * 1024;
constexpr qsizetype longestToken = 16 * 1024; // characters; Microsoft's have some 2,000
constexpr qint64 usualLife = 3600; // seconds, where the answer names none
constexpr qint64 longestLife = 7 * 24 * 3600;
constexpr std::chrono::seconds revocationPatience(15);

/// A token goes into a header and the next request: printable ASCII without spaces (RFC 6749 appendix A).
bool isToken(const QString &text)
{
    return text.size() <= longestToken
        && std::ranges::all_of(text, [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

/// Each token says what the program that holds it can do, so each request for one does.
QString capabilitiesOf(const OAuthProvider &provider)
{
    return QString::fromUtf8(claimsParameter(provider.capabilities, {}));
}

} // namespace

OAuthEndpoint::OAuthEndpoint(HttpClient &http, const Clock &clock)
    : m_http(http)
    , m_clock(clock)
{
}

HttpRequest OAuthEndpoint::form(const QUrl &url, const QList<QPair<QString, QString>> &fields)
{
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}, {"accept", "application/json"}};
    for (const auto &[name, value] : fields) {
        if (!value.isEmpty()) {
            request.body += (request.body.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '='
                + QUrl::toPercentEncoding(value);
        }
    }
    request.retries.when = HttpRetries::When::Never;
    request.maxBytes = mostAnswerBytes;
    return request;
}

HttpRequest OAuthEndpoint::formOf(const OAuthProvider &provider, const QUrl &url, QList<QPair<QString, QString>> fields)
{
    if (provider.secretInHeader && !provider.clientSecret.isEmpty()) {
        HttpRequest request = form(url, fields);
        const QByteArray said =
            QUrl::toPercentEncoding(provider.clientId) + ':' + QUrl::toPercentEncoding(provider.clientSecret);
        request.headers.append({"authorization", "Basic " + said.toBase64()});
        return request;
    }
    fields.prepend({QStringLiteral("client_secret"), provider.clientSecret});
    fields.prepend({QStringLiteral("client_id"), provider.clientId});
    return form(url, fields);
}

Result<OAuthTokenSet> OAuthEndpoint::tokensIn(const OAuthProvider &provider, const QByteArray &body) const
{
    const Result<QJsonObject> answer = Json::object(body, answerLimits);
    if (!answer) {
        return tl::unexpected<Error>(OAuthProblem::unreadable(provider, answer.error().message));
    }
    const auto text = [&](const char *name) { return answer->value(QLatin1String(name)).toString(); };
    OAuthTokenSet tokens;
    tokens.accessToken = text("access_token");
    tokens.refreshToken = text("refresh_token");
    tokens.idToken = text("id_token");
    if (tokens.accessToken.isEmpty() || !isToken(tokens.accessToken) || !isToken(tokens.refreshToken)
        || text("token_type").compare(QLatin1String("bearer"), Qt::CaseInsensitive) != 0) {
        return tl::unexpected<Error>(
            OAuthProblem::unreadable(provider, QStringLiteral("no bearer token in the answer")));
    }
    // Some write the number as a text.
    const QJsonValue life = answer->value(QLatin1String("expires_in"));
    const qint64 seconds = life.isString() ? life.toString().toLongLong() : Json::integer(life).value_or(usualLife);
    tokens.expiresAt = m_clock.now().addSecs(seconds > 0 ? std::min(seconds, longestLife) : usualLife);
    const QStringList granted = text("scope").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    tokens.scopes = granted.isEmpty() ? provider.scopes : granted; // RFC 6749 §5.1: left out when it is as asked for
    return tokens;
}

Task<Result<OAuthTokenSet>> OAuthEndpoint::exchange(OAuthProvider provider, QString code, QString verifier,
                                                    QString redirectUri, std::stop_token stop, ClaimsNote noteClaims)
{
    QList<QPair<QString, QString>> fields{{QStringLiteral("grant_type"), QStringLiteral("authorization_code")},
                                          {QStringLiteral("code"), code},
                                          {QStringLiteral("redirect_uri"), redirectUri},
                                          {QStringLiteral("code_verifier"), verifier},
                                          {QStringLiteral("claims"), capabilitiesOf(provider)}};
    const HttpRequest request = formOf(provider, provider.tokenUrl, fields);
    Result<HttpResponse> response = co_await m_http.send(request, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    if (!response->isOk()) {
        const Error problem = OAuthProblem::ofExchange(provider, *response);
        const QString claims = OAuthProblem::claimsIn(*response);
        if (problem.kind == ErrorKind::SignedOut && noteClaims && !claims.isEmpty()) {
            noteClaims(claims);
        }
        co_return tl::unexpected<Error>(problem);
    }
    Result<OAuthTokenSet> tokens = tokensIn(provider, response->body);
    co_return tokens;
}

Task<Result<OAuthTokenSet>> OAuthEndpoint::renew(OAuthProvider provider, QString refreshToken, std::stop_token stop,
                                                 ClaimsNote noteClaims)
{
    QList<QPair<QString, QString>> fields{{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
                                          {QStringLiteral("refresh_token"), refreshToken},
                                          {QStringLiteral("claims"), capabilitiesOf(provider)}};
    if (provider.service == OAuthService::Microsoft) {
        // One refresh token serves several resources there, so each renewal says for which.
        fields.append({QStringLiteral("scope"), provider.scopes.join(QLatin1Char(' '))});
    }
    HttpRequest request = formOf(provider, provider.tokenUrl, fields);
    if (provider.service != OAuthService::Other) { // others may end the sign-in when a refresh token comes twice
        request.retries.when = HttpRetries::When::Always;
    }
    Result<HttpResponse> response = co_await m_http.send(request, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    if (!response->isOk()) {
        const Error problem = OAuthProblem::ofRenewal(provider, *response);
        const QString claims = OAuthProblem::claimsIn(*response);
        if (problem.kind == ErrorKind::SignedOut && noteClaims && !claims.isEmpty()) {
            noteClaims(claims);
        }
        co_return tl::unexpected<Error>(problem);
    }
    Result<OAuthTokenSet> tokens = tokensIn(provider, response->body);
    co_return tokens;
}

Task<Result<>> OAuthEndpoint::revoke(OAuthProvider provider, QString token, std::stop_token stop)
{
    if (provider.revokeUrl.isEmpty()) {
        co_return failure(ErrorKind::NotFound,
                          OAuthProblem::tr("%1 lets only you take the permission back: at %2.")
                              .arg(provider.name, provider.permissionsUrl.toDisplayString()));
    }
    QList<QPair<QString, QString>> fields{{QStringLiteral("token"), token}};
    HttpRequest request;
    if (provider.service == OAuthService::Google) { // takes the token alone; RFC 7009 §2.1 wants the program too
        request = form(provider.revokeUrl, fields);
    } else {
        fields.append({QStringLiteral("token_type_hint"), QStringLiteral("refresh_token")});
        request = formOf(provider, provider.revokeUrl, fields);
    }
    request.retries.when = HttpRetries::When::Always;
    request.retries.times = 1;
    request.timeouts.whole = revocationPatience; // somebody who disconnects does not want to wait
    Result<HttpResponse> response = co_await m_http.send(request, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    // Google says 400 for a token that is no good any more: what was wanted is so.
    if (response->isOk() || response->status == 400) {
        co_return Result<>();
    }
    co_return failure(ErrorKind::Network,
                      OAuthProblem::tr("%1 did not take the permission back. You can do it at %2.")
                          .arg(provider.name, provider.permissionsUrl.toDisplayString()),
                      QStringLiteral("revocation: HTTP %1").arg(response->status));
}

Task<Result<QStringList>> OAuthEndpoint::profile(OAuthProvider provider, QString accessToken, std::stop_token stop)
{
    HttpRequest request;
    request.url = provider.profileUrl;
    request.headers = {{"authorization", "Bearer " + accessToken.toLatin1()}, {"accept", "application/json"}};
    request.maxBytes = mostAnswerBytes;
    Result<HttpResponse> response = co_await m_http.send(request, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    const Result<QJsonObject> answer = Json::object(response->body, answerLimits);
    if (!response->isOk() || !answer) {
        co_return tl::unexpected<Error>(
            OAuthProblem::unreadable(provider, QStringLiteral("profile: HTTP %1").arg(response->status)));
    }
    QStringList addresses;
    for (const char *name : {"mail", "userPrincipalName"}) {
        const QString address = answer->value(QLatin1String(name)).toString().left(320);
        if (!address.isEmpty()) {
            addresses.append(address);
        }
    }
    co_return addresses;
}

} // namespace AlwaysLeads
