#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Segmented.h"

#include <QKeyEvent>
#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr int tabGap = 18;
}

Tabs::Tabs(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
{
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

int Tabs::addTab(const QString &text)
{
    m_tabs.append(text);
    describe();
    updateGeometry();
    return int(m_tabs.size()) - 1;
}

void Tabs::setCurrent(int index)
{
    index = qBound(0, index, int(m_tabs.size()) - 1);
    if (index != m_current) {
        m_current = index;
        describe();
        update();
        Q_EMIT currentChanged(index);
    }
}

void Tabs::describe()
{
    const QString now = m_tabs.value(m_current);
    setAccessibleName(now.isEmpty() ? m_name
                                    : tr("%1: %2, %3 of %4").arg(m_name, now).arg(m_current + 1).arg(m_tabs.size()));
}

QRectF Tabs::tabRect(int index) const
{
    const QFontMetricsF metrics(fontsOf(this).bodyMedium());
    qreal x = 0;
    for (int i = 0; i < index; ++i) {
        x += qCeil(metrics.horizontalAdvance(m_tabs.at(i))) + tabGap;
    }
    const qreal width = qCeil(metrics.horizontalAdvance(m_tabs.at(index)));
    return {layoutDirection() == Qt::RightToLeft ? this->width() - x - width : x, 0, width, qreal(height())};
}

int Tabs::tabAt(const QPointF &position) const
{
    for (int i = 0; i < m_tabs.size(); ++i) {
        if (tabRect(i).adjusted(-tabGap / 2.0, 0, tabGap / 2.0, 0).contains(position)) {
            return i;
        }
    }
    return -1;
}

QSize Tabs::sizeHint() const
{
    const QFontMetricsF metrics(fontsOf(this).bodyMedium());
    int width = 0;
    for (const QString &tab : m_tabs) {
        width += qCeil(metrics.horizontalAdvance(tab)) + tabGap;
    }
    return {qMax(0, width - tabGap), qRound(32 * fontsOf(this).textFactor())};
}

QRectF Tabs::focusOutline() const
{
    return m_current < m_tabs.size() ? tabRect(m_current).adjusted(-3, 5, 3, -6) : QRectF();
}

void Tabs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    paintHairline(&painter, rect(), Qt::BottomEdge, theme.border);
    for (int i = 0; i < m_tabs.size(); ++i) {
        const QRectF box = tabRect(i);
        const bool active = i == m_current;
        paintLine(&painter, box.adjusted(0, 0, 1, -2), m_tabs.at(i), fontsOf(this).bodyMedium(),
                  active || i == m_hovered ? theme.text : theme.text2, Qt::AlignLeft, Qt::ElideNone);
        if (active) {
            painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), theme.accent);
        }
    }
}

void Tabs::mousePressEvent(QMouseEvent *event)
{
    const int index = tabAt(event->position());
    if (event->button() == Qt::LeftButton && index >= 0) {
        setCurrent(index);
    }
}

void Tabs::mouseMoveEvent(QMouseEvent *event)
{
    const int index = tabAt(event->position());
    if (index != m_hovered) {
        m_hovered = index;
        update();
    }
}

void Tabs::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void Tabs::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(m_current + (mirrored ? 1 : -1));
        break;
    case Qt::Key_Right:
        setCurrent(m_current + (mirrored ? -1 : 1));
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Tabs::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

} // namespace AlwaysLeads
