#include "widgets/FilterChip.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QKeyEvent>
#include <QPainter>

namespace AlwaysLeads {

FilterChip::FilterChip(const QString &label, const QString &value, QWidget *parent)
    : QAbstractButton(parent)
    , m_label(label)
    , m_value(value)
{
    setAttribute(Qt::WA_Hover);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    describe();
}

void FilterChip::setValue(const QString &value)
{
    m_value = value;
    describe();
    updateGeometry();
    update();
}

void FilterChip::describe()
{
    setText(m_label + QLatin1Char(' ') + m_value);
    setAccessibleName(tr("Filter: %1 %2").arg(m_label, m_value));
    setAccessibleDescription(tr("Enter changes it, Delete takes it away."));
}

QSize FilterChip::sizeHint() const
{
    const Fonts &fonts = fontsOf(this);
    const qreal words = QFontMetricsF(fonts.body()).horizontalAdvance(m_label) + 6
        + QFontMetricsF(fonts.bodyMedium()).horizontalAdvance(m_value);
    return {qCeil(10 + words + 5 + 14 + 8), qRound(28 * fonts.textFactor())};
}

QRectF FilterChip::crossRect() const
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    return {mirrored ? 0.0 : width() - 26.0, 0, 26, qreal(height())};
}

void FilterChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    paintBox(&painter, rect(), 6, underMouse() || isDown() ? theme.selectionHover : theme.accentSoft);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const qreal label = QFontMetricsF(fonts.body()).horizontalAdvance(m_label);
    const QRectF words = QRectF(rect()).adjusted(mirrored ? 26 : 10, 0, mirrored ? -10 : -26, 0);
    paintLine(&painter, words, m_label, fonts.body(), theme.accentText);
    paintLine(&painter, mirrored ? words.adjusted(0, 0, -label - 6, 0) : words.adjusted(label + 6, 0, 0, 0), m_value,
              fonts.bodyMedium(), theme.accentText, Qt::AlignLeft, Qt::ElideNone);
    const QRectF cross = crossRect();
    iconsOf(this).paint(&painter, Icon::X,
                        QRectF(mirrored ? cross.left() + 8 : cross.right() - 20, cross.center().y() - 6, 12, 12),
                        theme.accentText);
}

void FilterChip::mouseMoveEvent(QMouseEvent *event)
{
    QAbstractButton::mouseMoveEvent(event);
    update();
}

void FilterChip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && crossRect().contains(event->position())) {
        setDown(false);
        Q_EMIT removed();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

bool FilterChip::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
            event->accept(); // else the page's own key deletes who is chosen in the list
            return true;
        }
    }
    return QAbstractButton::event(event);
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        Q_EMIT removed();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void FilterChip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QAbstractButton::changeEvent(event);
}

} // namespace AlwaysLeads
