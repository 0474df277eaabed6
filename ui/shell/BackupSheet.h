#pragma once

#include "storage/Backups.h"
#include "widgets/DialogSheet.h"

class QButtonGroup;

namespace AlwaysLeads {

/// Chooses one of the kept copies to go back to. The present data is kept beside them.
class BackupSheet : public DialogSheet
{
    Q_OBJECT
public:
    BackupSheet(Backups &backups, QWidget *inside);

Q_SIGNALS:
    /// The copy is noted; it is put in place when the program starts again.
    void restartWanted();

private:
    void restore();

    Backups &m_backups;
    QList<Backup> m_list;
    QButtonGroup *m_choices;
};

} // namespace AlwaysLeads
