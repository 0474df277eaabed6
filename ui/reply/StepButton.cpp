#include "reply/StepButton.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QtMath>

namespace AlwaysLeads {

namespace {
constexpr int lineHeight = 32;
constexpr int edge = 8;
constexpr int picture = 16;
constexpr int gap = 8;
} // namespace

StepButton::StepButton(Icon icon, const QString &text, const QString &key, QWidget *parent)
    : QPushButton(text, parent)
    , m_picture(icon)
    , m_key(key)
{
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

QSize StepButton::sizeHint() const
{
    const qreal words = QFontMetricsF(fontsOf(this).body()).horizontalAdvance(text());
    const qreal key = m_key.isEmpty() ? 0 : gap + CellPainting::keyCapWidth(this, m_key);
    return {qCeil(edge + picture + gap + words + key + edge), qRound(lineHeight * fontsOf(this).textFactor())};
}

void StepButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    if (isDown() || underMouse()) {
        paintBox(&painter, rect(), focusRadius(), isDown() ? theme.pressed : theme.hover);
    }
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](qreal left, qreal width) {
        return QRectF(mirrored ? this->width() - left - width : left, 0, width, height());
    };
    painter.setLayoutDirection(layoutDirection());
    iconsOf(this).paint(&painter, m_picture, placed(edge, picture), theme.text2);
    const qreal key = m_key.isEmpty() ? 0 : CellPainting::keyCapWidth(this, m_key);
    const qreal start = edge + picture + gap;
    const qreal end = width() - edge - (m_key.isEmpty() ? 0 : key + gap);
    paintLine(&painter, placed(start, end - start), text(), fontsOf(this).body(),
              isEnabled() ? theme.text : theme.disabled);
    if (!m_key.isEmpty()) {
        const QRectF place = placed(width() - edge - key, key);
        CellPainting::keyCap(&painter, this, QPointF(place.left(), place.center().y()), m_key);
    }
}

void StepButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click(); // outside of a QDialog Qt gives Enter no meaning
        return;
    }
    QPushButton::keyPressEvent(event);
}

void StepButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QPushButton::changeEvent(event);
}

} // namespace AlwaysLeads
