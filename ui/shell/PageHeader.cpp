#include "shell/PageHeader.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr int headerHeight = 52;
constexpr int inset = 20;
constexpr int endInset = 12;
} // namespace

PageHeader::PageHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_left(new QHBoxLayout)
    , m_right(new QHBoxLayout)
    , m_path(new Button(QString(), ButtonKind::Ghost))
    , m_slash(new Label(QStringLiteral("/"), TextStyle::PagePlain, &Theme::text3))
    , m_title(new ElidedLabel(title, TextStyle::Page))
    , m_count(new Label(QString(), TextStyle::Body, &Theme::text3))
{
    setFixedHeight(headerHeight);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(inset, 0, endInset, 0);
    line->setSpacing(12);
    m_left->setSpacing(10);
    m_right->setSpacing(8);
    m_path->setObjectName(QStringLiteral("headerPath"));
    m_path->setControlHeight(28);
    m_path->hide();
    m_slash->hide();
    m_count->hide();
    m_left->addWidget(m_path);
    m_left->addWidget(m_slash);
    m_left->addWidget(m_title);
    m_left->addWidget(m_count);
    line->addLayout(m_left);
    line->addStretch(1);
    line->addLayout(m_right);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    connect(m_path, &QPushButton::clicked, this, &PageHeader::pathClicked);
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::setPath(const QString &path)
{
    m_path->setText(path);
    m_path->setVisible(!path.isEmpty());
    m_slash->setVisible(!path.isEmpty());
}

void PageHeader::setCount(const QString &count)
{
    m_count->setText(count);
    m_count->setVisible(!count.isEmpty());
}

void PageHeader::addLeft(QWidget *widget)
{
    m_left->addWidget(widget);
}

void PageHeader::addRight(QWidget *widget)
{
    m_right->addWidget(widget);
}

void PageHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintHairline(&painter, rect(), Qt::BottomEdge, themeOf(this).border);
}

} // namespace AlwaysLeads
