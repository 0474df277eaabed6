#include "widgets/Overlay.h"

#include "style/AppStyle.h"
#include "style/Painting.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QShortcut>

#include <algorithm>

namespace AlwaysLeads {

Overlay::Overlay(QWidget *inside)
    : QWidget(inside->window())
{
    setFocusPolicy(Qt::StrongFocus);
    hide();
    window()->installEventFilter(this);
    connect(&m_appear, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        m_presence = value.toReal();
        place();
        update();
    });
    connect(qApp, &QApplication::focusChanged, this, &Overlay::focusChanged);
}

Overlay::~Overlay()
{
    qApp->disconnect(this); // the focus leaves it once more while it goes
}

void Overlay::open()
{
    if (m_open) {
        return;
    }
    m_open = true;
    m_opener = QApplication::focusWidget();
    box()->installEventFilter(this);
    setGeometry(window()->rect());
    const int duration = motionOf(this).duration(160);
    m_presence = duration > 0 ? 0 : 1;
    show();
    raise();
    place();
    QWidget *first = firstFocus();
    (first != nullptr ? first : this)->setFocus(Qt::PopupFocusReason);
    if (duration > 0) {
        m_appear.setDuration(duration);
        m_appear.setEasingCurve(QEasingCurve::OutCubic);
        m_appear.setStartValue(0.0);
        m_appear.setEndValue(1.0);
        m_appear.start();
    }
}

void Overlay::cancel()
{
    close();
}

void Overlay::close()
{
    if (!m_open) {
        return;
    }
    m_open = false;
    m_appear.stop();
    const QPointer<QWidget> opener = m_opener;
    hide();
    if (opener && opener->isVisible()) {
        opener->setFocus(Qt::OtherFocusReason);
    }
    Q_EMIT closed();
}

void Overlay::place()
{
    setGeometry(window()->rect());
    box()->setGeometry(boxRect().translated(0, qRound(8 * (1 - m_presence))));
}

bool Overlay::eventFilter(QObject *watched, QEvent *event)
{
    if (m_open && watched == window() && event->type() == QEvent::Resize) {
        place();
    }
    if (m_open && event->type() == QEvent::LayoutRequest && watched == box()) {
        place();
        update();
    }
    return QWidget::eventFilter(watched, event);
}

void Overlay::focusChanged(QWidget *, QWidget *now)
{
    if (!m_open || now == nullptr || now->window() != window()) {
        return;
    }
    if (isAncestorOf(now) || now == this) {
        m_lastInside = now;
        constexpr int messageBelow = 56; // what is wrong with a field, in two lines, can be read as well
        for (QWidget *part = now; part != this; part = part->parentWidget()) {
            if (auto *area = qobject_cast<QScrollArea *>(part); area != nullptr && area != now) {
                area->ensureWidgetVisible(now, 0, messageBelow);
            }
        }
        return;
    }
    // A layer opened later lies above and may have it.
    for (QWidget *part = now; part != nullptr; part = part->parentWidget()) {
        if (auto *other = qobject_cast<Overlay *>(part); other != nullptr) {
            const QObjectList &order = parentWidget()->children();
            if (order.indexOf(other) > order.indexOf(this)) {
                return;
            }
        }
    }
    (m_lastInside ? m_lastInside.data() : this)->setFocus(Qt::OtherFocusReason);
}

bool Overlay::isOwnShortcut(const QKeySequence &keys) const
{
    const QList<QShortcut *> shortcuts = findChildren<QShortcut *>();
    if (std::ranges::any_of(shortcuts, [&](const QShortcut *one) { return one->keys().contains(keys); })) {
        return true;
    }
    QList<const QWidget *> inside = findChildren<const QWidget *>();
    inside << this;
    return std::ranges::any_of(std::as_const(inside), [&](const QWidget *widget) {
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const QList<QAction *> actions = widget->actions();
        return (button != nullptr && button->shortcut() == keys)
            || std::ranges::any_of(actions, [&](const QAction *one) { return one->shortcuts().contains(keys); });
    });
}

bool Overlay::event(QEvent *event)
{
    // A letter that no control inside wants is no command of the page below, where Del would delete people unseen.
    if (event->type() == QEvent::ShortcutOverride) {
        const QKeyCombination pressed = static_cast<QKeyEvent *>(event)->keyCombination();
        const QKeySequence keys(QKeyCombination(pressed.keyboardModifiers() & ~Qt::KeypadModifier, pressed.key()));
        static const QList<QKeySequence> everywhere = {
            QKeySequence(QStringLiteral("Ctrl+Q")), QKeySequence(QStringLiteral("Ctrl+Z")),
            QKeySequence(QStringLiteral("Ctrl+Shift+Z")), QKeySequence(QStringLiteral("Ctrl+Shift+X")),
            QKeySequence(QStringLiteral("Ctrl+W"))};
        event->setAccepted(!everywhere.contains(keys) && !isOwnShortcut(keys));
        return true;
    }
    return QWidget::event(event);
}

bool Overlay::focusNextPrevChild(bool next)
{
    QWidget *start = QApplication::focusWidget();
    if (start == nullptr || !(isAncestorOf(start) || start == this)) {
        start = this;
    }
    // Round the chain of the whole window, stopping only inside.
    for (QWidget *at = next ? start->nextInFocusChain() : start->previousInFocusChain(); at != start;
         at = next ? at->nextInFocusChain() : at->previousInFocusChain()) {
        if (isAncestorOf(at) && at->isVisibleTo(this) && at->isEnabled() && at->focusProxy() == nullptr
            && (at->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
            at->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return true; // one stop only: the focus stays
}

void Overlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        cancel();
    }
    event->accept(); // nothing below may take it
}

void Overlay::mousePressEvent(QMouseEvent *event)
{
    if (!box()->geometry().contains(event->pos())) {
        clickedOutside();
    }
    event->accept();
}

void Overlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    QColor dim = theme.overlay;
    dim.setAlphaF(float(dim.alphaF() * m_presence));
    painter.fillRect(rect(), dim);
    painter.setOpacity(m_presence);
    const QRectF place(box()->geometry());
    paintShadow(&painter, place, 12, 24, 64, theme.shadow);
    paintShadow(&painter, place, 12, 4, 16, theme.shadow);
}

} // namespace AlwaysLeads
