#include "widgets/Segmented.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr int trackInset = 2;
constexpr int segmentInset = 10;
} // namespace

Segmented::Segmented(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
{
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    describe();
}

int Segmented::addSegment(const QString &text, qint64 count)
{
    m_segments.append({text, count});
    describe();
    updateGeometry();
    return int(m_segments.size()) - 1;
}

void Segmented::setCount(int index, qint64 count)
{
    if (m_segments.value(index).count != count && index < m_segments.size()) {
        m_segments[index].count = count;
        describe();
        updateGeometry();
        update();
    }
}

void Segmented::setCurrent(int index)
{
    index = qBound(0, index, int(m_segments.size()) - 1);
    if (index != m_current) {
        m_current = index;
        describe();
        update();
        Q_EMIT currentChanged(index);
    }
}

void Segmented::describe()
{
    const Segment now = m_segments.value(m_current);
    const QString words =
        now.count < 0 ? now.text : QStringLiteral("%1 %2").arg(now.text, QLocale().toString(now.count));
    setAccessibleName(now.text.isEmpty()
                          ? m_name
                          : tr("%1: %2, %3 of %4").arg(m_name, words).arg(m_current + 1).arg(m_segments.size()));
}

qreal Segmented::segmentWidth(const Segment &segment) const
{
    const Fonts &fonts = fontsOf(this);
    qreal width = 2 * segmentInset + QFontMetricsF(fonts.metaMedium()).horizontalAdvance(segment.text);
    if (segment.count >= 0) {
        width += 6 + TabularText::width(QLocale().toString(segment.count), fonts.meta());
    }
    return qCeil(width);
}

QRectF Segmented::segmentRect(int index) const
{
    qreal x = trackInset;
    for (int i = 0; i < index; ++i) {
        x += segmentWidth(m_segments.at(i));
    }
    const qreal width = segmentWidth(m_segments.at(index));
    if (layoutDirection() == Qt::RightToLeft) {
        x = this->width() - x - width;
    }
    return {x, qreal(trackInset), width, height() - 2.0 * trackInset};
}

int Segmented::segmentAt(const QPointF &position) const
{
    for (int i = 0; i < count(); ++i) {
        if (segmentRect(i).adjusted(0, -trackInset, 0, trackInset).contains(position)) {
            return i;
        }
    }
    return -1;
}

QSize Segmented::sizeHint() const
{
    qreal width = 2 * trackInset;
    for (const Segment &segment : m_segments) {
        width += segmentWidth(segment);
    }
    return {qCeil(width), qRound(28 * fontsOf(this).textFactor())};
}

QRectF Segmented::focusOutline() const
{
    return m_current < count() ? segmentRect(m_current) : QRectF();
}

void Segmented::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    paintBox(&painter, rect(), 8, theme.neutralSoft);
    for (int i = 0; i < count(); ++i) {
        const Segment &segment = m_segments.at(i);
        const QRectF box = segmentRect(i);
        const bool active = i == m_current;
        if (active) {
            paintBox(&painter, box, 6, theme.segOn, theme.isDark ? QColor() : theme.neutralBorder);
        }
        const QRectF inside = box.adjusted(segmentInset, 0, -segmentInset, 0);
        const QColor ink = !isEnabled() ? theme.disabled : active || i == m_hovered ? theme.text : theme.text2;
        paintLine(&painter, inside, segment.text, fonts.metaMedium(), ink, Qt::AlignLeft, Qt::ElideNone);
        if (segment.count >= 0) {
            TabularText::paint(&painter, inside, QLocale().toString(segment.count), fonts.meta(),
                               active ? theme.text2 : theme.text3, Qt::AlignRight);
        }
    }
}

void Segmented::mousePressEvent(QMouseEvent *event)
{
    const int index = segmentAt(event->position());
    if (event->button() == Qt::LeftButton && index >= 0) {
        setCurrent(index);
    }
}

void Segmented::mouseMoveEvent(QMouseEvent *event)
{
    const int index = segmentAt(event->position());
    if (index != m_hovered) {
        m_hovered = index;
        update();
    }
}

void Segmented::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void Segmented::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(m_current + (mirrored ? 1 : -1));
        break;
    case Qt::Key_Right:
        setCurrent(m_current + (mirrored ? -1 : 1));
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(count() - 1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Segmented::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

} // namespace AlwaysLeads
