#include "draft/AutomaticSending.h"

#include "draft/ApprovalLog.h"
#include "settings/SettingStore.h"

namespace AlwaysLeads {

namespace {

Result<QList<DraftId>> draftsOf(Result<Query> rows)
{
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<DraftId> drafts;
    while (rows->next()) {
        drafts.append(DraftId(rows->number(0)));
    }
    return rows->outcome(drafts);
}

} // namespace

Result<bool> AutomaticSending::isOn(Connection &connection, CampaignId campaign) const
{
    return connection
        .number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM campaign_automatic WHERE campaign_id = ?)"),
                {campaign.value()})
        .map([](qint64 found) { return found != 0; });
}

Result<QList<AutomaticCampaign>> AutomaticSending::list(Connection &connection) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT a.campaign_id, c.name, a.who, a.at FROM campaign_automatic a "
                       "JOIN campaign c ON c.id = a.campaign_id WHERE c.deleted_at IS NULL ORDER BY a.campaign_id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<AutomaticCampaign> campaigns;
    while (rows->next()) {
        campaigns.append({CampaignId(rows->number(0)), rows->text(1), rows->text(2), rows->time(3)});
    }
    return rows->outcome(campaigns);
}

Result<> AutomaticSending::turnOn(Connection &connection, CampaignId campaign, const QDateTime &now) const
{
    Result<qint64> answers = connection.number(
        QStringLiteral("SELECT EXISTS (SELECT 1 FROM answer_campaign WHERE campaign_id = ?)"), {campaign.value()});
    if (!answers) {
        return failureOf(std::move(answers));
    }
    if (*answers != 0) {
        return failure(ErrorKind::Refused, tr("Answers to people who wrote back are always read before they leave."));
    }
    Result<SenderProfile> sender = SettingStore().senderProfile(connection);
    if (!sender) {
        return failureOf(std::move(sender));
    }
    const QString who = sender->personName.trimmed();
    Result<qint64> added = connection.run(
        QStringLiteral("INSERT INTO campaign_automatic (campaign_id, who, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
        {campaign.value(), who.isNull() ? QString(QLatin1String("")) : who, now});
    if (!added) {
        return failureOf(std::move(added));
    }
    return *added == 0 ? Result<>() : ApprovalLog().note(connection, campaign, ApprovalEntry::Act::AutomaticOn, now);
}

Result<> AutomaticSending::turnOff(Connection &connection, CampaignId campaign, const QDateTime &now) const
{
    Result<qint64> removed =
        connection.run(QStringLiteral("DELETE FROM campaign_automatic WHERE campaign_id = ?"), {campaign.value()});
    if (!removed) {
        return failureOf(std::move(removed));
    }
    return *removed == 0 ? Result<>() : ApprovalLog().note(connection, campaign, ApprovalEntry::Act::AutomaticOff, now);
}

Result<QList<DraftId>> AutomaticSending::waiting(Connection &connection) const
{
    // Whoever answered is written to by a person, or by nobody.
    return draftsOf(connection.query(
        QStringLiteral("SELECT d.id FROM draft d JOIN campaign_automatic a ON a.campaign_id = d.campaign_id "
                       "JOIN campaign c ON c.id = d.campaign_id JOIN campaign_step st ON st.id = d.step_id AND "
                       "st.audience = 'silent' WHERE d.state = 'ready' AND d.origin <> 'person' "
                       "AND c.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM draft_typing t WHERE t.draft_id = d.id) "
                       "ORDER BY d.id")));
}

Result<QList<DraftId>> AutomaticSending::unread(Connection &connection, CampaignId campaign) const
{
    // The act beside max(id) is that of the latest approval: one that a person gave since counts.
    return draftsOf(connection.query(
        QStringLiteral("SELECT d.id FROM draft d JOIN (SELECT draft_id, act, max(id) FROM approval_log "
                       "WHERE act IN ('approved', 'approved automatically') GROUP BY draft_id) l ON l.draft_id = d.id "
                       "WHERE d.campaign_id = ? AND d.state IN ('approved', 'queued') "
                       "AND l.act = 'approved automatically' ORDER BY d.id"),
        {campaign.value()}));
}

} // namespace AlwaysLeads
