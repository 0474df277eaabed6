#include "shell/PageHeader.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/WrapLayout.h"

#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr int headerHeight = 52;
constexpr int inset = 20;
constexpr int endInset = 12;
constexpr int edge = 4;
constexpr int gap = 10;
constexpr int pathInset = 10; // of the words in the button of the path, which stand where a title would
} // namespace

PageHeader::PageHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_line(new WrapLayout(this))
    , m_path(new Button(QString(), ButtonKind::Ghost))
    , m_slash(new Label(QStringLiteral("/"), TextStyle::PagePlain, &Theme::text3))
    , m_title(new ElidedLabel(title, TextStyle::Page))
    , m_menu(new IconButton(Icon::ChevronDown, tr("More")))
    , m_count(new Label(QString(), TextStyle::Body, &Theme::text3))
{
    setMinimumHeight(headerHeight);
    m_line->setContentsMargins(inset, edge, endInset, edge);
    m_line->setSpacing(gap);
    m_path->setObjectName(QStringLiteral("headerPath"));
    m_path->setControlHeight(28);
    m_path->hide();
    m_slash->hide();
    m_menu->setObjectName(QStringLiteral("headerMenu"));
    m_menu->setControlSize(28);
    m_menu->hide();
    m_count->hide();
    for (QWidget *part : std::initializer_list<QWidget *>{m_path, m_slash, m_title, m_menu, m_count}) {
        m_line->addWidget(part);
    }
    connect(m_path, &QPushButton::clicked, this, &PageHeader::pathClicked);
    connect(m_menu, &QPushButton::clicked, this, &PageHeader::menuRequested);
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::setPath(const QString &path)
{
    m_path->setText(path);
    m_path->setVisible(!path.isEmpty());
    m_line->setContentsMargins(path.isEmpty() ? inset : inset - pathInset, edge, endInset, edge);
    m_slash->setVisible(!path.isEmpty());
}

void PageHeader::setMenu(const QString &name)
{
    if (!name.isEmpty()) {
        m_menu->setName(name);
    }
    m_menu->setVisible(!name.isEmpty());
}

QWidget *PageHeader::menuButton() const
{
    return m_menu;
}

void PageHeader::setCount(const QString &count)
{
    m_count->setText(count);
    m_count->setVisible(!count.isEmpty());
}

void PageHeader::addLeft(QWidget *widget)
{
    m_line->addWidget(widget);
}

void PageHeader::addRight(QWidget *widget)
{
    m_line->addWidget(widget, WrapLayout::Side::End);
}

void PageHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintHairline(&painter, rect(), Qt::BottomEdge, themeOf(this).border);
}

} // namespace AlwaysLeads
