#include "oauth/OAuthProvider.h"

#include <QUrlQuery>

#include <algorithm>

namespace AlwaysLeads {

namespace {

QString plainScope(const QString &scope)
{
    const QString graph = QStringLiteral("https://graph.microsoft.com/");
    return scope.startsWith(graph, Qt::CaseInsensitive) ? scope.mid(graph.size()) : scope;
}

} // namespace

QStringList OAuthProvider::missingScopes(const QStringList &granted) const
{
    QStringList missing;
    for (const QString &needed : neededScopes) {
        const bool there = std::ranges::any_of(granted, [&](const QString &scope) {
            return plainScope(scope).compare(plainScope(needed), Qt::CaseInsensitive) == 0;
        });
        if (!there) {
            missing.append(needed);
        }
    }
    return missing;
}

OAuthProvider OAuthProvider::onlySending() const
{
    OAuthProvider less = *this;
    less.access = Access::OnlySend;
    const auto isForReading = [this](const QString &scope) { return readingScopes.contains(scope); };
    less.scopes.removeIf(isForReading);
    less.neededScopes.removeIf(isForReading);
    return less;
}

QUrl OAuthProvider::adminConsentLink() const
{
    if (adminConsentUrl.isEmpty() || !hasClient()) {
        return {};
    }
    QUrl link = adminConsentUrl;
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("client_id"), clientId);
    link.setQuery(query);
    return link;
}

OAuthProvider OAuthProvider::microsoft(const QString &clientId)
{
    const QString base = QStringLiteral("https://login.microsoftonline.com/common/oauth2/v2.0/");
    OAuthProvider provider;
    provider.service = OAuthService::Microsoft;
    provider.name = tr("Microsoft");
    provider.authorizeUrl = QUrl(base + QStringLiteral("authorize"));
    provider.tokenUrl = QUrl(base + QStringLiteral("token"));
    provider.profileUrl = QUrl(QStringLiteral("https://graph.microsoft.com/v1.0/me?$select=mail,userPrincipalName"));
    provider.adminConsentUrl = QUrl(QStringLiteral("https://login.microsoftonline.com/organizations/adminconsent"));
    provider.permissionsUrl = QUrl(QStringLiteral("https://myapps.microsoft.com"));
    provider.issuer = QStringLiteral("https://login.microsoftonline.com/{tid}/v2.0");
    provider.addressFrom = AddressFrom::GraphProfile;
    // The portal takes "http://localhost" for desktop programs and ignores its port; 127.0.0.1 it refuses.
    provider.redirectHost = QStringLiteral("localhost");
    provider.scopes = {QStringLiteral("openid"),         QStringLiteral("profile"),   QStringLiteral("email"),
                       QStringLiteral("offline_access"), QStringLiteral("User.Read"), QStringLiteral("Mail.Send"),
                       QStringLiteral("Mail.ReadWrite")};
    provider.neededScopes = {QStringLiteral("Mail.Send"), QStringLiteral("Mail.ReadWrite")};
    provider.readingScopes = {QStringLiteral("Mail.ReadWrite")};
    provider.capabilities = {QStringLiteral("cp1")};
    // A person with several accounts chooses, instead of getting the one the browser used last.
    provider.moreParameters = {{QStringLiteral("response_mode"), QStringLiteral("query")},
                               {QStringLiteral("prompt"), QStringLiteral("select_account")}};
    provider.clientId = clientId;
    return provider;
}

OAuthProvider OAuthProvider::google(const QString &clientId, const QString &clientSecret)
{
    const QString scope = QStringLiteral("https://www.googleapis.com/auth/");
    OAuthProvider provider;
    provider.service = OAuthService::Google;
    provider.name = tr("Google");
    provider.authorizeUrl = QUrl(QStringLiteral("https://accounts.google.com/o/oauth2/v2/auth"));
    provider.tokenUrl = QUrl(QStringLiteral("https://oauth2.googleapis.com/token"));
    provider.revokeUrl = QUrl(QStringLiteral("https://oauth2.googleapis.com/revoke"));
    provider.permissionsUrl = QUrl(QStringLiteral("https://myaccount.google.com/permissions"));
    provider.issuer = QStringLiteral("https://accounts.google.com");
    provider.scopes = {QStringLiteral("openid"), QStringLiteral("email"), scope + QStringLiteral("gmail.send"),
                       scope + QStringLiteral("gmail.readonly")};
    provider.neededScopes = {scope + QStringLiteral("gmail.send"), scope + QStringLiteral("gmail.readonly")};
    provider.readingScopes = {scope + QStringLiteral("gmail.readonly")};
    // Without both of them a second sign-in brings no refresh token.
    provider.moreParameters = {{QStringLiteral("access_type"), QStringLiteral("offline")},
                               {QStringLiteral("prompt"), QStringLiteral("consent")}};
    provider.clientId = clientId;
    provider.clientSecret = clientSecret;
    return provider;
}

} // namespace AlwaysLeads
