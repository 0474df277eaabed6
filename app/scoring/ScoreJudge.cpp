#include "scoring/ScoreJudge.h"

#include "lead/LeadSearch.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {

const QString customPrefix = QStringLiteral("custom:");
const QString eventPrefix = QStringLiteral("event:");
constexpr int mostReasons = 4;
constexpr qsizetype longestValue = 60; // of a reason

/// Lower case without accents, so that "Geschaeftsfuehrer" is the only spelling that has to be named besides the usual.
QString foldedText(const QString &text)
{
    QString plain = LeadSearch::folded(text).normalized(QString::NormalizationForm_D).toLower();
    plain.removeIf([](QChar letter) { return letter.category() == QChar::Mark_NonSpacing; });
    return plain;
}

QString withCapital(QString text)
{
    if (!text.isEmpty()) {
        text[0] = text.at(0).toUpper();
    }
    return text;
}

QString shortened(const QString &value)
{
    const QString line = value.simplified();
    return line.size() <= longestValue ? line : line.left(longestValue - 1) + QChar(0x2026);
}

/// A stored value as a person reads it.
QString inWords(ScoreFieldKind kind, const QList<QPair<QString, QString>> &choices, const QString &value)
{
    if (kind == ScoreFieldKind::Number) {
        bool isNumber = false;
        const double number = value.toDouble(&isNumber);
        return isNumber ? QLocale().toString(number, 'f', QLocale::FloatingPointShortest) : value;
    }
    if (kind == ScoreFieldKind::Date) {
        const QDate date = QDate::fromString(value, Qt::ISODate);
        return date.isValid() ? QLocale().toString(date, QLocale::ShortFormat) : value;
    }
    const auto choice = std::ranges::find(choices, value, &QPair<QString, QString>::first);
    return choice == choices.end() ? value : choice->second;
}

} // namespace

ScoreJudge::ScoreJudge(const ScoreRules &rules, const ScoreFields &fields, QDate today)
    : m_version(rules.version)
    , m_today(today)
{
    m_rules.reserve(size_t(rules.rules.size()));
    for (const ScoreRule &rule : rules.rules) {
        const ScoreField *field = fields.find(rule.field);
        if (field == nullptr || !fields.problemOf(rule).isEmpty()) {
            continue;
        }
        Rule read;
        read.rule = rule;
        read.kind = field->kind;
        read.reason = rule.test == ScoreTest::Unknown && rule.label.isEmpty()
            ? fields.reasonFor(rule, {})
            : fields.reasonFor(rule, QStringLiteral("{}"));
        read.sentence = fields.sentenceFor(rule);
        read.choices = field->choices;
        if (rule.test == ScoreTest::Between) {
            const qsizetype dash = rule.value.indexOf(u'-', 1);
            read.low = rule.value.left(dash).toDouble();
            read.high = rule.value.mid(dash + 1).toDouble();
        } else {
            read.low = rule.value.trimmed().toDouble();
        }
        for (const QString &one : rule.value.split(u',')) {
            Word word{foldedText(one.trimmed()), false, false};
            word.openStart = word.text.startsWith(u'*');
            word.openEnd = word.text.endsWith(u'*');
            word.text.remove(u'*');
            if (!word.text.isEmpty()) {
                read.words.push_back(word);
            }
        }
        if (field->kind == ScoreFieldKind::Event) {
            read.key = rule.field.mid(eventPrefix.size());
        }
        m_needsEvents = m_needsEvents || field->kind == ScoreFieldKind::Event;
        m_needsTags = m_needsTags || field->kind == ScoreFieldKind::Tags;
        m_needsCustom = m_needsCustom || rule.field.startsWith(customPrefix);
        m_rules.push_back(std::move(read));
    }
    // The heaviest first, so that a part's reason begins with what decides; equal ones in an order of their own, not
    // that of the table.
    std::ranges::stable_sort(m_rules, [](const Rule &a, const Rule &b) {
        if (std::abs(a.rule.points) != std::abs(b.rule.points)) {
            return std::abs(a.rule.points) > std::abs(b.rule.points);
        }
        return a.sentence + a.reason < b.sentence + b.reason;
    });
}

