#include "oauth/OAuthDiscovery.h"

#include "net/HttpClient.h"
#include "net/Json.h"

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

constexpr qint64 mostBytes = 256 * 1024;
constexpr Json::Limits documentLimits{mostBytes, 16};
constexpr std::chrono::seconds patience(20);
constexpr qsizetype mostListed = 500; // of scopes and the like
const QString openIdPlace = QStringLiteral("/.well-known/openid-configuration");
const QString oauthPlace = QStringLiteral("/.well-known/oauth-authorization-server");

struct KnownProvider
{
    const char *issuer;
    std::array<const char *, 6> hosts; ///< mail domains, and the domains of mail servers
    const char *authorize; ///< empty: the provider publishes it
    const char *token;
    const char *scopes; ///< empty: as for any provider
};

// Endpoints and scopes that Thunderbird and K-9 Mail use with these; Fastmail publishes its own (RFC 8414).
constexpr std::array knownProviders{
    KnownProvider{"https://api.fastmail.com",
                  {"fastmail.com", "fastmail.fm", "messagingengine.com"},
                  "",
                  "",
                  "urn:ietf:params:oauth:scope:mail offline_access"},
    KnownProvider{"https://api.login.yahoo.com",
                  {"yahoo.com", "ymail.com", "rocketmail.com"},
                  "https://api.login.yahoo.com/oauth2/request_auth",
                  "https://api.login.yahoo.com/oauth2/get_token",
                  "mail-w"},
    KnownProvider{"https://api.login.aol.com",
                  {"aol.com"},
                  "https://api.login.aol.com/oauth2/request_auth",
                  "https://api.login.aol.com/oauth2/get_token",
                  "mail-w"},
    KnownProvider{"https://oauth.yandex.com",
                  {"yandex.com", "yandex.ru", "ya.ru"},
                  "https://oauth.yandex.com/authorize",
                  "https://oauth.yandex.com/token",
                  "mail:imap_full mail:smtp"},
    KnownProvider{"https://o2.mail.ru",
                  {"mail.ru", "bk.ru", "inbox.ru", "list.ru"},
                  "https://o2.mail.ru/login",
                  "https://o2.mail.ru/token",
                  "mail.imap"},
};

QStringList wordsOf(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

const KnownProvider *known(const QString &issuer)
{
    const auto *found = std::ranges::find_if(
        knownProviders, [&](const KnownProvider &one) { return issuer == QLatin1String(one.issuer); });
    return found == knownProviders.end() ? nullptr : found;
}

QString withoutEnd(QString text, const QString &end)
{
    if (text.endsWith(end)) {
        text.chop(end.size());
    }
    return text;
}

/// The strings of a list; nothing when it is left out.
std::optional<QStringList> listIn(const QJsonObject &object, const char *name)
{
    const QJsonValue value = object.value(QLatin1String(name));
    if (!value.isArray()) {
        return std::nullopt;
    }
    QStringList list;
    const QJsonArray values = value.toArray();
    for (qsizetype i = 0; i < std::min(values.size(), mostListed); ++i) {
        list.append(values.at(i).toString());
    }
    return list;
}

bool lacks(const QJsonObject &object, const char *list, const char *value)
{
    const std::optional<QStringList> listed = listIn(object, list);
    return listed && !listed->contains(QLatin1String(value));
}

} // namespace

OAuthDiscovery::OAuthDiscovery(HttpClient &http)
    : m_http(http)
{
}

Result<QString> OAuthDiscovery::issuerIn(const QString &text)
{
    QString typed = text.trimmed();
    if (!typed.contains(QStringLiteral("://"))) {
        typed.prepend(QStringLiteral("https://"));
    }
    typed = withoutEnd(withoutEnd(typed, openIdPlace), oauthPlace);
    const QUrl url(typed, QUrl::StrictMode);
    if (!OAuthRegistration::isFit(url) || url.hasQuery()) {
        return failure(ErrorKind::Invalid,
                       tr("“%1” is not the address of a provider. It looks like https://login.example.com and begins "
                          "with https.")
                           .arg(text.trimmed().left(100)));
    }
    return typed;
}

QString OAuthDiscovery::knownIssuerFor(const QString &host)
{
    const QString wanted = host.toLower();
    for (const KnownProvider &one : knownProviders) {
        for (const char *name : one.hosts) {
            const QString domain = QString::fromLatin1(name);
            if (!domain.isEmpty() && (wanted == domain || wanted.endsWith(QLatin1Char('.') + domain))) {
                return QString::fromLatin1(one.issuer);
            }
        }
    }
    return {};
}

