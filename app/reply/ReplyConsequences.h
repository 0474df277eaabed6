#pragma once

#include "optout/OptOutTokens.h"
#include "reply/AutoReply.h"
#include "reply/BounceReport.h"
#include "reply/ReplyBranches.h"
#include "reply/ReplyStore.h"
#include "suppression/SuppressionStore.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// What follows from a mail that came in: an answer stops the person's further mails in all campaigns, but for steps of
/// the answered one that are meant for such an answer, and holds those to their colleagues until a person decides, an
/// absence holds them until the person is back, a wish not to be written to holds them until a person confirms, a dead
/// address and a complaint go on the list of people never to write to. Nothing that a mail says in words does more than
/// hold or stop.
class ReplyConsequences
{
    Q_DECLARE_TR_FUNCTIONS(ReplyConsequences)
public:
    struct Bounce
    {
        BounceReport::Recipient report;
        bool isSure = true; ///< it is proven to be about a mail of ours; else the person is asked
        bool isSomebodyElse = false;
        QString address; ///< our mail went to
    };

    /// Once it is known, or a person said, that it answers ours.
    Result<> followAnswer(Connection &connection, const Reply &reply, const QDateTime &now) const;
    /// The class of an answer that was followed is another one since Claude read it. What the person did meanwhile
    /// stays: their answer, their class, the status they gave.
    Result<> followVerdict(Connection &connection, const Reply &before, const Reply &after, const QDateTime &now) const;
    /// The same when the person says the class.
    Result<> turnCampaign(Connection &connection, const Reply &reply, const QDateTime &now) const;
    Result<> followBounce(Connection &connection, const Reply &reply, const Bounce &bounce, const QDateTime &now) const;
    Result<> followUnsubscribe(Connection &connection, ReplyId id, const UnsubscribedPerson &person,
                               const QDateTime &now) const;
    Result<> followAbsence(Connection &connection, const Reply &reply, const AutoReply &automatic,
                           const QDateTime &now) const;
    Result<> followComplaint(Connection &connection, const Reply &reply, const QString &address,
                             const QDateTime &now) const;

    /// The person's further mails, in all campaigns but `keep`, in which only those that were written are stopped. How
    /// many waiting mails and open drafts.
    Result<int> stopMails(Connection &connection, LeadId lead, const QString &why, const QDateTime &now,
                          CampaignId keep = {}) const;
    /// The address is dead: it is never written to again.
    Result<> followDeadAddress(Connection &connection, const Reply &reply, const QString &address,
                               const QString &diagnostic, const QDateTime &now) const;
    /// No mail before `until`; an invalid one: until somebody ends it.
    Result<> holdMails(Connection &connection, ReplyId reply, LeadId lead, const QDateTime &until) const;
    /// Ends what holdCompany() began: their mails stop, or go on.
    Result<> decideCompany(Connection &connection, const Reply &reply, bool stop, const QDateTime &now) const;

private:
    /// Those of the same company who would get more mails are held, and the person is asked. Once a reply.
    Result<> holdCompany(Connection &connection, const Reply &reply, const QDateTime &now) const;
    Result<> holdForOptOut(Connection &connection, const Reply &reply, const QDateTime &now) const;
    Result<> noteCampaign(Connection &connection, ReplyId id, bool goesOn, const QDateTime &now) const;
    Result<> suppress(Connection &connection, ReplyId id, const QString &address, SuppressionReason reason,
                      const QString &detail, const QDateTime &now) const;
    Result<> setStatus(Connection &connection, LeadId lead, LeadStatus status, const QDateTime &now) const;
    Result<> note(Connection &connection, ReplyId id, const char *kind, const QString &text,
                  const QDateTime &now) const;

    ReplyStore m_store;
    ReplyBranches m_branches;
};

} // namespace AlwaysLeads
