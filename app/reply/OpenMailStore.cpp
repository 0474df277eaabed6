#include "reply/OpenMailStore.h"

#include "draft/DraftStore.h"
#include "outbox/SendLedger.h"

namespace AlwaysLeads {

Result<> cancelMail(Connection &connection, const OpenMail &mail, const QString &why, const QDateTime &now)
{
    if (!mail.send.isNull() && mail.state != SendState::Cancelled) {
        if (mail.state != SendState::Waiting && mail.state != SendState::RefusedForNow) {
            return {}; // it is leaving, or has left
        }
        Result<> moved = SendLedger().move(connection, mail.send, mail.state, SendState::Cancelled,
                                           SendReason::TakenOut, {}, {}, now);
        if (!moved) {
            return moved;
        }
    }
    return DraftStore().setState(connection, mail.draft, DraftState::Skipped, why, now);
}

Result<QList<CampaignId>> OpenMailStore::campaigns(Connection &connection, LeadId lead) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT campaign_id FROM enrolment WHERE lead_id = ? AND left_reason IS NULL"), {lead.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<CampaignId> campaigns;
    while (rows->next()) {
        campaigns += CampaignId(rows->number(0));
    }
    return rows->outcome(campaigns);
}

Result<QList<LeadId>> OpenMailStore::colleagues(Connection &connection, LeadId lead) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT l.id FROM lead l WHERE l.company_id = (SELECT company_id FROM lead WHERE id = ?1) AND "
                       "l.id <> ?1 AND l.deleted_at IS NULL AND EXISTS (SELECT 1 FROM enrolment e JOIN campaign c ON "
                       "c.id = e.campaign_id WHERE e.lead_id = l.id AND e.left_reason IS NULL AND c.deleted_at IS NULL "
                       "AND c.state IN ('running', 'paused')) ORDER BY l.id LIMIT 50"),
        {lead.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<LeadId> colleagues;
    while (rows->next()) {
        colleagues += LeadId(rows->number(0));
    }
    return rows->outcome(colleagues);
}

Result<QList<OpenMail>> OpenMailStore::mails(Connection &connection, LeadId lead) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT d.id, s.id, s.state FROM draft d LEFT JOIN send s ON s.draft_id = d.id "
                       "WHERE d.lead_id = ? AND d.state IN ('ready', 'approved', 'queued', 'blocked', 'lapsed') "
                       "AND (s.id IS NULL OR s.state IN ('waiting', 'refused for now', 'cancelled'))"),
        {lead.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<OpenMail> open;
    while (rows->next()) {
        OpenMail one;
        one.draft = DraftId(rows->number(0));
        if (!rows->isNull(1) && rows->text(2) != QLatin1String("cancelled")) {
            one.send = SendId(rows->number(1));
            one.state = sendStateFrom(rows->text(2));
        }
        open += one;
    }
    return rows->outcome(open);
}

} // namespace AlwaysLeads
