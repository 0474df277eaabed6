#include "scoring/ScoreStore.h"

#include "lead/CustomFieldStore.h"
#include "net/Json.h"
#include "storage/JsonIds.h"

#include <QJsonArray>

#include <algorithm>

namespace AlwaysLeads {

namespace {

void readCard(const QString &parts, const QString &reasons, ScoreCard &card)
{
    const QJsonArray got = Json::array(parts.toUtf8()).value_or(QJsonArray());
    const QJsonArray why = Json::array(reasons.toUtf8()).value_or(QJsonArray());
    for (int part = 0; part < scorePartCount; ++part) {
        card.got[size_t(part)] = got.at(part).toInt();
        card.reasons[size_t(part)] = why.at(part).toString();
    }
}

/// Steps through rows that come in the order of their lead beside the subjects.
class Walker
{
public:
    explicit Walker(std::vector<ScoreSubject> &subjects)
    {
        for (ScoreSubject &subject : subjects) {
            m_byId.insert(subject.id.value(), &subject);
        }
    }
    ScoreSubject *at(qint64 id) const { return m_byId.value(id, nullptr); }

private:
    QHash<qint64, ScoreSubject *> m_byId;
};

} // namespace

QStringList ScoreStore::derivedTables()
{
    return {QStringLiteral("lead_score")};
}

QStringList ScoreStore::recordedTables()
{
    return {QStringLiteral("hand_score")};
}

Result<std::optional<ScoreRules>> ScoreStore::rules(Connection &connection) const
{
    Result<Query> row =
        connection.query(QStringLiteral("SELECT version, rules FROM score_rules ORDER BY version DESC LIMIT 1"));
    if (!row) {
        return failureOf(std::move(row));
    }
    if (!row->next()) {
        return row->outcome(std::optional<ScoreRules>());
    }
    return ScoreRules::fromJson(row->text(1).toUtf8(), row->number(0)).map([](ScoreRules read) {
        return std::optional<ScoreRules>(std::move(read));
    });
}

Result<qint64> ScoreStore::saveRules(Connection &connection, const ScoreRules &rules, const QDateTime &now) const
{
    return connection.insert(QStringLiteral("INSERT INTO score_rules (rules, created_at) VALUES (?, ?)"),
                             {QString::fromUtf8(rules.toJson()), now});
}

Result<ScoreFields> ScoreStore::fields(Connection &connection) const
{
    Result<QList<CustomField>> custom = CustomFieldStore().all(connection);
    if (!custom) {
        return failureOf(std::move(custom));
    }
    Result<Query> rows = connection.query(
        // From one kind to the next through the index; DISTINCT would read all of it.
        QStringLiteral("WITH RECURSIVE next(kind) AS (SELECT min(kind) FROM lead_event UNION ALL "
                       "SELECT (SELECT min(kind) FROM lead_event WHERE kind > next.kind) FROM next WHERE kind IS NOT "
                       "NULL) SELECT kind FROM next WHERE kind IS NOT NULL"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QStringList events;
    while (rows->next()) {
        events << rows->text(0);
    }
    return rows->outcome(ScoreFields(*custom, events));
}

Result<std::vector<ScoreSubject>> ScoreStore::subjects(Connection &connection, const std::vector<LeadId> &ids,
                                                       Needs needs) const
{
    const QString wanted = jsonIds(ids);
    std::vector<ScoreSubject> subjects;
    subjects.reserve(ids.size());
    {
        Result<Query> rows = connection.query(
            QStringLiteral(
                "SELECT lead.id, first_name, last_name, title, company.name, company.industry, company.size, "
                "lead.city, "
                "lead.country, company.city, company.country, language, lead.website, company.website, email, "
                "email_state, phone, notes, lead.status, source.kind, lead.created_at, touched_at, lead.score, "
                "qualification.verdict, qualification.score, hand_score.score, lead_score.parts, lead_score.reasons, "
                "lead_score.rules_version, "
                // What they said last, in their own words: no machine's answer, and nothing that gives orders.
                "(SELECT reply.class FROM reply WHERE reply.lead_id = lead.id AND gives_orders = 0 AND class NOT IN "
                "('out of office', 'automatic', 'bounce', 'complaint') ORDER BY received_at DESC, reply.id DESC LIMIT "
                "1) "
                "FROM json_each(?) AS wanted JOIN lead ON lead.id = wanted.value "
                "LEFT JOIN company ON company.id = company_id LEFT JOIN source ON source.id = lead.source_id "
                "LEFT JOIN qualification ON qualification.lead_id = lead.id "
                "LEFT JOIN lead_score ON lead_score.lead_id = lead.id "
                "LEFT JOIN hand_score ON hand_score.lead_id = lead.id "
                "WHERE deleted_at IS NULL ORDER BY wanted.key"),
            {wanted});
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            ScoreSubject one;
            one.id = LeadId(rows->number(0));
            one.name = fullName(rows->text(1), rows->text(2));
            one.company = rows->text(4);
            const auto put = [&one](const char *name, const QString &value) {
                if (!value.isEmpty()) {
                    one.values.insert(QString::fromLatin1(name), value);
                }
            };
            const auto either = [&rows](int first, int second) {
                const QString text = rows->text(first);
                return text.isEmpty() ? rows->text(second) : text;
            };
            put("title", rows->text(3));
            put("company", one.company);
            put("industry", rows->text(5));
            put("company size", rows->text(6));
            put("city", either(7, 9));
            put("country", either(8, 10));
            put("language", rows->text(11));
            put("website", either(12, 13));
            put("email", rows->text(14));
            put("email state", rows->text(15));
            put("phone", rows->text(16));
            put("notes", rows->text(17));
            put("status", rows->text(18));
            put("source", rows->text(19));
            put("added", rows->time(20).toLocalTime().date().toString(Qt::ISODate));
            if (!rows->isNull(21)) {
                put("last touch", rows->time(21).toLocalTime().date().toString(Qt::ISODate));
            }
            if (!rows->isNull(22)) {
                one.score = int(rows->number(22));
            }
            put("claude verdict", rows->text(23));
            put("claude score", rows->text(24));
            if (!rows->isNull(25)) {
                one.byHand = int(rows->number(25));
            }
            if (!rows->isNull(28)) {
                ScoreCard card;
                readCard(rows->text(26), rows->text(27), card);
                std::ranges::copy(card.got, one.parts.begin());
                one.reasons = QStringList(card.reasons.begin(), card.reasons.end());
                one.rulesVersion = rows->number(28);
            }
            put("last reply", rows->text(29));
            subjects.push_back(std::move(one));
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    if (Result<> read = needs.custom ? readCustom(connection, wanted, subjects) : Result<>(); !read) {
        return failureOf(std::move(read));
    }
    if (Result<> read = needs.tags ? readTags(connection, wanted, subjects) : Result<>(); !read) {
        return failureOf(std::move(read));
    }
    if (Result<> read = needs.events ? readEvents(connection, wanted, subjects) : Result<>(); !read) {
        return failureOf(std::move(read));
    }
    return subjects;
}

Result<> ScoreStore::readCustom(Connection &connection, const QString &ids, std::vector<ScoreSubject> &subjects) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT lead_id, custom_field.key, lead_custom.value FROM json_each(?) AS wanted "
                       "JOIN lead_custom ON lead_id = wanted.value "
                       "JOIN custom_field ON custom_field.id = field_id"),
        {ids});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    const Walker walker(subjects);
    while (rows->next()) {
        const QString value = rows->text(2);
        if (ScoreSubject *subject = walker.at(rows->number(0)); subject != nullptr && !value.isEmpty()) {
            subject->values.insert(QStringLiteral("custom:") + rows->text(1), value);
        }
    }
    return rows->outcome(0).map([](int) {});
}

Result<> ScoreStore::readTags(Connection &connection, const QString &ids, std::vector<ScoreSubject> &subjects) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT lead_id, tag.name FROM json_each(?) AS wanted JOIN lead_tag ON lead_id = wanted.value "
                       "JOIN tag ON tag.id = tag_id ORDER BY tag.name"),
        {ids});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    const Walker walker(subjects);
    while (rows->next()) {
        if (ScoreSubject *subject = walker.at(rows->number(0))) {
            subject->tags << rows->text(1);
        }
    }
    return rows->outcome(0).map([](int) {});
}

