#pragma once

#include <QString>

namespace AlwaysLeads {

/// What one sign-in makes up, so that nobody else can begin or finish it.
struct OAuthSecrets
{
    QString state; ///< comes back with the redirect (RFC 6749 §10.12)
    QString nonce; ///< comes back inside of the id_token (OpenID Connect Core §3.1.2.1)
    QString verifier; ///< 43 characters; only who knows it can use the code (RFC 7636)

    /// From the system's random numbers, 256 bits each.
    static OAuthSecrets random();
    /// S256: BASE64URL(SHA256(verifier)), without padding.
    static QString challengeOf(const QString &verifier);
};

/// Without telling by its time where they differ.
bool isSameSecret(const QString &one, const QString &other);

} // namespace AlwaysLeads
