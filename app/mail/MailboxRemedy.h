#pragma once

namespace AlwaysLeads {

/// What mends a mailbox that cannot send.
enum class MailboxRemedy {
    TryAgain, ///< something outside of this program; then it may send again
    SignIn, ///< signing in at its service again
    Allow, ///< the same, and allowing what was not allowed
    Settings, ///< its user name, password or server, or the client id of the program
};

} // namespace AlwaysLeads
