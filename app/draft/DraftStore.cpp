#include "draft/DraftStore.h"

#include "draft/DraftFactsJson.h"

namespace AlwaysLeads {

namespace {

const QString columns = QStringLiteral(
    "d.id, d.lead_id, d.campaign_id, d.step_id, d.version, d.state, d.origin, d.subject, d.body, d.written_subject, "
    "d.written_body, d.reason, d.facts, d.message_id, d.approved_hash, d.approved_at, d.created_at, d.updated_at, "
    "d.variant, d.due_at, d.mailbox_id");

Draft draftAt(const Query &row)
{
    Draft draft;
    draft.id = DraftId(row.number(0));
    draft.lead = LeadId(row.number(1));
    draft.campaign = CampaignId(row.number(2));
    draft.step = StepId(row.number(3));
    draft.version = static_cast<int>(row.number(4));
    draft.state = draftStateFrom(row.text(5));
    draft.origin = draftOriginFrom(row.text(6));
    draft.subject = row.text(7);
    draft.body = row.text(8);
    draft.writtenSubject = row.text(9);
    draft.writtenBody = row.text(10);
    draft.reason = row.text(11);
    draft.facts = draftFactsFrom(row.text(12));
    draft.messageId = row.text(13);
    draft.approvedHash = row.blob(14);
    draft.approvedAt = row.time(15);
    draft.createdAt = row.time(16);
    draft.updatedAt = row.time(17);
    draft.variant = static_cast<int>(row.number(18));
    draft.dueAt = row.time(19);
    draft.mailbox = MailboxId(row.number(20));
    return draft;
}

QVariant hashValue(const QByteArray &hash)
{
    return hash.isEmpty() ? QVariant() : QVariant(hash);
}

/// "state IN (?, ?) AND campaign_id = ?" with its values.
std::pair<QString, QVariantList> condition(std::span<const DraftState> states, CampaignId campaign)
{
    QStringList marks;
    QVariantList values;
    for (const DraftState state : states) {
        marks.append(QStringLiteral("?"));
        values.append(draftStateWord(state));
    }
    QString where = QStringLiteral("d.state IN (%1)").arg(marks.join(QLatin1Char(',')));
    if (!campaign.isNull()) {
        where += QStringLiteral(" AND d.campaign_id = ?");
        values.append(campaign.value());
    }
    return {where, values};
}

Result<> oneRow(Result<qint64> changed)
{
    if (!changed) {
        return failureOf(std::move(changed));
    }
    if (*changed != 1) {
        return failure(ErrorKind::NotFound, DraftStore::tr("This draft is not there any more."));
    }
    return {};
}

} // namespace

Result<DraftId> DraftStore::add(Connection &connection, const Draft &draft) const
{
    Result<qint64> id = connection.insert(
        QStringLiteral("INSERT INTO draft (lead_id, campaign_id, step_id, version, state, origin, subject, body, "
                       "written_subject, written_body, reason, facts, message_id, created_at, updated_at, variant, "
                       "due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {draft.lead.value(), draft.campaign.value(), draft.step.value(), draft.version, draftStateWord(draft.state),
         draftOriginWord(draft.origin), draft.subject, draft.body, draft.writtenSubject, draft.writtenBody,
         draft.reason, toJson(draft.facts), draft.messageId, draft.createdAt, draft.updatedAt, draft.variant,
         draft.dueAt});
    if (!id) {
        return failureOf(std::move(id));
    }
    return DraftId(*id);
}

Result<Draft> DraftStore::find(Connection &connection, DraftId id) const
{
    Result<Query> query =
        connection.query(QStringLiteral("SELECT %1 FROM draft d WHERE d.id = ?").arg(columns), {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    if (!query->next()) {
        Result<bool> ended = query->outcome(true);
        return ended ? Result<Draft>(failure(ErrorKind::NotFound, tr("This draft is not there any more.")))
                     : failureOf(std::move(ended));
    }
    return draftAt(*query);
}

Result<std::optional<Draft>> DraftStore::findFor(Connection &connection, LeadId lead, StepId step) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT %1 FROM draft d WHERE d.lead_id = ? AND d.step_id = ? ORDER BY d.version DESC")
            .arg(columns),
        {lead.value(), step.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    std::optional<Draft> draft;
    if (query->next()) {
        draft = draftAt(*query);
    }
    return query->outcome(draft);
}

Result<QList<Draft>> DraftStore::list(Connection &connection, std::span<const DraftState> states,
                                      CampaignId campaign) const
{
    const auto [where, values] = condition(states, campaign);
    Result<Query> query =
        connection.query(QStringLiteral("SELECT %1 FROM draft d WHERE %2 ORDER BY d.id").arg(columns, where), values);
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<Draft> drafts;
    while (query->next()) {
        drafts.append(draftAt(*query));
    }
    return query->outcome(drafts);
}

Result<QList<DraftRow>> DraftStore::rows(Connection &connection, std::span<const DraftState> states,
                                         CampaignId campaign) const
{
    const auto [where, values] = condition(states, campaign);
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT d.id, d.lead_id, d.campaign_id, c.name, l.first_name, l.last_name, coalesce(l.email, ''), "
            "d.subject, l.score, d.state, d.reason FROM draft d JOIN lead l ON l.id = d.lead_id "
            "JOIN campaign c ON c.id = d.campaign_id WHERE %1 AND c.deleted_at IS NULL "
            "ORDER BY c.created_at DESC, c.id DESC, l.score DESC NULLS LAST, d.id")
            .arg(where),
        values);
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<DraftRow> rows;
    while (query->next()) {
        DraftRow row;
        row.id = DraftId(query->number(0));
        row.lead = LeadId(query->number(1));
        row.campaign = CampaignId(query->number(2));
        row.campaignName = query->text(3);
        row.name = fullName(query->text(4), query->text(5));
        row.email = query->text(6);
        row.subject = query->text(7);
        if (!query->isNull(8)) {
            row.score = static_cast<int>(query->number(8));
        }
        row.state = draftStateFrom(query->text(9));
        row.reason = query->text(10);
        rows.append(row);
    }
    return query->outcome(rows);
}

Result<DraftStateCounts> DraftStore::counts(Connection &connection, CampaignId campaign) const
{
    Result<Query> query =
        connection.query(QStringLiteral("SELECT d.state, count(*) FROM draft d JOIN campaign c ON c.id = d.campaign_id "
                                        "WHERE c.deleted_at IS NULL AND (? = 0 OR d.campaign_id = ?) GROUP BY d.state"),
                         {campaign.value(), campaign.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    DraftStateCounts counts;
    while (query->next()) {
        counts[draftStateFrom(query->text(0))] += static_cast<int>(query->number(1));
    }
    return query->outcome(counts);
}

Result<> DraftStore::save(Connection &connection, const Draft &draft) const
{
    return oneRow(connection.run(
        QStringLiteral(
            "UPDATE draft SET version = ?, state = ?, origin = ?, subject = ?, body = ?, written_subject = ?, "
            "written_body = ?, reason = ?, facts = ?, approved_hash = ?, approved_at = ?, updated_at = ?, "
            "variant = ?, mailbox_id = ? WHERE id = ?"),
        {draft.version, draftStateWord(draft.state), draftOriginWord(draft.origin), draft.subject, draft.body,
         draft.writtenSubject, draft.writtenBody, draft.reason, toJson(draft.facts), hashValue(draft.approvedHash),
         draft.approvedAt, draft.updatedAt, draft.variant,
         draft.mailbox.isNull() ? QVariant() : QVariant(draft.mailbox.value()), draft.id.value()}));
}

Result<> DraftStore::setState(Connection &connection, DraftId id, DraftState state, const QString &reason,
                              const QDateTime &now) const
{
    return oneRow(connection.run(QStringLiteral("UPDATE draft SET state = ?, reason = ?, updated_at = ? WHERE id = ?"),
                                 {draftStateWord(state), reason, now, id.value()}));
}

Result<bool> DraftStore::anyOf(Connection &connection, StepId step, int version) const
{
    Result<qint64> drafts = connection.number(
        QStringLiteral("SELECT count(*) FROM draft WHERE step_id = ? AND version = ?"), {step.value(), version});
    if (!drafts) {
        return failureOf(std::move(drafts));
    }
    return *drafts > 0;
}

Result<> DraftStore::addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts) const
{
    Result<Query> query =
        connection.query(QStringLiteral("SELECT campaign_id, state, count(*) FROM draft GROUP BY campaign_id, state"));
    if (!query) {
        return failureOf(std::move(query));
    }
    while (query->next()) {
        CampaignCounts &campaign = counts[CampaignId(query->number(0))];
        const int drafts = static_cast<int>(query->number(2));
        switch (draftStateFrom(query->text(1))) {
        case DraftState::Ready:
        case DraftState::Blocked:
        case DraftState::Lapsed:
        case DraftState::Writing:
            campaign.draftsToReview += drafts;
            break;
        case DraftState::Approved:
        case DraftState::Queued:
            campaign.approved += drafts;
            break;
        case DraftState::Sent:
        case DraftState::Skipped:
        case DraftState::Rejected:
            break;
        }
    }
    Result<bool> ended = query->outcome(true);
    return ended ? Result<>() : failureOf(std::move(ended));
}

} // namespace AlwaysLeads
