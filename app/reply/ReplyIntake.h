#pragma once

#include "optout/OptOutTokens.h"
#include "reply/AutoReply.h"
#include "reply/BounceReport.h"
#include "reply/Complaint.h"
#include "reply/ReplyStore.h"
#include "suppression/SuppressionStore.h"

#include <QCoreApplication>

#include <optional>

namespace AlwaysLeads {

/// Decides what a mail that came in is, and what follows from it: a reply stops the person's further mails in all
/// campaigns, an absence holds them until the person is back, a wish not to be written to holds them until a person
/// confirms, a dead address and a complaint go on the list of people never to write to. Nothing that a mail says in
/// words does more than hold or stop.
class ReplyIntake
{
    Q_DECLARE_TR_FUNCTIONS(ReplyIntake)
public:
    /// What a mail was found to be; reads only. `mime` may be a header alone for mayMatter().
    struct Assessment
    {
        Reply reply;
        MessageMatch match;
        std::optional<BounceReport::Recipient> bounce;
        bool isSure = true; ///< of a bounce: standard, or it names our mail
        std::optional<UnsubscribedPerson> unsubscribed; ///< a mail with the token of ours
        std::optional<AutoReply> automatic;
        std::optional<Complaint> complaint;
        bool wantsOut = false;
    };

    /// Whether the whole of a mail with this header is worth fetching.
    Result<bool> mayMatter(Connection &connection, MailboxId mailbox, const QByteArray &header) const;
    /// Nothing: it is none of our business, or known already.
    Result<std::optional<Assessment>> assess(Connection &connection, MailboxId mailbox, const QByteArray &mime,
                                             const QDateTime &arrivedAt) const;
    /// Keeps it and does what follows, in one transaction. A null id: it was kept meanwhile.
    Result<ReplyId> take(Connection &connection, const Assessment &found, const QDateTime &now) const;

    /// The person's further mails, in all campaigns. How many waiting mails and open drafts.
    Result<int> stopMails(Connection &connection, LeadId lead, const QString &why, const QDateTime &now) const;
    /// No mail before `until`; an invalid one: until somebody ends it.
    Result<> holdMails(Connection &connection, ReplyId reply, LeadId lead, const QDateTime &until) const;
    /// Once a person said that a colleague's mail answers ours.
    Result<> followAnswer(Connection &connection, const Reply &reply, const QDateTime &now) const;

private:
    Result<> followUnsubscribe(Connection &connection, ReplyId id, const UnsubscribedPerson &person,
                               const QDateTime &now) const;
    Result<> followBounce(Connection &connection, ReplyId id, const Assessment &found, const QDateTime &now) const;
    Result<> followAbsence(Connection &connection, ReplyId id, const Assessment &found, const QDateTime &now) const;
    Result<> suppress(Connection &connection, ReplyId id, const QString &address, SuppressionReason reason,
                      const QString &detail, const QDateTime &now) const;
    Result<> setStatus(Connection &connection, LeadId lead, LeadStatus status, const QDateTime &now) const;
    Result<> note(Connection &connection, ReplyId id, const char *kind, const QString &text,
                  const QDateTime &now) const;

    ReplyStore m_store;
};

} // namespace AlwaysLeads
