#include "mail/LightText.h"

#include "mail/HtmlLines.h"
#include "mail/Message.h"

#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

const QString marks = QStringLiteral("\\*[]()");

/// As cleanBodyText() reads them.
bool isLineEnd(QChar character)
{
    const char16_t code = character.unicode();
    return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

bool isEscape(QStringView line, qsizetype at)
{
    return line.at(at) == QLatin1Char('\\') && at + 1 < line.size()
        && (marks.contains(line.at(at + 1)) || line.at(at + 1) == QLatin1Char('-'));
}

/// Reads one line. Each kind of mark is opened at most once inside itself, and a kind that has no end any more is not
/// looked for again: the time grows with the length of the line.
class LineReader
{
public:
    explicit LineReader(QList<LightRun> &runs)
        : m_runs(runs)
    {
    }

    void read(QStringView line, LightRun look)
    {
        bool noBold = look.bold;
        bool noItalic = look.italic;
        const bool noLink = !look.link.isEmpty();
        for (qsizetype at = 0; at < line.size();) {
            if (isEscape(line, at)) {
                add(line.at(at + 1), look);
                at += 2;
                continue;
            }
            const bool isDouble = line.mid(at, 2) == QLatin1String("**");
            bool &none = isDouble ? noBold : noItalic;
            if (line.at(at) == QLatin1Char('*') && !none) {
                const qsizetype width = isDouble ? 2 : 1;
                const qsizetype end = opens(line, at, width) ? closing(line, at + width, width) : -1;
                if (end > 0) {
                    LightRun inner = look;
                    (isDouble ? inner.bold : inner.italic) = true;
                    read(line.sliced(at + width, end - at - width), inner);
                    at = end + width;
                    continue;
                }
                none = opens(line, at, width); // no end from here: none further on either
            }
            if (line.at(at) == QLatin1Char('[') && !noLink) {
                if (const qsizetype after = link(line, at, look); after > 0) {
                    at = after;
                    continue;
                }
            }
            const qsizetype width = isDouble ? 2 : 1; // half a bold mark is no italic one
            for (const QChar character : line.mid(at, width)) {
                add(character, look);
            }
            at += width;
        }
    }

private:
    void add(QChar character, const LightRun &look)
    {
        if (!m_runs.isEmpty() && m_runs.last().bold == look.bold && m_runs.last().italic == look.italic
            && m_runs.last().link == look.link) {
            m_runs.last().text += character;
            return;
        }
        m_runs.append(look);
        m_runs.last().text = character;
    }
    static bool opens(QStringView line, qsizetype at, qsizetype width)
    {
        const bool isInWord = at > 0 && line.at(at - 1).isLetterOrNumber();
        qsizetype next = at + width;
        next += width == 2 && next < line.size() && line.at(next) == QLatin1Char('*') ? 1 : 0; // ***both***
        return !isInWord && next < line.size() && !line.at(next).isSpace() && line.at(next) != QLatin1Char('*');
    }
    static qsizetype closing(QStringView line, qsizetype from, qsizetype width)
    {
        for (qsizetype at = from; at + width <= line.size(); ++at) {
            if (isEscape(line, at)) {
                ++at;
                continue;
            }
            if (line.at(at) != QLatin1Char('*')) {
                continue;
            }
            qsizetype stars = 1;
            while (at + stars < line.size() && line.at(at + stars) == QLatin1Char('*')) {
                ++stars;
            }
            const bool fits = stars == width || stars == 3; // three close both kinds
            if (fits && at > from && !line.at(at - 1).isSpace()) {
                return at + stars - width;
            }
            at += stars - 1;
        }
        return -1;
    }
    /// Behind the link that begins here; -1 when none does.
    qsizetype link(QStringView line, qsizetype at, const LightRun &look)
    {
        constexpr qsizetype longestWords = 1000;
        constexpr qsizetype longestAddress = 2000;
        qsizetype end = at + 1;
        while (end < line.size() && end - at <= longestWords && line.at(end) != QLatin1Char(']')
               && line.at(end) != QLatin1Char('[')) {
            end += isEscape(line, end) ? 2 : 1;
        }
        if (end >= line.size() || line.at(end) != QLatin1Char(']') || end == at + 1) {
            return -1;
        }
        static const QRegularExpression target(QStringLiteral("\\A\\(((?:https?://|mailto:)[^\\s<>\"'()\\\\]+)\\)"),
                                               QRegularExpression::CaseInsensitiveOption);
        const QRegularExpressionMatch match = target.match(line.mid(end + 1, longestAddress).toString());
        if (!match.hasMatch()) {
            return -1;
        }
        LightRun inner = look;
        inner.link = match.captured(1);
        read(line.sliced(at + 1, end - at - 1), inner);
        return end + 1 + match.capturedLength();
    }

    QList<LightRun> &m_runs;
};

QString runHtml(const LightRun &run, bool &atSpace)
{
    QString html = run.link.isEmpty() ? HtmlLines::withLinks(run.text, atSpace) : HtmlLines::escaped(run.text, atSpace);
    if (!run.link.isEmpty()) {
        html = QStringLiteral("<a href=\"%1\">%2</a>").arg(run.link.toHtmlEscaped(), html);
    }
    if (run.italic) {
        html = QStringLiteral("<em>") + html + QStringLiteral("</em>");
    }
    return run.bold ? QStringLiteral("<strong>") + html + QStringLiteral("</strong>") : html;
}

QString lineHtml(const LightLine &line)
{
    QString html;
    bool atSpace = true;
    for (const LightRun &run : line.runs) {
        html += runHtml(run, atSpace);
    }
    return html;
}

} // namespace

