#include "widgets/Menu.h"

#include "style/AppStyle.h"
#include "widgets/Button.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace AlwaysLeads {

Menu::Menu(const QString &title, QWidget *parent)
    : QMenu(title, parent)
{
    setToolTipsVisible(true);
}

QAction *Menu::addEntry(Icon icon, const QString &text, const QKeySequence &keys)
{
    // The keys are only shown: the window owns the shortcut itself, and two owners would be ambiguous.
    QAction *action = addAction(keys.isEmpty() ? text : text + QLatin1Char('\t') + keyCapText(keys));
    action->setProperty(pictureProperty, int(icon));
    return action;
}

QAction *Menu::addDanger(Icon icon, const QString &text, const QKeySequence &keys)
{
    QAction *action = addEntry(icon, text, keys);
    action->setProperty(dangerousProperty, true);
    return action;
}

bool Menu::staysOpenFor(const QAction *action) const
{
    return m_staysOpen && action != nullptr && action->isCheckable() && action->isEnabled();
}

void Menu::mouseReleaseEvent(QMouseEvent *event)
{
    QAction *action = actionAt(event->position().toPoint());
    if (staysOpenFor(action)) {
        action->trigger();
    } else {
        QMenu::mouseReleaseEvent(event);
    }
}

void Menu::keyPressEvent(QKeyEvent *event)
{
    const bool chooses =
        event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (chooses && staysOpenFor(activeAction())) {
        activeAction()->trigger();
    } else {
        QMenu::keyPressEvent(event);
    }
}

} // namespace AlwaysLeads
