#pragma once

#include "base/Clock.h"
#include "oauth/OAuthEndpoint.h"

#include <QFuture>
#include <QHash>
#include <QObject>

#include <functional>
#include <optional>

namespace AlwaysLeads {

class Vault;

/// The tokens of connected accounts: kept in the vault, renewed shortly before they end, one renewal at a time for each
/// account. An account is named by whoever connected it, such as "mailbox 7".
class OAuthTokens : public QObject
{
    Q_OBJECT
public:
    using ProviderOf = std::function<OAuthProvider(OAuthService)>;

    OAuthTokens(OAuthEndpoint &endpoint, Vault &vault, const Clock &clock, ProviderOf providerOf,
                QObject *parent = nullptr);
    ~OAuthTokens() override;

    /// Replaces what there was for this account.
    Task<Result<>> keep(QString account, OAuthGrant grant);
    /// An access token that is good for some minutes. `fresh`: the one it gave last was refused, get another.
    /// Errors: SignedOut (the person has to sign in again, or the vault is closed), Network and Timeout (try later).
    Task<Result<QString>> token(QString account, bool fresh);
    /// As which program the account signed in at a provider of its own; empty where nothing is kept.
    Task<Result<QString>> clientSecret(QString account);
    /// The service refused this token, and that it can be renewed does not help: it was fresh, or the organisation has
    /// `claims` (JSON, may be empty) that only a sign-in meets. What to say of it: SignedOut, or Network where there
    /// are other tokens by now.
    Task<Error> refused(QString account, QString accessToken, QString claims);
    /// What is kept: for revoke(), before forget() leaves nothing. SignedOut: there is nothing, or the vault is closed.
    Task<Result<OAuthGrant>> grant(QString account);
    Task<Result<>> forget(QString account);
    /// Asks the service to forget this permission. Errors: NotFound where the service offers no such thing, Network.
    Task<Result<>> revoke(OAuthGrant grant, std::stop_token stop = {});

Q_SIGNALS:
    /// The service gave a new access token.
    void renewed(const QString &account);
    /// Only signing in again helps; the sentence says so. `claims` are what that has to meet (JSON); mostly empty.
    void signedOut(const QString &account, const QString &message, const QString &claims);

private:
    struct Kept
    {
        OAuthGrant grant;
        static std::optional<Kept> read(const QByteArray &json);
        QByteArray toJson() const;
    };

    Task<Result<Kept>> kept(QString account);
    Task<Result<>> write(QString account, Kept kept);
    /// The running renewal of this account, or a new one.
    QFuture<Result<QString>> renewal(const QString &account, const Kept &kept);
    Task<Result<QString>> renew(QString account, Kept kept);
    void end(const QString &account, const Error &why, const QString &claims);
    static QString secretName(const QString &account);
    OAuthProvider providerOf(const OAuthGrant &grant) const;

    OAuthEndpoint &m_endpoint;
    Vault &m_vault;
    const Clock &m_clock;
    ProviderOf m_providerOf;
    QHash<QString, QFuture<Result<QString>>> m_renewals;
    QHash<QString, Kept> m_unwritten; ///< new tokens that the disk did not take; the old ones may be void
    QHash<QString, Error> m_signedOut; ///< not asked again until the person has signed in
    QHash<QString, int> m_generation; ///< counts what keep() and forget() did: an answer to an older sign-in is void
};

} // namespace AlwaysLeads
