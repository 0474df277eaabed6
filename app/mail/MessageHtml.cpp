#include "mail/Message.h"

#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

/// Spaces that HTML would swallow become no-break spaces: at the start of a line and after another space.
QString withKeptSpaces(const QString &escaped)
{
    QString kept;
    kept.reserve(escaped.size());
    bool atSpace = true;
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

QString lineHtml(const QString &line)
{
    static const QRegularExpression link(QStringLiteral("\\bhttps?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)\\]}]"));
    QString html;
    qsizetype done = 0;
    QRegularExpressionMatchIterator matches = link.globalMatch(line);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        html += withKeptSpaces(line.mid(done, match.capturedStart() - done).toHtmlEscaped());
        const QString address = match.captured().toHtmlEscaped();
        html += QStringLiteral("<a href=\"%1\">%1</a>").arg(address);
        done = match.capturedEnd();
    }
    return html + withKeptSpaces(line.mid(done).toHtmlEscaped());
}

} // namespace

QString htmlOf(const QString &text)
{
    QString clean = cleanBodyText(text);
    while (clean.endsWith(QLatin1Char('\n'))) {
        clean.chop(1);
    }
    QStringList paragraphs;
    for (const QString &paragraph : clean.split(QStringLiteral("\n\n"))) {
        QStringList lines;
        for (const QString &line : paragraph.split(QLatin1Char('\n'))) {
            lines += lineHtml(line);
        }
        paragraphs += QStringLiteral("<p>") + lines.join(QStringLiteral("<br>\n")) + QStringLiteral("</p>\n");
    }
    return QStringLiteral("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"></head>\n<body>\n")
        + paragraphs.join(QString()) + QStringLiteral("</body>\n</html>\n");
}

} // namespace AlwaysLeads
