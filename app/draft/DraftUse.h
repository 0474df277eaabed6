#pragma once

#include "campaign/Campaigns.h"
#include "draft/DraftStore.h"

namespace AlwaysLeads {

/// What drafts tell campaigns about themselves.
class DraftUse final : public CampaignUse
{
public:
    Result<> addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts) const override
    {
        return m_store.addCounts(connection, counts);
    }
    Result<bool> keepsVersion(Connection &connection, StepId step, int version) const override
    {
        return m_store.anyOf(connection, step, version);
    }

private:
    DraftStore m_store;
};

} // namespace AlwaysLeads
