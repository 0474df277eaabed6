#pragma once

#include "address/EmailAddress.h"
#include "oauth/OAuthRegistration.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace AlwaysLeads {

/// What the token endpoint gave (RFC 6749 §5.1). All of it but the times and scopes is secret.
struct OAuthTokenSet
{
    QString accessToken;
    QString refreshToken; ///< empty: the answer had none, the one there is stays good
    QString idToken;
    QDateTime expiresAt; ///< of the access token
    QStringList scopes; ///< granted; as asked for where the answer names none

    bool operator==(const OAuthTokenSet &) const = default;
};

/// A finished sign-in: whose mailbox, and the tokens for it.
struct OAuthGrant
{
    OAuthService service = OAuthService::Google;
    EmailAddress address;
    QString clientId; ///< the program that asked; its tokens work for no other
    OAuthTokenSet tokens;
    OAuthRegistration
        registration{}; ///< of OAuthService::Other: its tokens are renewed and revoked there, nowhere else
    QString clientSecret{}; ///< and with this
    QString signedInAs{}; ///< whom the provider named, where that is not the address; may be empty
    OAuthProvider::Access access = OAuthProvider::Access::SendAndRead; ///< what was asked for and allowed

    bool operator==(const OAuthGrant &) const = default;
};

} // namespace AlwaysLeads
