#include "campaign/CampaignStore.h"

#include <algorithm>

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

Campaign campaignAt(const Query &row)
{
    Campaign campaign;
    campaign.id = CampaignId(row.number(0));
    campaign.name = row.text(1);
    campaign.state = campaignStateFrom(row.text(2));
    campaign.mailbox = MailboxId(row.number(3));
    campaign.createdAt = row.time(4);
    campaign.launchedAt = row.time(5);
    campaign.deletedAt = row.time(6);
    return campaign;
}

CampaignStep stepAt(const Query &row)
{
    CampaignStep step;
    step.id = StepId(row.number(0));
    step.position = static_cast<int>(row.number(1));
    step.current.version = static_cast<int>(row.number(2));
    step.current.text = {row.text(3), row.text(4), row.text(5)};
    step.current.createdAt = row.time(6);
    return step;
}

QString stepQuery(const QString &where)
{
    return QStringLiteral(
               "SELECT s.id, s.position, v.version, v.subject, v.body, v.wish, v.created_at FROM campaign_step s "
               "JOIN step_version v ON v.step_id = s.id AND v.version = "
               "(SELECT max(version) FROM step_version WHERE step_id = s.id) WHERE ")
        + where;
}

} // namespace

QString CampaignStore::notThere()
{
    return tr("This campaign is not there any more.");
}

Result<CampaignId> CampaignStore::add(Connection &connection, const QString &name, const QDateTime &now) const
{
    Result<qint64> id =
        connection.insert(QStringLiteral("INSERT INTO campaign (name, created_at) VALUES (?, ?)"), {name, now});
    if (!id) {
        return failureOf(std::move(id));
    }
    Result<qint64> step =
        connection.insert(QStringLiteral("INSERT INTO campaign_step (campaign_id, position) VALUES (?, 1)"), {*id});
    if (!step) {
        return failureOf(std::move(step));
    }
    StepVersion empty;
    empty.createdAt = now;
    if (Result<> added = addVersion(connection, StepId(*step), empty); !added) {
        return failureOf(std::move(added));
    }
    return CampaignId(*id);
}

