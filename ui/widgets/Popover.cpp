#include "widgets/Popover.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int shadowRoom = 24; ///< around the box, for its shadow
constexpr int inset = 12;
constexpr qreal radius = 9;
} // namespace

Popover::Popover(const QString &name, QWidget *inside)
    : QWidget(inside->window())
    , m_body(new QVBoxLayout(this))
{
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    m_body->setContentsMargins(shadowRoom + inset, shadowRoom + inset, shadowRoom + inset, shadowRoom + inset);
    m_body->setSpacing(8);
    hide();
    connect(this, &Popover::closed, this, &QObject::deleteLater);
}

void Popover::openAt(QWidget *anchor, QWidget *firstFocus)
{
    m_anchor = anchor;
    m_before = QApplication::focusWidget();
    m_open = true;
    place();
    show();
    raise();
    (firstFocus != nullptr ? firstFocus : this)->setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
}

void Popover::place()
{
    if (!m_anchor) {
        return;
    }
    m_body->activate();
    const QSize size = sizeHint().boundedTo(window()->size());
    const QRect anchor(m_anchor->mapTo(window(), QPoint()), m_anchor->size());
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    int x = mirrored ? anchor.right() + 1 - size.width() + shadowRoom : anchor.left() - shadowRoom;
    x = qBound(8 - shadowRoom, x, window()->width() - size.width() + shadowRoom - 8);
    int y = anchor.bottom() + 5 - shadowRoom;
    if (y + size.height() - shadowRoom > window()->height()) {
        y = qMax(-shadowRoom, anchor.top() - 4 - size.height() + shadowRoom);
    }
    setGeometry(QRect(QPoint(x, y), size));
}

void Popover::dismiss()
{
    if (!m_open) {
        return;
    }
    m_open = false;
    qApp->removeEventFilter(this);
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus) {
        const bool canTake =
            m_before && m_before->isVisible() && m_before->isEnabled() && m_before->window() == window();
        if (QWidget *next = canTake ? m_before.data() : m_anchor.data(); next != nullptr && next->isVisible()) {
            next->setFocus(Qt::OtherFocusReason);
        }
    }
    Q_EMIT closed();
}

bool Popover::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest && m_open) {
        place();
    }
    return QWidget::event(event);
}

bool Popover::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress && QApplication::activePopupWidget() == nullptr) {
        const auto *pressed = qobject_cast<QWidget *>(watched);
        const QRect box = rect().adjusted(shadowRoom, shadowRoom, -shadowRoom, -shadowRoom);
        const QPoint at = mapFromGlobal(static_cast<QMouseEvent *>(event)->globalPosition().toPoint());
        if (pressed != nullptr && pressed->window() == window() && !box.contains(at)) {
            dismiss();
        }
    }
    return QWidget::eventFilter(watched, event);
}

bool Popover::focusNextPrevChild(bool next)
{
    QWidget *start = QApplication::focusWidget();
    if (start == nullptr || !isAncestorOf(start)) {
        start = this;
    }
    for (QWidget *at = next ? start->nextInFocusChain() : start->previousInFocusChain(); at != start;
         at = next ? at->nextInFocusChain() : at->previousInFocusChain()) {
        if (isAncestorOf(at) && at->isVisibleTo(this) && at->isEnabled() && at->focusProxy() == nullptr
            && (at->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
            at->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return true;
}

void Popover::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        dismiss();
    }
    event->accept(); // no key of the page below
}

void Popover::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const QRectF box = QRectF(rect()).adjusted(shadowRoom, shadowRoom, -shadowRoom, -shadowRoom);
    paintShadow(&painter, box, radius, 8, 24, theme.shadow);
    paintBox(&painter, box, radius, theme.raised, theme.isDark ? theme.borderStrong : theme.border);
}

} // namespace AlwaysLeads
