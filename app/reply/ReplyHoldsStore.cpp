#include "base/Words.h"
#include "reply/ReplyStore.h"

#include <array>
#include <utility>

// What followed from a reply: its effects, its questions, whom it holds.

namespace AlwaysLeads {

namespace {

constexpr int daysWithoutDate = 5; ///< of an absence that names none

constexpr std::array<std::pair<ReplyDecision::Kind, const char *>, 4> decisionWords{
    {{ReplyDecision::Kind::OptOut, "opt-out"},
     {ReplyDecision::Kind::Sender, "sender"},
     {ReplyDecision::Kind::Company, "company"},
     {ReplyDecision::Kind::Bounce, "bounce"}}};

Result<> done(Result<qint64> rows)
{
    return rows ? Result<>() : failureOf(std::move(rows));
}

} // namespace

QDateTime holdForEver()
{
    constexpr qint64 endOf9999 = 253'402'300'799'000; // ms
    return QDateTime::fromMSecsSinceEpoch(endOf9999, Qt::UTC);
}

QDateTime endOfAbsence(const QDate &back, const QDateTime &toldAt)
{
    const QDate day = back.isValid() ? back : toldAt.toLocalTime().date().addDays(daysWithoutDate);
    return day.startOfDay().toUTC();
}

Result<> ReplyStore::addEffect(Connection &connection, ReplyId id, const ReplyEffect &effect) const
{
    // What is judged anew has the same effect once.
    return done(connection.run(
        QStringLiteral("INSERT INTO reply_effect (reply_id, kind, detail, at) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS "
                       "(SELECT 1 FROM reply_effect WHERE reply_id = ?1 AND kind = ?2 AND detail = ?3)"),
        {id.value(), effect.kind, effect.text, effect.at}));
}

Result<> ReplyStore::removeEffect(Connection &connection, ReplyId id, const QString &kind, const QDateTime &at) const
{
    return connection
        .run(QStringLiteral("DELETE FROM reply_effect WHERE reply_id = ? AND kind = ? AND at = ?"),
             {id.value(), kind, at})
        .map([](qint64) {});
}

Result<QList<ReplyEffect>> ReplyStore::effects(Connection &connection, ReplyId id) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT kind, detail, at FROM reply_effect WHERE reply_id = ? ORDER BY id"), {id.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<ReplyEffect> effects;
    while (rows->next()) {
        effects += ReplyEffect{rows->text(0), rows->text(1), rows->time(2)};
    }
    return rows->outcome(effects);
}

Result<> ReplyStore::ask(Connection &connection, ReplyId id, ReplyDecision::Kind kind) const
{
    return done(connection.run(QStringLiteral("INSERT OR IGNORE INTO reply_decision (reply_id, kind) VALUES (?, ?)"),
                               {id.value(), wordOf(decisionWords, kind)}));
}

Result<bool> ReplyStore::answer(Connection &connection, ReplyId id, ReplyDecision::Kind kind, bool yes,
                                const QDateTime &now) const
{
    return connection
        .run(QStringLiteral("UPDATE reply_decision SET answer = ?, decided_at = ? WHERE reply_id = ? AND kind = ? AND "
                            "answer IS NULL"),
             {yes ? QStringLiteral("yes") : QStringLiteral("no"), now, id.value(), wordOf(decisionWords, kind)})
        .map([](qint64 rows) { return rows > 0; });
}

Result<QList<ReplyDecision>> ReplyStore::decisions(Connection &connection, ReplyId id) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT kind, answer FROM reply_decision WHERE reply_id = ? ORDER BY kind"), {id.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<ReplyDecision> decisions;
    while (rows->next()) {
        ReplyDecision decision;
        decision.kind = valueOf(decisionWords, rows->text(0)).value_or(ReplyDecision::Kind::OptOut);
        if (!rows->isNull(1)) {
            decision.answer = rows->text(1) == QLatin1String("yes");
        }
        decisions += decision;
    }
    return rows->outcome(decisions);
}

Result<> ReplyStore::hold(Connection &connection, LeadId lead, ReplyId reply, const QDateTime &until) const
{
    Result<qint64> longer = connection.number(
        QStringLiteral("SELECT count(*) FROM reply_hold h JOIN reply n ON n.id = h.reply_id WHERE h.lead_id = ?1 AND "
                       "(h.until > ?2 OR (h.until = ?2 AND (n.lead_id = ?1 OR NOT EXISTS (SELECT 1 FROM reply WHERE id "
                       "= ?3 AND lead_id = ?1))))"),
        {lead.value(), until, reply.value()});
    if (!longer || *longer > 0) {
        return longer ? Result<>() : failureOf(std::move(longer));
    }
    Result<> ended = done(connection.run(QStringLiteral("DELETE FROM reply_hold WHERE lead_id = ?"), {lead.value()}));
    if (!ended) {
        return ended;
    }
    return done(connection.run(QStringLiteral("INSERT INTO reply_hold (lead_id, reply_id, until) VALUES (?, ?, ?)"),
                               {lead.value(), reply.value(), until}));
}

Result<> ReplyStore::endHold(Connection &connection, LeadId lead, const QDateTime &now) const
{
    Result<> ended = done(connection.run(QStringLiteral("DELETE FROM reply_hold WHERE lead_id = ?"), {lead.value()}));
    if (!ended) {
        return ended;
    }
    QList<std::pair<ReplyId, QDateTime>> others;
    {
        Result<Query> rows = connection.query(
            QStringLiteral(
                "SELECT r.id, r.class, r.back_on, r.created_at FROM reply r WHERE r.lead_id = ?1 AND (r.class = 'out "
                "of office' OR EXISTS (SELECT 1 FROM reply_decision d WHERE d.reply_id = r.id AND d.kind = 'opt-out' "
                "AND d.answer IS NULL)) UNION ALL SELECT r.id, r.class, r.back_on, r.created_at FROM lead me JOIN lead "
                "they ON they.company_id = me.company_id AND they.id <> me.id JOIN reply r ON r.lead_id = they.id JOIN "
                "reply_decision d ON d.reply_id = r.id AND d.kind = 'company' AND d.answer IS NULL WHERE me.id = ?1"),
            {lead.value()});
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            const bool isAway = rows->text(1) == toWord(ReplyClass::OutOfOffice); // no class that asks a question
            const QDate back = QDate::fromString(rows->text(2), Qt::ISODate);
            others.append({ReplyId(rows->number(0)), isAway ? endOfAbsence(back, rows->time(3)) : holdForEver()});
        }
        if (Result<bool> read = rows->outcome(true); !read) {
            return failureOf(std::move(read));
        }
    }
    for (const auto &[reply, until] : std::as_const(others)) {
        if (until > now) {
            if (Result<> held = hold(connection, lead, reply, until); !held) {
                return held;
            }
        }
    }
    return {};
}

Result<QList<HeldPerson>> ReplyStore::heldBy(Connection &connection, ReplyId id) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT h.lead_id, trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')) FROM "
                       "reply_hold h JOIN lead l ON l.id = h.lead_id WHERE h.reply_id = ? ORDER BY h.lead_id"),
        {id.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<HeldPerson> people;
    while (rows->next()) {
        people += HeldPerson{LeadId(rows->number(0)), rows->text(1)};
    }
    return rows->outcome(people);
}

} // namespace AlwaysLeads
