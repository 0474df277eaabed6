#pragma once

#include "campaign/CampaignStore.h"
#include "lead/Lead.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Who may be taken into a campaign. Everybody who may not is named with a reason.
class EnrolmentRules
{
    Q_DECLARE_TR_FUNCTIONS(EnrolmentRules)
public:
    Result<EnrolmentReport> enrol(Connection &connection, CampaignId campaign, const QList<LeadId> &leads,
                                  const QDateTime &now) const;

    /// Why nothing may be written to this person, whatever campaign they are in; nothing: it may.
    Result<std::optional<LeftOut>> againstWriting(Connection &connection, const Lead &lead) const;

    /// Takes back that somebody was left out. Refused, with the reason, when they may not be written to any more.
    Result<> bringBack(Connection &connection, CampaignId campaign, LeadId lead) const;

private:
    Result<std::optional<LeftOut>> objection(Connection &connection, CampaignId campaign, const Lead &lead) const;
};

} // namespace AlwaysLeads
