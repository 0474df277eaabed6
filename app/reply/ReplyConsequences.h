#pragma once

#include "optout/OptOutTokens.h"
#include "reply/AutoReply.h"
#include "reply/BounceReport.h"
#include "reply/ReplyStore.h"
#include "suppression/SuppressionStore.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// What follows from a mail that came in: an answer stops the person's further mails in all campaigns and holds those
/// to their colleagues until a person decides, an absence holds them until the person is back, a wish not to be written
/// to holds them until a person confirms, a dead address and a complaint go on the list of people never to write to.
/// Nothing that a mail says in words does more than hold or stop.
class ReplyConsequences
{
    Q_DECLARE_TR_FUNCTIONS(ReplyConsequences)
public:
    struct Bounce
    {
        BounceReport::Recipient report;
        bool isSure = true; ///< standard, or it names our mail
        bool isSomebodyElse = false;
        QString address; ///< our mail went to
    };

    /// Once it is known, or a person said, that it answers ours.
    Result<> followAnswer(Connection &connection, const Reply &reply, const QDateTime &now) const;
    Result<> followBounce(Connection &connection, const Reply &reply, const Bounce &bounce, const QDateTime &now) const;
    Result<> followUnsubscribe(Connection &connection, ReplyId id, const UnsubscribedPerson &person,
                               const QDateTime &now) const;
    Result<> followAbsence(Connection &connection, const Reply &reply, const AutoReply &automatic,
                           const QDateTime &now) const;
    Result<> followComplaint(Connection &connection, const Reply &reply, const QString &address,
                             const QDateTime &now) const;

    /// The person's further mails, in all campaigns. How many waiting mails and open drafts.
    Result<int> stopMails(Connection &connection, LeadId lead, const QString &why, const QDateTime &now) const;
    /// No mail before `until`; an invalid one: until somebody ends it.
    Result<> holdMails(Connection &connection, ReplyId reply, LeadId lead, const QDateTime &until) const;
    /// Ends what holdCompany() began: their mails stop, or go on.
    Result<> decideCompany(Connection &connection, const Reply &reply, bool stop, const QDateTime &now) const;

private:
    /// Those of the same company who would get more mails are held, and the person is asked. Once a reply.
    Result<> holdCompany(Connection &connection, const Reply &reply, const QDateTime &now) const;
    Result<> suppress(Connection &connection, ReplyId id, const QString &address, SuppressionReason reason,
                      const QString &detail, const QDateTime &now) const;
    Result<> setStatus(Connection &connection, LeadId lead, LeadStatus status, const QDateTime &now) const;
    Result<> note(Connection &connection, ReplyId id, const char *kind, const QString &text,
                  const QDateTime &now) const;

    ReplyStore m_store;
};

} // namespace AlwaysLeads
