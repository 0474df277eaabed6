#pragma once

#include "imap/ImapFolder.h"

#include <QList>

#include <optional>

namespace AlwaysLeads {

/// The folder of sent mails: the one the server marks (RFC 6154), else one that mail programs and providers call so.
std::optional<ImapFolder> sentFolderOf(const QList<ImapFolder> &folders);
/// The folder of everything, where the server marks one (Gmail).
std::optional<ImapFolder> allMailFolderOf(const QList<ImapFolder> &folders);

} // namespace AlwaysLeads
