#pragma once

#include "probe/ProbeReport.h"
#include "storage/Connection.h"

#include <optional>

namespace AlwaysLeads {

class ProbeStore
{
public:
    /// The one that was started last.
    Result<std::optional<ProbeReport>> latest(Connection &connection, MailboxId mailbox) const;
    Result<ProbeId> add(Connection &connection, const ProbeReport &probe) const;
    /// All but its mailbox, token, Message-ID and start. A probe that was found stays as it is: ErrorKind::Refused.
    Result<> change(Connection &connection, const ProbeReport &probe) const;
};

} // namespace AlwaysLeads