Result<Campaign> CampaignStore::find(Connection &connection, CampaignId id) const
{
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT id, name, state, mailbox_id, created_at, launched_at, deleted_at FROM campaign WHERE id = ?"),
        {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    if (!query->next()) {
        Result<bool> ended = query->outcome(false);
        return ended ? Result<Campaign>(failure(ErrorKind::NotFound, notThere())) : failureOf(std::move(ended));
    }
    return campaignAt(*query);
}

Result<QList<CampaignRow>> CampaignStore::list(Connection &connection) const
{
    Result<Query> query = connection.query(QStringLiteral(
        "SELECT c.id, c.name, c.state, c.mailbox_id, c.created_at, c.launched_at, c.deleted_at, "
        "(SELECT count(*) FROM campaign_step s WHERE s.campaign_id = c.id), "
        "(SELECT count(*) FROM enrolment e WHERE e.campaign_id = c.id AND e.left_reason IS NULL), m.address "
        "FROM campaign c LEFT JOIN mailbox m ON m.id = c.mailbox_id "
        "WHERE c.deleted_at IS NULL ORDER BY c.created_at DESC, c.id DESC"));
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<CampaignRow> rows;
    while (query->next()) {
        CampaignRow row;
        row.campaign = campaignAt(*query);
        row.steps = static_cast<int>(query->number(7));
        row.people = static_cast<int>(query->number(8));
        row.sender = query->text(9);
        rows.append(row);
    }
    return query->outcome(rows);
}

Result<> CampaignStore::rename(Connection &connection, CampaignId id, const QString &name) const
{
    return hit(connection.run(QStringLiteral("UPDATE campaign SET name = ? WHERE id = ?"), {name, id.value()}),
               notThere());
}

Result<> CampaignStore::setMailbox(Connection &connection, CampaignId id, MailboxId mailbox) const
{
    return hit(connection.run(QStringLiteral("UPDATE campaign SET mailbox_id = ? WHERE id = ?"),
                              {mailbox.isNull() ? QVariant() : QVariant(mailbox.value()), id.value()}),
               notThere());
}

Result<> CampaignStore::setState(Connection &connection, CampaignId id, CampaignState state,
                                 const QDateTime &launchedAt) const
{
    return hit(connection.run(
                   QStringLiteral("UPDATE campaign SET state = ?, launched_at = coalesce(?, launched_at) WHERE id = ?"),
                   {campaignStateWord(state), launchedAt, id.value()}),
               notThere());
}

Result<> CampaignStore::setDeleted(Connection &connection, CampaignId id, const QDateTime &when) const
{
    return hit(connection.run(QStringLiteral("UPDATE campaign SET deleted_at = ? WHERE id = ?"), {when, id.value()}),
               notThere());
}

Result<QList<CampaignStep>> CampaignStore::steps(Connection &connection, CampaignId id) const
{
    Result<Query> query =
        connection.query(stepQuery(QStringLiteral("s.campaign_id = ? ORDER BY s.position")), {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<CampaignStep> steps;
    while (query->next()) {
        steps.append(stepAt(*query));
    }
    return query->outcome(steps);
}

Result<CampaignStep> CampaignStore::step(Connection &connection, StepId id) const
{
    Result<Query> query = connection.query(stepQuery(QStringLiteral("s.id = ?")), {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    if (!query->next()) {
        return failure(ErrorKind::NotFound, tr("This step is not there any more."));
    }
    return stepAt(*query);
}

Result<CampaignId> CampaignStore::campaignOf(Connection &connection, StepId id) const
{
    Result<qint64> campaign =
        connection.number(QStringLiteral("SELECT campaign_id FROM campaign_step WHERE id = ?"), {id.value()});
    if (!campaign) {
        return failureOf(std::move(campaign));
    }
    if (*campaign == 0) {
        return failure(ErrorKind::NotFound, tr("This step is not there any more."));
    }
    return CampaignId(*campaign);
}

Result<> CampaignStore::replaceVersion(Connection &connection, StepId id, const StepVersion &version) const
{
    return hit(connection.run(QStringLiteral("UPDATE step_version SET subject = ?, body = ?, wish = ?, created_at = ? "
                                             "WHERE step_id = ? AND version = ?"),
                              {version.text.subject, version.text.body, version.text.wish, version.createdAt,
                               id.value(), version.version}),
               tr("This step is not there any more."));
}

Result<> CampaignStore::addVersion(Connection &connection, StepId id, const StepVersion &version) const
{
    return done(connection.run(
        QStringLiteral("INSERT INTO step_version (step_id, version, subject, body, wish, created_at) "
                       "VALUES (?, ?, ?, ?, ?, ?)"),
        {id.value(), version.version, version.text.subject, version.text.body, version.text.wish, version.createdAt}));
}

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

Result<QList<EnrolledPerson>> CampaignStore::people(Connection &connection, CampaignId id) const
{
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT l.id, trim(l.first_name || ' ' || l.last_name), coalesce(c.name, ''), coalesce(l.email, ''), "
            "coalesce(e.left_reason, '') FROM enrolment e JOIN lead l ON l.id = e.lead_id "
            "LEFT JOIN company c ON c.id = l.company_id "
            "WHERE e.campaign_id = ? AND l.deleted_at IS NULL ORDER BY e.id"),
        {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<EnrolledPerson> people;
    while (query->next()) {
        people.append({LeadId(query->number(0)), query->text(1), query->text(2), query->text(3), query->text(4)});
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

Result<QList<TemplateField>> CampaignStore::fields(Connection &connection) const
{
    Result<Query> query = connection.query(QStringLiteral("SELECT key, label FROM custom_field ORDER BY label"));
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<TemplateField> fields = Template::commonFields();
    while (query->next()) {
        const TemplateField own{query->text(0).simplified().toLower(), query->text(1)};
        const bool taken =
            std::ranges::any_of(fields, [&](const TemplateField &field) { return field.name == own.name; });
        if (!taken) {
            fields.append(own);
        }
    }
    return query->outcome(fields);
}

} // namespace AlwaysLeads
