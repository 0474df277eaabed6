#include "reply/BranchStore.h"

#include "draft/SequenceStore.h"

namespace AlwaysLeads {

Result<QList<StepAhead>> BranchStore::ahead(Connection &connection, CampaignId campaign, LeadId lead) const
{
    Result<Query> rows = connection.query(
        QStringLiteral(
            "SELECT st.id, (SELECT max(version) FROM step_version v WHERE v.step_id = st.id), st.audience, d.id, "
            "d.state, s.id, s.state FROM campaign_step st LEFT JOIN draft d ON d.id = (SELECT max(id) FROM draft WHERE "
            "step_id = st.id AND lead_id = ?2) LEFT JOIN send s ON s.draft_id = d.id WHERE st.campaign_id = ?1 AND "
            "st.removed_at IS NULL AND st.position > coalesce((SELECT max(had.position) FROM campaign_step had WHERE "
            "had.campaign_id = ?1 AND (EXISTS (SELECT 1 FROM draft WHERE step_id = had.id AND lead_id = ?2 AND state = "
            "'sent') OR EXISTS (SELECT 1 FROM send WHERE step_id = had.id AND lead_id = ?2 AND state IN ('accepted', "
            "'handing over', 'unknown')) OR EXISTS (SELECT 1 FROM step_outcome WHERE step_id = had.id AND lead_id = ?2 "
            "AND outcome <> "
            "'open task'))), 0) ORDER BY st.position"),
        {campaign.value(), lead.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<StepAhead> steps;
    while (rows->next()) {
        StepAhead step;
        step.step = StepId(rows->number(0));
        step.version = int(rows->number(1));
        step.audience = stepAudienceFrom(rows->text(2));
        if (!rows->isNull(3)) {
            step.mail.draft = DraftId(rows->number(3));
            step.draft = draftStateFrom(rows->text(4));
        }
        if (!rows->isNull(5)) {
            step.mail.send = SendId(rows->number(5));
            step.mail.state = sendStateFrom(rows->text(6));
        }
        steps += step;
    }
    return rows->outcome(steps);
}

Result<> BranchStore::passOver(Connection &connection, CampaignId campaign, LeadId lead, const StepAhead &step,
                               const QString &why, const QDateTime &now) const
{
    Result<> passed = SequenceStore().passOver(connection, campaign, lead, step.step, step.version, why, now);
    if (!passed) {
        return passed;
    }
    return connection
        .run(QStringLiteral("UPDATE step_outcome SET outcome = 'passed over', notes = ?, at = ? WHERE lead_id = ? AND "
                            "step_id = ? AND outcome = 'open task'"),
             {why, now, lead.value(), step.step.value()})
        .map([](qint64) {});
}

Result<std::optional<bool>> BranchStore::goesOn(Connection &connection, ReplyId reply) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT goes_on FROM reply_branch WHERE reply_id = ?"), {reply.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    std::optional<bool> goesOn;
    if (rows->next()) {
        goesOn = rows->flag(0);
    }
    return rows->outcome(goesOn);
}

Result<> BranchStore::setGoesOn(Connection &connection, const Reply &reply, bool goesOn) const
{
    return connection
        .run(QStringLiteral("INSERT INTO reply_branch (reply_id, campaign_id, goes_on) VALUES (?, ?, ?) ON CONFLICT "
                            "(reply_id) DO UPDATE SET goes_on = excluded.goes_on"),
             {reply.id.value(), reply.campaign.value(), goesOn})
        .map([](qint64) {});
}

} // namespace AlwaysLeads
