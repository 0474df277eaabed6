#include "campaign/CampaignLanguageStore.h"

namespace AlwaysLeads {

Result<QString> CampaignLanguageStore::of(Connection &connection, CampaignId campaign) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT language FROM campaign_language WHERE campaign_id = ?"), {campaign.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    const QString language = query->next() ? query->text(0) : QString();
    return query->outcome(language);
}

Result<> CampaignLanguageStore::put(Connection &connection, CampaignId campaign, const QString &language) const
{
    Result<qint64> put = language.isEmpty()
        ? connection.run(QStringLiteral("DELETE FROM campaign_language WHERE campaign_id = ?"), {campaign.value()})
        : connection.run(QStringLiteral("INSERT INTO campaign_language (campaign_id, language) VALUES (?, ?) ON "
                                        "CONFLICT (campaign_id) DO UPDATE SET language = excluded.language"),
                         {campaign.value(), language});
    return put ? Result<>() : failureOf(std::move(put));
}

} // namespace AlwaysLeads
