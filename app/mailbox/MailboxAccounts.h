#pragma once

#include "mailbox/Mailbox.h"

namespace AlwaysLeads {

/// A host name or an IP address, of at most 300 characters, without port or scheme.
bool isHostName(const QString &text);
/// What a mailbox shows its servers: a password, or tokens of its provider.
struct ServerCredentials
{
    QString password{};
    QString accessToken{}; ///< one of a sign-in that is not kept yet
    AccessTokenSource tokens{};

    bool isEmpty() const { return password.isEmpty() && accessToken.isEmpty() && !tokens; }
};

/// How it sends. Not for a connected one.
SmtpAccount smtpAccountOf(const Mailbox &mailbox, const ServerCredentials &credentials);
/// How it is read by IMAP; its user name may be the one it sends with. The credentials are those for reading.
ImapAccount imapAccountOf(const Mailbox &mailbox, const ServerCredentials &credentials);

} // namespace AlwaysLeads
