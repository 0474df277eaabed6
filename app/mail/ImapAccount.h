#pragma once

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

    bool operator==(const ImapAccount &) const = default;
};

} // namespace AlwaysLeads
