#include "campaign/TemplateLexer.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Kind = TemplateToken::Kind;

bool isBlank(QChar character)
{
    return character == QLatin1Char(' ') || character == QLatin1Char('\t');
}

/// The text after a keyword that begins `inside`, or nothing.
std::optional<QString> after(const QString &inside, QLatin1String keyword)
{
    if (!inside.startsWith(keyword, Qt::CaseInsensitive)) {
        return std::nullopt;
    }
    const QString rest = inside.mid(keyword.size());
    const bool ends = keyword.endsWith(QLatin1Char(':')) || rest.isEmpty() || rest.front() == QLatin1Char(' ');
    return ends ? std::optional(rest.trimmed()) : std::nullopt;
}

} // namespace

TemplateLexer::TemplateLexer(const QString &text, const QList<TemplateField> &known, int open)
    : m_text(text)
    , m_known(known)
    , m_open(open)
{
    if (text.size() > TemplateLimits::text) {
        m_tokens.append({Kind::Text, text, std::nullopt, 0, text.size()});
        m_problems.append(
            {TemplateLimits::text, text.size() - TemplateLimits::text,
             tr("This text is too long for a mail. Shorten it to %L1 characters.").arg(TemplateLimits::text)});
        return;
    }
    run();
}

bool TemplateLexer::isKnown(const QString &name) const
{
    return std::ranges::any_of(m_known, [&](const TemplateField &field) { return field.name == name; });
}

void TemplateLexer::endText(qsizetype end)
{
    if (end > m_plainFrom) {
        m_tokens.append({Kind::Text, m_plain, std::nullopt, m_plainFrom, end - m_plainFrom});
    }
    m_plain.clear();
}

void TemplateLexer::mark(Kind kind, qsizetype length)
{
    endText(m_at);
    m_tokens.append({kind, m_text.mid(m_at, length), std::nullopt, m_at, length});
    m_at += length;
    m_plainFrom = m_at;
}

void TemplateLexer::run()
{
    while (m_at < m_text.size()) {
        const QChar character = m_text[m_at];
        const QChar next = at(m_at + 1);
        if (m_open > 0 && character == QLatin1Char('\\')
            && (next == QLatin1Char('|') || next == QLatin1Char('}') || next == QLatin1Char('\\'))) {
            m_plain += next;
            m_at += 2;
        } else if (m_open > 0 && character == QLatin1Char('|')) {
            mark(Kind::Next, 1);
        } else if (m_open > 0 && character == QLatin1Char('}')) {
            --m_open;
            mark(Kind::Close, 1);
        } else if (character != QLatin1Char('{')) {
            m_plain += character;
            ++m_at;
        } else if (next == QLatin1Char('{')) {
            m_plain += QLatin1Char('{');
            m_at += 2;
        } else if (next == QLatin1Char('~')) {
            ++m_open;
            mark(Kind::Open, 2);
        } else {
            qsizetype close = m_at + 1;
            while (close < m_text.size() && m_text[close] != QLatin1Char('}') && m_text[close] != QLatin1Char('{')
                   && m_text[close] != QLatin1Char('\n')) {
                ++close;
            }
            if (at(close) == QLatin1Char('}')) {
                tag(close);
                continue;
            }
            m_problems.append({m_at, close - m_at, neverClosed(close)});
            m_plain += character;
            ++m_at;
        }
    }
    endText(m_text.size());
}

QString TemplateLexer::neverClosed(qsizetype end) const
{
    const QString begun = m_text.mid(m_at + 1, end - m_at - 1).trimmed();
    if (after(begun, QLatin1String("claude:"))) {
        return at(end) == QLatin1Char('{')
            ? tr("A wish for Claude cannot hold a bracket. Write the field's name without one: Claude knows the values "
                 "of all.")
            : tr("This place for Claude is never closed. Write its wish in one line, and } after it.");
    }
    return tr("This bracket is never closed. Write } after the field's name, or {{ for a bracket that stays.");
}

void TemplateLexer::tag(qsizetype close)
{
    const QString inside = m_text.mid(m_at + 1, close - m_at - 1);
    const qsizetype bar = inside.indexOf(QLatin1Char('|'));
    const QString words = inside.simplified();
    TemplateToken token{Kind::Field, (bar < 0 ? inside : inside.left(bar)).simplified().toLower(), std::nullopt, m_at,
                        close + 1 - m_at};
    // A column that the person named like a keyword is still their column.
    const bool isField = isKnown(token.text);
    std::optional<QString> rest;
    if (isField) {
        // the rule above
    } else if ((rest = after(words, QLatin1String("if")))) {
        token.kind = Kind::If;
        token.text = *rest;
    } else if ((rest = after(words, QLatin1String("else if")))) {
        token.kind = Kind::ElseIf;
        token.text = *rest;
    } else if (token.text == QLatin1String("else") && bar < 0) {
        token.kind = Kind::Else;
    } else if ((token.text == QLatin1String("end") || token.text == QLatin1String("end if")) && bar < 0) {
        token.kind = Kind::End;
    } else if ((rest = after(words, QLatin1String("claude:")))) {
        token.kind = Kind::Slot;
        token.text = *rest;
    }
    if (token.kind == Kind::Field && bar >= 0) {
        token.fallback = inside.mid(bar + 1);
    }
    qsizetype from = m_at;
    qsizetype end = close + 1;
    const bool steers =
        token.kind == Kind::If || token.kind == Kind::ElseIf || token.kind == Kind::Else || token.kind == Kind::End;
    if (steers) { // alone in its line it takes the line with it, so that no empty line stays behind
        qsizetype before = m_at;
        while (before > m_plainFrom && isBlank(m_text[before - 1])) {
            --before;
        }
        qsizetype behind = end;
        while (behind < m_text.size() && isBlank(m_text[behind])) {
            ++behind;
        }
        const bool begins = before == 0 || m_text[before - 1] == QLatin1Char('\n');
        if (begins && at(behind) == QLatin1Char('\n')) {
            m_plain.chop(m_at - before);
            from = before;
            end = behind + 1;
        }
    }
    endText(from);
    token.position = from;
    token.length = end - from;
    m_tokens.append(token);
    m_at = end;
    m_plainFrom = end;
}

} // namespace AlwaysLeads
