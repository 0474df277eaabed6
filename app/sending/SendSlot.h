#pragma once

#include "base/Id.h"
#include "lead/Lead.h"
#include "mailbox/Mailbox.h"
#include "sending/LocalTime.h"
#include "sending/RecipientZone.h"

#include <QString>

namespace AlwaysLeads {

using SendId = Id<struct Send>; ///< as in outbox/Send.h

/// What decides when a mail leaves.
enum class SlotReason {
    Now, ///< nothing: it may leave
    Due, ///< it waits for a time of its own, such as a later try
    Gap, ///< the pause after the last mail
    HourLimit,
    DayLimit,
    WarmUp, ///< the limit of a mailbox that is warming up
    WeekLimit,
    NewLimit, ///< first mails a day
    CompanyLimit, ///< mails to one company a day
    Window, ///< outside the hours of sending
    Holiday,
    Never, ///< the rules have no time at all
};

/// The earliest moment at which a mail may leave, and why not sooner. wordsOf() says it to a person.
struct SendSlot
{
    Moment at{};
    SlotReason reason = SlotReason::Now;
    int limit = 0; ///< of the limits: how many
    Moment opens{}; ///< Window: when the hours begin
    QString holiday; ///< Holiday: its name

    /// Reasons a person plans by: all but the short pauses between mails.
    bool isLong() const
    {
        return reason != SlotReason::Now && reason != SlotReason::Gap && reason != SlotReason::HourLimit;
    }
};

/// A mail that waits, as far as it matters for when it leaves.
struct QueuedMail
{
    SendId id;
    MailboxId mailbox;
    Moment due{};
    bool followUp = false; ///< goes before first mails
    bool urgent = false; ///< the person said "now": it goes before all others, and pauses and hours do not count
    CompanyId company; ///< null: not known
    RecipientZone recipient;
};

} // namespace AlwaysLeads
