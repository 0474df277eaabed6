#include "widgets/Choices.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QPainter>

namespace AlwaysLeads {

namespace {

constexpr int boxSize = 16;
constexpr int gap = 8;

QSize choiceSize(const QAbstractButton *button)
{
    const Fonts &fonts = fontsOf(button);
    const int words =
        button->text().isEmpty() ? 0 : gap + qCeil(QFontMetricsF(fonts.body()).horizontalAdvance(button->text()));
    return {boxSize + words + 1, qMax(28, fonts.lineHeight(TextStyle::Body) + 8)};
}

QRectF boxRect(const QAbstractButton *button)
{
    const qreal x = button->layoutDirection() == Qt::RightToLeft ? button->width() - boxSize : 0;
    return {x, (button->height() - boxSize) / 2.0, boxSize, boxSize};
}

void paintWords(QPainter *painter, const QAbstractButton *button)
{
    if (button->text().isEmpty()) {
        return;
    }
    const bool mirrored = button->layoutDirection() == Qt::RightToLeft;
    painter->setLayoutDirection(button->layoutDirection());
    const QRectF place =
        QRectF(button->rect()).adjusted(mirrored ? 0 : boxSize + gap, 0, mirrored ? -boxSize - gap : 0, 0);
    const Theme &theme = themeOf(button);
    paintLine(painter, place, button->text(), fontsOf(button).body(),
              button->isEnabled() ? theme.text : theme.disabled);
}

} // namespace

CheckBox::CheckBox(const QString &text, QWidget *parent)
    : QCheckBox(text, parent)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize CheckBox::sizeHint() const
{
    return choiceSize(this);
}

QRectF CheckBox::focusOutline() const
{
    return boxRect(this);
}

void CheckBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    CellPainting::checkBox(&painter, this, boxRect(this), checkState(), isEnabled());
    paintWords(&painter, this);
}

void CheckBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QCheckBox::changeEvent(event);
}

RadioButton::RadioButton(const QString &text, QWidget *parent)
    : QRadioButton(text, parent)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize RadioButton::sizeHint() const
{
    return choiceSize(this);
}

QRectF RadioButton::focusOutline() const
{
    return boxRect(this);
}

void RadioButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    CellPainting::radio(&painter, this, boxRect(this), isChecked(), isEnabled());
    paintWords(&painter, this);
}

void RadioButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QRadioButton::changeEvent(event);
}

Toggle::Toggle(const QString &name, QWidget *parent)
    : QCheckBox(parent)
{
    setAccessibleName(name);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&m_slide, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        m_position = value.toReal();
        update();
    });
    connect(this, &QCheckBox::toggled, this, [this](bool on) {
        m_slide.stop();
        const int duration = isVisible() ? motionOf(this).duration(120) : 0;
        if (duration == 0) {
            m_position = on ? 1 : 0;
            update();
            return;
        }
        m_slide.setDuration(duration);
        m_slide.setEasingCurve(QEasingCurve::OutCubic);
        m_slide.setStartValue(m_position);
        m_slide.setEndValue(on ? 1.0 : 0.0);
        m_slide.start();
    });
}

QSize Toggle::sizeHint() const
{
    return {32, 28};
}

QRectF Toggle::track() const
{
    return {(width() - 32) / 2.0, (height() - 18) / 2.0, 32, 18};
}

QRectF Toggle::focusOutline() const
{
    return track();
}

void Toggle::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    const QRectF lane = track();
    const bool on = isChecked();
    paintBox(&painter, lane, 9, !isEnabled() ? theme.neutralSoft : on ? theme.accent : theme.neutralFill);
    const qreal position = layoutDirection() == Qt::RightToLeft ? 1 - m_position : m_position;
    const QPointF centre(lane.left() + 9 + 14 * position, lane.center().y());
    painter.setPen(Qt::NoPen);
    painter.setBrush(!isEnabled()       ? (theme.isDark ? theme.border : theme.surface)
                         : on           ? theme.onAccent
                         : theme.isDark ? theme.text
                                        : theme.surface);
    painter.drawEllipse(centre, 7, 7);
}

} // namespace AlwaysLeads