bool ScoreJudge::holdsWord(const QString &folded, const Word &word)
{
    for (qsizetype at = folded.indexOf(word.text); at >= 0; at = folded.indexOf(word.text, at + 1)) {
        const qsizetype end = at + word.text.size();
        const bool begins = word.openStart || at == 0 || !folded.at(at - 1).isLetterOrNumber();
        const bool ends = word.openEnd || end == folded.size() || !folded.at(end).isLetterOrNumber();
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

bool ScoreJudge::isWithinDays(const Rule &rule, QDate date) const
{
    return date.isValid() && double(date.daysTo(m_today)) <= rule.low;
}

bool ScoreJudge::passes(const Rule &rule, const QString &value) const
{
    const auto holds = [&value](const std::vector<Word> &words) {
        const QString folded = foldedText(value);
        return std::ranges::any_of(words, [&folded](const Word &word) { return holdsWord(folded, word); });
    };
    const auto equals = [&value](const std::vector<Word> &words) {
        const QString folded = foldedText(value).simplified();
        return std::ranges::any_of(words, [&folded](const Word &word) {
            if (word.openStart && word.openEnd) {
                return folded.contains(word.text);
            }
            if (word.openStart) {
                return folded.endsWith(word.text);
            }
            return word.openEnd ? folded.startsWith(word.text) : folded == word.text;
        });
    };
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    switch (rule.rule.test) {
    case ScoreTest::ContainsAny:
        return holds(rule.words);
    case ScoreTest::ContainsNone:
        return !holds(rule.words);
    case ScoreTest::IsAny:
        return equals(rule.words);
    case ScoreTest::IsNone:
        return !equals(rule.words);
    case ScoreTest::AtLeast:
        return isNumber && number >= rule.low;
    case ScoreTest::AtMost:
        return isNumber && number <= rule.low;
    case ScoreTest::Between:
        return isNumber && number >= rule.low && number <= rule.high;
    case ScoreTest::WithinDays:
        return isWithinDays(rule, QDate::fromString(value, Qt::ISODate));
    case ScoreTest::OlderThanDays: {
        const QDate date = QDate::fromString(value, Qt::ISODate);
        return date.isValid() && !isWithinDays(rule, date);
    }
    case ScoreTest::Known:
        return true;
    case ScoreTest::Unknown:
        return false;
    }
    Q_UNREACHABLE();
}

ScoreJudge::Verdict ScoreJudge::judgeTags(const Rule &rule, const ScoreSubject &subject) const
{
    if (rule.rule.test == ScoreTest::Known || rule.rule.test == ScoreTest::Unknown) {
        return {subject.tags.isEmpty() == (rule.rule.test == ScoreTest::Unknown),
                subject.tags.join(QStringLiteral(", "))};
    }
    Rule one = rule;
    one.rule.test = ScoreTest::IsAny;
    for (const QString &tag : subject.tags) {
        if (passes(one, tag)) {
            return {rule.rule.test == ScoreTest::IsAny, tag};
        }
    }
    // Having no tag is knowledge too, unlike a text that nobody filled in.
    return {rule.rule.test == ScoreTest::IsNone, {}};
}

ScoreJudge::Verdict ScoreJudge::judgeEvent(const Rule &rule, const ScoreSubject &subject) const
{
    const auto happened = subject.events.constFind(rule.key);
    if (happened == subject.events.cend()) {
        return {rule.rule.test == ScoreTest::Unknown, {}};
    }
    const QString times = QLocale().toString(happened->times);
    switch (rule.rule.test) {
    case ScoreTest::Known:
        return {true, times};
    case ScoreTest::AtLeast:
        return {double(happened->times) >= rule.low, times};
    case ScoreTest::WithinDays:
        return {isWithinDays(rule, happened->last), times};
    default:
        return {false, times};
    }
}

ScoreJudge::Verdict ScoreJudge::judge(const Rule &rule, const ScoreSubject &subject) const
{
    if (rule.kind == ScoreFieldKind::Tags) {
        return judgeTags(rule, subject);
    }
    if (rule.kind == ScoreFieldKind::Event) {
        return judgeEvent(rule, subject);
    }
    const auto value = subject.values.constFind(rule.rule.field);
    if (value == subject.values.cend()) {
        return {rule.rule.test == ScoreTest::Unknown, {}};
    }
    return {passes(rule, *value), inWords(rule.kind, rule.choices, *value)};
}

ScoreCard ScoreJudge::cardFor(const ScoreSubject &subject) const
{
    ScoreCard card;
    std::array<QStringList, scorePartCount> reasons;
    for (const Rule &rule : m_rules) {
        const Verdict verdict = judge(rule, subject);
        if (!verdict.counts) {
            continue;
        }
        const auto part = size_t(rule.rule.part);
        card.got[part] += rule.rule.points;
        QString reason = rule.reason;
        reason.replace(QStringLiteral("{}"), shortened(verdict.value));
        if (reasons[part].size() < mostReasons && !reasons[part].contains(reason, Qt::CaseInsensitive)) {
            reasons[part].append(reason);
        }
    }
    for (const ScorePart part : allScoreParts) {
        const auto at = size_t(part);
        card.got[at] = std::clamp(card.got[at], 0, mostOf(part));
        card.reasons[at] = withCapital(reasons[at].join(QStringLiteral(", ")));
    }
    return card;
}

QList<ScoreLine> ScoreJudge::linesFor(const ScoreSubject &subject) const
{
    QList<ScoreLine> lines;
    for (const Rule &rule : m_rules) {
        const Verdict verdict = judge(rule, subject);
        lines.append({rule.rule.part, rule.sentence, shortened(verdict.value), rule.rule.points, verdict.counts});
    }
    std::ranges::stable_sort(lines, {}, &ScoreLine::part);
    return lines;
}

} // namespace AlwaysLeads
