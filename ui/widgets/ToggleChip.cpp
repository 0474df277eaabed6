#include "widgets/ToggleChip.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QEvent>
#include <QPainter>

namespace AlwaysLeads {

ToggleChip::ToggleChip(const QString &text, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize ToggleChip::sizeHint() const
{
    const Fonts &fonts = fontsOf(this);
    return {qCeil(QFontMetricsF(fonts.metaMedium()).horizontalAdvance(text())) + 17, qRound(26 * fonts.textFactor())};
}

void ToggleChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const bool hovered = underMouse() && isEnabled();
    const QColor ground =
        isChecked() ? (hovered ? theme.selectionHover : theme.accentSoft) : (hovered ? theme.hover : theme.surface);
    paintBox(&painter, rect(), 6, ground, isChecked() ? theme.accentBorder : theme.borderStrong);
    paintLine(&painter, rect(), text(), fontsOf(this).metaMedium(),
              !isEnabled()      ? theme.disabled
                  : isChecked() ? theme.accentText
                                : theme.text2,
              Qt::AlignHCenter, Qt::ElideNone);
}

void ToggleChip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QAbstractButton::changeEvent(event);
}

} // namespace AlwaysLeads
