#include "draft/SequenceStore.h"

#include "draft/Draft.h"

namespace AlwaysLeads {

namespace {

StepMark::State stateOf(DraftState state)
{
    switch (state) {
    case DraftState::Sent:
        return StepMark::State::Done;
    case DraftState::Skipped:
    case DraftState::Rejected:
        return StepMark::State::Ended;
    case DraftState::Writing:
    case DraftState::Blocked:
    case DraftState::Ready:
    case DraftState::Approved:
    case DraftState::Queued:
    case DraftState::Lapsed:
        break;
    }
    return StepMark::State::Open;
}

Result<> done(Result<qint64> changed)
{
    return changed ? Result<>() : Result<>(failureOf(std::move(changed)));
}

} // namespace

Result<QHash<LeadId, QList<StepMark>>> SequenceStore::marks(Connection &connection, CampaignId campaign) const
{
    // A sent draft is not touched again, so that its last change is when it left.
    Result<Query> drafts =
        connection.query(QStringLiteral("SELECT lead_id, step_id, state, updated_at FROM draft WHERE campaign_id = ?"),
                         {campaign.value()});
    if (!drafts) {
        return failureOf(std::move(drafts));
    }
    QHash<LeadId, QList<StepMark>> marks;
    while (drafts->next()) {
        marks[LeadId(drafts->number(0))].append(
            {StepId(drafts->number(1)), stateOf(draftStateFrom(drafts->text(2))), drafts->time(3)});
    }
    if (Result<bool> ended = drafts->outcome(true); !ended) {
        return failureOf(std::move(ended));
    }
    Result<Query> outcomes = connection.query(
        QStringLiteral("SELECT lead_id, step_id, outcome = 'open task', at FROM step_outcome WHERE campaign_id = ?"),
        {campaign.value()});
    if (!outcomes) {
        return failureOf(std::move(outcomes));
    }
    while (outcomes->next()) {
        const auto state = outcomes->number(2) != 0 ? StepMark::State::Open : StepMark::State::Done;
        marks[LeadId(outcomes->number(0))].append({StepId(outcomes->number(1)), state, outcomes->time(3)});
    }
    return outcomes->outcome(marks);
}

Result<QHash<StepId, QList<LeadId>>> SequenceStore::outdated(Connection &connection, CampaignId campaign) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT d.step_id, d.lead_id FROM draft d JOIN campaign_step s ON s.id = d.step_id WHERE "
                       "d.campaign_id = ? AND s.removed_at IS NULL AND d.origin <> 'person' AND d.state IN ('ready', "
                       "'blocked', 'lapsed') AND d.version < (SELECT max(version) FROM step_version WHERE step_id = "
                       "d.step_id)"),
        {campaign.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QHash<StepId, QList<LeadId>> drafts;
    while (query->next()) {
        drafts[StepId(query->number(0))].append(LeadId(query->number(1)));
    }
    return query->outcome(drafts);
}

