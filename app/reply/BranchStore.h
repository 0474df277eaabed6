#pragma once

#include "reply/OpenMailStore.h"
#include "reply/Reply.h"

namespace AlwaysLeads {

/// A step of a campaign that somebody has not had, with the mail of it that was written for them.
struct StepAhead
{
    StepId step;
    int version = 1;
    StepAudience audience = StepAudience::Silent;
    OpenMail mail; ///< a null draft: none was written
    DraftState draft = DraftState::Writing; ///< of the mail

    bool operator==(const StepAhead &) const = default;
};

/// The SQL of what a campaign still has for somebody who answered. Runs on a database thread, inside its caller's
/// transaction.
class BranchStore
{
public:
    /// Along the sequence, behind the last one they had, without removed ones.
    Result<QList<StepAhead>> ahead(Connection &connection, CampaignId campaign, LeadId lead) const;
    /// Nobody gets it any more, whatever was written or to be done for it.
    Result<> passOver(Connection &connection, CampaignId campaign, LeadId lead, const StepAhead &step,
                      const QString &why, const QDateTime &now) const;

    /// Nothing: this reply is no answer to a campaign.
    Result<std::optional<bool>> goesOn(Connection &connection, ReplyId reply) const;
    Result<> setGoesOn(Connection &connection, const Reply &reply, bool goesOn) const;
};

} // namespace AlwaysLeads
