#include "campaign/TemplateEvaluator.h"

#include "campaign/TemplateParser.h"
#include "mail/LightText.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Test = TemplateCondition::Test;

bool isGap(QChar character)
{
    return character.isSpace() || character.category() == QChar::Other_Control;
}

QString inOneLine(const QString &value)
{
    QString line;
    line.reserve(value.size());
    for (const QChar character : value) {
        line += isGap(character) ? QLatin1Char(' ') : character;
    }
    return line.simplified();
}

QString inManyLines(const QString &value)
{
    QString text;
    text.reserve(value.size());
    for (qsizetype at = 0; at < value.size(); ++at) {
        const QChar character = value[at];
        if (character == QLatin1Char('\r')) {
            if (at + 1 == value.size() || value[at + 1] != QLatin1Char('\n')) {
                text += QLatin1Char('\n');
            }
        } else if (character == QLatin1Char('\n') || character == QLatin1Char('\t')
                   || character.category() != QChar::Other_Control) {
            text += character;
        }
    }
    return text;
}

void addOnce(QStringList &names, const QString &name)
{
    if (!names.contains(name)) {
        names.append(name);
    }
}

} // namespace

quint64 stableMix(quint64 seed, quint64 value)
{
    // SplitMix64 (Steele, Lea, Flood 2014), once for each of the two.
    quint64 mixed = seed;
    for (const quint64 part : {value, quint64(0)}) {
        mixed = (mixed ^ part) + 0x9E3779B97F4A7C15ULL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
        mixed ^= mixed >> 31;
    }
    return mixed;
}

QString RenderedTemplate::shown(const QString &wish)
{
    return QLatin1Char('[') + wish + QLatin1Char(']');
}

TemplateEvaluator::TemplateEvaluator(const QMap<QString, QString> &facts, Lines lines, quint64 seed)
    : m_facts(facts)
    , m_lines(lines)
    , m_seed(seed)
{
}

RenderedTemplate TemplateEvaluator::render(const std::vector<TemplateNode> &nodes)
{
    m_rendered = {};
    walk(nodes);
    if (m_lines == Lines::Single) {
        putInOneLine();
    }
    return m_rendered;
}

void TemplateEvaluator::putInOneLine()
{
    const QString &text = m_rendered.text;
    QString line;
    line.reserve(text.size());
    bool begun = false; // words or a place for words stand before
    bool spaceDue = false;
    const auto part = [&] {
        if (spaceDue && begun) {
            line += QLatin1Char(' ');
        }
        spaceDue = false;
        begun = true;
    };
    qsizetype at = 0;
    for (RenderedSlot &slot : m_rendered.claude) {
        for (; at < slot.at; ++at) {
            if (isGap(text[at])) {
                spaceDue = true;
            } else {
                part();
                line += text[at];
            }
        }
        part(); // what Claude writes is words: the space before its place stays
        slot.at = line.size();
        line += QStringView(text).mid(at, slot.length);
        at += slot.length;
    }
    for (; at < text.size(); ++at) {
        if (isGap(text[at])) {
            spaceDue = true;
        } else {
            part();
            line += text[at];
        }
    }
    m_rendered.text = line;
}

void TemplateEvaluator::walk(const std::vector<TemplateNode> &nodes)
{
    for (const TemplateNode &node : nodes) {
        if (m_rendered.tooLong) {
            return;
        }
        switch (node.kind) {
        case TemplateNode::Kind::Text:
            write(node.text);
            break;
        case TemplateNode::Kind::Field:
            field(node);
            break;
        case TemplateNode::Kind::Choice:
        case TemplateNode::Kind::Alternatives:
            if (const TemplateBranch *branch = chosen(node)) {
                walk(branch->nodes); // as deep as TemplateLimits::nesting
            }
            break;
        case TemplateNode::Kind::Slot:
            slot(node);
            break;
        }
    }
}

void TemplateEvaluator::slot(const TemplateNode &node)
{
    const qsizetype at = m_rendered.text.size();
    write(RenderedTemplate::shown(node.text));
    m_rendered.claude.append({node.text, at, m_rendered.text.size() - at});
}

void TemplateEvaluator::write(const QString &text)
{
    if (m_rendered.text.size() + text.size() > TemplateLimits::rendered) {
        m_rendered.tooLong = true;
        return;
    }
    m_rendered.text += text;
}

void TemplateEvaluator::field(const TemplateNode &node)
{
    const QString raw = m_facts.value(node.text);
    const QString lines = m_lines == Lines::Single ? inOneLine(raw) : inManyLines(raw);
    m_rendered.used.insert(node.text, raw);
    if (!lines.trimmed().isEmpty()) {
        if (m_lines == Lines::Marked) {
            const LightEscape value = lightEscapedBehind(m_rendered.text, lines);
            write(value.between + value.words);
        } else {
            write(lines);
        }
    } else if (node.fallback) {
        write(*node.fallback);
    } else {
        addOnce(m_rendered.missing, node.text);
    }
}

const TemplateBranch *TemplateEvaluator::chosen(const TemplateNode &node)
{
    if (node.kind == TemplateNode::Kind::Alternatives) {
        const quint64 salt = m_lines == Lines::Single ? 0x5375626AULL : 0x426F6479ULL; // "Subj", "Body"
        const quint64 drawn = stableMix(stableMix(m_seed, salt), node.number);
        return &node.branches[size_t(drawn % node.branches.size())];
    }
    for (const TemplateBranch &branch : node.branches) {
        if (!branch.condition) {
            return &branch;
        }
        m_rendered.used.insert(branch.condition->field, m_facts.value(branch.condition->field));
        const std::optional<bool> fulfilled = holds(*branch.condition, m_facts);
        if (!fulfilled) {
            addOnce(m_rendered.notNumbers, branch.condition->field);
            return nullptr;
        }
        if (*fulfilled) {
            return &branch;
        }
    }
    return nullptr;
}

std::optional<bool> TemplateEvaluator::holds(const TemplateCondition &condition, const QMap<QString, QString> &facts)
{
    const QString value = facts.value(condition.field).simplified();
    switch (condition.test) {
    case Test::Known:
        return !value.isEmpty();
    case Test::Unknown:
        return value.isEmpty();
    case Test::Equals:
        return value.compare(condition.value, Qt::CaseInsensitive) == 0;
    case Test::Differs:
        return value.compare(condition.value, Qt::CaseInsensitive) != 0;
    case Test::Contains:
        return value.contains(condition.value, Qt::CaseInsensitive);
    case Test::Lacks:
        return !value.contains(condition.value, Qt::CaseInsensitive);
    case Test::Below:
    case Test::AtMost:
    case Test::Above:
    case Test::AtLeast:
        break;
    }
    if (value.isEmpty()) {
        return false; // an unknown number is neither large nor small
    }
    const std::optional<double> number = numberIn(value);
    if (!number) {
        return std::nullopt;
    }
    switch (condition.test) {
    case Test::Below:
        return *number < condition.number;
    case Test::AtMost:
        return *number <= condition.number;
    case Test::Above:
        return *number > condition.number;
    default:
        return *number >= condition.number;
    }
}

} // namespace AlwaysLeads
