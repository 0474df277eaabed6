#include "campaign/CampaignStore.h"

namespace AlwaysLeads {

namespace {

Result<> done(Result<qint64> changed)
{
    if (!changed) {
        return failureOf(std::move(changed));
    }
    return {};
}

/// For a change that must hit exactly the one row it names.
Result<> hit(Result<qint64> changed, const QString &message)
{
    if (!changed) {
        return failureOf(std::move(changed));
    }
    if (*changed == 0) {
        return failure(ErrorKind::NotFound, message);
    }
    return {};
}

} // namespace

Result<bool> CampaignStore::enrol(Connection &connection, CampaignId id, LeadId lead, const QDateTime &now) const
{
    Result<qint64> added = connection.run(
        QStringLiteral(
            "INSERT INTO enrolment (campaign_id, lead_id, enrolled_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
        {id.value(), lead.value(), now});
    if (!added) {
        return failureOf(std::move(added));
    }
    return *added > 0;
}

Result<> CampaignStore::leave(Connection &connection, CampaignId id, LeadId lead, const QString &reason) const
{
    return done(connection.run(
        QStringLiteral(
            "UPDATE enrolment SET left_reason = ? WHERE campaign_id = ? AND lead_id = ? AND left_reason IS NULL"),
        {reason, id.value(), lead.value()}));
}

Result<> CampaignStore::comeBack(Connection &connection, CampaignId id, LeadId lead) const
{
    return done(
        connection.run(QStringLiteral("UPDATE enrolment SET left_reason = NULL WHERE campaign_id = ? AND lead_id = ?"),
                       {id.value(), lead.value()}));
}

Result<bool> CampaignStore::hasLeft(Connection &connection, CampaignId id, LeadId lead) const
{
    Result<qint64> left = connection.number(
        QStringLiteral(
            "SELECT count(*) FROM enrolment WHERE campaign_id = ? AND lead_id = ? AND left_reason IS NOT NULL"),
        {id.value(), lead.value()});
    if (!left) {
        return failureOf(std::move(left));
    }
    return *left > 0;
}

Result<QList<LeadId>> CampaignStore::enrolled(Connection &connection, CampaignId id) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT e.lead_id FROM enrolment e JOIN lead l ON l.id = e.lead_id "
                       "WHERE e.campaign_id = ? AND e.left_reason IS NULL AND l.deleted_at IS NULL ORDER BY e.id"),
        {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<LeadId> leads;
    while (query->next()) {
        leads.append(LeadId(query->number(0)));
    }
    return query->outcome(leads);
}

Result<QHash<LeadId, QDateTime>> CampaignStore::active(Connection &connection, CampaignId id) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT e.lead_id, e.enrolled_at FROM enrolment e JOIN lead l ON l.id = e.lead_id WHERE "
                       "e.campaign_id = ? AND e.left_reason IS NULL AND e.paused_at IS NULL AND l.deleted_at IS NULL"),
        {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QHash<LeadId, QDateTime> leads;
    while (query->next()) {
        leads.insert(LeadId(query->number(0)), query->time(1));
    }
    return query->outcome(leads);
}

Result<> CampaignStore::setPaused(Connection &connection, CampaignId id, LeadId lead, const QDateTime &at,
                                  const QDateTime &until) const
{
    return hit(connection.run(QStringLiteral("UPDATE enrolment SET paused_at = ?, paused_until = ? WHERE campaign_id = "
                                             "? AND lead_id = ? AND left_reason IS NULL"),
                              {at, until, id.value(), lead.value()}),
               tr("This person is not in the campaign any more."));
}

Result<std::optional<Pause>> CampaignStore::pauseOf(Connection &connection, CampaignId id, LeadId lead) const
{
    Result<Query> query =
        connection.query(QStringLiteral("SELECT paused_until FROM enrolment WHERE campaign_id = ? AND lead_id = ? AND "
                                        "paused_at IS NOT NULL"),
                         {id.value(), lead.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    std::optional<Pause> pause;
    if (query->next()) {
        pause = Pause{query->time(0)};
    }
    return query->outcome(pause);
}

Result<qint64> CampaignStore::endPauses(Connection &connection, const QDateTime &now) const
{
    return connection.run(
        QStringLiteral("UPDATE enrolment SET paused_at = NULL, paused_until = NULL WHERE paused_until <= ?"), {now});
}

Result<QList<EnrolledPerson>> CampaignStore::people(Connection &connection, CampaignId id) const
{
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT l.id, trim(l.first_name || ' ' || l.last_name), coalesce(c.name, ''), coalesce(l.email, ''), "
            "coalesce(e.left_reason, ''), e.paused_at IS NOT NULL, e.paused_until FROM enrolment e JOIN lead l ON l.id "
            "= e.lead_id "
            "LEFT JOIN company c ON c.id = l.company_id "
            "WHERE e.campaign_id = ? AND l.deleted_at IS NULL ORDER BY e.id"),
        {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<EnrolledPerson> people;
    while (query->next()) {
        const bool isPaused = query->number(5) != 0;
        people.append({LeadId(query->number(0)), query->text(1), query->text(2), query->text(3), query->text(4),
                       isPaused, isPaused ? query->time(6) : QDateTime()});
    }
    return query->outcome(people);
}

Result<QList<std::pair<LeadId, QString>>> CampaignStore::alsoRunningElsewhere(Connection &connection,
                                                                              CampaignId id) const
{
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT e.lead_id, min(c.name) FROM enrolment e JOIN enrolment other ON other.lead_id = e.lead_id "
            "AND other.campaign_id <> e.campaign_id AND other.left_reason IS NULL JOIN campaign c ON c.id = "
            "other.campaign_id AND c.state = 'running' AND c.deleted_at IS NULL WHERE e.campaign_id = ? AND "
            "e.left_reason IS NULL GROUP BY e.lead_id"),
        {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<std::pair<LeadId, QString>> people;
    while (query->next()) {
        people.append({LeadId(query->number(0)), query->text(1)});
    }
    return query->outcome(people);
}

Result<std::optional<QString>> CampaignStore::runningElsewhere(Connection &connection, CampaignId id, LeadId lead) const
{
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT c.name FROM enrolment e JOIN campaign c ON c.id = e.campaign_id WHERE e.lead_id = ? "
            "AND e.campaign_id <> ? AND e.left_reason IS NULL AND c.state = 'running' AND c.deleted_at IS NULL"),
        {lead.value(), id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    std::optional<QString> name;
    if (query->next()) {
        name = query->text(0);
    }
    return query->outcome(name);
}

} // namespace AlwaysLeads
