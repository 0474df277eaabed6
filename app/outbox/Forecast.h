#pragma once

#include "campaign/Campaign.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

namespace AlwaysLeads {

/// A mail that is still to leave, and when.
struct ForecastMail
{
    CampaignId campaign;
    LeadId lead;
    StepId step;
    MailboxId mailbox; ///< it leaves from
    QString name;
    QDateTime at; ///< UTC
    QDate day; ///< of `at`, by the clock of the mailbox
    QString why; ///< what it waits for until then, for a person
    bool isQueued = false; ///< it waits in the outbox already

    bool operator==(const ForecastMail &) const = default;
};

/// A day by the clocks of the campaign's mailboxes.
struct ForecastDay
{
    QDate date;
    QList<int> bySteps; ///< mails of each of Forecast::steps
    int others = 0; ///< of other campaigns, from the same mailboxes
    int limit = 0; ///< of all these mailboxes on that day
    bool isOff = false; ///< no hours of sending by their clocks; mail to far away may leave all the same
    QString holiday;

    int own() const;
    bool operator==(const ForecastDay &) const = default;
};

/// Every mail to come, if the campaign runs from now on, each draft is approved as soon as it is written, each task is
/// done on its day, nobody answers and the computer is on.
struct Forecast
{
    QList<StepId> steps; ///< mail steps along the sequence
    QList<ForecastMail> mails; ///< of the campaign, in the order in which they leave
    QList<ForecastDay> days; ///< from the first mail's day to the last one's, each
    QMap<MailboxId, QString> senders; ///< the mailboxes it may leave from, with their addresses
    int people = 0; ///< who get at least one
    int blocked = 0; ///< drafts that need something from the person first; they are not in `mails`
    int paused = 0; ///< people who are paused; neither
    int held = 0; ///< mails in the outbox that wait for the person's word; neither
    int withPausedMailbox = 0; ///< mails of a mailbox that is paused; neither
    int withoutFollowUps =
        0; ///< people whose mailbox is not read and sends no follow-ups: only those are not in `mails`
    int never = 0; ///< mails for which the rules of the mailbox leave no time
    bool isStopped = false; ///< all sending is stopped: this is what comes once it goes on
    bool isCut = false; ///< there are more people, or more days, than are foretold
    QString problem; ///< why nothing can be foretold; empty: it can

    bool operator==(const Forecast &) const = default;
};

} // namespace AlwaysLeads
