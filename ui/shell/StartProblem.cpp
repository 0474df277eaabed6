#include "shell/StartProblem.h"

#include "storage/Backups.h"
#include "storage/Profile.h"

#include <QApplication>
#include <QLocale>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QTextStream>

#include <cstdlib>

namespace AlwaysLeads {

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("AlwaysLeads::StartProblem", source);
}
} // namespace

int showStartProblem(const Error &error, const QString &folder)
{
    QTextStream(stderr) << error.message << Qt::endl;
    const QString backupFolder = Profile::backupFolder(folder);
    const QList<Backup> backups = error.kind == ErrorKind::Storage ? Backups::list(backupFolder) : QList<Backup>();
    QMessageBox box(QMessageBox::Warning, QStringLiteral("AlwaysLeads"), error.message);
    box.setTextFormat(Qt::PlainText); // a path or a server's words are no markup
    box.setInformativeText(text(QT_TRANSLATE_NOOP("AlwaysLeads::StartProblem", "Your data is in %1.")).arg(folder));
    QPushButton *back = nullptr;
    if (!backups.isEmpty()) {
        back = box.addButton(text(QT_TRANSLATE_NOOP("AlwaysLeads::StartProblem", "Open the backup of %1"))
                                 .arg(QLocale().toString(backups.first().takenAt.toLocalTime(), QLocale::ShortFormat)),
                             QMessageBox::AcceptRole);
    }
    box.addButton(QMessageBox::Close);
    box.exec();
    if (back != nullptr && box.clickedButton() == back) {
        if (const Result<> noted = Backups::restoreAtNextStart(backupFolder, backups.first()); !noted) {
            QMessageBox::warning(nullptr, QStringLiteral("AlwaysLeads"), noted.error().message);
            return EXIT_FAILURE;
        }
        QProcess::startDetached(QApplication::applicationFilePath(), QApplication::arguments().mid(1));
        return EXIT_SUCCESS;
    }
    return EXIT_FAILURE;
}

} // namespace AlwaysLeads
