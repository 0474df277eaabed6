#include "analytics/FigureButton.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLayout>
#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr qreal radius = 7;
}

FigureButton::FigureButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setFocusPolicy(Qt::StrongFocus);
}

QSize FigureButton::sizeHint() const
{
    return layout() == nullptr ? QSize() : layout()->sizeHint();
}

QSize FigureButton::minimumSizeHint() const
{
    return layout() == nullptr ? QSize() : layout()->minimumSize();
}

void FigureButton::paintEvent(QPaintEvent *)
{
    if (!isEnabled() || (!underMouse() && !isDown())) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBox(&painter, rect(), radius, isDown() ? themeOf(this).pressed : themeOf(this).hover);
}

bool FigureButton::event(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        update();
    }
    return QAbstractButton::event(event);
}

void FigureButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

} // namespace AlwaysLeads
