#include "oauth/OAuthTokens.h"

#include "base/Log.h"
#include "keychain/Vault.h"
#include "net/Json.h"
#include "oauth/OAuthProblem.h"

#include <QCoroFuture>

#include <QPromise>

#include <memory>

namespace AlwaysLeads {

namespace {

const QString onlySend = QStringLiteral("only send");
constexpr qint64 renewBefore = 5 * 60; // seconds; a mail handed over now may need the token for some of them

QString wordOf(OAuthService service)
{
    switch (service) {
    case OAuthService::Microsoft:
        return QStringLiteral("microsoft");
    case OAuthService::Google:
        return QStringLiteral("google");
    case OAuthService::Other:
        break;
    }
    return QStringLiteral("other");
}

std::optional<OAuthService> serviceIn(const QString &word)
{
    for (const OAuthService service : {OAuthService::Microsoft, OAuthService::Google, OAuthService::Other}) {
        if (wordOf(service) == word) {
            return service;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<OAuthTokens::Kept> OAuthTokens::Kept::read(const QByteArray &json)
{
    const Result<QJsonObject> object = Json::object(json);
    if (!object) {
        return std::nullopt;
    }
    const auto text = [&](const char *name) { return object->value(QLatin1String(name)).toString(); };
    const Result<EmailAddress> address = EmailAddress::parse(text("address"));
    const std::optional<OAuthService> service = serviceIn(text("service"));
    if (!address || !service || text("refresh_token").isEmpty()) {
        return std::nullopt;
    }
    Kept kept;
    kept.grant.service = *service;
    if (*service == OAuthService::Other) {
        const auto registration = OAuthRegistration::read(object->value(QLatin1String("registration")).toObject());
        if (!registration) {
            return std::nullopt;
        }
        kept.grant.registration = *registration;
        kept.grant.clientSecret = text("client_secret");
    }
    kept.grant.address = *address;
    kept.grant.clientId = text("client_id");
    kept.grant.access =
        text("access") == onlySend ? OAuthProvider::Access::OnlySend : OAuthProvider::Access::SendAndRead;
    kept.grant.tokens.accessToken = text("access_token");
    kept.grant.tokens.refreshToken = text("refresh_token");
    kept.grant.tokens.expiresAt =
        QDateTime::fromMSecsSinceEpoch(Json::integer(object->value(QLatin1String("expires_at"))).value_or(0), Qt::UTC);
    kept.grant.tokens.scopes = text("scope").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return kept;
}

QByteArray OAuthTokens::Kept::toJson() const
{
    QJsonObject object{{QStringLiteral("service"), wordOf(grant.service)},
                       {QStringLiteral("address"), grant.address.toString()},
                       {QStringLiteral("client_id"), grant.clientId},
                       {QStringLiteral("access_token"), grant.tokens.accessToken},
                       {QStringLiteral("refresh_token"), grant.tokens.refreshToken},
                       {QStringLiteral("expires_at"), grant.tokens.expiresAt.toMSecsSinceEpoch()},
                       {QStringLiteral("scope"), grant.tokens.scopes.join(QLatin1Char(' '))}};
    if (grant.access == OAuthProvider::Access::OnlySend) {
        object.insert(QStringLiteral("access"), onlySend);
    }
    if (grant.service == OAuthService::Other) {
        object.insert(QStringLiteral("registration"), grant.registration.toJson());
        object.insert(QStringLiteral("client_secret"), grant.clientSecret);
    }
    return Json::write(object);
}

OAuthTokens::OAuthTokens(OAuthEndpoint &endpoint, Vault &vault, const Clock &clock, ProviderOf providerOf,
                         QObject *parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_vault(vault)
    , m_clock(clock)
    , m_providerOf(std::move(providerOf))
{
}

OAuthTokens::~OAuthTokens() = default;

QString OAuthTokens::secretName(const QString &account)
{
    return account + QStringLiteral(" tokens");
}

OAuthProvider OAuthTokens::providerOf(const OAuthGrant &grant) const
{
    const OAuthProvider provider = grant.service == OAuthService::Other
        ? grant.registration.provider(grant.clientSecret)
        : m_providerOf(grant.service);
    // What was not allowed must not be asked for with each renewal.
    return grant.access == OAuthProvider::Access::OnlySend ? provider.onlySending() : provider;
}

Task<Result<>> OAuthTokens::write(QString account, Kept kept)
{
    const QString name = secretName(account);
    const QByteArray json = kept.toJson();
    // One row, replaced in one transaction: until the new refresh token is on the disk the old one is.
    Result<> written = co_await m_vault.keep(name, json, QString());
    co_return written;
}

Task<Result<>> OAuthTokens::keep(QString account, OAuthGrant grant)
{
    ++m_generation[account];
    Kept fresh{grant};
    Result<> written = co_await write(account, fresh);
    if (written) {
        m_signedOut.remove(account);
        m_unwritten.remove(account);
    }
    co_return written;
}

Task<Result<OAuthTokens::Kept>> OAuthTokens::kept(QString account)
{
    if (const auto unwritten = m_unwritten.constFind(account); unwritten != m_unwritten.cend()) {
        Kept pending = *unwritten; // a copy: the entry may be gone when the writing is done
        const Result<> written = co_await write(account, pending);
        if (written) {
            m_unwritten.remove(account);
        }
        co_return pending;
    }
    const QString name = secretName(account);
    Result<std::optional<QByteArray>> secret = co_await m_vault.secret(name);
    if (!secret) {
        co_return failureOf(std::move(secret));
    }
    std::optional<Kept> read;
    if (secret->has_value()) {
        read = Kept::read(**secret);
    }
    if (!read) {
        co_return failure(ErrorKind::SignedOut,
                          tr("The sign-in of this mailbox is missing. Reconnect it in Settings."));
    }
    co_return *read;
}

Task<Result<QString>> OAuthTokens::token(QString account, bool fresh)
{
    if (const auto out = m_signedOut.constFind(account); out != m_signedOut.cend()) {
        co_return tl::unexpected<Error>(*out);
    }
    Result<Kept> there = co_await kept(account);
    if (!there) {
        co_return failureOf(std::move(there));
    }
    const OAuthTokenSet &tokens = there->grant.tokens;
    const bool good = !tokens.accessToken.isEmpty() && m_clock.now().addSecs(renewBefore) < tokens.expiresAt;
    if (good && !fresh && !m_renewals.contains(account)) {
        co_return tokens.accessToken;
    }
    QFuture<Result<QString>> running = renewal(account, *there);
    Result<QString> token = co_await running;
    co_return token;
}

QFuture<Result<QString>> OAuthTokens::renewal(const QString &account, const Kept &kept)
{
    if (const auto running = m_renewals.constFind(account); running != m_renewals.cend()) {
        return *running;
    }
    auto promise = std::make_shared<QPromise<Result<QString>>>();
    promise->start();
    QFuture<Result<QString>> future = promise->future();
    m_renewals.insert(account, future);
    [](OAuthTokens *self, QString account, Kept kept, std::shared_ptr<QPromise<Result<QString>>> promise) -> Task<> {
        Result<QString> outcome = co_await self->renew(account, kept);
        self->m_renewals.remove(account);
        promise->addResult(outcome);
        promise->finish();
    }(this, account, kept, promise);
    return future;
}

Task<Result<QString>> OAuthTokens::renew(QString account, Kept kept)
{
    const OAuthProvider provider = providerOf(kept.grant);
    if (provider.clientId.isEmpty()) { // signing in again would not help: there is nothing to sign in with
        co_return tl::unexpected<Error>(OAuthProblem::noClient(provider));
    }
    if (provider.clientId != kept.grant.clientId) {
        // A refresh token is good for the program it was given to (RFC 6749 §6).
        const Error other = OAuthProblem::signedOut(provider, tr("The client id of AlwaysLeads is another one now."));
        end(account, other, {});
        co_return tl::unexpected<Error>(other);
    }
    const QString refreshToken = kept.grant.tokens.refreshToken;
    const int generation = m_generation.value(account);
    const auto claims = std::make_shared<QString>();
    const OAuthEndpoint::ClaimsNote noteClaims = [claims](const QString &asked) { *claims = asked; };
    const std::stop_token never;
    auto renewing = m_endpoint.renew(provider, refreshToken, never, noteClaims);
    Result<OAuthTokenSet> given = co_await renewing;
    if (m_generation.value(account) != generation) {
        // The person signed in again or disconnected meanwhile: this answer must not bring the old tokens back.
        co_return failure(ErrorKind::Cancelled, tr("The sign-in of this mailbox changed meanwhile."));
    }
    if (!given) {
        if (given.error().kind == ErrorKind::SignedOut) {
            end(account, given.error(), *claims);
        }
        co_return failureOf(std::move(given));
    }
    if (given->refreshToken.isEmpty()) {
        given->refreshToken = refreshToken; // Google gives none: the old one stays good
    }
    given->idToken.clear();
    kept.grant.tokens = *given;
    const Result<> written = co_await write(account, kept);
    if (!written) {
        // What the service gave is good, and may be the only one that is: it is written at the next chance.
        qCWarning(baseLog).noquote() << "tokens not written:" << written.error().message << written.error().detail;
        m_unwritten.insert(account, kept);
    }
    Q_EMIT renewed(account);
    co_return kept.grant.tokens.accessToken;
}

Task<Result<QString>> OAuthTokens::clientSecret(QString account)
{
    const QString name = secretName(account);
    Result<std::optional<QByteArray>> secret = co_await m_vault.secret(name);
    if (!secret) {
        co_return failureOf(std::move(secret));
    }
    const std::optional<Kept> read = secret->has_value() ? Kept::read(**secret) : std::nullopt;
    co_return Result<QString>(read ? read->grant.clientSecret : QString());
}

void OAuthTokens::end(const QString &account, const Error &why, const QString &claims)
{
    m_signedOut.insert(account, why);
    Q_EMIT signedOut(account, why.message, claims);
}

Task<Error> OAuthTokens::refused(QString account, QString accessToken, QString claims)
{
    if (const auto out = m_signedOut.constFind(account); out != m_signedOut.cend()) {
        const Error known = *out;
        co_return known;
    }
    Result<Kept> there = co_await kept(account);
    if (!there) {
        const Error missing = there.error();
        co_return missing;
    }
    if (there->grant.tokens.accessToken != accessToken) {
        const Error changed{ErrorKind::Network, tr("The sign-in of this mailbox changed meanwhile."), {}};
        co_return changed;
    }
    const OAuthProvider provider = providerOf(there->grant);
    const QString why = provider.service == OAuthService::Other
        ? tr("The mail server does not accept a fresh key of this sign-in either.")
        : tr("It does not accept a fresh key of this sign-in either (401).");
    const Error out = claims.isEmpty() ? OAuthProblem::signedOut(provider, why) : OAuthProblem::challenged(provider);
    end(account, out, claims);
    co_return out;
}

Task<Result<OAuthGrant>> OAuthTokens::grant(QString account)
{
    Result<Kept> there = co_await kept(account);
    if (!there) {
        co_return failureOf(std::move(there));
    }
    co_return there->grant;
}

Task<Result<>> OAuthTokens::revoke(OAuthGrant grant, std::stop_token stop)
{
    const OAuthProvider provider = providerOf(grant);
    const QString refreshToken = grant.tokens.refreshToken;
    Result<> revoked = co_await m_endpoint.revoke(provider, refreshToken, stop);
    co_return revoked;
}

Task<Result<>> OAuthTokens::forget(QString account)
{
    ++m_generation[account];
    m_signedOut.remove(account);
    m_unwritten.remove(account);
    const QString name = secretName(account);
    Result<> forgotten = co_await m_vault.forget(name);
    co_return forgotten;
}

} // namespace AlwaysLeads
