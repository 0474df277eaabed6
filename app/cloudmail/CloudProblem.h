#pragma once

#include "mail/MailTransport.h"

#include <tl/expected.hpp>

namespace AlwaysLeads {

/// Why a call to a mail service did not work: as the outcome of a hand-over it would be, and as an Error.
struct CloudProblem
{
    HandOverOutcome outcome;
    ErrorKind kind = ErrorKind::Bug;
    bool lacksScope = false; ///< this sign-in was given fewer rights, as one that may only send

    Error error() const;
    /// The mailbox, not the mail: it waits until the person has mended it.
    void blameMailbox(const QString &sentence, MailboxRemedy remedy = MailboxRemedy::TryAgain);
    /// The whole mailbox is kept waiting, no mail is to blame.
    void slowDown(const QString &sentence);
    bool operator==(const CloudProblem &) const = default;
};

template <typename T = void> using CloudStep = tl::expected<T, CloudProblem>;

/// A call that never got an answer. `mayHaveLeft`: it was the one that sends, and it may have arrived.
CloudProblem interrupted(const Error &error, HandOverStage stage, bool mayHaveLeft);

/// An answer that says neither yes nor no to the call that sends.
CloudProblem unclear(int status, const QString &serverText);

/// Adds what a mailbox that only sends cannot do: look whether it left. For HandOverOutcome::Verdict::Unknown.
void sayNobodyCanLook(HandOverOutcome &outcome);

/// An answer to another call that cannot be read.
CloudProblem unreadable(HandOverStage stage, const QString &detail);

} // namespace AlwaysLeads
