#pragma once

#include "outbox/Send.h"
#include "storage/Connection.h"

#include <span>

namespace AlwaysLeads {

/// The ledger's SQL and its law. A transition that the state machine does not know is refused (ErrorKind::Bug) and
/// changes nothing, here in code and again in each statement's WHERE:
///
///     waiting, refused for now → handing over | cancelled | waiting (new time or reason)
///     handing over → accepted | refused for now | refused for good | unknown | waiting (the final dot never left)
///     unknown → accepted (settled) | waiting (the person said so)
///     cancelled → waiting (approved again, put back)
///     refused for good → waiting (the person said so)
///     accepted: the end
class SendLedger
{
public:
    static bool isLegal(SendState from, SendState to);

    /// A new row in Waiting, or the draft's cancelled row again. Refused when the mail has left, is leaving or may have
    /// left.
    Result<SendId> queue(Connection &connection, const Send &send) const;
    Result<Send> find(Connection &connection, SendId id) const;
    Result<std::optional<Send>> findForDraft(Connection &connection, DraftId draft) const;
    /// Oldest due first.
    Result<QList<Send>> list(Connection &connection, std::span<const SendState> states) const;

    /// waiting or refused for now → handing over, with the exact bytes. The intent, before the first byte leaves.
    Result<> recordIntent(Connection &connection, SendId id, const QByteArray &mime, const QDateTime &now) const;
    /// handing over → what the outcome says; `next` is when a later try is due.
    Result<> recordOutcome(Connection &connection, SendId id, SendState state, SendReason reason,
                           const HandOverOutcome &outcome, const QDateTime &next, const QDateTime &now) const;
    /// Any other legal transition.
    Result<> move(Connection &connection, SendId id, SendState from, SendState to, SendReason reason,
                  const QDateTime &due, const QString &settledBy, const QDateTime &now) const;
    /// A waiting mail gets another reason or time.
    Result<> postpone(Connection &connection, SendId id, SendReason reason, const QDateTime &due) const;
    /// At start: a hand-over that the program's end cut off may have reached the server, so it is unknown. How many.
    Result<int> settleCutOff(Connection &connection, const QDateTime &now) const;

    /// Mails of this mailbox that left or may have left since then.
    Result<int> sentSince(Connection &connection, MailboxId mailbox, const QDateTime &since) const;
    /// When this mailbox last began a hand-over; invalid: never.
    Result<QDateTime> lastIntent(Connection &connection, MailboxId mailbox) const;

private:
    Result<> note(Connection &connection, SendId id, const QDateTime &now, const QString &what,
                  const QString &detail) const;
};

} // namespace AlwaysLeads
