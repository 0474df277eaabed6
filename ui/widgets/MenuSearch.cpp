#include "widgets/MenuSearch.h"

#include "widgets/Menu.h"
#include "widgets/SearchField.h"

#include <QKeyEvent>
#include <QMenu>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QWidgetAction>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr qsizetype shownAtOnce = 12;
constexpr qsizetype pageOfEntries = 10;
constexpr qsizetype entriesOfAWheelStep = 3;
} // namespace

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
    connect(&menu, &QMenu::aboutToShow, this, &MenuSearch::begin);
    menu.installEventFilter(this);
    m_field->setFocus();
}

bool MenuSearch::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_menu) {
        if (event->type() == QEvent::Wheel) {
            const int turned = static_cast<const QWheelEvent *>(event)->angleDelta().y();
            scroll(turned > 0 ? -entriesOfAWheelStep : turned < 0 ? entriesOfAWheelStep : 0);
            return true;
        }
        if (event->type() == QEvent::Show) {
            m_menu.setMinimumHeight(m_menu.height()); // it stays where it is while letters narrow it
        }
    } else if (event->type() == QEvent::KeyPress && press(static_cast<const QKeyEvent *>(event))) {
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

void MenuSearch::begin()
{
    if (m_part != nullptr) {
        return;
    }
    for (QAction *action : m_menu.actions()) {
        if (action->isSeparator()) {
            action->setVisible(false); // between entries that come and go it would part nothing
        } else if (action != m_line && action != m_nothing) {
            m_all << action;
        }
    }
    m_menu.setMinimumWidth(std::max(m_menu.minimumWidth(), m_menu.sizeHint().width())); // as the widest needs it
    m_part = m_menu.addAction(QString());
    m_part->setEnabled(false);
    narrow({});
}

void MenuSearch::narrow(const QString &text)
{
    m_left.clear();
    for (QAction *action : std::as_const(m_all)) {
        if (action->text().remove(QLatin1Char('&')).contains(text, Qt::CaseInsensitive)) {
            m_left << action;
        }
    }
    const auto checked = std::ranges::find_if(std::as_const(m_left), &QAction::isChecked);
    const qsizetype active = text.isEmpty() && checked != m_left.cend() ? m_left.indexOf(*checked) : 0;
    show(active - shownAtOnce / 2);
    m_menu.setActiveAction(m_left.value(active));
}

void MenuSearch::show(qsizetype first)
{
    m_first = std::clamp<qsizetype>(first, 0, std::max<qsizetype>(0, m_left.size() - shownAtOnce));
    const QList<QAction *> shown = m_left.mid(m_first, shownAtOnce);
    for (QAction *action : std::as_const(m_all)) {
        action->setVisible(shown.contains(action));
    }
    m_nothing->setVisible(m_left.isEmpty());
    m_part->setVisible(m_left.size() > shown.size());
    m_part->setText(tr("%1 to %2 of %3").arg(m_first + 1).arg(m_first + shown.size()).arg(m_left.size()));
}

void MenuSearch::move(qsizetype by)
{
    if (m_left.isEmpty()) {
        return;
    }
    const qsizetype at = m_left.indexOf(m_menu.activeAction());
    const qsizetype next =
        at < 0 ? (by > 0 ? 0 : m_left.size() - 1) : std::clamp<qsizetype>(at + by, 0, m_left.size() - 1);
    if (next < m_first || next >= m_first + shownAtOnce) {
        show(by > 0 ? next - shownAtOnce + 1 : next);
    }
    m_menu.setActiveAction(m_left.at(next));
}

void MenuSearch::scroll(qsizetype by)
{
    show(m_first + by);
}

void MenuSearch::choose()
{
    QAction *action = m_menu.activeAction();
    if (action != nullptr && m_left.contains(action)) {
        const auto *menu = qobject_cast<Menu *>(&m_menu);
        if (menu == nullptr || !menu->staysOpenFor(action)) {
            m_menu.close(); // before it: what the entry opens must not lie under the menu
        }
        action->trigger();
    }
}

} // namespace AlwaysLeads