Result<> ScoreStore::readEvents(Connection &connection, const QString &ids, std::vector<ScoreSubject> &subjects) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT lead_id, kind, count(*), max(at) FROM json_each(?) AS wanted "
                                        "JOIN lead_event ON lead_id = wanted.value GROUP BY lead_id, kind"),
                         {ids});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    const Walker walker(subjects);
    while (rows->next()) {
        if (ScoreSubject *subject = walker.at(rows->number(0))) {
            subject->events.insert(rows->text(1), {rows->number(2), rows->time(3).toLocalTime().date()});
        }
    }
    return rows->outcome(0).map([](int) {});
}

Result<std::vector<LeadId>> ScoreStore::next(Connection &connection, LeadId after, std::optional<qint64> notByRules,
                                             int most) const
{
    Result<Query> rows = notByRules
        ? connection.query(QStringLiteral("SELECT lead.id FROM lead LEFT JOIN lead_score ON lead_id = lead.id "
                                          "WHERE lead.id > ? AND deleted_at IS NULL AND rules_version IS NOT ? "
                                          "ORDER BY lead.id LIMIT ?"),
                           {after.value(), *notByRules, most})
        : connection.query(
            QStringLiteral("SELECT id FROM lead WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?"),
            {after.value(), most});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    std::vector<LeadId> ids;
    while (rows->next()) {
        ids.emplace_back(rows->number(0));
    }
    return rows->outcome(ids);
}

Result<qint64> ScoreStore::count(Connection &connection, std::optional<qint64> notByRules) const
{
    return notByRules
        ? connection.number(QStringLiteral("SELECT count(*) FROM lead LEFT JOIN lead_score ON lead_id = lead.id "
                                           "WHERE deleted_at IS NULL AND rules_version IS NOT ?"),
                            {*notByRules})
        : connection.number(QStringLiteral("SELECT count(*) FROM lead WHERE deleted_at IS NULL"));
}