QList<QUrl> OAuthDiscovery::placesOf(const QString &issuer)
{
    const QUrl url(issuer, QUrl::StrictMode);
    const QString path = withoutEnd(url.path(), QStringLiteral("/"));
    QUrl openId = url;
    openId.setPath(path + openIdPlace);
    QUrl oauth = url;
    oauth.setPath(oauthPlace + path); // RFC 8414 §3.1 puts it before the path
    return {openId, oauth};
}

Result<OAuthRegistration> OAuthDiscovery::read(const QByteArray &json, const QString &issuer)
{
    const QString name = QUrl(issuer).host();
    const auto unusable = [&](const QString &why, const QString &detail) {
        return failure(ErrorKind::Invalid, tr("What %1 publishes cannot be used: %2").arg(name, why), detail);
    };
    const Result<QJsonObject> object = Json::object(json, documentLimits);
    if (!object) {
        return unusable(tr("it is not readable."), object.error().message);
    }
    const auto text = [&](const char *key) { return object->value(QLatin1String(key)).toString(); };
    OAuthRegistration found;
    found.issuer = text("issuer");
    // A slash at the end is all in which a typed address may differ; else one provider could speak for another.
    if (found.issuer.isEmpty()
        || withoutEnd(found.issuer, QStringLiteral("/")) != withoutEnd(issuer, QStringLiteral("/"))) {
        return unusable(tr("it speaks for another provider, “%1”. Check the address.").arg(found.issuer.left(100)),
                        QStringLiteral("issuer"));
    }
    found.authorizeUrl = QUrl(text("authorization_endpoint"), QUrl::StrictMode);
    found.tokenUrl = QUrl(text("token_endpoint"), QUrl::StrictMode);
    found.revokeUrl = QUrl(text("revocation_endpoint"), QUrl::StrictMode);
    const bool isPlain = issuer.startsWith(QLatin1String("http:"));
    const auto isFit = [&](const QUrl &url) {
        return OAuthRegistration::isFit(url) && (isPlain || url.scheme() == QLatin1String("https"));
    };
    if (!isFit(found.authorizeUrl) || !isFit(found.tokenUrl)) {
        return unusable(tr("it names no encrypted address to sign in at."), QStringLiteral("endpoints"));
    }
    if (!isFit(found.revokeUrl)) {
        found.revokeUrl.clear();
    }
    if (lacks(*object, "response_types_supported", "code")) {
        return unusable(tr("it offers no sign-in for programs like this one (authorization code)."),
                        QStringLiteral("response_types_supported"));
    }
    if (lacks(*object, "code_challenge_methods_supported", "S256")) {
        return unusable(tr("it cannot protect a sign-in on this computer (PKCE)."),
                        QStringLiteral("code_challenge_methods_supported"));
    }
    for (const char *scope : {"openid", "email", "offline_access"}) {
        const bool isOpenId = object->contains(QLatin1String("jwks_uri"));
        if (!lacks(*object, "scopes_supported", scope) && (isOpenId || qstrcmp(scope, "openid") != 0)) {
            found.scopes.append(QLatin1String(scope));
        }
    }
    // Left out, the header alone is offered (OpenID Connect Discovery §3).
    found.secretInHeader = !lacks(*object, "token_endpoint_auth_methods_supported", "client_secret_basic");
    return found;
}

Task<Result<OAuthRegistration>> OAuthDiscovery::find(QString issuer, std::stop_token stop)
{
    const KnownProvider *here = known(issuer);
    if (here && *here->token != '\0') {
        OAuthRegistration ready;
        ready.issuer = issuer;
        ready.authorizeUrl = QUrl(QString::fromLatin1(here->authorize));
        ready.tokenUrl = QUrl(QString::fromLatin1(here->token));
        ready.scopes = wordsOf(here->scopes);
        co_return ready;
    }
    const QList<QUrl> places = placesOf(issuer);
    for (const QUrl &place : places) {
        HttpRequest request;
        request.url = place;
        request.headers = {{"accept", "application/json"}};
        request.maxBytes = mostBytes;
        request.timeouts.whole = patience;
        Result<HttpResponse> response = co_await m_http.send(request, stop);
        if (!response) {
            co_return failureOf(std::move(response));
        }
        if (response->isOk()) {
            Result<OAuthRegistration> found = read(response->body, issuer);
            if (found && here) {
                found->scopes = wordsOf(here->scopes);
            }
            co_return found;
        }
        if (response->status >= 500 || response->status == 429) {
            co_return failure(ErrorKind::Network,
                              tr("%1 has trouble right now. Try again in a few minutes.").arg(place.host()),
                              QStringLiteral("discovery: HTTP %1").arg(response->status));
        }
    }
    co_return failure(ErrorKind::NotFound,
                      tr("%1 does not publish how to sign in there. Ask its administrator for the issuer’s address; "
                         "it was looked for at %2.")
                          .arg(QUrl(issuer).host(), places.first().toDisplayString()));
}

} // namespace AlwaysLeads
