#include "mail/HtmlLines.h"
#include "mail/Message.h"

namespace AlwaysLeads {

namespace {

QString lineHtml(const QString &line)
{
    bool atSpace = true;
    return HtmlLines::withLinks(line, atSpace);
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
    return HtmlLines::document(paragraphs.join(QString()));
}

} // namespace AlwaysLeads
