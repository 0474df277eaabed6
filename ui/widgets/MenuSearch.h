#pragma once

#include <QObject>

class QAction;
class QKeyEvent;
class QMenu;

namespace AlwaysLeads {

class SearchField;

/// The search line at the top of a long menu. It has the keyboard while the menu is open: letters narrow the entries,
/// arrows and Page keys go through those that are left, Enter takes one, Esc clears the line and then closes the menu.
class MenuSearch : public QObject
{
    Q_OBJECT

public:
    /// Before the entries are added to `menu`, which owns it.
    explicit MenuSearch(QMenu &menu);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool press(const QKeyEvent *event);
    QList<QAction *> entries() const;
    void narrow(const QString &text);
    void move(qsizetype by);
    void choose();

    QMenu &m_menu;
    SearchField *m_field;
    QAction *m_line;
    QAction *m_nothing; ///< says that no entry is left
};

} // namespace AlwaysLeads
