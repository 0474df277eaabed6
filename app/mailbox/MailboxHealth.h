#pragma once

#include "mailbox/Mailbox.h"

#include <QDateTime>

#include <optional>

namespace AlwaysLeads {

/// How the sign-in of a connected mailbox stands.
struct MailboxSignInState
{
    QDateTime signedInAt; ///< the last time the person did, in the browser
    QDateTime renewedAt; ///< the last time the service gave a token on its own; invalid: not yet
    QString problem; ///< a sentence; not empty: only signing in again helps
    QString claims{}; ///< what its organisation wants of the next sign-in, for its page (JSON); empty: nothing

    bool operator==(const MailboxSignInState &) const = default;
};

/// Whether a mailbox works, and if not, what mends it.
struct MailboxHealth
{
    enum class State {
        Good, ///< its service accepted a mail or a sign-in, and nothing went wrong since
        Unproven, ///< nothing has been sent from it yet
        SignedOut, ///< its service wants the person to sign in again
        Stopped, ///< something else stopped it
        Troubled, ///< its account cannot be used for now; asked again on our own
    };
    enum class Remedy {
        None,
        Reconnect, ///< sign in at its service again
        Allow, ///< the same, and allow what was not allowed
        Change, ///< its password or server
        TryAgain,
    };

    MailboxId mailbox;
    State state = State::Unproven;
    Remedy remedy = Remedy::None;
    QString problem; ///< a sentence; empty where all is well
    QDateTime lastSuccessAt; ///< the last mail that was accepted; invalid: none yet
    QDateTime signedInAt; ///< of a connected mailbox
    QDateTime renewedAt; ///< of a connected mailbox: how old its token is
    bool sendOnly = false; ///< replies to it are not read here

    /// `signIn` is none for a mailbox with a password, or for a connected one whose sign-in was never kept.
    static MailboxHealth of(const Mailbox &mailbox, const std::optional<MailboxSignInState> &signIn);

    bool operator==(const MailboxHealth &) const = default;
};

} // namespace AlwaysLeads
