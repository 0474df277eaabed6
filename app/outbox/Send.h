#pragma once

#include "base/Id.h"
#include "draft/Draft.h"
#include "mail/MailTransport.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace AlwaysLeads {

using SendId = Id<struct Send>;

enum class SendState { Waiting, HandingOver, Accepted, RefusedForNow, RefusedForGood, Unknown, Cancelled };
QString sendStateWord(SendState state);
SendState sendStateFrom(const QString &word);

/// What a waiting mail waits for, or what became of it. Stored as a word; sentence() is for the person.
enum class SendReason {
    None,
    Turn, ///< its turn among the others
    Gap, ///< the pause after the last mail
    HourLimit, ///< the mailbox has sent its share of this hour
    DailyLimit, ///< the mailbox has sent its share of today
    WarmUp, ///< the same, while the share still grows
    WeekLimit, ///< the mailbox has sent its share of this week
    NewLimit, ///< enough new people for today
    CompanyLimit, ///< enough mails to this company for today
    Window, ///< outside the hours of sending
    Holiday, ///< nothing is sent on that day
    NoTime, ///< the rules of the mailbox leave no time at all
    Late, ///< should have left while the program did not run; goes with the next opening
    LateHeld, ///< the same, but the person wants to be asked
    LaterTry, ///< their server asked for a later try
    Network, ///< the line is down
    MailboxPaused, ///< our mailbox was refused; it needs the person
    MailboxRemoved, ///< and with it the way out
    Replied, ///< what they wrote holds all mails to them
    CampaignPaused,
    Stopped, ///< all sending is stopped
    OtherComputer, ///< another computer sends for this profile
    Keychain, ///< the passwords are locked
    Hold, ///< the person holds it
    OptedOut, ///< on the list of people never to write to
    Lapsed, ///< what was approved is no longer what would be sent
    TakenOut, ///< the person took it out
    ServerRefused, ///< their server said no for good
    GivenUp, ///< their server asked for a later try too often
    Unanswered, ///< the line broke after the last byte
    Crashed, ///< the program ended in the middle of a hand-over
    PersonSaid, ///< the person settled it: it was sent
    FoundInSent, ///< it lay in the folder of sent mails, so it was sent
};
QString sendReasonWord(SendReason reason);
SendReason sendReasonFrom(const QString &word);
/// It stays until the person lets it go.
bool isHeld(SendReason reason);

/// One row of the ledger: one mail to one person, for ever.
struct Send
{
    SendId id;
    DraftId draft;
    LeadId lead;
    CampaignId campaign;
    StepId step;
    int version = 1;
    MailboxId mailbox;
    QString to;
    SendState state = SendState::Waiting;
    SendReason reason = SendReason::Turn;
    QDateTime dueAt;
    int attempt = 0; ///< hand-overs begun
    QString messageId;
    QString
        keptMessageId{}; ///< the one it left with, where the service put another in place of ours; else that or empty
    QString remoteId{}; ///< what a service with an API calls it; empty: it has none, or did not say
    QByteArray approvedHash;
    QByteArray mime; ///< the bytes that were handed over; empty before the first attempt
    int answerCode = 0;
    QString answerEnhanced;
    QString answerText;
    QDateTime queuedAt;
    QDateTime intentAt;
    QDateTime settledAt;
    QString senderWhy; ///< why from this mailbox, see SenderChoice::word()
    bool urgent = false; ///< the person said "now": pauses and hours do not hold it back
    QDateTime returnedAt; ///< a mail said later that the address is dead
    QString settledBy; ///< "answer", "recipient" (the address is dead), "person", "mailbox"; empty while not settled

    bool operator==(const Send &) const = default;
};

/// Why nothing leaves at all.
enum class StopCause {
    None, ///< it is not stopped
    Person,
    Restored, ///< the person went back to an older copy; what left since then is known
    RestoredBlind, ///< the same, and the newer file could not be read, or not all of it
};

/// How fast mail leaves. Tests and the sandbox use short times.
struct SendPolicy
{
    std::optional<std::chrono::milliseconds> gap; ///< between two mails of one mailbox; none: as the mailbox says
    std::optional<int> dailyLimit; ///< per mailbox; none: as the mailbox says
    /// Waits after each "later"; after the last one it is refused for good.
    std::vector<std::chrono::milliseconds> laterTries = {std::chrono::minutes(15), std::chrono::hours(1),
                                                         std::chrono::hours(4), std::chrono::hours(12)};
    /// Waits after each broken line; the last one repeats.
    std::vector<std::chrono::milliseconds> networkTries = {std::chrono::seconds(30), std::chrono::minutes(2),
                                                           std::chrono::minutes(10)};
    /// Whether the rules of the mailboxes count: hours, holidays, limits but that of the day, warming up, late mail, a
    /// pause after many refused addresses.
    bool calendar = true;
    /// Names this computer; another that sent for the profile last must be released first. Empty: not asked.
    QString computer{};
};

} // namespace AlwaysLeads
