#include "lead/ImportSaving.h"

#include "lead/LeadWords.h"
#include "shell/Shell.h"

#include <QFileDialog>
#include <QFileInfo>

namespace AlwaysLeads {

ImportSaving::ImportSaving(Shell &shell, QWidget *sheet)
    : QObject(sheet)
    , m_shell(shell)
    , m_sheet(sheet)
{
}

void ImportSaving::ask(const QString &title, const QString &suggested, const Write &write)
{
    const QString file = QFileDialog::getSaveFileName(m_sheet, title, suggested, tr("Tables (*.csv)"));
    if (!file.isEmpty()) {
        save(file, write);
    }
}

void ImportSaving::save(const QString &file, const Write &write)
{
    whenDone(write(file), this, [this, name = QFileInfo(file).fileName()](const Result<qint64> &written) {
        if (written) {
            m_shell.showToast(*written == 1 ? tr("1 row saved to %1").arg(name)
                                            : tr("%1 rows saved to %2").arg(LeadWords::number(*written), name));
        } else if (written.error().kind != ErrorKind::Cancelled) {
            m_shell.showProblem(written.error());
        }
    });
}

} // namespace AlwaysLeads
