#include "sandbox/OAuthServer.h"

#include "net/Json.h"
#include "sandbox/SandboxTokens.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QNetworkReply>
#include <QTimer>
#include <QUrlQuery>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int life = 3599; // seconds
constexpr QByteArray::Base64Options urlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
const QString tenant = QStringLiteral("9188040d-6c67-4c5b-b112-36a304b66dad");
const QString mailScope = QStringLiteral("https://www.googleapis.com/auth/");

ServerAnswer made(int status, HttpHeaders headers, QByteArray body)
{
    ServerAnswer answer;
    answer.status = status;
    answer.headers = std::move(headers);
    answer.body = std::move(body);
    return answer;
}

ServerAnswer json(int status, const QJsonObject &object)
{
    return made(status, {{"content-type", "application/json; charset=utf-8"}, {"cache-control", "no-store"}},
                Json::write(object));
}

ServerAnswer no(int status, const char *error, const QString &description, int code = 0)
{
    QJsonObject object{{QStringLiteral("error"), QLatin1String(error)},
                       {QStringLiteral("error_description"), description}};
    if (code != 0) {
        object.insert(QStringLiteral("error_codes"), QJsonArray{code});
        object.insert(QStringLiteral("trace_id"), QStringLiteral("00000000-0000-0000-0000-000000000001"));
        object.insert(QStringLiteral("correlation_id"), QStringLiteral("00000000-0000-0000-0000-000000000002"));
    }
    return json(status, object);
}

ServerAnswer page(int status, const QByteArray &text)
{
    return made(status, {{"content-type", "text/html; charset=utf-8"}},
                "<!DOCTYPE html><title>Sandbox</title><p>" + text);
}

QString one(const QUrlQuery &query, const char *name)
{
    return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

/// application/x-www-form-urlencoded, with a plus for a space.
QUrlQuery form(QByteArray body)
{
    body.replace('+', "%20");
    return QUrlQuery(QString::fromLatin1(body));
}

bool isWayBack(const QUrl &url, OAuthServer::Service service)
{
    const QString host =
        service == OAuthServer::Service::Microsoft ? QStringLiteral("localhost") : QStringLiteral("127.0.0.1");
    return url.isValid() && url.scheme() == QLatin1String("http") && url.host() == host && url.port() > 0
        && url.path().isEmpty() && !url.hasQuery();
}

} // namespace

OAuthServer::OAuthServer(Account microsoft, Account google)
    : m_microsoft(std::move(microsoft))
    , m_google(std::move(google))
    , m_server([this](const ServerRequest &request) { return answer(request); })
{
}

const OAuthServer::Account &OAuthServer::account(Service service) const
{
    return service == Service::Microsoft ? m_microsoft : m_google;
}

QString OAuthServer::addressOf(Service service) const
{
    return m_fault == Fault::OtherAccount ? QStringLiteral("somebody.else@harbourline.example")
                                          : account(service).address;
}

QString OAuthServer::accessTokenFor(Service service, const QStringList &scopes) const
{
    const bool reads = scopes.contains(QLatin1String("Mail.ReadWrite"), Qt::CaseInsensitive)
        || scopes.contains(mailScope + QStringLiteral("gmail.readonly"));
    const QString &full = account(service).accessToken;
    return reads ? full : sendOnlyToken(full);
}

QString OAuthServer::nextRefreshToken(Service service, const QStringList &scopes)
{
    QString token = QStringLiteral("sandbox-%1-refresh-%2")
                        .arg(service == Service::Microsoft ? QStringLiteral("microsoft") : QStringLiteral("google"))
                        .arg(++m_number);
    m_refreshTokens.insert(token, scopes);
    return token;
}

bool OAuthServer::visit(const QUrl &page, std::chrono::milliseconds time)
{
    m_visited.append(page);
    QTimer::singleShot(time, &m_browser, [this, page] {
        QNetworkRequest request(page);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
        QNetworkReply *reply = m_browser.get(request);
        QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    });
    return true;
}

