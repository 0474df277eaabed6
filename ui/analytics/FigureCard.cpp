#include "analytics/FigureCard.h"

#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Menu.h"
#include "widgets/WrapLayout.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace AlwaysLeads {

FigureCard::FigureCard(const QString &title, const QString &objectName, QWidget *parent)
    : Card(parent)
    , m_title(new Label(title, TextStyle::Strong))
    , m_count(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_more(new IconButton(Icon::More, tr("Table and file of “%1”").arg(title)))
    , m_header(new QHBoxLayout)
    , m_body(new QVBoxLayout)
{
    setObjectName(objectName);
    setAccessibleName(title);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(20, 14, 20, 16);
    lines->setSpacing(8);
    auto *words = new QWidget;
    auto *wrap = new WrapLayout(words);
    wrap->setContentsMargins(0, 4, 0, 4);
    wrap->setSpacing(10);
    wrap->addWidget(m_title);
    wrap->addWidget(m_count);
    m_count->hide();
    m_header->setContentsMargins(0, 0, 0, 0);
    m_header->setSpacing(12);
    m_header->addWidget(words, 1, Qt::AlignTop);
    m_more->setObjectName(objectName + QStringLiteral("More"));
    m_more->setControlSize(28);
    m_more->setColour(&Theme::text3);
    m_header->addWidget(m_more, 0, Qt::AlignTop);
    lines->addLayout(m_header);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(8);
    lines->addLayout(m_body, 1);
    connect(m_more, &QPushButton::clicked, this, &FigureCard::openMenu);
}

QString FigureCard::title() const
{
    return m_title->text();
}

void FigureCard::setQuietTitle()
{
    m_title->setTextStyle(TextStyle::Body);
    m_title->setColour(&Theme::text2);
}

void FigureCard::setCount(const QString &count)
{
    m_count->setText(count);
    m_count->setVisible(!count.isEmpty());
}

void FigureCard::openMenu()
{
    auto *menu = new Menu(QString(), this);
    menu->setObjectName(QStringLiteral("figureMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addEntry(Icon::Columns, tr("Show as a table")), &QAction::triggered, this,
            &FigureCard::tableRequested);
    connect(menu->addEntry(Icon::Download, tr("Save as CSV…")), &QAction::triggered, this, &FigureCard::saveRequested);
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

} // namespace AlwaysLeads
