#include "widgets/MenuSearch.h"

#include "widgets/SearchField.h"

#include <QKeyEvent>
#include <QMenu>
#include <QVBoxLayout>
#include <QWidgetAction>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr qsizetype pageOfEntries = 10;
}

MenuSearch::MenuSearch(QMenu &menu)
    : QObject(&menu)
    , m_menu(menu)
    , m_field(new SearchField(tr("Search")))
{
    auto *place = new QWidget;
    auto *around = new QVBoxLayout(place); // a menu asks for the size, and leaves out what has none
    around->setContentsMargins(2, 2, 2, 4);
    around->addWidget(m_field);
    m_field->setControlHeight(28);
    m_field->setMinimumWidth(140);
    m_field->installEventFilter(this);
    auto *line = new QWidgetAction(&menu);
    line->setDefaultWidget(place);
    menu.addAction(line);
    m_line = line;
    m_nothing = menu.addAction(tr("Nothing with these letters"));
    m_nothing->setEnabled(false);
    m_nothing->setVisible(false);
    connect(m_field, &QLineEdit::textChanged, this, &MenuSearch::narrow);
    m_field->setFocus();
}

bool MenuSearch::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && press(static_cast<const QKeyEvent *>(event))) {
        return true;
    }
    return QObject::eventFilter(watched, event);
}

bool MenuSearch::press(const QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(pageOfEntries);
        return true;
    case Qt::Key_PageUp:
        move(-pageOfEntries);
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // the keyboard has nowhere else to go
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Escape:
        if (m_field->text().isEmpty()) {
            m_menu.close();
            return true;
        }
        return false;
    default:
        return false;
    }
}

/// Those that can be chosen now.
QList<QAction *> MenuSearch::entries() const
{
    QList<QAction *> left;
    for (QAction *action : m_menu.actions()) {
        if (action != m_line && action != m_nothing && action->isVisible()) {
            left << action;
        }
    }
    return left;
}

void MenuSearch::narrow(const QString &text)
{
    bool any = false;
    for (QAction *action : m_menu.actions()) {
        if (action != m_line && action != m_nothing) {
            const bool fits = action->text().remove(QLatin1Char('&')).contains(text, Qt::CaseInsensitive);
            action->setVisible(fits);
            any = any || fits;
        }
    }
    m_nothing->setVisible(!any);
    const QList<QAction *> left = entries();
    const auto checked = std::ranges::find_if(left, &QAction::isChecked);
    m_menu.setActiveAction(!any ? nullptr : text.isEmpty() && checked != left.cend() ? *checked : left.first());
}

void MenuSearch::move(qsizetype by)
{
    const QList<QAction *> left = entries();
    if (left.isEmpty()) {
        return;
    }
    const qsizetype at = left.indexOf(m_menu.activeAction());
    const qsizetype next = at < 0 ? (by > 0 ? 0 : left.size() - 1) : std::clamp<qsizetype>(at + by, 0, left.size() - 1);
    m_menu.setActiveAction(left.at(next));
}

void MenuSearch::choose()
{
    QAction *action = m_menu.activeAction();
    if (action != nullptr && entries().contains(action)) {
        m_menu.close(); // before it: what the entry opens must not lie under the menu
        action->trigger();
    }
}

} // namespace AlwaysLeads