Result<QList<FollowedMail>> SequenceStore::sentMails(Connection &connection, CampaignId campaign, LeadId lead) const
{
    Result<Query> query = connection.query(
        // The pluses: by the few drafts of a person, not by all that the campaign has sent. Asked for each mail.
        QStringLiteral("SELECT d.message_id, d.subject, coalesce(d.mailbox_id, 0), coalesce((SELECT "
                       "nullif(s.kept_message_id, '') FROM send s WHERE s.draft_id = d.id), d.message_id) FROM draft d "
                       "WHERE +d.campaign_id = ? AND d.lead_id = ? AND +d.state = 'sent' ORDER BY d.updated_at, d.id"),
        {campaign.value(), lead.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<FollowedMail> mails;
    while (query->next()) {
        mails.append({query->text(0), query->text(1), MailboxId(query->number(2)), query->text(3)});
    }
    return query->outcome(mails);
}

Result<QSet<LeadId>> SequenceStore::withoutFollowUps(Connection &connection, const Campaign &campaign) const
{
    QSet<LeadId> people;
    const Result<qint64> such =
        connection.number(QStringLiteral("SELECT count(*) FROM mailbox WHERE send_only = 1 AND follow_ups_unread = 0"));
    if (!such || *such == 0) {
        return such ? Result<QSet<LeadId>>(people) : Result<QSet<LeadId>>(failureOf(such));
    }
    // Follow-ups leave from where the first mail did, see DraftPlaces.
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT f.lead_id FROM (SELECT lead_id, coalesce(mailbox_id, ?1) AS mailbox_id, row_number() OVER "
            "(PARTITION BY lead_id ORDER BY updated_at, id) AS place FROM draft WHERE campaign_id = ?2 AND "
            "state = 'sent') f JOIN mailbox m ON m.id = f.mailbox_id WHERE f.place = 1 AND m.send_only = 1 "
            "AND m.follow_ups_unread = 0"),
        {campaign.mailbox.value(), campaign.id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    while (query->next()) {
        people.insert(LeadId(query->number(0)));
    }
    return query->outcome(people);
}

Result<> SequenceStore::passOver(Connection &connection, CampaignId campaign, LeadId lead, StepId step, int version,
                                 const QString &why, const QDateTime &at) const
{
    return done(connection.run(
        QStringLiteral("INSERT INTO step_outcome (campaign_id, lead_id, step_id, version, outcome, notes, at) VALUES "
                       "(?, ?, ?, ?, 'passed over', ?, ?) ON CONFLICT DO NOTHING"),
        {campaign.value(), lead.value(), step.value(), version, why, at}));
}

Result<> SequenceStore::addTask(Connection &connection, const SequenceTask &task, int version,
                                const QDateTime &now) const
{
    return done(connection.run(
        QStringLiteral("INSERT INTO step_outcome (campaign_id, lead_id, step_id, version, outcome, title, notes, "
                       "due_at, at) VALUES (?, ?, ?, ?, 'open task', ?, ?, ?, ?) ON CONFLICT DO NOTHING"),
        {task.campaign.value(), task.lead.value(), task.step.value(), version, task.title, task.notes, task.dueAt,
         now}));
}

Result<QList<SequenceTask>> SequenceStore::openTasks(Connection &connection, CampaignId campaign) const
{
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT o.campaign_id, o.lead_id, o.step_id, o.title, o.notes, o.due_at FROM step_outcome o "
            "JOIN lead l ON l.id = o.lead_id JOIN campaign_step s ON s.id = o.step_id JOIN enrolment e ON "
            "e.campaign_id = o.campaign_id AND e.lead_id = o.lead_id WHERE o.campaign_id = ? AND o.outcome = "
            "'open task' AND l.deleted_at IS NULL AND s.removed_at IS NULL AND e.left_reason IS NULL "
            "ORDER BY o.due_at, o.id"),
        {campaign.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<SequenceTask> tasks;
    while (query->next()) {
        tasks.append({CampaignId(query->number(0)), LeadId(query->number(1)), StepId(query->number(2)), query->text(3),
                      query->text(4), query->time(5)});
    }
    return query->outcome(tasks);
}

Result<bool> SequenceStore::finishTask(Connection &connection, LeadId lead, StepId step, const QDateTime &now) const
{
    Result<qint64> changed =
        connection.run(QStringLiteral("UPDATE step_outcome SET outcome = 'task done', at = ? WHERE lead_id = ? AND "
                                      "step_id = ? AND outcome = 'open task'"),
                       {now, lead.value(), step.value()});
    return changed ? Result<bool>(*changed > 0) : Result<bool>(failureOf(std::move(changed)));
}

Result<StepReach> SequenceStore::reach(Connection &connection, StepId step) const
{
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT (SELECT count(*) FROM draft d JOIN enrolment e ON e.campaign_id = d.campaign_id AND e.lead_id = "
            "d.lead_id AND e.left_reason IS NULL WHERE d.step_id = ?1 AND d.state IN ('sent', 'skipped', 'rejected')) "
            "+ (SELECT count(*) FROM step_outcome o JOIN enrolment e ON e.campaign_id = o.campaign_id AND e.lead_id = "
            "o.lead_id AND e.left_reason IS NULL WHERE o.step_id = ?1), "
            "(SELECT count(*) FROM draft d JOIN enrolment e ON e.campaign_id = d.campaign_id AND e.lead_id = d.lead_id "
            "AND e.left_reason IS NULL WHERE d.step_id = ?1 AND d.state NOT IN ('sent', 'skipped', 'rejected'))"),
        {step.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    StepReach reach;
    if (query->next()) {
        reach.had = static_cast<int>(query->number(0));
        reach.written = static_cast<int>(query->number(1));
    }
    return query->outcome(reach);
}

} // namespace AlwaysLeads
