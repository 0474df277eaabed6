#pragma once

#include "widgets/DialogSheet.h"

class QAction;

namespace AlwaysLeads {

/// "?": the keys of this screen and those that work everywhere.
class KeysSheet : public DialogSheet
{
    Q_OBJECT
public:
    KeysSheet(const QList<QAction *> &here, const QList<QAction *> &everywhere, QWidget *inside);

private:
    void addGroup(const QString &title, const QList<QAction *> &actions);
};

} // namespace AlwaysLeads
