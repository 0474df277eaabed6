#pragma once

#include <QString>

namespace AlwaysLeads {

/// What a service with an API calls a mail, beside its Message-ID. Empty: it has none, or did not say.
struct RemoteMail
{
    QString id;
    QString threadId; ///< of its conversation
    QString messageId{}; ///< the Message-ID of its draft, without brackets, where it may be another one than ours

    bool operator==(const RemoteMail &) const = default;
};

} // namespace AlwaysLeads
