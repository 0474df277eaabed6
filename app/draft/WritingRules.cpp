#include "draft/WritingRules.h"

#include "draft/TextChanges.h"

#include <QMap>
#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostWordsOfARule = 7;
constexpr qsizetype mostRules = 20;
constexpr double muchShorter = 0.8;
constexpr int draftsLookedAt = 60;

QString stateWord(WritingRule::State state)
{
    switch (state) {
    case WritingRule::State::Proposed:
        return QStringLiteral("proposed");
    case WritingRule::State::Kept:
        return QStringLiteral("kept");
    case WritingRule::State::Deleted:
        break;
    }
    return QStringLiteral("deleted");
}

qsizetype wordCount(const QString &text)
{
    static const QRegularExpression space(QStringLiteral("\\s+"));
    return text.split(space, Qt::SkipEmptyParts).size();
}

/// Fit to stand in quotes in one line: without the punctuation around it.
QString phrase(const QString &text)
{
    QString one = text.simplified();
    while (!one.isEmpty() && QStringLiteral(",.;:").contains(one.back())) {
        one.chop(1);
    }
    while (!one.isEmpty() && QStringLiteral(",.;:").contains(one.front())) {
        one.remove(0, 1);
    }
    return one.trimmed();
}

bool isRuleWorthy(const QString &words)
{
    const qsizetype count = wordCount(words);
    const bool isGap = words.contains(u'[') || words.contains(u']'); // of an answer; what fills it is no habit
    return count >= 1 && count <= mostWordsOfARule && words.size() >= 2 && !isGap;
}

} // namespace

QList<WritingRule> WritingRules::from(const QList<WrittenAndApproved> &texts)
{
    QMap<QString, WritingRule> found;
    int shorter = 0;
    qsizetype words = 0;
    for (const WrittenAndApproved &text : texts) {
        QStringList here; // a rule counts once a draft
        const auto note = [&](const QString &rule, const QString &example) {
            if (!here.contains(rule)) {
                here.append(rule);
                WritingRule &known = found[rule];
                known.text = rule;
                known.example = known.example.isEmpty() ? example.left(200) : known.example;
                ++known.seen;
            }
        };
        const QList<TextChange> changes = textChanges(text.written, text.approved);
        for (qsizetype i = 0; i < changes.size(); ++i) {
            const bool removed = changes.at(i).kind == TextChange::Kind::Removed;
            const bool replaced =
                removed && i + 1 < changes.size() && changes.at(i + 1).kind == TextChange::Kind::Inserted;
            if (!removed) {
                continue;
            }
            const QString before = phrase(changes.at(i).text);
            const QString after = replaced ? phrase(changes.at(i + 1).text) : QString();
            if (replaced && isRuleWorthy(before) && isRuleWorthy(after)
                && before.compare(after, Qt::CaseInsensitive) != 0) {
                note(tr("Write “%1” instead of “%2”.").arg(after, before), before + QStringLiteral(" → ") + after);
            } else if (!replaced && isRuleWorthy(before) && wordCount(before) >= 2) {
                note(tr("Leave out “%1”.").arg(before), before);
            }
        }
        if (double(wordCount(text.approved)) <= muchShorter * double(wordCount(text.written))) {
            ++shorter;
            words += wordCount(text.approved);
        }
    }
    QList<WritingRule> rules;
    for (const WritingRule &rule : std::as_const(found)) {
        if (rule.seen >= oftenEnough && rules.size() < mostRules) {
            rules.append(rule);
        }
    }
    if (shorter >= oftenEnoughForLength) {
        const qsizetype about = (words / shorter + 5) / 10 * 10;
        rules.append({0, tr("Write shorter: about %1 words.").arg(std::max<qsizetype>(20, about)),
                      tr("You shortened %1 drafts by a fifth or more.").arg(shorter), shorter,
                      WritingRule::State::Proposed});
    }
    return rules;
}

Result<QList<WritingRule>> WritingRuleStore::list(Connection &connection, WritingRule::State state) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT id, text, example, seen FROM writing_rule WHERE state = ? ORDER BY seen DESC, id"),
        {stateWord(state)});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<WritingRule> rules;
    while (rows->next()) {
        rules.append({rows->number(0), rows->text(1), rows->text(2), int(rows->number(3)), state});
    }
    return rows->outcome(rules);
}

Result<> WritingRuleStore::setState(Connection &connection, qint64 rule, WritingRule::State state) const
{
    return connection.run(QStringLiteral("UPDATE writing_rule SET state = ? WHERE id = ?"), {stateWord(state), rule})
        .map([](qint64) {});
}

Result<> WritingRuleStore::learn(Connection &connection, const QDateTime &now) const
{
    Result<Query> rows = connection.query(
        QStringLiteral(
            "SELECT written_body, body FROM draft WHERE state IN ('approved', 'queued', 'sent') AND origin = "
            "'person' AND json_extract(facts, '$.prompt') <> '' AND written_body <> body "
            "ORDER BY approved_at DESC LIMIT ?"),
        {draftsLookedAt});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<WrittenAndApproved> texts;
    while (rows->next()) {
        texts.append({rows->text(0), rows->text(1)});
    }
    if (Result<bool> ended = rows->outcome(true); !ended) {
        return failureOf(std::move(ended));
    }
    const QList<WritingRule> rules = WritingRules::from(texts);
    for (const WritingRule &rule : rules) {
        Result<qint64> noted =
            connection.run(QStringLiteral("INSERT INTO writing_rule (text, example, seen, at) VALUES (?, ?, ?, ?) "
                                          "ON CONFLICT (text) DO UPDATE SET seen = max(seen, excluded.seen)"),
                           {rule.text, rule.example, rule.seen, now});
        if (!noted) {
            return failureOf(std::move(noted));
        }
    }
    return {};
}

} // namespace AlwaysLeads
