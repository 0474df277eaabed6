#pragma once

#include <QString>

namespace AlwaysLeads {

/// A server that may be the one of a mailbox. Only encrypted ones are ever offered.
struct MailServerOffer
{
    enum class Protocol { Imap, Smtp };
    enum class Security { ImplicitTls, StartTls };

    Protocol protocol = Protocol::Imap;
    QString host; ///< lower case, A-label form
    quint16 port = 0;
    Security security = Security::ImplicitTls;
    QString userName; ///< what to sign in with; a guess is the whole address
    bool password = true; ///< takes a password
    bool oauth = false; ///< takes a sign-in with OAuth 2.0

    bool operator==(const MailServerOffer &) const = default;
};

} // namespace AlwaysLeads