ServerAnswer OAuthServer::answer(const ServerRequest &request)
{
    const bool isGet = request.method == "GET";
    const bool isPost = request.method == "POST";
    if (isPost && !request.header("content-type").startsWith("application/x-www-form-urlencoded")) {
        return no(400, "invalid_request", QStringLiteral("The body is no form."), 900144);
    }
    if (request.path == QLatin1String("/common/oauth2/v2.0/authorize") && isGet) {
        return authorize(Service::Microsoft, request);
    }
    if (request.path == QLatin1String("/o/oauth2/v2/auth") && isGet) {
        return authorize(Service::Google, request);
    }
    if (request.path == QLatin1String("/common/oauth2/v2.0/token") && isPost) {
        return token(Service::Microsoft, request);
    }
    if (request.path == QLatin1String("/token") && isPost) {
        return token(Service::Google, request);
    }
    if (request.path == QLatin1String("/revoke") && isPost) {
        return revoke(request);
    }
    if (request.path == QLatin1String("/v1.0/me") && isGet) {
        return profile(request);
    }
    return page(404, "There is nothing here.");
}

ServerAnswer OAuthServer::authorize(Service service, const ServerRequest &request)
{
    const QUrlQuery &asked = request.query;
    const QUrl back(one(asked, "redirect_uri"));
    // What is wrong with the program or its way back is said here: nobody is sent there.
    if (one(asked, "client_id") != QLatin1String(clientId)) {
        return page(400, "This program is not registered (AADSTS700016, invalid_client).");
    }
    if (!isWayBack(back, service)) {
        return page(400, "This address is not registered (AADSTS50011, redirect_uri_mismatch).");
    }
    if (m_fault == Fault::Silent) {
        return page(200, "Something is wrong, and this page is all that says so.");
    }
    QUrlQuery answer;
    if (const QString state = one(asked, "state"); !state.isEmpty()) {
        answer.addQueryItem(QStringLiteral("state"), state);
    }
    const auto lead = [&] {
        QUrl target = back;
        target.setPath(QStringLiteral("/"));
        target.setQuery(answer);
        return made(302, {{"location", target.toEncoded()}, {"cache-control", "no-store"}}, {});
    };
    const auto refuse = [&](const char *error, const QString &description) {
        answer.addQueryItem(QStringLiteral("error"), QLatin1String(error));
        answer.addQueryItem(QStringLiteral("error_description"), description);
        return lead();
    };
    const QStringList scopes = one(asked, "scope").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (one(asked, "response_type") != QLatin1String("code") || scopes.isEmpty()) {
        return refuse("invalid_request", QStringLiteral("AADSTS900144"));
    }
    if (one(asked, "code_challenge_method") != QLatin1String("S256") || one(asked, "code_challenge").size() != 43) {
        return refuse("invalid_request", QStringLiteral("A code challenge with S256 is needed."));
    }
    // Microsoft takes claims as an object of JSON, with what the program can do in them.
    if (const QString claims = one(asked, "claims"); service == Service::Microsoft && !claims.isEmpty()) {
        const Result<QJsonObject> read = Json::object(claims.toUtf8());
        if (!read) {
            return refuse("invalid_request", QStringLiteral("AADSTS90014: the claims are no JSON"));
        }
        const QJsonObject wanted = Json::object(m_challenge.toUtf8()).value_or(QJsonObject());
        const QJsonObject brought = read->value(QLatin1String("access_token")).toObject();
        const QJsonObject ofToken = wanted.value(QLatin1String("access_token")).toObject();
        bool meets = true;
        for (auto claim = ofToken.constBegin(); claim != ofToken.constEnd(); ++claim) {
            meets = meets && brought.value(claim.key()) == claim.value();
        }
        if (meets) {
            m_challenge.clear();
        }
    }
    const bool asksToRead = accessTokenFor(service, scopes) == account(service).accessToken;
    if (m_fault == Fault::Denies) {
        return refuse("access_denied", service == Service::Microsoft ? QStringLiteral("AADSTS65004") : QString());
    }
    if (m_fault == Fault::NeedsAdministrator || (m_fault == Fault::ReadingNeedsAdministrator && asksToRead)) {
        return service == Service::Microsoft ? refuse("access_denied", QStringLiteral("AADSTS90094"))
                                             : refuse("admin_policy_enforced", QString());
    }
    Code code{service, one(asked, "redirect_uri"), one(asked, "code_challenge"), one(asked, "nonce"), scopes};
    if (m_fault == Fault::ScopeUnticked) {
        code.scopes.removeIf([](const QString &scope) {
            return scope.compare(QLatin1String("mail.send"), Qt::CaseInsensitive) == 0
                || scope == mailScope + QStringLiteral("gmail.send");
        });
    }
    if (m_fault == Fault::ReadingUnticked) {
        code.scopes.removeAll(QStringLiteral("Mail.ReadWrite"));
        code.scopes.removeAll(mailScope + QStringLiteral("gmail.readonly"));
    }
    // Google gives a refresh token only to who asks for one and shows the consent, Microsoft by a scope.
    const bool lasting = service == Service::Microsoft
        ? scopes.contains(QLatin1String("offline_access"))
        : one(asked, "access_type") == QLatin1String("offline") && one(asked, "prompt") == QLatin1String("consent");
    if (!lasting || m_fault == Fault::NoRefreshToken) {
        code.scopes.removeAll(QStringLiteral("offline_access"));
    } else if (service == Service::Google) {
        code.scopes.append(QStringLiteral("offline_access"));
    }
    const QString name = QStringLiteral("sandbox-code-%1").arg(++m_number);
    m_codes.insert(name, code);
    answer.addQueryItem(QStringLiteral("code"), name);
    return lead();
}

