#pragma once

#include "base/Clock.h"
#include "campaign/CampaignSourceStore.h"
#include "campaign/Campaigns.h"
#include "lead/LeadSearch.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

/// Fills campaigns from lists and segments, once or for as long as the campaign runs. Whoever was left out of a
/// campaign is not taken in again, and the rules of enrolling hold for everybody.
class CampaignSources : public QObject
{
    Q_OBJECT
public:
    CampaignSources(Database &database, const Clock &clock, Campaigns &campaigns, LeadSearch &search,
                    QObject *parent = nullptr);

    Task<Result<QList<CampaignSource>>> of(CampaignId campaign);
    /// Takes in everybody who is on it now; with `follows` whoever comes onto it later too, see follow().
    Task<Result<EnrolmentReport>> add(CampaignId campaign, LeadList list, bool follows);
    /// The people who came from it stay.
    Task<Result<>> remove(CampaignId campaign, LeadListId list);
    /// Takes in who came onto a followed list or segment since; how many.
    Task<Result<int>> follow();

Q_SIGNALS:
    void changed(AlwaysLeads::CampaignId campaign);

private:
    Task<Result<EnrolmentReport>> enrol(CampaignId campaign, LeadListId list, LeadList::Kind kind);

    Database &m_database;
    const Clock &m_clock;
    Campaigns &m_campaigns;
    LeadSearch &m_search;
    CampaignSourceStore m_store;
    bool m_following = false;
};

} // namespace AlwaysLeads
