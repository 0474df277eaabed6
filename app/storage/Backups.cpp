#include "storage/Backups.h"

#include "storage/DatabaseFile.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace AlwaysLeads {

namespace {

constexpr int keptBackups = 14;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::Backups)
};

QString nameFor(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("'alwaysleads-'yyyyMMdd'T'HHmmsszzz'Z.db'"));
}

QDateTime timeIn(const QString &name)
{
    QDateTime time = QDateTime::fromString(name, QStringLiteral("'alwaysleads-'yyyyMMdd'T'HHmmsszzz'Z.db'"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

QString noteIn(const QString &folder)
{
    return folder + QStringLiteral("/restore-at-next-start");
}

Error notRestored(const QString &detail)
{
    return {ErrorKind::Storage, Words::tr("The backup could not be put in place. Your present data was not changed."),
            detail};
}

QString keptName(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("'before-restore-'yyyyMMdd'T'HHmmsszzz'Z.db'"));
}

/// What a program that was killed had begun to write.
void removeHalfWritten(const QString &folder)
{
    const QFileInfoList files = QDir(folder).entryInfoList(
        {QStringLiteral("alwaysleads-*Z.db.part"), QStringLiteral("alwaysleads-*Z.db.part-journal")}, QDir::Files);
    for (const QFileInfo &file : files) {
        QFile::remove(file.absoluteFilePath());
    }
}

/// The present database and its write-ahead log become `kept`, the backup becomes the database.
Result<> putInPlace(const QString &backup, const QString &databaseFile, const QString &kept)
{
    const QString fresh = databaseFile + QStringLiteral(".restoring");
    QFile::remove(fresh);
    QFile copy(fresh);
    if (!QFile::copy(backup, fresh) || !copy.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return tl::unexpected<Error>(notRestored(fresh));
    }
    // The log goes with its database: without it the last changes would be missing, and beside another file it is
    // poison.
    const QString log = QStringLiteral("-wal");
    for (const auto &[from, to] : {std::pair(databaseFile + log, kept + log), std::pair(databaseFile, kept)}) {
        if (QFile::exists(from) && !QFile::rename(from, to)) {
            QFile::remove(fresh);
            return tl::unexpected<Error>(notRestored(from));
        }
    }
    QFile::remove(databaseFile + QStringLiteral("-shm"));
    if (!QFile::rename(fresh, databaseFile)) {
        return tl::unexpected<Error>(notRestored(fresh));
    }
    return {};
}

} // namespace

Backups::Backups(Database &database, QString folder, const Clock &clock)
    : m_database(database)
    , m_folder(std::move(folder))
    , m_clock(clock)
{
}

QList<Backup> Backups::list(const QString &folder)
{
    QList<Backup> backups;
    const QFileInfoList files = QDir(folder).entryInfoList({QStringLiteral("alwaysleads-*Z.db")}, QDir::Files);
    for (const QFileInfo &file : files) {
        if (const QDateTime time = timeIn(file.fileName()); time.isValid()) {
            backups.append({file.absoluteFilePath(), time, file.size()});
        }
    }
    std::ranges::sort(backups, std::greater{}, &Backup::takenAt);
    return backups;
}

Task<Result<bool>> Backups::makeTodays()
{
    const QList<Backup> present = list();
    if (!present.isEmpty() && present.constFirst().takenAt.date() == m_clock.now().toUTC().date()) {
        co_return false;
    }
    Result<Backup> made = co_await makeNow();
    if (!made) {
        co_return failureOf(std::move(made));
    }
    co_return true;
}

Task<Result<Backup>> Backups::makeNow()
{
    const QDateTime now = m_clock.now().toUTC();
    const QString folder = m_folder;
    const QString file = folder + QLatin1Char('/') + nameFor(now);
    if (!QDir().mkpath(folder)) {
        co_return failure(ErrorKind::Storage,
                          Words::tr("The folder for backups cannot be made. Look at the disk's free space."), folder);
    }
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    if (m_underWay == 0) {
        removeHalfWritten(folder);
    }
    ++m_underWay;
    const std::stop_token stop = m_ending.get_token();
    auto copying = m_database.read<bool>(
        [file, stop](Connection &connection) { return copyDatabase(connection, file, stop).map([] { return true; }); },
        stop);
    Result<bool> copied = co_await copying;
    --m_underWay;
    if (!copied) {
        co_return failureOf(std::move(copied));
    }
    const QList<Backup> all = list(folder);
    for (qsizetype old = keptBackups; old < all.size(); ++old) {
        QFile::remove(all.at(old).file);
    }
    Backup backup{file, timeIn(QFileInfo(file).fileName()), QFileInfo(file).size()};
    co_return backup;
}

Result<> Backups::restoreAtNextStart(const QString &folder, const Backup &backup)
{
    if (Result<> whole = checkDatabaseFile(backup.file); !whole) {
        return whole;
    }
    QSaveFile note(noteIn(folder));
    // Only the name: the profile may be moved before the next start.
    if (!note.open(QIODevice::WriteOnly) || note.write(QFileInfo(backup.file).fileName().toUtf8()) < 0
        || !note.commit()) {
        return tl::unexpected<Error>(notRestored(note.errorString()));
    }
    return {};
}

Result<bool> Backups::restoreNoted(const QString &folder, const QString &databaseFile, const Clock &)
{
    QFile note(noteIn(folder));
    if (!note.exists()) {
        return false;
    }
    if (!note.open(QIODevice::ReadOnly)) {
        return tl::unexpected<Error>(notRestored(note.errorString()));
    }
    const QString name = QString::fromUtf8(note.readAll());
    const QString backup = folder + QLatin1Char('/') + name;
    // Called after its note, so that a start that was cut off goes on with the same file.
    const QString kept = folder + QLatin1Char('/') + keptName(QFileInfo(note).lastModified());
    note.close();

    Result<> placed = timeIn(name).isValid() && QFile::exists(backup) ? checkDatabaseFile(backup)
                                                                      : tl::unexpected<Error>(notRestored(name));
    if (placed) {
        placed = putInPlace(backup, databaseFile, kept);
    }
    // A copy that cannot be restored today cannot be restored tomorrow: the next start opens the present data again.
    QFile::remove(noteIn(folder));
    return placed.map([] { return true; });
}

QString Backups::lastReplaced(const QString &folder)
{
    const QFileInfoList files =
        QDir(folder).entryInfoList({QStringLiteral("before-restore-*Z.db")}, QDir::Files, QDir::Name | QDir::Reversed);
    return files.isEmpty() ? QString() : files.constFirst().absoluteFilePath();
}

} // namespace AlwaysLeads
