#pragma once

#include "base/Result.h"
#include "oauth/OAuthProvider.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// What is taken from an id_token (OpenID Connect Core §2).
struct IdToken
{
    QStringList addresses; ///< `email`, then `preferred_username`; not checked to be addresses

    /// Only for a token that came straight from the token endpoint: there TLS says who made it, and its signature need
    /// not be looked at (OpenID Connect Core §3.1.3.7, 6). Issuer, audience, times and nonce are checked here.
    static Result<IdToken> read(const QString &token, const OAuthProvider &provider, const QString &nonce,
                                const QDateTime &now);

    bool operator==(const IdToken &) const = default;
};

} // namespace AlwaysLeads
