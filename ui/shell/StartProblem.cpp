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

/// Where the data lies, and what becomes of it when a backup is opened.
QString aboutData(const Error &error, const QString &folder, qsizetype backups)
{
    const QString where = text(QT_TRANSLATE_NOOP("AlwaysLeads::StartProblem", "Your data is in %1.")).arg(folder);
    if (error.kind != ErrorKind::Storage) {
        return where;
    }
    const QString more = backups > 0
        ? text(QT_TRANSLATE_NOOP("AlwaysLeads::StartProblem",
                                 "What came after a backup is not in it. The present file is kept beside the backups."))
        : text(QT_TRANSLATE_NOOP(
            "AlwaysLeads::StartProblem",
            "There is no backup that could be opened. Copy this folder before you try anything else."));
    return where + QLatin1Char(' ') + more;
}

} // namespace

int showStartProblem(const Error &error, const QString &folder)
{
    QTextStream(stderr) << error.message << Qt::endl;
    const QString backupFolder = Profile::backupFolder(folder);
    const QList<Backup> backups = error.kind == ErrorKind::Storage ? Backups::list(backupFolder) : QList<Backup>();
    QString said = error.message;
    // Where one turns out to be damaged as well, the one before it is offered.
    for (qsizetype next = 0;; ++next) {
        const QString when = next < backups.size()
            ? QLocale().toString(backups.at(next).takenAt.toLocalTime(), QLocale::ShortFormat)
            : QString();
        QMessageBox box(QMessageBox::Warning, QStringLiteral("AlwaysLeads"), said);
        box.setTextFormat(Qt::PlainText); // a path or a server's words are no markup
        box.setInformativeText(aboutData(error, folder, backups.size() - next));
        QPushButton *back = nullptr;
        if (!when.isEmpty()) {
            back =
                box.addButton(text(QT_TRANSLATE_NOOP("AlwaysLeads::StartProblem", "Open the backup of %1")).arg(when),
                              QMessageBox::AcceptRole);
        }
        box.addButton(QMessageBox::Close);
        box.exec();
        if (back == nullptr || box.clickedButton() != back) {
            return EXIT_FAILURE;
        }
        if (Backups::restoreAtNextStart(backupFolder, backups.at(next))) {
            QProcess::startDetached(QApplication::applicationFilePath(), QApplication::arguments().mid(1));
            return EXIT_SUCCESS;
        }
        said = text(QT_TRANSLATE_NOOP("AlwaysLeads::StartProblem",
                                      "The backup of %1 cannot be used. Your present data was not changed."))
                   .arg(when);
    }
}

} // namespace AlwaysLeads
