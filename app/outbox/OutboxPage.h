#pragma once

#include "outbox/Send.h"
#include "sending/SendingRules.h"

#include <QList>
#include <QString>

namespace AlwaysLeads {

enum class OutboxShelf { Waiting, SentToday, Refused, Unknown, History };

/// A row of the Outbox page.
struct OutboxRow
{
    SendId id;
    LeadId lead;
    SendState state = SendState::Waiting;
    SendReason reason = SendReason::Turn;
    QDateTime at; ///< waiting: when it is due, invalid while nobody knows; else when it was settled
    QString name; ///< of the person
    QString company;
    QString to;
    QString subject;
    QString campaign; ///< "Alpine transit, step 1"
    QString from;
    QString whyFrom; ///< of several mailboxes: a sentence; empty: there was one
    QString whyHour{}; ///< of their own clock: "09:04 in Berlin. From the city Berlin."; empty: our own counts
    bool urgent = false; ///< the person said "now"
    QString waitsFor; ///< the reason as a short sentence: "Pause after the last mail"
    QString stateWord; ///< "Try 2 of 5"
    QString serverText;
    QString messageId; ///< without angle brackets
    int attempt = 0;
    bool lidMayClose = false; ///< it leaves at an hour at which the sender's computer may be asleep

    bool operator==(const OutboxRow &) const = default;
};

/// The card of one mailbox.
struct MailboxCard
{
    MailboxId id;
    QString address;
    int sentToday = 0;
    int waiting = 0;
    int limit = 0; ///< of today, which is lower while it is warming up
    int free = 0;
    QString pausedReason; ///< empty: it is not paused
    QString trouble; ///< why its account cannot be used for now; empty: it can
    QString pace; ///< "Full limit. Sends 08:30 to 17:30, 4 to 9 minutes apart."

    bool operator==(const MailboxCard &) const = default;
};

struct OutboxPage
{
    QList<MailboxCard> mailboxes;
    QList<OutboxRow> unknown; ///< always all of them: each needs a decision
    QList<OutboxRow> rows; ///< of the shelf asked for
    int waiting = 0;
    int sentToday = 0;
    int refused = 0;
    bool stopped = false;
    StopCause stopCause = StopCause::None;
    QDateTime lastToday; ///< when the last mail of today is expected to leave; invalid: none does
    SendingRules::Late whenLate = SendingRules::Late::NextSlot; ///< of the first mailbox
    int late = 0; ///< mails that were late and wait for the person's word
    bool isCut = false; ///< the history goes on behind the last row
    bool secretsLocked = false;
    bool elsewhere = false; ///< another computer sent for this profile last

    bool operator==(const OutboxPage &) const = default;
};

/// For the card in the sidebar and the tray.
struct SendingSummary
{
    enum class State { Idle, Sending, Stopped, Offline, MailboxPaused };
    State state = State::Idle;
    int sentToday = 0;
    int plannedToday = 0; ///< sent and still waiting for today, within the limits
    int limitToday = 0; ///< of all mailboxes together
    int waiting = 0;
    int unknown = 0;
    StopCause stopCause = StopCause::None;
    QDateTime nextAt; ///< invalid: none waits
    QString nextName;

    bool operator==(const SendingSummary &) const = default;
};

/// A reason why nothing leaves, with the way out.
struct SendObstacle
{
    enum class Fix { None, Resume, Mailbox, Campaign, Drafts, Rules, Late, ThisComputer, Unlock, Release, Inbox };
    QString text;
    QString advice;
    Fix fix = Fix::None;

    bool operator==(const SendObstacle &) const = default;
};

} // namespace AlwaysLeads
