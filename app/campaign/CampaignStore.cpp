#include "campaign/CampaignStore.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

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
    campaign.resumeAt = row.time(7);
    campaign.quietDays = static_cast<int>(row.number(8));
    campaign.format = mailFormatFrom(row.text(9));
    return campaign;
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
            "SELECT id, name, state, mailbox_id, created_at, launched_at, deleted_at, resume_at, quiet_days, "
            "format FROM campaign WHERE id = ?"),
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
        "SELECT c.id, c.name, c.state, c.mailbox_id, c.created_at, c.launched_at, c.deleted_at, c.resume_at, "
        "c.quiet_days, c.format, (SELECT count(*) FROM campaign_step s WHERE s.campaign_id = c.id AND s.removed_at IS "
        "NULL), "
        "(SELECT count(*) FROM enrolment e WHERE e.campaign_id = c.id AND e.left_reason IS NULL), m.address "
        "FROM campaign c LEFT JOIN mailbox m ON m.id = c.mailbox_id "
        "WHERE c.deleted_at IS NULL AND c.id NOT IN (SELECT campaign_id FROM answer_campaign) "
        "ORDER BY c.created_at DESC, c.id DESC"));
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<CampaignRow> rows;
    while (query->next()) {
        CampaignRow row;
        row.campaign = campaignAt(*query);
        row.steps = static_cast<int>(query->number(10));
        row.people = static_cast<int>(query->number(11));
        row.sender = query->text(12);
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
    return hit(connection.run(QStringLiteral("UPDATE campaign SET state = ?, launched_at = coalesce(?, launched_at), "
                                             "resume_at = NULL WHERE id = ?"),
                              {campaignStateWord(state), launchedAt, id.value()}),
               notThere());
}

Result<> CampaignStore::setDeleted(Connection &connection, CampaignId id, const QDateTime &when) const
{
    return hit(connection.run(QStringLiteral("UPDATE campaign SET deleted_at = ? WHERE id = ?"), {when, id.value()}),
               notThere());
}

Result<> CampaignStore::setResume(Connection &connection, CampaignId id, const QDateTime &when) const
{
    return hit(connection.run(QStringLiteral("UPDATE campaign SET resume_at = ? WHERE id = ?"), {when, id.value()}),
               notThere());
}

Result<> CampaignStore::setQuietDays(Connection &connection, CampaignId id, int days) const
{
    return hit(connection.run(QStringLiteral("UPDATE campaign SET quiet_days = ? WHERE id = ?"), {days, id.value()}),
               notThere());
}

Result<> CampaignStore::setFormat(Connection &connection, CampaignId id, MailFormat format) const
{
    return hit(connection.run(QStringLiteral("UPDATE campaign SET format = ? WHERE id = ?"),
                              {mailFormatWord(format), id.value()}),
               notThere());
}

Result<MailFormat> CampaignStore::formatOf(Connection &connection, StepId step) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT c.format FROM campaign_step s JOIN campaign c ON c.id = s.campaign_id WHERE s.id = ?"),
        {step.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    const MailFormat format = query->next() ? mailFormatFrom(query->text(0)) : MailFormat::Plain;
    return query->outcome(format);
}

Result<QList<CampaignId>> CampaignStore::toResume(Connection &connection, const QDateTime &now) const
{
    return ids(
        connection,
        QStringLiteral("SELECT id FROM campaign WHERE state = 'paused' AND deleted_at IS NULL AND resume_at <= ? "
                       "ORDER BY id"),
        {now});
}

Result<QList<CampaignId>> CampaignStore::running(Connection &connection) const
{
    return ids(connection,
               QStringLiteral("SELECT id FROM campaign WHERE state = 'running' AND deleted_at IS NULL AND id NOT IN "
                              "(SELECT campaign_id FROM answer_campaign) ORDER BY id"),
               {});
}

Result<QList<CampaignId>> CampaignStore::ids(Connection &connection, const QString &sql, const QVariantList &values)
{
    Result<Query> query = connection.query(sql, values);
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<CampaignId> found;
    while (query->next()) {
        found.append(CampaignId(query->number(0)));
    }
    return query->outcome(found);
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
