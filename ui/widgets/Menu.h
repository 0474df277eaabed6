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
};

} // namespace AlwaysLeads
