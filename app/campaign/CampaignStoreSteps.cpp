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

CampaignStep stepAt(const Query &row)
{
    CampaignStep step;
    step.id = StepId(row.number(0));
    step.position = static_cast<int>(row.number(1));
    step.current.version = static_cast<int>(row.number(2));
    step.current.text = {row.text(3), row.text(4), row.text(5)};
    step.current.createdAt = row.time(6);
    step.current.weight = static_cast<int>(row.number(7));
    step.kind = stepKindFrom(row.text(8));
    step.rule.delayDays = static_cast<int>(row.number(9));
    step.rule.audience = stepAudienceFrom(row.text(10));
    step.rule.condition = row.text(11);
    step.isRemoved = !row.isNull(12);
    return step;
}

QString stepQuery(const QString &where)
{
    return QStringLiteral("SELECT s.id, s.position, v.version, v.subject, v.body, v.wish, v.created_at, v.weight, "
                          "s.kind, s.delay_days, s.audience, s.condition, s.removed_at FROM campaign_step s "
                          "JOIN step_version v ON v.step_id = s.id AND v.version = "
                          "(SELECT max(version) FROM step_version WHERE step_id = s.id) WHERE ")
        + where;
}

Result<> readVariants(Connection &connection, CampaignStep &step)
{
    Result<Query> query =
        connection.query(QStringLiteral("SELECT subject, body, wish, weight FROM step_variant WHERE step_id = ? AND "
                                        "version = ? ORDER BY number"),
                         {step.id.value(), step.current.version});
    if (!query) {
        return failureOf(std::move(query));
    }
    while (query->next()) {
        step.current.others.append(
            {{query->text(0), query->text(1), query->text(2)}, static_cast<int>(query->number(3))});
    }
    Result<bool> ended = query->outcome(true);
    return ended ? Result<>() : failureOf(std::move(ended));
}

} // namespace

Result<QList<CampaignStep>> CampaignStore::allSteps(Connection &connection, CampaignId id) const
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
    if (Result<bool> ended = query->outcome(true); !ended) {
        return failureOf(std::move(ended));
    }
    for (CampaignStep &step : steps) {
        if (Result<> read = readVariants(connection, step); !read) {
            return failureOf(std::move(read));
        }
    }
    return steps;
}

Result<QList<CampaignStep>> CampaignStore::steps(Connection &connection, CampaignId id) const
{
    Result<QList<CampaignStep>> all = allSteps(connection, id);
    if (all) {
        all->removeIf([](const CampaignStep &step) { return step.isRemoved; });
    }
    return all;
}

Result<CampaignStep> CampaignStore::step(Connection &connection, StepId id) const
{
    Result<Query> query = connection.query(stepQuery(QStringLiteral("s.id = ?")), {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    if (!query->next()) {
        Result<bool> ended = query->outcome(true);
        return ended ? Result<CampaignStep>(failure(ErrorKind::NotFound, tr("This step is not there any more.")))
                     : failureOf(std::move(ended));
    }
    CampaignStep step = stepAt(*query);
    if (Result<> read = readVariants(connection, step); !read) {
        return failureOf(std::move(read));
    }
    return step;
}

Result<StepId> CampaignStore::addStep(Connection &connection, CampaignId id, StepKind kind, int position,
                                      const StepRule &rule, const QDateTime &now) const
{
    if (Result<> shifted = shift(connection, id, position); !shifted) {
        return failureOf(std::move(shifted));
    }
    Result<qint64> step = connection.insert(
        QStringLiteral("INSERT INTO campaign_step (campaign_id, position, kind, delay_days, audience, condition) "
                       "VALUES (?, ?, ?, ?, ?, ?)"),
        {id.value(), position, stepKindWord(kind), rule.delayDays, stepAudienceWord(rule.audience), rule.condition});
    if (!step) {
        return failureOf(std::move(step));
    }
    StepVersion empty;
    empty.createdAt = now;
    if (Result<> added = addVersion(connection, StepId(*step), empty); !added) {
        return failureOf(std::move(added));
    }
    return StepId(*step);
}

Result<> CampaignStore::shift(Connection &connection, CampaignId id, int from) const
{
    // In two moves, by way of negative numbers: places are unique at every moment.
    Result<> away = done(connection.run(
        QStringLiteral("UPDATE campaign_step SET position = -position - 1 WHERE campaign_id = ? AND position >= ?"),
        {id.value(), from}));
    return away ? done(connection.run(
               QStringLiteral("UPDATE campaign_step SET position = -position WHERE campaign_id = ? AND position < 0"),
               {id.value()}))
                : away;
}

Result<> CampaignStore::swapSteps(Connection &connection, const CampaignStep &one, const CampaignStep &other) const
{
    // By way of a place that no step has: places are unique at every moment.
    const std::pair<StepId, int> moves[] = {
        {one.id, -one.position}, {other.id, one.position}, {one.id, other.position}};
    for (const auto &[step, position] : moves) {
        Result<> moved = done(connection.run(QStringLiteral("UPDATE campaign_step SET position = ? WHERE id = ?"),
                                             {position, step.value()}));
        if (!moved) {
            return moved;
        }
    }
    return {};
}

Result<> CampaignStore::setRule(Connection &connection, StepId id, const StepRule &rule) const
{
    return hit(connection.run(
                   QStringLiteral("UPDATE campaign_step SET delay_days = ?, audience = ?, condition = ? WHERE id = ?"),
                   {rule.delayDays, stepAudienceWord(rule.audience), rule.condition, id.value()}),
               tr("This step is not there any more."));
}

Result<> CampaignStore::setRemoved(Connection &connection, StepId id, const QDateTime &when) const
{
    return hit(
        connection.run(QStringLiteral("UPDATE campaign_step SET removed_at = ? WHERE id = ?"), {when, id.value()}),
        tr("This step is not there any more."));
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
    Result<> replaced =
        hit(connection.run(QStringLiteral("UPDATE step_version SET subject = ?, body = ?, wish = ?, created_at = ?, "
                                          "weight = ? WHERE step_id = ? AND version = ?"),
                           {version.text.subject, version.text.body, version.text.wish, version.createdAt,
                            version.weight, id.value(), version.version}),
            tr("This step is not there any more."));
    if (replaced) {
        replaced = done(connection.run(QStringLiteral("DELETE FROM step_variant WHERE step_id = ? AND version = ?"),
                                       {id.value(), version.version}));
    }
    return replaced ? addVariants(connection, id, version) : replaced;
}

Result<> CampaignStore::addVersion(Connection &connection, StepId id, const StepVersion &version) const
{
    Result<> added = done(connection.run(
        QStringLiteral("INSERT INTO step_version (step_id, version, subject, body, wish, created_at, weight) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)"),
        {id.value(), version.version, version.text.subject, version.text.body, version.text.wish, version.createdAt,
         version.weight}));
    return added ? addVariants(connection, id, version) : added;
}

Result<> CampaignStore::addVariants(Connection &connection, StepId id, const StepVersion &version) const
{
    for (int number = 0; number < version.others.size(); ++number) {
        const StepVariant &variant = version.others.at(number);
        Result<> added = done(connection.run(
            QStringLiteral("INSERT INTO step_variant (step_id, version, number, weight, subject, body, wish) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?)"),
            {id.value(), version.version, number + 1, variant.weight, variant.text.subject, variant.text.body,
             variant.text.wish}));
        if (!added) {
            return added;
        }
    }
    return {};
}

} // namespace AlwaysLeads
