#pragma once

#include "reply/ReplyMessage.h"

#include <QDate>

#include <optional>

namespace AlwaysLeads {

/// A mail that a program sent on its own (RFC 3834, and what vendors do).
struct AutoReply
{
    enum class Kind {
        OutOfOffice, ///< the person is away and comes back
        LeftCompany, ///< the person does not work there any more
        Receipt, ///< "we have received your mail", tickets, read receipts
        Other,
    };

    Kind kind = Kind::Other;
    QDate back; ///< of OutOfOffice: the first day they are there again; invalid: not named
    QString sentence; ///< theirs, that it rests on; may be empty

    bool operator==(const AutoReply &) const = default;
};

/// Nothing: a person wrote it. `received` is the day it came.
std::optional<AutoReply> autoReplyOf(const ReplyMessage &message, const QDate &received);

} // namespace AlwaysLeads
