#pragma once

#include "campaign/Campaign.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

/// The SQL of the language a person chose for a campaign. Runs on a database thread, inside its caller's transaction.
class CampaignLanguageStore
{
public:
    /// Empty: none.
    Result<QString> of(Connection &connection, CampaignId campaign) const;
    /// An empty one takes the choice back.
    Result<> put(Connection &connection, CampaignId campaign, const QString &language) const;
};

} // namespace AlwaysLeads
