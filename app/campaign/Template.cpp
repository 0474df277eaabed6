#include "campaign/Template.h"

#include "lead/Lead.h"

#include <algorithm>
#include <vector>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestName = 60;

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
        const qsizetype steps = sameLetters ? 0 : distance(plain, field.name);
        if (steps < bestDistance) {
            bestDistance = steps;
            best = field.name;
        }
    }
    return best;
}

QString inOneLine(const QString &value)
{
    QString line;
    line.reserve(value.size());
    for (const QChar character : value) {
        const bool breaks = character.category() == QChar::Other_Control || character == QChar::LineSeparator
            || character == QChar::ParagraphSeparator;
        line += breaks ? QLatin1Char(' ') : character;
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

} // namespace

Template Template::parse(const QString &text, const QList<TemplateField> &known)
{
    Template parsed;
    QString plain;
    qsizetype plainFrom = 0;
    const auto endPlain = [&](qsizetype end) {
        if (!plain.isEmpty()) {
            parsed.m_pieces.append({Piece::Kind::Text, plain, std::nullopt, plainFrom, end - plainFrom});
        }
        plain.clear();
    };
    qsizetype at = 0;
    while (at < text.size()) {
        if (text[at] != QLatin1Char('{')) {
            plain += text[at++];
            continue;
        }
        if (at + 1 < text.size() && text[at + 1] == QLatin1Char('{')) {
            plain += QLatin1Char('{');
            at += 2;
            continue;
        }
        qsizetype close = at + 1;
        while (close < text.size() && text[close] != QLatin1Char('}') && text[close] != QLatin1Char('{')
               && text[close] != QLatin1Char('\n')) {
            ++close;
        }
        if (close == text.size() || text[close] != QLatin1Char('}')) {
            parsed.m_problems.append(
                {at, close - at,
                 tr("This bracket is never closed. Write } after the field's name, or {{ for a bracket "
                    "that stays.")});
            plain += text[at++];
            continue;
        }
        endPlain(at);
        const QString inside = text.mid(at + 1, close - at - 1);
        const qsizetype bar = inside.indexOf(QLatin1Char('|'));
        Piece piece;
        piece.kind = Piece::Kind::Field;
        piece.text = (bar < 0 ? inside : inside.left(bar)).simplified().toLower();
        if (bar >= 0) {
            piece.fallback = inside.mid(bar + 1);
        }
        piece.position = at;
        piece.length = close + 1 - at;
        const bool isKnown =
            std::ranges::any_of(known, [&](const TemplateField &field) { return field.name == piece.text; });
        if (piece.text.isEmpty()) {
            parsed.m_problems.append({at, piece.length, tr("There is no field name between these brackets.")});
        } else if (!isKnown) {
            const QString shown = piece.text.left(longestName);
            const std::optional<QString> meant = nearest(shown, known);
            parsed.m_problems.append(
                {at, piece.length,
                 meant ? tr("There is no field “%1”. Did you mean “%2”?").arg(shown, *meant)
                       : tr("There is no field “%1”. Choose one from the list of fields.").arg(shown)});
        }
        parsed.m_pieces.append(piece);
        at = close + 1;
        plainFrom = at;
    }
    endPlain(text.size());
    return parsed;
}

QList<TemplateField> Template::commonFields()
{
    QList<TemplateField> fields;
    for (const LeadFact &fact : factsOf(Lead())) {
        fields.append({fact.name, fact.label});
    }
    return fields;
}

QStringList Template::fields() const
{
    QStringList names;
    for (const Piece &piece : m_pieces) {
        if (piece.kind == Piece::Kind::Field && !names.contains(piece.text)) {
            names.append(piece.text);
        }
    }
    return names;
}

Template::Rendered Template::render(const QMap<QString, QString> &facts, Lines lines) const
{
    Rendered rendered;
    for (const Piece &piece : m_pieces) {
        if (piece.kind == Piece::Kind::Text) {
            rendered.text += piece.text;
            continue;
        }
        const QString raw = facts.value(piece.text);
        const QString value = lines == Lines::Single ? inOneLine(raw) : inManyLines(raw);
        rendered.used.insert(piece.text, raw);
        if (!value.trimmed().isEmpty()) {
            rendered.text += value;
        } else if (piece.fallback) {
            rendered.text += *piece.fallback;
        } else if (!rendered.missing.contains(piece.text)) {
            rendered.missing.append(piece.text);
        }
    }
    if (lines == Lines::Single) {
        rendered.text = inOneLine(rendered.text);
    }
    return rendered;
}

} // namespace AlwaysLeads
