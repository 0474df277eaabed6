#include "widgets/FocusRing.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

namespace AlwaysLeads {

namespace {

constexpr int room = 5; // ring, gap and a pixel for smoothing

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta
        || key == Qt::Key_AltGr || key == Qt::Key_CapsLock;
}

/// Lists paint the ring of a row themselves.
void repaintRing(QWidget *target)
{
    if (target != nullptr) {
        const auto *area = qobject_cast<const QAbstractScrollArea *>(target);
        (area != nullptr ? area->viewport() : target)->update();
    }
}

QRectF outlineOf(const QWidget *target)
{
    const auto *outline = dynamic_cast<const FocusOutline *>(target);
    return outline != nullptr ? outline->focusOutline() : QRectF(target->rect());
}

/// Where the ring of this widget lies in its window. Empty when it is scrolled out of sight, as the ring is then too.
QRect ringOf(const QWidget *target)
{
    const QWidget *window = target->window();
    const QRectF inTarget = outlineOf(target);
    if (inTarget.isEmpty()) {
        return {};
    }
    QRect place(target->mapTo(window, inTarget.topLeft().toPoint()), inTarget.size().toSize());
    place.adjust(-room, -room, room, room);
    for (const QWidget *part = target->parentWidget(); part != nullptr && part != window; part = part->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea *>(part->parentWidget()) != nullptr) {
            place &= QRect(part->mapTo(window, QPoint()), part->size());
        }
    }
    return place & window->rect();
}

} // namespace

FocusRing::FocusRing(QWidget *window)
    : QWidget(window)
{
    setObjectName(QStringLiteral("focusRing"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    hide();
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
    follow(QApplication::focusWidget());
}

bool FocusRing::keyboardIsLeading(const QWidget *inWindow)
{
    const auto *ring = inWindow->window()->findChild<FocusRing *>(QString(), Qt::FindDirectChildrenOnly);
    return ring != nullptr && ring->m_byKeyboard;
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (isModifier(static_cast<QKeyEvent *>(event)->key())) {
            break;
        }
        [[fallthrough]];
    case QEvent::Shortcut: // the keys of a command, which nobody hears of as a press
        if (!m_byKeyboard) {
            m_byKeyboard = true;
            place();
            repaintRing(m_target);
        }
        break;
    case QEvent::MouseButtonPress:
        if (m_byKeyboard) {
            m_byKeyboard = false;
            place();
            repaintRing(m_target);
        }
        break;
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::EnabledChange:
        if (m_watched.contains(watched)) {
            place();
        }
        break;
    case QEvent::Paint:
        // What has the focus may lie elsewhere in the same control by now, such as the next segment.
        if (watched == m_target && isVisible() && ringOf(m_target) != geometry()) {
            QMetaObject::invokeMethod(this, &FocusRing::place, Qt::QueuedConnection);
        }
        break;
    default:
        break;
    }
    return false;
}

void FocusRing::unwatch()
{
    m_watched.clear();
}

void FocusRing::follow(QWidget *widget)
{
    unwatch();
    m_target = widget != nullptr && widget->window() == window() ? widget : nullptr;
    for (QWidget *part = m_target; part != nullptr && part != window(); part = part->parentWidget()) {
        m_watched.append(part);
    }
    place();
}

void FocusRing::place()
{
    const auto *outline = dynamic_cast<const FocusOutline *>(m_target.data());
    const bool plainButton = outline == nullptr && qobject_cast<QAbstractButton *>(m_target) != nullptr;
    if (!m_target || !m_target->isVisible() || (outline == nullptr && !plainButton)
        || (!m_byKeyboard && !(outline != nullptr && outline->focusIsHalo()))) {
        hide();
        return;
    }
    const QRect place = ringOf(m_target);
    if (place.isEmpty()) {
        hide();
        return;
    }
    setGeometry(place);
    raise();
    show();
    update();
}

void FocusRing::paintEvent(QPaintEvent *)
{
    if (!m_target) {
        return;
    }
    const auto *outline = dynamic_cast<const FocusOutline *>(m_target.data());
    const QRectF control = outlineOf(m_target).translated(m_target->mapTo(window(), QPoint()) - pos());
    const qreal radius = outline != nullptr ? outline->focusRadius() : 7;
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    if (outline != nullptr && outline->focusIsHalo()) {
        paintFocusRing(&painter, control, radius, theme.accentBorder, 0);
    } else {
        paintFocusRing(&painter, control, radius, theme.focus);
    }
}

} // namespace AlwaysLeads
