#include "campaign/CampaignSourceStore.h"

#include <QSet>

namespace AlwaysLeads {

Result<QList<CampaignSource>> CampaignSourceStore::read(Connection &connection, const QString &where,
                                                        const QVariantList &values)
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT s.campaign_id, s.list_id, l.name, l.kind = 'segment', s.follows, s.added_at FROM "
                       "campaign_source s JOIN lead_list l ON l.id = s.list_id JOIN campaign c ON c.id = s.campaign_id "
                       "WHERE ")
            + where + QStringLiteral(" ORDER BY l.name, l.id"),
        values);
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<CampaignSource> sources;
    while (query->next()) {
        sources.append({CampaignId(query->number(0)), LeadListId(query->number(1)), query->text(2),
                        query->flag(3) ? LeadList::Kind::Segment : LeadList::Kind::List, query->flag(4),
                        query->time(5)});
    }
    return query->outcome(sources);
}

Result<QList<CampaignSource>> CampaignSourceStore::of(Connection &connection, CampaignId campaign) const
{
    return read(connection, QStringLiteral("s.campaign_id = ?"), {campaign.value()});
}

Result<QList<CampaignSource>> CampaignSourceStore::followed(Connection &connection) const
{
    return read(connection,
                QStringLiteral("s.follows = 1 AND c.deleted_at IS NULL AND c.state IN ('not launched', 'running')"),
                {});
}

Result<> CampaignSourceStore::put(Connection &connection, CampaignId campaign, LeadListId list, bool follows,
                                  const QDateTime &now) const
{
    Result<qint64> put = connection.run(
        QStringLiteral("INSERT INTO campaign_source (campaign_id, list_id, follows, added_at) VALUES (?, ?, ?, ?) ON "
                       "CONFLICT (campaign_id, list_id) DO UPDATE SET follows = excluded.follows"),
        {campaign.value(), list.value(), follows, now});
    return put ? Result<>() : failureOf(std::move(put));
}

Result<> CampaignSourceStore::remove(Connection &connection, CampaignId campaign, LeadListId list) const
{
    Result<qint64> removed =
        connection.run(QStringLiteral("DELETE FROM campaign_source WHERE campaign_id = ? AND list_id = ?"),
                       {campaign.value(), list.value()});
    return removed ? Result<>() : failureOf(std::move(removed));
}

Result<QList<LeadId>> CampaignSourceStore::notIn(Connection &connection, CampaignId campaign,
                                                 const std::vector<LeadId> &people) const
{
    Result<Query> query =
        connection.query(QStringLiteral("SELECT lead_id FROM enrolment WHERE campaign_id = ?"), {campaign.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QSet<LeadId> there;
    while (query->next()) {
        there.insert(LeadId(query->number(0)));
    }
    QList<LeadId> missing;
    for (const LeadId lead : people) {
        if (!there.contains(lead)) {
            missing.append(lead);
        }
    }
    return query->outcome(missing);
}

} // namespace AlwaysLeads
