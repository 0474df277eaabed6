#include "reply/ForwardSheet.h"

#include "widgets/Button.h"
#include "widgets/TextArea.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 560;
constexpr int linesShown = 12;
constexpr qsizetype mostInLink = 1500; // characters; Windows takes about 2,000 with everything escaped

} // namespace

ForwardSheet::ForwardSheet(const ReplyPage &page, OpenLink openLink, QWidget *inside)
    : DialogSheet(tr("Forward to a colleague"), sheetWidth, inside)
{
    setObjectName(QStringLiteral("forwardSheet"));
    auto *area = new TextArea(subjectOf(page), linesShown);
    area->edit()->setObjectName(QStringLiteral("forwardText"));
    area->edit()->setAccessibleName(tr("Text to forward"));
    area->setText(textOf(page));
    area->setHint(tr("You can change it. It leaves by your own mail program."));
    body()->addWidget(area);
    auto *cancel = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    auto *copy = addButton(new Button(Icon::Copy, tr("Copy"), ButtonKind::Secondary));
    copy->setObjectName(QStringLiteral("forwardCopy"));
    auto *open = addButton(new Button(Icon::Forward, tr("Open in your mail program"), ButtonKind::Primary));
    open->setObjectName(QStringLiteral("forwardOpen"));
    setInitialFocus(open);
    connect(cancel, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(copy, &QPushButton::clicked, this, [this, area] {
        QGuiApplication::clipboard()->setText(area->text());
        close();
    });
    connect(open, &QPushButton::clicked, this, [this, area, subject = subjectOf(page), openLink = std::move(openLink)] {
        if (openLink(linkOf(subject, area->text()))) {
            close();
        } else {
            Q_EMIT failed();
        }
    });
}

QString ForwardSheet::subjectOf(const ReplyPage &page)
{
    const QString &subject = page.reply.subject;
    return tr("Fwd: %1").arg(subject.isEmpty() ? tr("Without a subject") : subject.simplified().left(200));
}

QString ForwardSheet::textOf(const ReplyPage &page)
{
    const Reply &reply = page.reply;
    const QString from =
        reply.fromName.isEmpty() ? reply.fromAddress : QStringLiteral("%1 <%2>").arg(reply.fromName, reply.fromAddress);
    return QStringLiteral("\n\n---------- %1 ----------\n%2\n%3\n%4\n\n%5")
        .arg(tr("Forwarded mail"), tr("From: %1").arg(from),
             tr("Date: %1").arg(QLocale().toString(reply.receivedAt.toLocalTime(), QLocale::LongFormat)),
             tr("Subject: %1").arg(reply.subject), reply.newText.isEmpty() ? reply.wholeText : reply.newText);
}

QUrl ForwardSheet::linkOf(const QString &subject, const QString &text)
{
    const QString body = text.size() > mostInLink
        ? text.left(mostInLink) + QStringLiteral("\n\n") + tr("(The rest was cut off: copy it in AlwaysLeads.)")
        : text;
    // RFC 6068: line ends as CRLF, everything else escaped, a plus too.
    const auto escaped = [](QString part) {
        part.replace(QStringLiteral("\n"), QStringLiteral("\r\n"));
        return QString::fromLatin1(QUrl::toPercentEncoding(part));
    };
    return QUrl::fromEncoded(
        QStringLiteral("mailto:?subject=%1&body=%2").arg(escaped(subject), escaped(body)).toLatin1());
}

} // namespace AlwaysLeads
