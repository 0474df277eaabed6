#pragma once

#include <chrono>

namespace AlwaysLeads {

/// How long a server may take (RFC 5321 §4.5.3.2). Tests shorten them.
struct SmtpTimeouts
{
    std::chrono::milliseconds connect = std::chrono::seconds(30);
    std::chrono::milliseconds handshake = std::chrono::seconds(60);
    std::chrono::milliseconds greeting = std::chrono::minutes(5);
    std::chrono::milliseconds command = std::chrono::minutes(5); ///< EHLO, AUTH, MAIL, RCPT
    std::chrono::milliseconds data = std::chrono::minutes(2); ///< DATA, until 354
    std::chrono::milliseconds block = std::chrono::minutes(3); ///< a block of the body to leave
    std::chrono::milliseconds answer = std::chrono::minutes(10); ///< after the final dot
    /// How long we keep a line open for a next mail of the same account; 0: each mail has a line of its own.
    std::chrono::milliseconds idle{};
};

} // namespace AlwaysLeads
