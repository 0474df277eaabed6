#include "outbox/ContactHistoryStore.h"

namespace AlwaysLeads {

namespace {

Result<> run(Connection &connection, const QString &sql, const QVariantList &values)
{
    Result<qint64> done = connection.run(sql, values);
    return done ? Result<>() : Result<>(failureOf(std::move(done)));
}

/// The first two texts of the first row.
Result<std::optional<std::pair<QString, QString>>> firstPair(Connection &connection, const QString &sql,
                                                             const QVariantList &values)
{
    Result<Query> row = connection.query(sql, values);
    if (!row) {
        return failureOf(std::move(row));
    }
    std::optional<std::pair<QString, QString>> pair;
    if (row->next()) {
        pair = {row->text(0), row->text(1)};
    }
    return row->outcome(pair);
}

const QString nameSql =
    QStringLiteral("coalesce(nullif(trim(lead.first_name || ' ' || lead.last_name), ''), lead.email, '')");

} // namespace

QStringList ContactHistoryStore::tables()
{
    return {QStringLiteral("reply_hold"), QStringLiteral("reply"),        QStringLiteral("send"),
            QStringLiteral("draft"),      QStringLiteral("step_outcome"), QStringLiteral("enrolment")};
}

Result<qint64> ContactHistoryStore::weight(Connection &connection, LeadId lead) const
{
    // A mail underway decides, then what was sent, then what was written.
    return connection.number(
        QStringLiteral("SELECT 1000000 * (SELECT count(*) FROM draft WHERE lead_id = ? AND state IN ('approved', "
                       "'queued', 'writing')) + 1000000 * (SELECT count(*) FROM send WHERE lead_id = ? AND state IN "
                       "('waiting', 'handing over', 'refused for now', 'unknown')) + 1000 * (SELECT count(*) FROM send "
                       "WHERE lead_id = ?) + 10 * (SELECT count(*) FROM draft WHERE lead_id = ?) + (SELECT count(*) "
                       "FROM enrolment WHERE lead_id = ?)"),
        QVariantList(5, lead.value()));
}

Result<QString> ContactHistoryStore::objection(Connection &connection, LeadId kept, const QList<LeadId> &others) const
{
    for (const LeadId other : others) {
        Result<QString> mail = underway(connection, other);
        if (!mail || !mail->isEmpty()) {
            return mail;
        }
        Result<QString> both = bothInOne(connection, kept, other);
        if (!both || !both->isEmpty()) {
            return both;
        }
    }
    return QString();
}

Result<QString> ContactHistoryStore::underway(Connection &connection, LeadId other) const
{
    Result<std::optional<std::pair<QString, QString>>> leaving = firstPair(
        connection,
        QStringLiteral("SELECT %1, send.state FROM send JOIN lead ON lead.id = send.lead_id WHERE send.lead_id = ? "
                       "AND send.state IN ('handing over', 'unknown')")
            .arg(nameSql),
        {other.value()});
    if (!leaving) {
        return failureOf(std::move(leaving));
    }
    if (*leaving) {
        return (*leaving)->second == QLatin1String("unknown")
            ? tr("A mail to %1 may have left. Settle it in the outbox first.").arg((*leaving)->first)
            : tr("A mail to %1 is leaving at this moment. Try again in a minute.").arg((*leaving)->first);
    }
    Result<std::optional<std::pair<QString, QString>>> waiting = firstPair(
        connection,
        QStringLiteral("SELECT %1, campaign.name FROM draft JOIN lead ON lead.id = draft.lead_id JOIN campaign ON "
                       "campaign.id = campaign_id WHERE draft.lead_id = ? AND (draft.state IN ('approved', 'queued', "
                       "'writing') OR EXISTS (SELECT 1 FROM send WHERE draft_id = draft.id AND send.state IN "
                       "('waiting', 'refused for now')))")
            .arg(nameSql),
        {other.value()});
    if (!waiting) {
        return failureOf(std::move(waiting));
    }
    if (*waiting) {
        return tr("A mail of “%2” to %1 is on its way. Take its approval back first, then merge.")
            .arg((*waiting)->first, (*waiting)->second);
    }
    return QString();
}

Result<QString> ContactHistoryStore::bothInOne(Connection &connection, LeadId kept, LeadId other) const
{
    Result<std::optional<std::pair<QString, QString>>> both = firstPair(
        connection,
        QStringLiteral("SELECT %1, campaign.name FROM draft JOIN lead ON lead.id = draft.lead_id JOIN campaign ON "
                       "campaign.id = draft.campaign_id WHERE draft.lead_id = ? AND (draft.state IN ('approved', "
                       "'queued', 'writing') OR EXISTS (SELECT 1 FROM send WHERE draft_id = draft.id AND send.state IN "
                       "('waiting', 'handing over', 'refused for now', 'unknown'))) AND EXISTS (SELECT 1 FROM send AS "
                       "sent WHERE sent.lead_id = ? AND sent.step_id = draft.step_id AND sent.state = 'accepted')")
            .arg(nameSql),
        {kept.value(), other.value()});
    if (!both) {
        return failureOf(std::move(both));
    }
    if (*both) {
        return tr("They are both in “%2”: one has had its mail, and the one to %1 is on its way. Take it out first, "
                  "or this person gets it twice.")
            .arg((*both)->first, (*both)->second);
    }
    return QString();
}

Result<QStringList> ContactHistoryStore::along(Connection &connection, const QList<LeadId> &others) const
{
    qint64 sent = 0;
    qint64 written = 0;
    qint64 places = 0;
    for (const LeadId other : others) {
        Result<Query> row = connection.query(
            QStringLiteral("SELECT (SELECT count(*) FROM send WHERE lead_id = ?1 AND state = 'accepted'), "
                           "(SELECT count(*) FROM draft WHERE lead_id = ?1 AND state IN ('ready', 'blocked', "
                           "'lapsed')), (SELECT count(*) FROM enrolment WHERE lead_id = ?1 AND left_reason IS NULL)"),
            {other.value()});
        if (!row) {
            return failureOf(std::move(row));
        }
        if (row->next()) {
            sent += row->number(0);
            written += row->number(1);
            places += row->number(2);
        }
    }
    QStringList words;
    if (sent > 0) {
        words << (sent == 1 ? tr("1 mail that was sent") : tr("%1 mails that were sent").arg(sent));
    }
    if (written > 0) {
        words << (written == 1 ? tr("1 draft, to be read again") : tr("%1 drafts, to be read again").arg(written));
    }
    if (places > 0) {
        words << (places == 1 ? tr("a place in 1 campaign") : tr("places in %1 campaigns").arg(places));
    }
    return words;
}

Result<> ContactHistoryStore::follow(Connection &connection, LeadId kept, const QList<LeadId> &others,
                                     const QDateTime &now) const
{
    for (const LeadId other : others) {
        Result<> done = leaveCampaigns(connection, kept, other); // while the ledger still tells the two apart
        if (done) {
            done = moveMails(connection, kept, other, now);
        }
        if (done) {
            done = moveEnrolments(connection, kept, other);
        }
        if (done) {
            done = moveReplies(connection, kept, other);
        }
        if (!done) {
            return done;
        }
    }
    return {};
}

Result<> ContactHistoryStore::leaveCampaigns(Connection &connection, LeadId kept, LeadId other) const
{
    // A campaign whose mail the other one had and this one had not is over for the one person they are.
    return run(connection,
               QStringLiteral("UPDATE enrolment SET left_reason = ?1 WHERE lead_id = ?2 AND left_reason IS NULL AND "
                              "campaign_id IN (SELECT campaign_id FROM send WHERE lead_id = ?3 AND state = 'accepted') "
                              "AND campaign_id NOT IN (SELECT campaign_id FROM send WHERE lead_id = ?2 AND state = "
                              "'accepted')"),
               {tr("Had this mail before two records became one."), kept.value(), other.value()});
}

Result<> ContactHistoryStore::moveMails(Connection &connection, LeadId kept, LeadId other, const QDateTime &now) const
{
    const QVariantList both = {kept.value(), other.value()};
    // What was sent comes first: a draft of the same step that was not sent makes room and stays behind, decided. A
    // version below zero is the place where it waits, since no two drafts of a person may be of one step and version.
    struct Statement
    {
        const char *sql;
        QVariantList values;
    };
    const QString passed = tr("Was sent before two records became one.");
    const QString reread = tr("Two records became one. Read it again.");
    const QString doubled = tr("The other record has a draft of the same step.");
    const std::vector<Statement> statements = {
        {"UPDATE draft SET version = -version, state = 'rejected', reason = ?3, updated_at = ?4 WHERE lead_id = ?1 AND "
         "state <> 'sent' AND step_id IN (SELECT step_id FROM draft WHERE lead_id = ?2 AND state = 'sent')",
         both + QVariantList{passed, now}},
        {"UPDATE send SET version = -version WHERE draft_id IN (SELECT id FROM draft WHERE lead_id = ?1 AND version < "
         "0)",
         {kept.value()}},
        {"UPDATE draft SET lead_id = ?1 WHERE lead_id = ?2 AND state = 'sent' AND NOT EXISTS (SELECT 1 FROM draft AS "
         "mine WHERE mine.lead_id = ?1 AND mine.step_id = draft.step_id AND mine.version = draft.version)",
         both},
        {"UPDATE draft SET lead_id = ?1, state = CASE state WHEN 'ready' THEN 'lapsed' ELSE state END, reason = CASE "
         "state WHEN 'ready' THEN ?3 ELSE reason END, updated_at = ?4 WHERE lead_id = ?2 AND state <> 'sent' AND NOT "
         "EXISTS (SELECT 1 FROM draft AS mine WHERE mine.lead_id = ?1 AND mine.step_id = draft.step_id)",
         both + QVariantList{reread, now}},
        {"UPDATE draft SET state = 'rejected', reason = ?2, updated_at = ?3 WHERE lead_id = ?1 AND state IN ('ready', "
         "'blocked', 'lapsed')",
         {other.value(), doubled, now}},
        {"UPDATE send SET lead_id = ?1 WHERE lead_id = ?2 AND draft_id IN (SELECT id FROM draft WHERE lead_id = ?1)",
         both},
        {"UPDATE send SET lead_id = ?2, version = -version WHERE lead_id = ?1 AND version < 0", both},
        {"UPDATE draft SET lead_id = ?2, version = -version WHERE lead_id = ?1 AND version < 0", both},
    };
    for (const Statement &statement : statements) {
        if (Result<> done = run(connection, QLatin1String(statement.sql), statement.values); !done) {
            return done;
        }
    }
    return {};
}

Result<> ContactHistoryStore::moveReplies(Connection &connection, LeadId kept, LeadId other) const
{
    const QVariantList both = {kept.value(), other.value()};
    Result<> moved = run(connection, QStringLiteral("UPDATE reply SET lead_id = ?1 WHERE lead_id = ?2"), both);
    if (!moved) {
        return moved;
    }
    // Of two holds the longer one holds. It is put anew and not changed: the schema moves the waiting mails then.
    qint64 reply = 0;
    QDateTime until;
    {
        Result<Query> longest =
            connection.query(QStringLiteral("SELECT reply_id, until FROM reply_hold WHERE lead_id IN "
                                            "(?1, ?2) ORDER BY until DESC LIMIT 1"),
                             both);
        if (!longest) {
            return failureOf(std::move(longest));
        }
        if (!longest->next()) {
            Result<bool> none = longest->outcome(true);
            return none ? Result<>() : failureOf(std::move(none));
        }
        reply = longest->number(0);
        until = longest->time(1);
    }
    Result<> ended = run(connection, QStringLiteral("DELETE FROM reply_hold WHERE lead_id IN (?1, ?2)"), both);
    return ended ? run(connection, QStringLiteral("INSERT INTO reply_hold (lead_id, reply_id, until) VALUES (?, ?, ?)"),
                       {kept.value(), reply, until})
                 : ended;
}

Result<> ContactHistoryStore::moveEnrolments(Connection &connection, LeadId kept, LeadId other) const
{
    // Nobody is in two running campaigns at once.
    Result<> left = run(
        connection,
        QStringLiteral("UPDATE enrolment SET left_reason = ?3 WHERE lead_id = ?2 AND left_reason IS NULL AND "
                       "campaign_id IN (SELECT id FROM campaign WHERE state = 'running') AND EXISTS (SELECT 1 FROM "
                       "enrolment AS mine JOIN campaign ON campaign.id = mine.campaign_id WHERE mine.lead_id = ?1 AND "
                       "mine.left_reason IS NULL AND mine.campaign_id <> enrolment.campaign_id AND campaign.state = "
                       "'running')"),
        {kept.value(), other.value(), tr("Is in another running campaign since two records became one.")});
    if (!left) {
        return left;
    }
    // What the other one had, the kept one had.
    Result<> steps =
        run(connection, QStringLiteral("UPDATE OR IGNORE step_outcome SET lead_id = ?1 WHERE lead_id = ?2"),
            {kept.value(), other.value()});
    if (!steps) {
        return steps;
    }
    Result<> moved = run(connection,
                         QStringLiteral("UPDATE enrolment SET lead_id = ?1 WHERE lead_id = ?2 AND campaign_id NOT IN "
                                        "(SELECT campaign_id FROM enrolment WHERE lead_id = ?1)"),
                         {kept.value(), other.value()});
    if (!moved) {
        return moved;
    }
    return run(connection,
               QStringLiteral("UPDATE enrolment SET left_reason = ? WHERE lead_id = ? AND left_reason IS NULL"),
               {tr("Has become one with another record."), other.value()});
}

} // namespace AlwaysLeads
