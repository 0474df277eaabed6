#include "outbox/ThisComputerCard.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

QString ruleWords(SendingRules::Late rule)
{
    switch (rule) {
    case SendingRules::Late::NextSlot:
        return ThisComputerCard::tr(
            "If it sleeps, late mails move to the next free slot. They never go out all at once.");
    case SendingRules::Late::NextWindow:
        return ThisComputerCard::tr("If it sleeps, late mails wait for the next opening, one after the other.");
    case SendingRules::Late::Ask:
        return ThisComputerCard::tr("If it sleeps, late mails are held, and you decide.");
    }
    return {};
}

} // namespace

ThisComputerCard::ThisComputerCard(QWidget *parent)
    : Card(parent)
    , m_title(new Label(QString(), TextStyle::Strong))
    , m_text(new Label(QString(), TextStyle::Body, &Theme::text2))
{
    setObjectName(QStringLiteral("thisComputer"));
    setGround(&Theme::sunken);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(16, 14, 16, 10);
    lines->setSpacing(6);
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(new IconView(Icon::Laptop, 16), 0, Qt::AlignTop);
    m_title->setWordWrap(true);
    first->addWidget(m_title, 1);
    lines->addLayout(first);
    m_text->setWordWrap(true);
    lines->addWidget(m_text);
    auto *change = new Button(tr("Change what happens to late mail"), ButtonKind::Link);
    change->setObjectName(QStringLiteral("lateRule"));
    change->setTextStyle(TextStyle::MetaMedium);
    change->setControlHeight(24);
    auto *last = new QHBoxLayout;
    last->addWidget(change);
    last->addStretch(1);
    lines->addLayout(last);
    lines->addStretch(1);
    connect(change, &QPushButton::clicked, this, &ThisComputerCard::ruleRequested);
}

void ThisComputerCard::show(const OutboxPage &page)
{
    const QString time = QLocale().toString(page.lastToday.toLocalTime().time(), QLocale::ShortFormat);
    m_title->setText(page.lastToday.isValid() ? tr("Keep this computer on until %1").arg(time)
                                              : tr("Nothing more leaves today"));
    m_text->setText(ruleWords(page.whenLate));
    setAccessibleName(tr("%1. %2").arg(m_title->text(), m_text->text()));
}

} // namespace AlwaysLeads
