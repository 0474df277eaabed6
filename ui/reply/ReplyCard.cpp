#include "reply/ReplyCard.h"

#include "reply/InboxModel.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/MailView.h"
#include "widgets/Marks.h"
#include "widgets/Menu.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr qreal radius = 10;
} // namespace

ReplyCard::ReplyCard(QWidget *parent)
    : QWidget(parent)
    , m_avatar(new Avatar(28))
    , m_from(new Label({}, TextStyle::Body, &Theme::text2))
    , m_when(new Label({}, TextStyle::Meta, &Theme::text2))
    , m_reply(new IconButton(Icon::Reply, tr("Answer")))
    , m_more(new IconButton(Icon::More, tr("More for this mail")))
    , m_nothing(new Label(tr("They wrote nothing of their own."), TextStyle::Body, &Theme::text2))
    , m_text(new MailView)
    , m_whole(new Button(tr("Show the whole mail"), ButtonKind::Link))
{
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(20, 16, 16, 16 + shadowRoom);
    columns->setSpacing(14);
    auto *left = new QVBoxLayout;
    left->setContentsMargins(0, 4, 0, 0);
    left->addWidget(m_avatar);
    left->addStretch(1);
    columns->addLayout(left);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    m_from->setObjectName(QStringLiteral("replyFrom"));
    m_from->setWordWrap(true);
    m_when->setWordWrap(true);
    names->addWidget(m_from);
    names->addWidget(m_when);
    names->addStretch(1);
    head->addLayout(names, 1);
    m_reply->setObjectName(QStringLiteral("replyAnswer"));
    m_more->setObjectName(QStringLiteral("replyMore"));
    for (IconButton *button : {m_reply, m_more}) {
        head->addWidget(button, 0, Qt::AlignTop);
    }
    lines->addLayout(head);
    lines->addSpacing(8);
    m_nothing->setObjectName(QStringLiteral("replyNothing"));
    m_nothing->setContentsMargins(0, 0, 0, 8);
    lines->addWidget(m_nothing);
    m_text->setObjectName(QStringLiteral("replyText"));
    m_text->setAccessibleName(tr("The reply"));
    lines->addWidget(m_text);
    m_whole->setObjectName(QStringLiteral("replyWhole"));
    m_whole->setControlHeight(24);
    lines->addSpacing(8);
    lines->addWidget(m_whole, 0, Qt::AlignLeft);
    columns->addLayout(lines, 1);
    connect(m_reply, &QPushButton::clicked, this, &ReplyCard::answerWanted);
    connect(m_more, &QPushButton::clicked, this, &ReplyCard::openMenu);
    connect(m_whole, &QPushButton::clicked, this, [this] { setShowsWhole(!m_showsWhole); });
}

void ReplyCard::show(const ReplyPage &page, const QDateTime &now)
{
    m_showsWhole = m_showsWhole && m_page.reply.id == page.reply.id;
    m_page = page;
    const Reply &reply = page.reply;
    const QString name = reply.fromName.isEmpty() ? reply.fromAddress : reply.fromName;
    const bool isPerson = page.lead && reply.matchedBy != Reply::MatchedBy::Company && !page.lead->fullName().isEmpty();
    m_avatar->setPerson(isPerson ? page.lead->fullName() : name, reply.fromAddress); // as in the list
    m_from->setText(reply.fromName.isEmpty() ? QString() : isolated(reply.fromAddress));
    m_from->setLead(isolated(name)); // a screen reader hears both
    m_when->setText(tr("to %1, %2").arg(page.mailbox, InboxModel::moment(reply.receivedAt, now)));
    showText();
}

void ReplyCard::setMayAnswer(bool mayAnswer)
{
    m_reply->setVisible(mayAnswer);
}

void ReplyCard::setShowsWhole(bool whole)
{
    m_showsWhole = whole;
    showText();
}

void ReplyCard::showText()
{
    const Reply &reply = m_page.reply;
    const bool isNothing = reply.newText.trimmed().isEmpty(); // they sent what they quote back, or a file alone
    const QString text = m_showsWhole || isNothing ? reply.wholeText : reply.newText;
    m_text->expect(text);
    m_text->setMail(text);
    m_nothing->setVisible(isNothing);
    m_whole->setVisible(!isNothing && reply.wholeText.trimmed() != reply.newText.trimmed());
    m_whole->setText(m_showsWhole ? tr("Show only what is new") : tr("Show the whole mail"));
    QList<MailMark> marks;
    // Line ends of the mail may stand in it as spaces.
    const QString flat = m_text->plainText().replace(QLatin1Char('\n'), QLatin1Char(' '));
    const qsizetype at = reply.sentence.isEmpty() ? -1 : flat.indexOf(reply.sentence);
    if (at >= 0) {
        marks.append(MailMark{int(at), int(reply.sentence.size()), 0});
    }
    m_text->setMarks(marks);
    m_text->setActiveMark(marks.isEmpty() ? -1 : 0);
}

void ReplyCard::openMenu()
{
    auto *menu = new Menu(QString(), this);
    menu->setObjectName(QStringLiteral("replyMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!m_whole->isHidden()) {
        QAction *whole = menu->addEntry(Icon::Mail, m_whole->text());
        connect(whole, &QAction::triggered, this, [this] { setShowsWhole(!m_showsWhole); });
    }
    QAction *copy = menu->addEntry(Icon::Copy, tr("Copy the text"));
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(m_text->plainText()); });
    QAction *address = menu->addEntry(Icon::Copy, tr("Copy the address"));
    connect(address, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_page.reply.fromAddress); });
    QAction *forward = menu->addEntry(Icon::Forward, tr("Forward to a colleague"), QKeySequence(Qt::Key_F));
    forward->setShortcutContext(Qt::WidgetShortcut); // the page has it too
    connect(forward, &QAction::triggered, this, &ReplyCard::forwardWanted);
    menu->popup(m_more->mapToGlobal(QPoint(m_more->width() - menu->sizeHint().width(), m_more->height() + 4)));
}

void ReplyCard::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF sheet = QRectF(rect()).adjusted(0, 0, 0, -shadowRoom);
    paintShadow(&painter, sheet, radius, 2, 10, theme.shadowSoft);
    paintBox(&painter, sheet, radius, theme.surface, theme.border);
}

} // namespace AlwaysLeads
