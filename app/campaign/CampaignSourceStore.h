#pragma once

#include "campaign/Campaign.h"
#include "lead/LeadList.h"
#include "storage/Connection.h"

#include <vector>

namespace AlwaysLeads {

/// A list or segment that a campaign is filled from.
struct CampaignSource
{
    CampaignId campaign;
    LeadListId list;
    QString name;
    LeadList::Kind kind = LeadList::Kind::List;
    bool follows = false; ///< whoever comes onto it later is taken in too
    QDateTime addedAt;

    bool operator==(const CampaignSource &) const = default;
};

/// The SQL of campaign_source. Runs on a database thread, inside its caller's transaction.
class CampaignSourceStore
{
public:
    /// By name.
    Result<QList<CampaignSource>> of(Connection &connection, CampaignId campaign) const;
    /// Those that are followed, of campaigns that are not finished, paused or in the bin.
    Result<QList<CampaignSource>> followed(Connection &connection) const;
    /// Changes whether it follows when it is there already.
    Result<> put(Connection &connection, CampaignId campaign, LeadListId list, bool follows,
                 const QDateTime &now) const;
    Result<> remove(Connection &connection, CampaignId campaign, LeadListId list) const;
    /// Those of these people who are not in the campaign and never were.
    Result<QList<LeadId>> notIn(Connection &connection, CampaignId campaign, const std::vector<LeadId> &people) const;

private:
    static Result<QList<CampaignSource>> read(Connection &connection, const QString &where, const QVariantList &values);
};

} // namespace AlwaysLeads
