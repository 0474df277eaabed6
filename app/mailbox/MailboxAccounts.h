#pragma once

#include "mailbox/Mailbox.h"

namespace AlwaysLeads {

/// A host name or an IP address, of at most 300 characters, without port or scheme.
bool isHostName(const QString &text);
/// How it sends. Not for a connected one.
SmtpAccount smtpAccountOf(const Mailbox &mailbox, const QString &password);
/// How it is read by IMAP; its user name may be the one it sends with. `password` is the one for reading.
ImapAccount imapAccountOf(const Mailbox &mailbox, const QString &password);

} // namespace AlwaysLeads
