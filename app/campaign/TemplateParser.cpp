#include "campaign/TemplateParser.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <iterator>

namespace AlwaysLeads {

namespace {

using Kind = TemplateToken::Kind;
using Test = TemplateCondition::Test;

constexpr qsizetype longestName = 60;

struct Operator
{
    QLatin1String word;
    Test test;
    Test opposite;
};
// Longer words stand before those they begin with.
constexpr std::array<Operator, 13> operators = {{
    {QLatin1String("does not contain"), Test::Lacks, Test::Contains},
    {QLatin1String("contains"), Test::Contains, Test::Lacks},
    {QLatin1String("is not"), Test::Differs, Test::Equals},
    {QLatin1String("is"), Test::Equals, Test::Differs},
    {QLatin1String("!="), Test::Differs, Test::Equals},
    {QLatin1String("<>"), Test::Differs, Test::Equals},
    {QLatin1String(">="), Test::AtLeast, Test::Below},
    {QLatin1String("<="), Test::AtMost, Test::Above},
    {QLatin1String("=="), Test::Equals, Test::Differs},
    {QLatin1String("="), Test::Equals, Test::Differs},
    {QLatin1String(">"), Test::Above, Test::AtMost},
    {QLatin1String("<"), Test::Below, Test::AtLeast},
    {QLatin1String(""), Test::Known, Test::Unknown},
}};

bool isWordEnd(const QString &text, qsizetype at)
{
    return at >= text.size() || !text[at].isLetterOrNumber();
}

/// How many letters have to change to make one word of the other (Levenshtein).
qsizetype distance(const QString &left, const QString &right)
{
    std::vector<qsizetype> row(static_cast<size_t>(right.size()) + 1);
    for (size_t column = 0; column < row.size(); ++column) {
        row[column] = static_cast<qsizetype>(column);
    }
    for (qsizetype line = 0; line < left.size(); ++line) {
        qsizetype diagonal = row[0];
        row[0] = line + 1;
        for (qsizetype column = 0; column < right.size(); ++column) {
            const size_t at = static_cast<size_t>(column);
            const qsizetype changed = diagonal + (left[line] == right[column] ? 0 : 1);
            diagonal = row[at + 1];
            row[at + 1] = std::min({changed, row[at] + 1, row[at + 1] + 1});
        }
    }
    return row.back();
}

/// The known name a person most likely meant, or nothing when none is near.
std::optional<QString> nearest(const QString &name, const QList<TemplateField> &known)
{
    std::optional<QString> best;
    qsizetype bestDistance = std::max<qsizetype>(1, name.size() / 3) + 1;
    QString plain = name;
    plain.replace(QLatin1Char('_'), QLatin1Char(' '));
    plain.replace(QLatin1Char('-'), QLatin1Char(' '));
    for (const TemplateField &field : known) {
        const QString without = QString(field.name).remove(QLatin1Char(' '));
        const bool sameLetters = QString(plain).remove(QLatin1Char(' ')) == without;
        const qsizetype steps = sameLetters ? 0 : distance(plain, field.name.left(longestName));
        if (steps < bestDistance) {
            bestDistance = steps;
            best = field.name;
        }
    }
    return best;
}

QString unquoted(const QString &value)
{
    const bool quoted = value.size() >= 2
        && ((value.front() == QLatin1Char('"') && value.back() == QLatin1Char('"'))
            || (value.front() == QChar(0x201C) && value.back() == QChar(0x201D)));
    return quoted ? value.mid(1, value.size() - 2) : value;
}

} // namespace

std::optional<double> numberIn(const QString &value)
{
    static const QRegularExpression grouped(QStringLiteral("^[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?$"));
    static const QRegularExpression plain(QStringLiteral("^[+-]?[0-9]+([.,][0-9]+)?$"));
    QString digits;
    for (const QChar character : value.left(longestName)) {
        if (!character.isSpace()) {
            digits += character == QChar(0x2212) ? QLatin1Char('-') : character;
        }
    }
    if (value.size() > longestName) {
        return std::nullopt;
    }
    if (grouped.match(digits).hasMatch()) {
        digits.remove(QLatin1Char(','));
    } else if (plain.match(digits).hasMatch()) {
        digits.replace(QLatin1Char(','), QLatin1Char('.'));
    } else {
        return std::nullopt;
    }
    return digits.toDouble();
}

TemplateParser::TemplateParser(const QList<TemplateToken> &tokens, const QList<TemplateField> &known)
    : m_known(known)
{
    m_open.emplace_back();
    m_open.front().node.branches.emplace_back();
    for (const TemplateToken &token : tokens.first(std::min(tokens.size(), TemplateLimits::tokens))) {
        if (!take(token)) {
            break;
        }
    }
    if (tokens.size() > TemplateLimits::tokens) {
        problem(tokens.at(TemplateLimits::tokens),
                tr("There are too many brackets in this text: more than %L1.").arg(TemplateLimits::tokens / 2));
    }
    while (m_open.size() > 1) {
        const TemplateToken &token = m_open.back().token;
        problem(token,
                token.kind == Kind::Open ? tr("These alternatives are never closed. Write } after the last of them.")
                                         : tr("This {if} never ends. Write {end} where its text ends."));
        end();
    }
}

void TemplateParser::problem(const TemplateToken &token, const QString &message)
{
    m_problems.append({token.position, token.length, message});
}

void TemplateParser::append(TemplateNode node)
{
    m_open.back().node.branches.back().nodes.push_back(std::move(node));
}

void TemplateParser::end()
{
    TemplateNode node = std::move(m_open.back().node);
    m_open.pop_back();
    append(std::move(node));
}

bool TemplateParser::begin(const TemplateToken &token, TemplateNode::Kind kind)
{
    if (qsizetype(m_open.size()) > TemplateLimits::nesting) {
        problem(
            token,
            tr("This is nested too deeply: at most %1 levels of {if} and alternatives.").arg(TemplateLimits::nesting));
        return false;
    }
    Open open;
    open.token = token;
    open.node.kind = kind;
    open.node.branches.emplace_back();
    if (kind == TemplateNode::Kind::Choice) {
        open.node.branches.back().condition = condition(token);
    } else {
        open.node.number = m_alternatives++;
    }
    m_open.push_back(std::move(open));
    return true;
}

bool TemplateParser::branch(const TemplateToken &token)
{
    Open &open = m_open.back();
    if (qsizetype(open.node.branches.size()) >= TemplateLimits::branches) {
        problem(token, tr("There are too many choices in one place: at most %1.").arg(TemplateLimits::branches));
        return false;
    }
    open.node.branches.emplace_back();
    if (token.kind == Kind::ElseIf) {
        open.node.branches.back().condition = condition(token);
    }
    return true;
}

bool TemplateParser::take(const TemplateToken &token)
{
    Open &open = m_open.back();
    const bool inIf = m_open.size() > 1 && open.node.kind == TemplateNode::Kind::Choice;
    const bool inAlternatives = m_open.size() > 1 && !inIf;
    switch (token.kind) {
    case Kind::Text: {
        TemplateNode text;
        text.text = token.text;
        append(std::move(text));
        return true;
    }
    case Kind::Field:
        field(token);
        return true;
    case Kind::Slot: {
        if (token.text.isEmpty()) {
            problem(token, tr("Say what Claude shall write here, for example {claude: one sentence on their city}."));
        }
        TemplateNode place;
        place.kind = TemplateNode::Kind::Slot;
        place.text = token.text;
        append(std::move(place));
        return true;
    }
    case Kind::If:
        return begin(token, TemplateNode::Kind::Choice);
    case Kind::Open:
        return begin(token, TemplateNode::Kind::Alternatives);
    case Kind::ElseIf:
    case Kind::Else:
        if (!inIf) {
            problem(token, tr("There is no {if} that this {else} belongs to."));
            return true;
        }
        if (open.hadElse) {
            problem(token, tr("The {if} above has its last {else} already. Write {end} first."));
            return true;
        }
        open.hadElse = token.kind == Kind::Else;
        return branch(token);
    case Kind::End:
        if (!inIf) {
            problem(token, tr("There is no {if} that this {end} belongs to."));
            return true;
        }
        end();
        return true;
    case Kind::Next:
    case Kind::Close:
        if (!inAlternatives) {
            problem(token, tr("An {if} in these alternatives never ends. Write {end} before this sign."));
            return false;
        }
        if (token.kind == Kind::Next) {
            return branch(token);
        }
        end();
        return true;
    }
    return true;
}

void TemplateParser::field(const TemplateToken &token)
{
    const bool isKnown =
        std::ranges::any_of(m_known, [&](const TemplateField &known) { return known.name == token.text; });
    if (token.text.isEmpty()) {
        problem(token, tr("There is no field name between these brackets."));
    } else if (!isKnown) {
        problem(token, unknownField(token.text, m_known));
    }
    TemplateNode node;
    node.kind = TemplateNode::Kind::Field;
    node.text = token.text;
    node.fallback = token.fallback;
    append(std::move(node));
}

QString TemplateParser::unknownField(const QString &name, const QList<TemplateField> &known)
{
    const QString shown = name.left(longestName);
    const std::optional<QString> meant = nearest(shown, known);
    return meant ? tr("There is no field “%1”. Did you mean “%2”?").arg(shown, *meant)
                 : tr("There is no field “%1”. Choose one from the list of fields.").arg(shown);
}

std::optional<TemplateCondition> TemplateParser::condition(const TemplateToken &token)
{
    QString message;
    std::optional<TemplateCondition> found = condition(token.text, m_known, &message);
    if (!found) {
        problem(token, message);
    }
    return found;
}

std::optional<TemplateCondition> TemplateParser::condition(const QString &text, const QList<TemplateField> &known,
                                                           QString *problem)
{
    const auto longestAt = [&](const QString &words) {
        const TemplateField *best = nullptr;
        for (const TemplateField &field : known) {
            if (words.startsWith(field.name, Qt::CaseInsensitive) && isWordEnd(words, field.name.size())
                && (best == nullptr || field.name.size() > best->name.size())) {
                best = &field;
            }
        }
        return best;
    };
    QString words = text.simplified();
    bool turned = false;
    const TemplateField *field = longestAt(words);
    if (field == nullptr && words.startsWith(QLatin1String("not "), Qt::CaseInsensitive)) {
        turned = true;
        words = words.mid(4);
        field = longestAt(words);
    }
    if (words.isEmpty()) {
        *problem = tr("Say what must be so, for example {if city} or {if title contains head}.");
        return std::nullopt;
    }
    if (field == nullptr) {
        static const QRegularExpression sign(QStringLiteral(" (is|contains|does not) |[=<>!]"));
        const qsizetype at = words.indexOf(sign);
        *problem = unknownField(words.left(at).trimmed().toLower(), known);
        return std::nullopt;
    }
    const QString rest = words.mid(field->name.size()).trimmed();
    TemplateCondition condition;
    condition.field = field->name;
    for (const Operator &known_ : operators) {
        const bool isLetters = !known_.word.isEmpty() && QChar(known_.word.front()).isLetter();
        const bool fits = known_.word.isEmpty()
            ? rest.isEmpty()
            : rest.startsWith(known_.word, Qt::CaseInsensitive) && (!isLetters || isWordEnd(rest, known_.word.size()));
        if (!fits) {
            continue;
        }
        condition.test = turned ? known_.opposite : known_.test;
        condition.value = unquoted(rest.mid(known_.word.size()).trimmed());
        if (!known_.word.isEmpty() && condition.value.isEmpty()) {
            *problem = tr("There is nothing after “%1” to compare with.").arg(known_.word);
            return std::nullopt;
        }
        if (condition.comparesNumbers()) {
            const std::optional<double> number = numberIn(condition.value);
            if (!number) {
                *problem = tr("“%1” is not a number.").arg(condition.value.left(longestName));
                return std::nullopt;
            }
            condition.number = *number;
        }
        return condition;
    }
    *problem = tr("After “%1” comes is, is not, contains, does not contain, =, !=, <, <=, > or >=.").arg(field->name);
    return std::nullopt;
}

} // namespace AlwaysLeads
