#include "widgets/Menu.h"

#include "style/AppStyle.h"
#include "widgets/Button.h"

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

} // namespace AlwaysLeads
