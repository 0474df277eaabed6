#pragma once

#include "reply/ReplyMessage.h"

#include <optional>

namespace AlwaysLeads {

/// Somebody pressed "This is spam" and their provider tells us (ARF, RFC 5965).
struct Complaint
{
    QString type; ///< "abuse", "fraud", "virus", "other"
    QStringList originalIds; ///< Message-IDs of the mail, without brackets
    QString address; ///< who complained; empty when it was blackened (RFC 6590)

    bool operator==(const Complaint &) const = default;
};

/// Nothing: no feedback report, or one that is no complaint ("not-spam", "auth-failure").
std::optional<Complaint> complaintOf(const ReplyMessage &message);

} // namespace AlwaysLeads
