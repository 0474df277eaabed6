#pragma once

#include "dns/DnsResolver.h"

#include <optional>

namespace AlwaysLeads {

/// Questions and answers as they stand on the wire (RFC 1035 §4, RFC 6891). Whatever bytes come in, reading ends and
/// takes bounded room.
class DnsMessage
{
public:
    /// Nothing when the name cannot be asked for: an empty or too long label, more than 253 characters, not ASCII.
    static std::optional<QByteArray> question(quint16 id, const QString &name, DnsType type);

    struct Reply
    {
        DnsAnswer answer;
        bool truncated = false; ///< the whole answer is to be had over TCP
    };
    /// Nothing when the bytes are no reply to this very question.
    static std::optional<Reply> reply(const QByteArray &bytes, quint16 id, const QString &name, DnsType type);
};

} // namespace AlwaysLeads
