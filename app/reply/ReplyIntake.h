#pragma once

#include "optout/OptOutTokens.h"
#include "reply/AutoReply.h"
#include "reply/BounceReport.h"
#include "reply/Complaint.h"
#include "reply/MailSource.h"
#include "reply/ReplyConsequences.h"

#include <optional>

namespace AlwaysLeads {

/// Decides what a mail that came in is: nobody's, an answer, an absence, a report. ReplyConsequences does what follows.
class ReplyIntake
{
public:
    /// What a mail was found to be; reads only.
    struct Assessment
    {
        Reply reply;
        MessageMatch match;
        std::optional<BounceReport::Recipient> bounce;
        bool isSure = true; ///< of a bounce: it names our mail, or returned its headers
        std::optional<UnsubscribedPerson> unsubscribed; ///< a mail with the token of ours
        std::optional<AutoReply> automatic;
        std::optional<Complaint> complaint;
        bool wantsOut = false;
    };

    /// Those of which the whole mail is worth fetching.
    Result<QList<MailHead>> thatMayMatter(Connection &connection, MailboxId mailbox,
                                          const QList<MailHead> &heads) const;
    /// Nothing: it is none of our business, or known already.
    Result<std::optional<Assessment>> assess(Connection &connection, const MailPlace &place, const QByteArray &mime,
                                             const QDateTime &arrivedAt) const;
    /// Keeps it and does what follows, in one transaction. A null id: it was kept meanwhile, or is the same mail as one
    /// that came to another mailbox. The person is told of what somebody wrote unless it came before `newsFrom`.
    Result<ReplyId> take(Connection &connection, const Assessment &found, const QDateTime &now,
                         const QDateTime &newsFrom = {}) const;

private:
    Result<bool> mayMatter(Connection &connection, const MailPlace &place, const QByteArray &header,
                           const QStringList &ownAddresses) const;

    ReplyStore m_store;
    ReplyConsequences m_consequences;
};

} // namespace AlwaysLeads
