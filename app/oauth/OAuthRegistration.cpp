#include "oauth/OAuthRegistration.h"

#include <QHostAddress>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestUrl = 2000; // characters

bool isThisComputer(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

} // namespace

QString OAuthRegistration::name() const
{
    return QUrl(issuer).host();
}

OAuthProvider OAuthRegistration::provider(const QString &clientSecret) const
{
    OAuthProvider provider;
    provider.service = OAuthService::Other;
    provider.name = name();
    provider.authorizeUrl = authorizeUrl;
    provider.tokenUrl = tokenUrl;
    provider.revokeUrl = revokeUrl;
    provider.permissionsUrl = QUrl(issuer);
    provider.issuer = issuer;
    provider.addressFrom = OAuthProvider::AddressFrom::Hint;
    provider.scopes = scopes;
    if (scopes.contains(QStringLiteral("offline_access"))) { // else there may be no refresh token (OpenID Core §11)
        provider.moreParameters = {{QStringLiteral("prompt"), QStringLiteral("consent")}};
    }
    provider.clientId = clientId;
    provider.clientSecret = clientSecret;
    provider.secretInHeader = secretInHeader;
    return provider;
}

bool OAuthRegistration::isFit(const QUrl &url)
{
    const bool safe =
        url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isThisComputer(url.host()));
    return url.isValid() && safe && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasFragment()
        && url.toString(QUrl::FullyEncoded).size() <= longestUrl;
}

QJsonObject OAuthRegistration::toJson() const
{
    return {{QStringLiteral("issuer"), issuer},
            {QStringLiteral("authorize"), authorizeUrl.toString(QUrl::FullyEncoded)},
            {QStringLiteral("token"), tokenUrl.toString(QUrl::FullyEncoded)},
            {QStringLiteral("revoke"), revokeUrl.toString(QUrl::FullyEncoded)},
            {QStringLiteral("client_id"), clientId},
            {QStringLiteral("scope"), scopes.join(QLatin1Char(' '))},
            {QStringLiteral("secret_in_header"), secretInHeader}};
}

std::optional<OAuthRegistration> OAuthRegistration::read(const QJsonObject &object)
{
    const auto text = [&](const char *name) { return object.value(QLatin1String(name)).toString(); };
    OAuthRegistration read;
    read.issuer = text("issuer");
    read.authorizeUrl = QUrl(text("authorize"), QUrl::StrictMode);
    read.tokenUrl = QUrl(text("token"), QUrl::StrictMode);
    read.revokeUrl = QUrl(text("revoke"), QUrl::StrictMode);
    read.clientId = text("client_id");
    read.scopes = text("scope").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    read.secretInHeader = object.value(QLatin1String("secret_in_header")).toBool(true);
    const bool fit = !read.issuer.isEmpty() && isFit(read.authorizeUrl) && isFit(read.tokenUrl)
        && (read.revokeUrl.isEmpty() || isFit(read.revokeUrl));
    return fit ? std::optional<OAuthRegistration>(read) : std::nullopt;
}

} // namespace AlwaysLeads
