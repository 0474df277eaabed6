#pragma once

#include <chrono>

namespace AlwaysLeads {

/// How long a server may take. Tests shorten them.
struct ImapTimeouts
{
    std::chrono::milliseconds connect = std::chrono::seconds(30);
    std::chrono::milliseconds handshake = std::chrono::seconds(30);
    std::chrono::milliseconds greeting = std::chrono::minutes(1);
    std::chrono::milliseconds silence = std::chrono::minutes(2); ///< between two bytes of an answer
    std::chrono::milliseconds command = std::chrono::minutes(10); ///< a whole answer, however it drips
    std::chrono::milliseconds block = std::chrono::minutes(5); ///< a whole literal of ours to leave
};

} // namespace AlwaysLeads
