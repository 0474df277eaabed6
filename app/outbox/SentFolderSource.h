#pragma once

#include "mail/SentFolder.h"
#include "mailbox/Mailbox.h"

#include <functional>
#include <memory>

namespace AlwaysLeads {

/// Gives the folder of sent mails of a mailbox, signed in when it is first asked. ErrorKind::NotFound: this mailbox is
/// not read, or is not there any more. SignedOut: its password or sign-in is missing.
using SentFolderSource = std::function<Task<Result<std::shared_ptr<SentFolder>>>(MailboxId)>;

} // namespace AlwaysLeads
