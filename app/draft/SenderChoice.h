#pragma once

#include "draft/Draft.h"
#include "sending/MailboxBudgetStore.h"
#include "storage/Connection.h"

#include <QCoreApplication>
#include <QList>

namespace AlwaysLeads {

/// A mailbox that a campaign may send from, and what it has taken on.
struct SenderOffer
{
    MailboxId mailbox;
    MailboxBudget budget;
    bool isPaused = false;
};

/// From which of a campaign's mailboxes a first mail leaves: the one with the most left of its day, and once none has
/// anything left, the one whose mails are through first. The person approves a mail with its sender, so it is chosen
/// when they read it and holds from their approval on; what follows in the conversation leaves from there too.
class SenderChoice
{
    Q_DECLARE_TR_FUNCTIONS(SenderChoice)
public:
    /// Null where there is nothing to choose between. Paused mailboxes are chosen only when all are.
    Result<MailboxId> choose(Connection &connection, CampaignId campaign, const QDateTime &now) const;
    /// The same among these; the first of equals. Null for none.
    static MailboxId best(const QList<SenderOffer> &offers);
    /// Gives a draft that has no sender of this campaign the one that is chosen now.
    Result<> giveSender(Connection &connection, Draft &draft, const QDateTime &now) const;

    /// Why from its mailbox, in the moment of its approval: "conversation", "left 12 of 40", or empty when the campaign
    /// has one mailbox. Kept with the approval, and in the ledger.
    Result<QString> word(Connection &connection, const Draft &draft, bool isFollowUp, const QDateTime &now) const;
    /// The same for the person: "From this mailbox, because it wrote to them first". Empty for what it does not know.
    static QString sentence(const QString &word);
    /// Where DraftFacts::approved keeps the word.
    static QString factName() { return QStringLiteral("why this sender"); }
};

} // namespace AlwaysLeads
