#include "mailbox/PermissionPoints.h"

#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace AlwaysLeads {

PermissionPoints::PermissionPoints(QWidget *parent)
    : QWidget(parent)
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
}

void PermissionPoints::showFor(Mailbox::Kind kind, const QString &serviceName, bool onlySend)
{
    delete m_columns;
    m_columns = new QWidget;
    auto *line = new QHBoxLayout(m_columns);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(40);
    const bool byServer = kind == Mailbox::Kind::Smtp;
    line->addWidget(column(byServer ? tr("What you will need") : tr("What you will be asked to allow"),
                           asked(kind, onlySend), false),
                    1, Qt::AlignTop);
    line->addWidget(column(tr("What stays yours"), kept(kind, serviceName), true), 1, Qt::AlignTop);
    layout()->addWidget(m_columns);
}

QList<PermissionPoints::Point> PermissionPoints::asked(Mailbox::Kind kind, bool onlySend)
{
    if (kind == Mailbox::Kind::Smtp) {
        return {
            {Icon::Key, tr("Address and password"), tr("Many providers want an app password, made on their own page.")},
            {Icon::Server, tr("The name of the outgoing server"),
             tr("It is guessed from the address; your provider’s help page says it.")}};
    }
    const Point send{Icon::Send, tr("Send mail as you"), tr("Only drafts that you approved.")};
    if (onlySend) {
        return {
            send,
            {Icon::EyeOff, tr("Nothing else"),
             tr("Answers, absences, bounces and a no by mail are not noticed here: you enter them by hand. Follow-ups "
                "wait until you say otherwise.")}};
    }
    const Point look{Icon::FolderSearch, tr("Look in your Sent folder"),
                     tr("To be sure that no mail ever goes out twice.")};
    if (kind == Mailbox::Kind::Microsoft) {
        return {
            send,
            {Icon::MailOpen, tr("Read and write mail in your mailbox"),
             tr("To notice answers, absences and bounces, read here, on this computer. Each mail that leaves is put "
                "among your drafts first.")},
            look};
    }
    return {send,
            {Icon::MailOpen, tr("Read mail in your inbox"),
             tr("To notice answers, absences and bounces. It is read here, on this computer.")},
            look};
}

QList<PermissionPoints::Point> PermissionPoints::kept(Mailbox::Kind kind, const QString &serviceName)
{
    const bool byServer = kind == Mailbox::Kind::Smtp;
    return {{Icon::Lock, tr("Your password"),
             byServer ? tr("Kept encrypted on this computer, its key in the keychain. It goes to your server only.")
                      : tr("You sign in with %1, in your browser. Only a key is kept, encrypted, on this computer.")
                            .arg(serviceName)},
            {Icon::CloudOff, tr("Your mail"), tr("There is no server of ours in between.")},
            {Icon::Hand, tr("Your decision"),
             byServer ? tr("Nothing is sent on its own. You can remove the mailbox at any time.")
                      : tr("Nothing is sent on its own. You can take the permission back at any time.")}};
}

QWidget *PermissionPoints::column(const QString &title, const QList<Point> &points, bool isOurs) const
{
    auto *column = new QWidget;
    auto *lines = new QVBoxLayout(column);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(16);
    auto *head = new Label(title, TextStyle::BigStrong);
    head->setWordWrap(true);
    lines->addWidget(head);
    for (const Point &point : points) {
        auto *line = new QHBoxLayout;
        line->setSpacing(12);
        auto *icon = new IconView(point.icon, 18, &Theme::accent);
        if (isOurs) {
            icon->setTone(ToneName::Success);
        }
        line->addWidget(icon, 0, Qt::AlignTop);
        auto *words = new QVBoxLayout;
        words->setSpacing(1);
        words->addWidget(new Label(point.title, TextStyle::BodyMedium));
        auto *text = new Label(point.text, TextStyle::Body, &Theme::text2);
        text->setWordWrap(true);
        words->addWidget(text);
        line->addLayout(words, 1);
        lines->addLayout(line);
    }
    return column;
}

} // namespace AlwaysLeads