ServerAnswer OAuthServer::token(Service service, const ServerRequest &request)
{
    const QUrlQuery asked = form(request.body);
    if (m_fault == Fault::TokenTrouble) {
        return no(503, "temporarily_unavailable", QStringLiteral("AADSTS90033: try later"), 90033);
    }
    if (one(asked, "client_id") != QLatin1String(clientId)) {
        return no(401, "invalid_client", QStringLiteral("AADSTS700016: no such program"), 700016);
    }
    if (service == Service::Microsoft && asked.hasQueryItem(QStringLiteral("client_secret"))) {
        return no(401, "invalid_client", QStringLiteral("AADSTS700025: a public client sends no secret"), 700025);
    }
    if (service == Service::Google && one(asked, "client_secret") != QLatin1String(clientSecret)) {
        return no(401, "invalid_client", QStringLiteral("The provided client secret is invalid."));
    }
    const QString type = one(asked, "grant_type");
    if (type == QLatin1String("authorization_code")) {
        return exchange(service, asked);
    }
    if (type == QLatin1String("refresh_token")) {
        return renew(service, asked);
    }
    return no(400, "unsupported_grant_type", QStringLiteral("AADSTS70003"), 70003);
}

ServerAnswer OAuthServer::exchange(Service service, const QUrlQuery &asked)
{
    const Code code = m_codes.take(one(asked, "code")); // good for one try
    const QByteArray hash =
        QCryptographicHash::hash(one(asked, "code_verifier").toLatin1(), QCryptographicHash::Sha256);
    if (code.challenge.isEmpty() || code.service != service || code.redirectUri != one(asked, "redirect_uri")
        || code.challenge != QString::fromLatin1(hash.toBase64(urlSafe))) {
        return no(400, "invalid_grant", QStringLiteral("AADSTS54005: code, verifier or address do not fit"), 54005);
    }
    if (service == Service::Microsoft && !m_challenge.isEmpty()) {
        return challenged();
    }
    return grant(service, code.scopes, code.nonce);
}

ServerAnswer OAuthServer::challenged() const
{
    const QJsonObject said{{QStringLiteral("error"), QStringLiteral("interaction_required")},
                           {QStringLiteral("error_description"), QStringLiteral("AADSTS50076: use another factor")},
                           {QStringLiteral("error_codes"), QJsonArray{50076}},
                           {QStringLiteral("claims"), m_challenge}};
    return json(400, said);
}

