#pragma once

#include "style/Icon.h"

#include <QKeySequence>
#include <QMenu>

namespace AlwaysLeads {

/// A menu of the design; its look comes from AppStyle, as that of every QMenu. The functions give actions their icon
/// and mark dangerous ones, which stand last.
class Menu : public QMenu
{
    Q_OBJECT

public:
    explicit Menu(const QString &title = QString(), QWidget *parent = nullptr);

    QAction *addEntry(Icon icon, const QString &text, const QKeySequence &keys = QKeySequence());
    QAction *addDanger(Icon icon, const QString &text, const QKeySequence &keys = QKeySequence());

    /// Entries with a check mark are switched one after the other: choosing one leaves the menu open.
    void setStaysOpen(bool stays) { m_staysOpen = stays; }
    /// True when choosing this one does not close the menu.
    bool staysOpenFor(const QAction *action) const;

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool m_staysOpen = false;
};

} // namespace AlwaysLeads
