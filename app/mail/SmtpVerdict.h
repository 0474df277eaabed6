#pragma once

#include "base/Result.h"
#include "mail/MailTransport.h"
#include "mail/SmtpReply.h"

namespace AlwaysLeads {

/// Which command a reply belongs to; HandOverStage::Envelope alone does not tell.
enum class SmtpCommand { Greeting, Hello, StartTls, Auth, Mail, Recipient, Data, Text };

/// The outcome when a server says no (4yz, 5yz) to `command`.
HandOverOutcome refusal(const SmtpReply &reply, SmtpCommand command);

/// The outcome when the line, not the server, ended it in `stage`: unknown after the final dot, else "not sent".
HandOverOutcome interruption(const Error &error, HandOverStage stage);

} // namespace AlwaysLeads
