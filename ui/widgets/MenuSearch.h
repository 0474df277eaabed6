#pragma once

#include <QList>
#include <QObject>

class QAction;
class QKeyEvent;
class QMenu;

namespace AlwaysLeads {

class SearchField;

/// The search line at the top of a long menu. It has the keyboard while the menu is open: letters narrow the entries,
/// arrows and Page keys go through those that are left, Enter takes one, Esc clears the line and then closes the menu.
/// A dozen of them is shown at a time: a menu as high as the screen scrolls its search line away.
class MenuSearch : public QObject
{
    Q_OBJECT

public:
    /// Before the entries are added to `menu`, which owns it.
    explicit MenuSearch(QMenu &menu);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool press(const QKeyEvent *event);
    void begin();
    void narrow(const QString &text);
    void move(qsizetype by);
    /// Slides the part that is shown.
    void scroll(qsizetype by);
    void show(qsizetype first);
    void choose();

    QMenu &m_menu;
    SearchField *m_field;
    QAction *m_line;
    QAction *m_nothing; ///< says that no entry is left
    QAction *m_part = nullptr; ///< says which part of them is shown
    QList<QAction *> m_all;
    QList<QAction *> m_left; ///< with the letters that were typed
    qsizetype m_first = 0; ///< of those left, the first that is shown
};

} // namespace AlwaysLeads
