#include "shell/SidebarItem.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QEnterEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int rowHeight = 30;
constexpr int railHeight = 36;
constexpr int railWidth = 40;
constexpr qreal radius = 7;
} // namespace

SidebarItem::SidebarItem(Icon icon, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(icon)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setAutoExclusive(false);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SidebarItem::setCount(qint64 count)
{
    if (count == m_count) {
        return;
    }
    m_count = count;
    setAccessibleName(count > 0 ? tr("%1, %L2").arg(text()).arg(count) : text());
    update();
}

void SidebarItem::setEndText(const QString &text)
{
    m_end = text;
    update();
}

void SidebarItem::setRail(bool rail)
{
    m_rail = rail;
    setToolTip(rail ? text() : QString());
    setSizePolicy(rail ? QSizePolicy::Fixed : QSizePolicy::Expanding, QSizePolicy::Fixed);
    updateGeometry();
    update();
}

QSize SidebarItem::sizeHint() const
{
    return m_rail ? QSize(railWidth, railHeight) : QSize(200, rowHeight);
}

void SidebarItem::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void SidebarItem::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void SidebarItem::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || isDown()) {
        paintBox(&painter, rect(), radius, theme.pressed);
    } else if (underMouse() && isEnabled()) {
        paintBox(&painter, rect(), radius, theme.deskHover);
    }
    const QColor ink = isChecked() ? theme.text : theme.text2;
    const QColor iconInk = isChecked() ? theme.accent : theme.text2;
    if (m_rail) {
        const QRectF place((width() - 18) / 2.0, (height() - 18) / 2.0, 18, 18);
        iconsOf(this).paint(&painter, m_icon, place, iconInk);
        if (m_count > 0) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.accent);
            painter.drawEllipse(QRectF(place.right() - 3, place.top() - 4, 7, 7));
        }
        return;
    }
    const QRectF line = QRectF(rect()).adjusted(8, 0, -8, 0);
    iconsOf(this).paint(&painter, m_icon, QRectF(line.left(), (height() - 16) / 2.0, 16, 16), iconInk);
    const QString end = m_count > 0 ? QLocale().toString(m_count) : m_end;
    const qreal endWidth = end.isEmpty() ? 0 : TabularText::width(end, fonts.meta()) + 8;
    paintLine(&painter, line.adjusted(26, 0, -endWidth, 0), text(),
              fonts.of(isChecked() ? TextStyle::BodyMedium : TextStyle::Body), ink);
    if (m_badge && m_count > 0) {
        constexpr qreal size = 18;
        const qreal width = std::max(size, TabularText::width(end, fonts.meta()) + 10);
        const QRectF round(line.right() - width, (height() - size) / 2, width, size);
        paintBox(&painter, round, size / 2, theme.accent);
        TabularText::paint(&painter, round, end, fonts.meta(), theme.onAccent, Qt::AlignHCenter);
    } else if (!end.isEmpty()) {
        TabularText::paint(&painter, line, end, fonts.meta(), isChecked() ? theme.text2 : theme.text3, Qt::AlignRight);
    }
}

} // namespace AlwaysLeads
