#include "draft/AnswerStore.h"

#include "campaign/CampaignStore.h"

namespace AlwaysLeads {

Result<std::optional<AnswerTie>> AnswerStore::find(Connection &connection, DraftId draft) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT reply_id, to_name, to_address, reference_ids FROM answer WHERE draft_id = ?"),
        {draft.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    std::optional<AnswerTie> tie;
    if (rows->next()) {
        const Result<EmailAddress> address = EmailAddress::parse(rows->text(2));
        if (!address) {
            return failureOf(address);
        }
        AnswerTie found;
        found.reply = Id<struct Reply>(rows->number(0));
        found.to = Correspondent{rows->text(1), *address};
        found.references = rows->text(3).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        tie = found;
    }
    return rows->outcome(tie);
}

Result<std::optional<AnswerThread>> AnswerStore::thread(Connection &connection, DraftId draft) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT r.new_text, r.from_address, r.received_at, d.body, m.address, s.intent_at FROM answer a "
                       "JOIN reply r ON r.id = a.reply_id LEFT JOIN send s ON s.id = r.send_id "
                       "LEFT JOIN draft d ON d.id = s.draft_id LEFT JOIN mailbox m ON m.id = s.mailbox_id "
                       "WHERE a.draft_id = ?"),
        {draft.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    std::optional<AnswerThread> thread;
    if (rows->next()) {
        thread = AnswerThread{rows->text(0), rows->text(1), rows->time(2), rows->text(3), rows->text(4), rows->time(5)};
    }
    return rows->outcome(thread);
}

Result<> AnswerStore::add(Connection &connection, DraftId draft, const AnswerTie &tie) const
{
    Result<qint64> added = connection.run(
        QStringLiteral("INSERT INTO answer (draft_id, reply_id, to_name, to_address, reference_ids) VALUES (?, ?, ?, "
                       "?, ?)"),
        {draft.value(), tie.reply.value(), tie.to.name, tie.to.address.toString(),
         tie.references.join(QLatin1Char(' '))});
    return added ? Result<>() : failureOf(std::move(added));
}

Result<std::optional<DraftId>> AnswerStore::draftFor(Connection &connection, Id<struct Reply> reply) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT a.draft_id FROM answer a JOIN draft d ON d.id = a.draft_id WHERE a.reply_id = ? AND "
                       "d.state NOT IN ('skipped', 'rejected') ORDER BY a.draft_id DESC LIMIT 1"),
        {reply.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    std::optional<DraftId> draft;
    if (rows->next()) {
        draft = DraftId(rows->number(0));
    }
    return rows->outcome(draft);
}

Result<std::optional<Id<struct Reply>>> AnswerStore::lastTyped(Connection &connection) const
{
    Result<Query> rows = connection.query(QStringLiteral(
        "SELECT a.reply_id FROM draft_typing t JOIN answer a ON a.draft_id = t.draft_id JOIN draft d ON d.id = "
        "t.draft_id "
        "WHERE d.state NOT IN ('sent', 'writing', 'skipped', 'rejected') ORDER BY t.at DESC, t.draft_id LIMIT 1"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    std::optional<Id<struct Reply>> reply;
    if (rows->next()) {
        reply = Id<struct Reply>(rows->number(0));
    }
    return rows->outcome(reply);
}

Result<CampaignId> AnswerStore::campaignFor(Connection &connection, MailboxId mailbox, const QString &name,
                                            const QDateTime &now) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT campaign_id FROM answer_campaign WHERE mailbox_id = ?"), {mailbox.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    if (rows->next()) {
        return rows->outcome(CampaignId(rows->number(0)));
    }
    const CampaignStore campaigns;
    Result<CampaignId> made = campaigns.add(connection, name, now);
    if (!made) {
        return made;
    }
    Result<> set = campaigns.setMailbox(connection, *made, mailbox);
    set = set ? campaigns.setState(connection, *made, CampaignState::Running, now) : set;
    if (!set) {
        return failureOf(std::move(set));
    }
    Result<qint64> kept =
        connection.run(QStringLiteral("INSERT INTO answer_campaign (campaign_id, mailbox_id) VALUES (?, ?)"),
                       {made->value(), mailbox.value()});
    return kept ? made : failureOf(std::move(kept));
}

} // namespace AlwaysLeads
