#include "mail/HtmlLines.h"

#include <QRegularExpression>

namespace AlwaysLeads {

QString HtmlLines::escaped(const QString &words, bool &atSpace)
{
    const QString escaped = words.toHtmlEscaped();
    QString kept;
    kept.reserve(escaped.size());
    for (const QChar character : escaped) {
        if (character == QLatin1Char('\t')) {
            kept += QStringLiteral("&nbsp;&nbsp;&nbsp; ");
            atSpace = true;
        } else if (character == QLatin1Char(' ')) {
            kept += atSpace ? QStringLiteral("&nbsp;") : QStringLiteral(" ");
            atSpace = true;
        } else {
            kept += character;
            atSpace = false;
        }
    }
    return kept;
}

QString HtmlLines::withLinks(const QString &words, bool &atSpace)
{
    static const QRegularExpression link(QStringLiteral("\\bhttps?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)\\]}]"));
    QString html;
    qsizetype done = 0;
    QRegularExpressionMatchIterator matches = link.globalMatch(words);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        html += escaped(words.mid(done, match.capturedStart() - done), atSpace);
        const QString address = match.captured().toHtmlEscaped();
        html += QStringLiteral("<a href=\"%1\">%1</a>").arg(address);
        atSpace = false;
        done = match.capturedEnd();
    }
    return html + escaped(words.mid(done), atSpace);
}

QString HtmlLines::document(const QString &body)
{
    return QStringLiteral("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"></head>\n<body>\n") + body
        + QStringLiteral("</body>\n</html>\n");
}

} // namespace AlwaysLeads
