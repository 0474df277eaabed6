#include "reply/SentMailCard.h"

#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QVBoxLayout>

namespace AlwaysLeads {

SentMailCard::SentMailCard(QWidget *parent)
    : Card(parent)
    , m_avatar(new Avatar(28))
    , m_head(new Label({}, TextStyle::Body, &Theme::text2))
    , m_line(new ElidedLabel({}, TextStyle::Body, &Theme::text2))
    , m_unfold(new IconButton(Icon::ChevronDown, tr("Show the mail that you sent")))
    , m_whole(new Label({}, TextStyle::Body, &Theme::text2))
{
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(20, 10, 12, 10);
    columns->setSpacing(14);
    auto *left = new QVBoxLayout;
    left->setContentsMargins(0, 6, 0, 0);
    left->addWidget(m_avatar);
    left->addStretch(1);
    columns->addLayout(left);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    lines->addWidget(m_head);
    lines->addWidget(m_line);
    m_whole->setObjectName(QStringLiteral("sentWhole"));
    m_whole->setWordWrap(true);
    m_whole->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_whole->setContentsMargins(0, 8, 0, 4);
    lines->addWidget(m_whole);
    columns->addLayout(lines, 1);
    m_unfold->setObjectName(QStringLiteral("replyUnfold"));
    m_unfold->setControlSize(28);
    m_unfold->setCheckable(true);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 6, 0, 0);
    right->addWidget(m_unfold);
    right->addStretch(1);
    columns->addLayout(right);
    connect(m_unfold, &QPushButton::toggled, this, &SentMailCard::fold);
    fold();
}

void SentMailCard::show(const QString &name, const QString &address, const QString &moment, const QString &text)
{
    if (text != m_text) {
        m_unfold->setChecked(false);
    }
    m_text = text;
    m_avatar->setPerson(name.isEmpty() ? address : name, address);
    m_head->setLead(tr("You"));
    m_head->setText(moment);
    m_line->setText(text.simplified().left(300));
    m_whole->setText(m_unfold->isChecked() ? text : QString());
}

void SentMailCard::fold()
{
    const bool isOpen = m_unfold->isChecked();
    m_unfold->setPicture(isOpen ? Icon::ChevronUp : Icon::ChevronDown);
    m_unfold->setName(isOpen ? tr("Fold the mail that you sent") : tr("Show the mail that you sent"));
    m_line->setVisible(!isOpen);
    m_whole->setText(isOpen ? m_text : QString());
    m_whole->setVisible(isOpen);
}

void SentMailCard::mouseReleaseEvent(QMouseEvent *event)
{
    Card::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) {
        m_unfold->toggle();
    }
}

} // namespace AlwaysLeads