Result<ScoreSpread> ScoreStore::spread(Connection &connection) const
{
    Result<Query> rows = connection.query(QStringLiteral(
        "SELECT min(score / 10, 9), count(*) FROM lead WHERE deleted_at IS NULL AND score IS NOT NULL GROUP BY 1"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    ScoreSpread spread{};
    while (rows->next()) {
        spread[size_t(std::clamp<qint64>(rows->number(0), 0, qint64(spread.size()) - 1))] += rows->number(1);
    }
    return rows->outcome(spread);
}

Result<std::optional<LeadScore>> ScoreStore::of(Connection &connection, LeadId lead) const
{
    Result<Query> row = connection.query(
        QStringLiteral("SELECT parts, reasons, hand_score.score, coalesce(rules_version, -1), at FROM lead "
                       "LEFT JOIN lead_score ON lead_score.lead_id = lead.id "
                       "LEFT JOIN hand_score ON hand_score.lead_id = lead.id "
                       "WHERE lead.id = ? AND (rules_version IS NOT NULL OR hand_score.score IS NOT NULL)"),
        {lead.value()});
    if (!row) {
        return failureOf(std::move(row));
    }
    if (!row->next()) {
        return row->outcome(std::optional<LeadScore>());
    }
    LeadScore score;
    readCard(row->text(0), row->text(1), score.card);
    if (!row->isNull(2)) {
        score.byHand = int(row->number(2));
    }
    score.rulesVersion = row->number(3);
    score.at = row->time(4);
    return std::optional<LeadScore>(score);
}

Result<> ScoreStore::keep(Connection &connection, LeadId lead, const ScoreCard &card, qint64 rulesVersion,
                          const QDateTime &now) const
{
    QJsonArray parts;
    QJsonArray reasons;
    for (const ScorePart part : allScoreParts) {
        parts.append(card.got[size_t(part)]);
        reasons.append(card.reasons[size_t(part)]);
    }
    Result<qint64> kept = connection.run(
        QStringLiteral("INSERT INTO lead_score (lead_id, parts, reasons, rules_version, at) VALUES (?, ?, ?, ?, ?) "
                       "ON CONFLICT (lead_id) DO UPDATE SET parts = excluded.parts, reasons = excluded.reasons, "
                       "rules_version = excluded.rules_version, at = excluded.at"),
        {lead.value(), QString::fromUtf8(Json::write(parts)), QString::fromUtf8(Json::write(reasons)), rulesVersion,
         now});
    if (!kept) {
        return failureOf(std::move(kept));
    }
    // A score that stays is not written again.
    return connection
        .run(QStringLiteral("UPDATE lead SET score = wanted.score FROM (SELECT coalesce((SELECT score FROM hand_score "
                            "WHERE lead_id = ?), ?) AS score) AS wanted WHERE id = ? AND lead.score IS NOT "
                            "wanted.score"),
             {lead.value(), card.sum(), lead.value()})
        .map([](qint64) {});
}

Result<qint64> ScoreStore::setByHand(Connection &connection, const QList<LeadId> &leads, std::optional<int> score) const
{
    const QString ids = jsonIds(leads);
    Result<qint64> changed = score
        ? connection.run(QStringLiteral("INSERT INTO hand_score (lead_id, score) SELECT id, ? FROM lead "
                                        "WHERE id IN (SELECT value FROM json_each(?)) "
                                        "ON CONFLICT (lead_id) DO UPDATE SET score = excluded.score "
                                        "WHERE hand_score.score <> excluded.score"),
                         {*score, ids})
        : connection.run(QStringLiteral("DELETE FROM hand_score WHERE lead_id IN (SELECT value FROM json_each(?))"),
                         {ids});
    if (!changed || *changed == 0) {
        return changed;
    }
    Result<qint64> shown = score
        ? connection.run(QStringLiteral("UPDATE lead SET score = ?1 WHERE id IN (SELECT value FROM json_each(?2)) "
                                        "AND score IS NOT ?1"),
                         {*score, ids})
        : connection.run(QStringLiteral("UPDATE lead SET score = (SELECT (SELECT sum(value) FROM json_each(parts)) "
                                        "FROM lead_score WHERE lead_id = lead.id) "
                                        "WHERE id IN (SELECT value FROM json_each(?))"),
                         {ids});
    return shown ? changed : shown;
}

Result<ScoreStore::Stale> ScoreStore::stale(Connection &connection, int most) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT rowid, lead_id FROM score_stale ORDER BY rowid LIMIT ?"), {most});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    Stale stale;
    while (rows->next()) {
        stale.last = rows->number(0);
        stale.ids.emplace_back(rows->number(1));
    }
    std::ranges::sort(stale.ids);
    const auto twice = std::unique(stale.ids.begin(), stale.ids.end());
    stale.ids.erase(twice, stale.ids.end());
    return rows->outcome(stale);
}

Result<> ScoreStore::dropStale(Connection &connection, qint64 last) const
{
    return connection.run(QStringLiteral("DELETE FROM score_stale WHERE rowid <= ?"), {last}).map([](qint64) {});
}

} // namespace AlwaysLeads