ServerAnswer OAuthServer::grant(Service service, const QStringList &scopes, const QString &nonce)
{
    QStringList named = scopes;
    const bool lasting = named.removeAll(QStringLiteral("offline_access")) > 0;
    QJsonObject answer{{QStringLiteral("token_type"), QStringLiteral("Bearer")},
                       {QStringLiteral("expires_in"), life},
                       {QStringLiteral("access_token"), accessTokenFor(service, scopes)}};
    if (service == Service::Microsoft) {
        answer.insert(QStringLiteral("ext_expires_in"), life);
        for (QString &scope : named) { // it names those of Graph in full
            if (scope.contains(QLatin1Char('.'))) {
                scope.prepend(QStringLiteral("https://graph.microsoft.com/"));
            }
        }
    } else {
        named.replaceInStrings(QStringLiteral("email"), mailScope + QStringLiteral("userinfo.email"));
    }
    answer.insert(QStringLiteral("scope"), named.join(QLatin1Char(' ')));
    if (lasting) {
        answer.insert(QStringLiteral("refresh_token"), nextRefreshToken(service, scopes));
    }
    if (named.contains(QStringLiteral("openid")) && !nonce.isEmpty()) {
        answer.insert(QStringLiteral("id_token"), idToken(service, nonce));
    }
    return json(200, answer);
}

QString OAuthServer::idToken(Service service, const QString &nonce) const
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    QJsonObject claims{{QStringLiteral("aud"), QLatin1String(clientId)},
                       {QStringLiteral("iat"), now},
                       {QStringLiteral("exp"), now + life},
                       {QStringLiteral("nonce"), nonce},
                       {QStringLiteral("sub"), QStringLiteral("1")},
                       {QStringLiteral("email"), addressOf(service)}};
    if (service == Service::Microsoft) {
        claims.insert(QStringLiteral("tid"), tenant);
        claims.insert(QStringLiteral("iss"), QStringLiteral("https://login.microsoftonline.com/%1/v2.0").arg(tenant));
    } else {
        claims.insert(QStringLiteral("iss"), QStringLiteral("https://accounts.google.com"));
    }
    const QByteArray head = QByteArrayLiteral(R"({"alg":"none"})").toBase64(urlSafe);
    return QString::fromLatin1(head + '.' + Json::write(claims).toBase64(urlSafe) + '.');
}

ServerAnswer OAuthServer::renew(Service service, const QUrlQuery &asked)
{
    const QString refreshToken = one(asked, "refresh_token");
    if (!m_refreshTokens.contains(refreshToken)) {
        return service == Service::Microsoft
            ? no(400, "invalid_grant", QStringLiteral("AADSTS700082: The refresh token has expired."), 700082)
            : no(400, "invalid_grant", QStringLiteral("Token has been expired or revoked."));
    }
    const QStringList allowed = m_refreshTokens.value(refreshToken);
    const QStringList wanted = one(asked, "scope").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const bool asksForMore =
        std::ranges::any_of(wanted, [&](const QString &scope) { return !allowed.contains(scope); });
    if (service == Service::Microsoft && asksForMore) {
        return no(400, "invalid_grant", QStringLiteral("AADSTS65001: The user has not consented."), 65001);
    }
    if (service == Service::Microsoft && !m_challenge.isEmpty()) {
        return challenged();
    }
    QJsonObject answer{{QStringLiteral("token_type"), QStringLiteral("Bearer")},
                       {QStringLiteral("expires_in"), life},
                       {QStringLiteral("access_token"), accessTokenFor(service, allowed)}};
    if (service == Service::Microsoft) {
        // A new one with each answer; the old one is not revoked at once.
        answer.insert(QStringLiteral("refresh_token"), nextRefreshToken(service, allowed));
        answer.insert(QStringLiteral("scope"), one(asked, "scope"));
    }
    return json(200, answer);
}

ServerAnswer OAuthServer::revoke(const ServerRequest &request)
{
    return m_refreshTokens.remove(one(form(request.body), "token"))
        ? json(200, {})
        : no(400, "invalid_token", QStringLiteral("Token expired or revoked"));
}

ServerAnswer OAuthServer::profile(const ServerRequest &request) const
{
    const QByteArray bearer = request.header("authorization");
    if (bearer != "Bearer " + m_microsoft.accessToken.toUtf8()
        && bearer != "Bearer " + sendOnlyToken(m_microsoft.accessToken).toUtf8()) {
        return json(401,
                    {{QStringLiteral("error"),
                      QJsonObject{{QStringLiteral("code"), QStringLiteral("InvalidAuthenticationToken")}}}});
    }
    const QString address = addressOf(Service::Microsoft);
    return json(200, {{QStringLiteral("mail"), address}, {QStringLiteral("userPrincipalName"), address}});
}

} // namespace AlwaysLeads
