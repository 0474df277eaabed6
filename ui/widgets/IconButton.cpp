#include "widgets/IconButton.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QKeyEvent>
#include <QPainter>

namespace AlwaysLeads {

IconButton::IconButton(Icon icon, const QString &name, QWidget *parent)
    : QPushButton(parent)
    , m_picture(icon)
{
    setName(name);
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconButton::setPicture(Icon icon)
{
    m_picture = icon;
    update();
}

void IconButton::setName(const QString &name)
{
    setAccessibleName(name);
    setToolTip(name);
}

void IconButton::setControlSize(int size)
{
    m_size = size;
    updateGeometry();
}

void IconButton::setPictureSize(int size)
{
    m_pictureSize = size;
    update();
}

void IconButton::setColour(QColor Theme::*colour)
{
    m_colour = colour;
    update();
}

void IconButton::setOutlined(bool outlined)
{
    m_outlined = outlined;
    update();
}

QSize IconButton::sizeHint() const
{
    // The outlined one ("more" beside buttons) is a little wider than high.
    return {m_outlined ? m_size + m_size / 6 : m_size, m_size};
}

void IconButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const bool onTip = m_colour == &Theme::tipText;
    QColor fill;
    if (isEnabled() && !onTip) {
        fill = isDown() || isChecked() ? theme.pressed
            : underMouse()             ? theme.hover
            : m_outlined               ? theme.surface
                                       : QColor();
    }
    const QColor ink = !isEnabled() ? theme.disabled : isChecked() || m_outlined ? theme.text : theme.*m_colour;
    const qreal radius = m_size >= 28 ? 7 : 5;
    if (fill.isValid() || m_outlined) {
        paintBox(&painter, rect(), radius, fill, m_outlined ? theme.borderStrong : QColor());
    }
    painter.setOpacity(onTip && !underMouse() ? 0.75 : 1);
    iconsOf(this).paint(
        &painter, m_picture,
        QRectF((width() - m_pictureSize) / 2.0, (height() - m_pictureSize) / 2.0, m_pictureSize, m_pictureSize), ink);
}

bool IconButton::event(QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            click();
            return true;
        }
    }
    return QPushButton::event(event);
}

} // namespace AlwaysLeads
