#include "outbox/ForecastStore.h"

namespace AlwaysLeads {

Result<QHash<LeadId, ForecastPlace>> ForecastStore::places(Connection &connection, CampaignId campaign) const
{
    Result<Query> query = connection.query(
        // The pluses: by the few drafts of a person, not by all that the campaign has sent.
        QStringLiteral(
            "SELECT l.id, trim(l.first_name || ' ' || l.last_name), l.email, l.company_id, l.city, l.country, l.phone, "
            "co.city, co.country, (SELECT d.mailbox_id FROM draft d WHERE +d.campaign_id = e.campaign_id AND d.lead_id "
            "= e.lead_id AND +d.state = 'sent' ORDER BY d.updated_at, d.id LIMIT 1) "
            "FROM enrolment e JOIN lead l ON l.id = e.lead_id LEFT JOIN company co ON co.id = l.company_id "
            "WHERE e.campaign_id = ? AND e.left_reason IS NULL AND l.deleted_at IS NULL"),
        {campaign.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QHash<LeadId, ForecastPlace> places;
    while (query->next()) {
        ForecastPlace place{query->text(1), CompanyId(query->number(3)), query->text(4), query->text(5),
                            query->text(6), MailboxId(query->number(9))};
        if (place.name.isEmpty()) {
            place.name = query->text(2);
        }
        if (place.city.isEmpty() && place.country.isEmpty()) { // where they work is as good
            place.city = query->text(7);
            place.country = query->text(8);
        }
        places.insert(LeadId(query->number(0)), place);
    }
    return query->outcome(places);
}

Result<QList<ForecastDraft>> ForecastStore::drafts(Connection &connection, CampaignId campaign) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT d.id, d.lead_id, d.step_id, d.state, coalesce(s.due_at, d.due_at), s.id, "
                       "coalesce(s.mailbox_id, d.mailbox_id) FROM draft d "
                       "JOIN campaign_step st ON st.id = d.step_id LEFT JOIN send s ON s.draft_id = d.id AND s.state "
                       "IN ('waiting', 'refused for now') WHERE d.campaign_id = ? AND st.removed_at IS NULL AND "
                       "d.state NOT IN ('sent', 'skipped', 'rejected') ORDER BY d.id"),
        {campaign.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<ForecastDraft> drafts;
    while (query->next()) {
        drafts.append({DraftId(query->number(0)), LeadId(query->number(1)), StepId(query->number(2)),
                       draftStateFrom(query->text(3)), query->time(4), SendId(query->number(5)),
                       MailboxId(query->number(6))});
    }
    return query->outcome(drafts);
}

Result<QHash<SendId, ForecastSend>> ForecastStore::waiting(Connection &connection) const
{
    Result<Query> query = connection.query(QStringLiteral(
        "SELECT id, campaign_id, lead_id, step_id FROM send WHERE state IN ('waiting', 'refused for now')"));
    if (!query) {
        return failureOf(std::move(query));
    }
    QHash<SendId, ForecastSend> sends;
    while (query->next()) {
        sends.insert(SendId(query->number(0)),
                     {CampaignId(query->number(1)), LeadId(query->number(2)), StepId(query->number(3))});
    }
    return query->outcome(sends);
}

Result<SendId> ForecastStore::last(Connection &connection) const
{
    Result<qint64> id = connection.number(QStringLiteral("SELECT coalesce(max(id), 0) FROM send"), {});
    return id ? Result<SendId>(SendId(*id)) : failureOf(std::move(id));
}

} // namespace AlwaysLeads
