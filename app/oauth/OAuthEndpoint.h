#pragma once

#include "base/Clock.h"
#include "oauth/OAuthGrant.h"

#include <functional>
#include <stop_token>

namespace AlwaysLeads {

class HttpClient;
struct HttpRequest;

/// The calls to a service's token, revocation and profile endpoints (RFC 6749, RFC 7009). The only class that knows
/// their wire format. No error holds a token or a code.
class OAuthEndpoint
{
public:
    OAuthEndpoint(HttpClient &http, const Clock &clock);

    /// Is told what the next sign-in has to meet (JSON), before the error comes that says so.
    using ClaimsNote = std::function<void(const QString &)>;
    /// A code becomes tokens; it is good for one try. ErrorKind::SignedOut: the organisation wants more than was shown.
    Task<Result<OAuthTokenSet>> exchange(OAuthProvider provider, QString code, QString verifier, QString redirectUri,
                                         std::stop_token stop = {}, ClaimsNote noteClaims = {});
    /// ErrorKind::SignedOut: only the person can go on. Network and Timeout pass.
    Task<Result<OAuthTokenSet>> renew(OAuthProvider provider, QString refreshToken, std::stop_token stop = {},
                                      ClaimsNote noteClaims = {});
    /// Succeeds also for a token that was no good any more. ErrorKind::NotFound: the service offers no revocation.
    Task<Result<>> revoke(OAuthProvider provider, QString token, std::stop_token stop = {});
    /// The addresses of the account, the mailbox's first; only for OAuthProvider::AddressFrom::GraphProfile.
    Task<Result<QStringList>> profile(OAuthProvider provider, QString accessToken, std::stop_token stop = {});

private:
    static HttpRequest form(const QUrl &url, const QList<QPair<QString, QString>> &fields);
    /// The same, saying as which program it asks.
    static HttpRequest formOf(const OAuthProvider &provider, const QUrl &url, QList<QPair<QString, QString>> fields);
    Result<OAuthTokenSet> tokensIn(const OAuthProvider &provider, const QByteArray &body) const;

    HttpClient &m_http;
    const Clock &m_clock;
};

} // namespace AlwaysLeads