QList<LightLine> lightLines(const QString &text)
{
    QList<LightLine> lines;
    for (const QString &written : cleanBodyText(text).split(QLatin1Char('\n'))) {
        LightLine line;
        line.isItem = written.startsWith(QLatin1String("- ")) && written.size() > 2;
        LineReader(line.runs).read(QStringView(written).sliced(line.isItem ? 2 : 0), {});
        lines.append(line);
    }
    return lines;
}

QString lightPlain(const QString &text)
{
    QStringList lines;
    for (const LightLine &line : lightLines(text)) {
        QString plain = line.isItem ? QStringLiteral("- ") : QString();
        for (qsizetype index = 0; index < line.runs.size(); ++index) {
            const LightRun &run = line.runs.at(index);
            plain += run.text;
            const bool isEnd = index + 1 == line.runs.size() || line.runs.at(index + 1).link != run.link;
            QString address = run.link;
            if (address.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive)) {
                address.remove(0, 7);
            }
            if (!run.link.isEmpty() && isEnd && run.text != run.link && run.text != address) {
                plain += QStringLiteral(" (%1)").arg(address);
            }
        }
        lines.append(plain);
    }
    return lines.join(QLatin1Char('\n'));
}

QString lightHtml(const QString &text)
{
    QList<LightLine> lines = lightLines(text);
    while (!lines.isEmpty() && lines.last().runs.isEmpty()) {
        lines.removeLast();
    }
    QString html;
    QStringList paragraph;
    const auto endParagraph = [&] {
        if (!paragraph.isEmpty()) {
            html += QStringLiteral("<p>") + paragraph.join(QStringLiteral("<br>\n")) + QStringLiteral("</p>\n");
            paragraph.clear();
        }
    };
    bool inList = false;
    for (const LightLine &line : std::as_const(lines)) {
        if (line.isItem != inList) {
            endParagraph();
            html += line.isItem ? QStringLiteral("<ul>\n") : QStringLiteral("</ul>\n");
            inList = line.isItem;
        }
        if (line.isItem) {
            html += QStringLiteral("<li>") + lineHtml(line) + QStringLiteral("</li>\n");
        } else if (line.runs.isEmpty()) {
            endParagraph();
        } else {
            paragraph.append(lineHtml(line));
        }
    }
    endParagraph();
    return inList ? html + QStringLiteral("</ul>\n") : html;
}

QString lightEscaped(const QString &words, bool beginsLine)
{
    QString escaped;
    escaped.reserve(words.size());
    for (qsizetype at = 0; at < words.size(); ++at) {
        const QChar character = words.at(at);
        const bool isItem = beginsLine && QStringView(words).sliced(at).startsWith(QLatin1String("- "));
        if (isItem || character == QLatin1Char('\\') || character == QLatin1Char('*') || character == QLatin1Char('[')
            || character == QLatin1Char(']')) {
            escaped += QLatin1Char('\\');
        }
        escaped += character;
        beginsLine = isLineEnd(character);
    }
    return escaped;
}

LightEscape lightEscapedBehind(const QString &before, const QString &words)
{
    if (words.isEmpty()) {
        return {};
    }
    const bool beginsLine = before.isEmpty() || isLineEnd(before.back());
    qsizetype backslashes = 0;
    while (backslashes < before.size() && before.at(before.size() - 1 - backslashes) == QLatin1Char('\\')) {
        ++backslashes;
    }
    const bool isOpen = backslashes % 2 == 1; // it waits for a sign
    return {isOpen ? QStringLiteral("\\") : QString(), lightEscaped(words, beginsLine)};
}

} // namespace AlwaysLeads
