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
        OAuthEndpoint::ClaimsNote noteClaims{}; ///< is told what an organisation asks for, for the next try
        BrowserOpener openBrowser{}; ///< called once
        /// The page was handed to the browser, or (false) has to be opened by hand. May be empty.
        std::function<void(const QUrl &, bool)> waiting;
    };

    OAuthSignIn(OAuthEndpoint &endpoint, const Clock &clock);
    OAuthSignIn(OAuthEndpoint &endpoint, const Clock &clock, Options options);

    /// Errors: Timeout (the browser was closed, shows an error, or it took too long), Cancelled, Refused (denied, an
    /// administrator must approve, reading was not allowed: to ask for less may help), Invalid (no client id, another
    /// account, sending was not allowed, no refresh token), Network.
    Task<Result<OAuthGrant>> signIn(Wish wish, std::stop_token stop);

    /// A grant that nobody keeps: its permission is taken back. Errors as those of OAuthEndpoint::revoke().
    Task<Result<>> giveBack(OAuthProvider provider, OAuthTokenSet tokens);

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
