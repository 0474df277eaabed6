#include "oauth/OAuthSignIn.h"

#include "oauth/IdToken.h"
#include "oauth/LoopbackListener.h"
#include "oauth/OAuthClaims.h"
#include "oauth/OAuthProblem.h"

#include <memory>

namespace AlwaysLeads {

OAuthSignIn::OAuthSignIn(OAuthEndpoint &endpoint, const Clock &clock)
    : OAuthSignIn(endpoint, clock, Options())
{
}

OAuthSignIn::OAuthSignIn(OAuthEndpoint &endpoint, const Clock &clock, Options options)
    : m_endpoint(endpoint)
    , m_clock(clock)
    , m_options(options)
{
}

QUrl OAuthSignIn::pageOf(const OAuthProvider &provider, const QString &redirectUri, const OAuthSecrets &secrets,
                         const QString &loginHint, const QString &claims)
{
    QList<QPair<QString, QString>> parameters{
        {QStringLiteral("client_id"), provider.clientId},
        {QStringLiteral("response_type"), QStringLiteral("code")},
        {QStringLiteral("redirect_uri"), redirectUri},
        {QStringLiteral("scope"), provider.scopes.join(QLatin1Char(' '))},
        {QStringLiteral("state"), secrets.state},
        {QStringLiteral("code_challenge"), OAuthSecrets::challengeOf(secrets.verifier)},
        {QStringLiteral("code_challenge_method"), QStringLiteral("S256")}};
    if (provider.scopes.contains(QStringLiteral("openid"))) {
        parameters.append({QStringLiteral("nonce"), secrets.nonce});
    }
    if (!loginHint.isEmpty()) {
        parameters.append({QStringLiteral("login_hint"), loginHint});
    }
    if (const QByteArray asked = claimsParameter(provider.capabilities, claims); !asked.isEmpty()) {
        parameters.append({QStringLiteral("claims"), QString::fromUtf8(asked)});
    }
    parameters.append(provider.moreParameters);
    QByteArray query;
    for (const auto &[name, value] : parameters) {
        query += (query.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    QUrl page = provider.authorizeUrl;
    page.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    return page;
}

Task<Result<OAuthGrant>> OAuthSignIn::signIn(Wish wish, std::stop_token stop)
{
    const OAuthProvider provider = wish.provider;
    if (!provider.hasClient()) {
        co_return tl::unexpected<Error>(OAuthProblem::noClient(provider));
    }
    const OAuthSecrets secrets = OAuthSecrets::random();
    LoopbackListener listener; // until the end, so that its last page reaches the browser
    if (Result<> listening = listener.listen(); !listening) {
        co_return failureOf(std::move(listening));
    }
    // Without a path, as it is registered: Microsoft compares the path.
    const QString redirectUri = QStringLiteral("http://%1:%2").arg(provider.redirectHost).arg(listener.port());
    const QUrl page = pageOf(provider, redirectUri, secrets, wish.loginHint, wish.claims);
    auto redirected = listener.redirect(secrets.state, m_options.patience, stop);
    const bool opened = wish.openBrowser && wish.openBrowser(page);
    if (wish.waiting) {
        wish.waiting(page, opened);
    }
    Result<QUrlQuery> answer = co_await redirected;
    if (!answer) {
        co_return failureOf(std::move(answer));
    }
    const QString code = answer->queryItemValue(QStringLiteral("code"), QUrl::FullyDecoded);
    if (code.isEmpty()) {
        co_return tl::unexpected<Error>(OAuthProblem::ofRedirect(provider, *answer));
    }
    // RFC 9207: an answer that another provider made is not exchanged at this one.
    const QString answering = answer->queryItemValue(QStringLiteral("iss"), QUrl::FullyDecoded);
    if (provider.service == OAuthService::Other && !answering.isEmpty() && answering != provider.issuer) {
        co_return tl::unexpected<Error>(OAuthProblem::unreadable(provider, QStringLiteral("redirect: another issuer")));
    }
    const QString verifier = secrets.verifier;
    const OAuthEndpoint::ClaimsNote noteClaims = wish.noteClaims;
    auto exchanging = m_endpoint.exchange(provider, code, verifier, redirectUri, stop, noteClaims);
    Result<OAuthTokenSet> tokens = co_await exchanging;
    if (!tokens) {
        co_return failureOf(std::move(tokens));
    }
    const OAuthTokenSet given = *tokens;
    const QString nonce = secrets.nonce;
    Result<OAuthGrant> grant = co_await grantOf(wish, given, nonce, stop);
    co_return grant;
}

Task<Result<>> OAuthSignIn::giveBack(OAuthProvider provider, OAuthTokenSet tokens)
{
    return m_endpoint.revoke(std::move(provider), std::move(tokens.refreshToken));
}

Task<Result<OAuthGrant>> OAuthSignIn::grantOf(Wish wish, OAuthTokenSet tokens, QString nonce, std::stop_token stop)
{
    const OAuthProvider &provider = wish.provider;
    // What was unticked says more than what follows from it.
    if (const QStringList missing = provider.missingScopes(tokens.scopes); !missing.isEmpty()) {
        co_return tl::unexpected<Error>(OAuthProblem::missingScopes(provider, missing));
    }
    if (tokens.refreshToken.isEmpty()) {
        co_return tl::unexpected<Error>(OAuthProblem::noRefreshToken(provider));
    }
    QStringList addresses;
    if (provider.scopes.contains(QStringLiteral("openid"))) {
        const Result<IdToken> identity = IdToken::read(tokens.idToken, provider, nonce, m_clock.now());
        if (!identity) {
            co_return failureOf(Result<IdToken>(identity));
        }
        addresses = identity->addresses;
    }
    if (provider.addressFrom == OAuthProvider::AddressFrom::GraphProfile) {
        const QString accessToken = tokens.accessToken;
        Result<QStringList> profile = co_await m_endpoint.profile(provider, accessToken, stop);
        if (!profile) {
            co_return failureOf(std::move(profile));
        }
        addresses = *profile;
    }
    OAuthGrant grant;
    grant.service = provider.service;
    grant.clientId = provider.clientId;
    grant.access = provider.access;
    grant.tokens = tokens;
    grant.tokens.idToken.clear(); // has done its work
    if (provider.addressFrom == OAuthProvider::AddressFrom::Hint) {
        grant.signedInAs = addresses.isEmpty() ? QString() : addresses.first();
        addresses = QStringList{wish.loginHint};
    }
    const Result<EmailAddress> wanted = EmailAddress::parse(wish.loginHint);
    for (const QString &text : std::as_const(addresses)) {
        const Result<EmailAddress> address = EmailAddress::parse(text);
        if (!address) {
            continue;
        }
        if (grant.address.isNull() || (wanted && *address == *wanted)) {
            grant.address = *address; // Microsoft knows a mailbox by its address and by the name to sign in with
        }
    }
    if (grant.address.isNull()) {
        co_return failure(
            ErrorKind::Invalid,
            tr("%1 did not say which address the account has. It may have no mailbox.").arg(provider.name));
    }
    if (wanted && grant.address != *wanted) {
        co_return tl::unexpected<Error>(OAuthProblem::otherAccount(wanted->shown(), grant.address.shown()));
    }
    co_return grant;
}

} // namespace AlwaysLeads
