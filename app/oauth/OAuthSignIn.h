#pragma once

#include "base/Clock.h"
#include "oauth/OAuthEndpoint.h"
#include "oauth/OAuthSecrets.h"

#include <QUrl>

#include <chrono>
#include <functional>
#include <stop_token>

namespace AlwaysLeads {

/// Opens the system's browser; false when there is none.
using BrowserOpener = std::function<bool(const QUrl &)>;

/// One sign-in of a person: authorization code with PKCE (RFC 7636) in the system's browser, back over the loopback
/// interface (RFC 8252).
class OAuthSignIn
{
    Q_DECLARE_TR_FUNCTIONS(OAuthSignIn)
public:
    struct Options
    {
        std::chrono::milliseconds patience = std::chrono::minutes(10); ///< for the person in the browser
    };

    struct Wish
    {
        OAuthProvider provider;
        QString loginHint; ///< the address that is wanted; a grant for another one is refused. Empty: whichever
        QString claims{}; ///< what an organisation asked for (JSON); empty: nothing
        BrowserOpener openBrowser{}; ///< called once
        /// The page was handed to the browser, or (false) has to be opened by hand. May be empty.
        std::function<void(const QUrl &, bool)> waiting;
    };

    OAuthSignIn(OAuthEndpoint &endpoint, const Clock &clock);
    OAuthSignIn(OAuthEndpoint &endpoint, const Clock &clock, Options options);

    /// Errors: Timeout (the browser was closed, or shows an error), Cancelled, Refused (denied, an administrator must
    /// approve, a scope is missing, no refresh token), Invalid (no client id, another account), Network.
    Task<Result<OAuthGrant>> signIn(Wish wish, std::stop_token stop);

    /// The page for the browser. `redirectUri` as registered, with the port of today.
    static QUrl pageOf(const OAuthProvider &provider, const QString &redirectUri, const OAuthSecrets &secrets,
                       const QString &loginHint, const QString &claims = {});

private:
    Task<Result<OAuthGrant>> grantOf(Wish wish, OAuthTokenSet tokens, QString nonce, std::stop_token stop);

    OAuthEndpoint &m_endpoint;
    const Clock &m_clock;
    Options m_options;
};

} // namespace AlwaysLeads
