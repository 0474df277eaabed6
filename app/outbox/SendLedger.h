#pragma once

#include "outbox/Send.h"
#include "storage/Connection.h"

#include <QCoreApplication>

#include <optional>
#include <span>

namespace AlwaysLeads {

/// The ledger's SQL and its law. A transition that the state machine does not know is refused (ErrorKind::Bug) and
/// changes nothing, here in code and again in each statement's WHERE:
///
///     waiting, refused for now → handing over | cancelled | waiting
///     handing over → accepted | refused for now | refused for good | unknown | waiting (the final dot never left)
///     unknown → accepted | waiting (either because the person said so)
///     cancelled, refused for good → waiting (approved again, put back, or the person said so)
///     accepted: the end
///     waiting → accepted only because the mailbox has it among its sent mails (the person had queued it once more)
///
/// Each transition leaves a row in send_event.
class SendLedger
{
    Q_DECLARE_TR_FUNCTIONS(SendLedger)
public:
    static bool isLegal(SendState from, SendState to);

    /// A new row in Waiting, or the draft's cancelled or refused row again. Refused when the mail has left, is leaving
    /// or may have left, and when the person has a row for this step already, of whatever version.
    Result<SendId> queue(Connection &connection, const Send &send) const;
    Result<Send> find(Connection &connection, SendId id) const;
    Result<std::optional<Send>> findForDraft(Connection &connection, DraftId draft) const;
    /// Oldest due first.
    Result<QList<Send>> list(Connection &connection, std::span<const SendState> states) const;
    /// Those that wait and have this reason.
    Result<QList<SendId>> withReason(Connection &connection, SendReason reason) const;
    /// Settled ones whose draft was not told yet.
    Result<QList<Send>> untold(Connection &connection) const;

    /// waiting or refused for now → handing over, with the exact bytes: the intent, before the first byte leaves.
    Result<> recordIntent(Connection &connection, SendId id, const QByteArray &mime, const QDateTime &now) const;
    /// handing over → `to`, with what the server said. `due` is when the next try is due, for states that have one.
    Result<> recordOutcome(Connection &connection, SendId id, SendState to, SendReason reason,
                           const HandOverOutcome &outcome, const QDateTime &due, const QDateTime &now) const;
    /// Any other legal transition. `settledBy` is the word for who settled it ("person"), empty where nobody did.
    Result<> move(Connection &connection, SendId id, SendState from, SendState to, SendReason reason,
                  const QDateTime &due, const QString &settledBy, const QDateTime &now) const;
    /// A waiting mail gets another reason and, where valid, another time. Its state stays.
    /// The person said "now": it goes before the others. ErrorKind::Refused when something holds back every mail to
    /// this person, as their absence.
    Result<> hurry(Connection &connection, SendId id, const QDateTime &now) const;
    /// A mail came back that says its address is dead. False: that is known, or it did not leave from here.
    Result<bool> noteReturned(Connection &connection, SendId id, const QDateTime &now) const;
    Result<> postpone(Connection &connection, SendId id, SendReason reason, const QDateTime &due) const;
    /// At start. A row still "handing over" was cut off by the end of the program. How far the hand-over came is known
    /// only to the process that is gone: its stages are told while the bytes leave, and waiting for the disk at each of
    /// them would still not show what the network had taken. So every such row is unknown, without exception. How many.
    Result<int> settleCutOff(Connection &connection, const QDateTime &now) const;

    /// How often this was noted of a mail since it was last queued.
    Result<int> times(Connection &connection, SendId id, SendState state) const;

private:
    Result<QList<Send>> all(Connection &connection, const QString &where, const QVariantList &values) const;
    Result<std::optional<Send>> first(Connection &connection, const QString &where, const QVariantList &values) const;
    Result<> note(Connection &connection, SendId id, const QDateTime &now, const QString &what,
                  const QString &detail) const;
};

} // namespace AlwaysLeads
