#pragma once

#include "mail/AccessTokenSource.h"

#include <QString>

namespace AlwaysLeads {

/// Where a mailbox is read. RFC 8314, as for sending: the mode belongs to the setting, there is no fallback to plain.
struct ImapAccount
{
    enum class Security { ImplicitTls, StartTls, LoopbackPlain };

    QString host;
    quint16 port = 993;
    Security security = Security::ImplicitTls;
    QString userName;
    QString password;
    QString accessToken; ///< not empty: signs in with it (OAUTHBEARER, XOAUTH2), not with the password
    AccessTokenSource token{}; ///< gives the access token of each sign-in, once more a fresh one; empty: there is none

    /// Whether both sign in as the same; where their tokens come from is not compared.
    bool operator==(const ImapAccount &other) const
    {
        return host == other.host && port == other.port && security == other.security && userName == other.userName
            && password == other.password && accessToken == other.accessToken && !token == !other.token;
    }
};

} // namespace AlwaysLeads
