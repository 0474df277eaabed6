#include "storage/DatabaseFile.h"

#include "storage/OpenConnection.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <sqlite3.h>

#include <filesystem>

namespace AlwaysLeads {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::DatabaseFile)
};

constexpr int pagesAtATime = 4096;
constexpr int stepsBetweenLooks = 100'000; // at the stop token: some milliseconds of SQLite's virtual machine
/// So much is read in less time than anybody notices; of more the window does not wait.
constexpr qint64 readBeforeItIsOpened = 64 * 1024 * 1024;

Error damaged(const QString &detail)
{
    return {ErrorKind::Storage, Words::tr("The data file is damaged. It was not opened or changed. Open a backup."),
            detail};
}

Error notCopied(const QString &detail)
{
    return {ErrorKind::Storage,
            Words::tr("The copy could not be written. Look at the disk's free space and try again."), detail};
}

QString soundNote(const QString &path)
{
    return path + QStringLiteral(".sound");
}

QString yetToBeReadNote(const QString &path)
{
    return path + QStringLiteral(".unread");
}

/// Its size and when it was written last; empty: something beside it is not part of it yet.
QByteArray looks(const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists() || QFileInfo(path + QStringLiteral("-wal")).size() > 0
        || QFile::exists(path + QStringLiteral("-journal"))) {
        return {};
    }
    return QByteArray::number(file.size()) + ' ' + QByteArray::number(file.lastModified().toMSecsSinceEpoch());
}

bool wasClosedInOrder(const QString &path)
{
    QFile note(soundNote(path));
    if (!note.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QDateTime noted = QFileInfo(note).lastModified();
    const QDateTime now = QDateTime::currentDateTime();
    constexpr int daysTrusted = 7;
    const QByteArray present = looks(path);
    return !present.isEmpty() && note.read(64) == present && noted <= now && noted.addDays(daysTrusted) > now;
}

Result<> quickCheck(Connection &connection)
{
    const auto problem = [](const Error &error) {
        return tl::unexpected<Error>(error.kind == ErrorKind::Cancelled ? error : damaged(error.detail));
    };
    Result<Query> rows = connection.query(QStringLiteral("PRAGMA quick_check(1)"));
    if (!rows) {
        return problem(rows.error());
    }
    const QString answer = rows->next() ? rows->text(0) : QString();
    if (Result<int> read = rows->outcome(0); !read) {
        return problem(read.error());
    }
    if (answer != QLatin1String("ok")) {
        return tl::unexpected<Error>(damaged(answer));
    }
    return {};
}

/// True when there is something to look at; a missing and an empty file become a new database.
Result<bool> startsLikeADatabase(const QString &path)
{
    QFile file(path);
    if (!file.exists() || (file.size() == 0 && QFileInfo(path).isFile())) {
        return false;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(
            ErrorKind::Storage,
            Words::tr("The data file cannot be opened. Look at the permissions of its folder and try again."),
            QStringLiteral("%1: %2").arg(path, file.errorString()));
    }
    if (file.read(16) != QByteArrayLiteral("SQLite format 3\0")) {
        return failure(
            ErrorKind::Storage,
            Words::tr("This file is not a database of AlwaysLeads, or it is damaged. It was not changed. Open a "
                      "backup."),
            path);
    }
    return true;
}

Result<> look(const QString &path, const std::function<Result<>(Connection &)> &check)
{
    const Result<bool> something = startsLikeADatabase(path);
    if (!something || !*something) {
        return something.map([](bool) {});
    }
    // A rollback journal from a crash must be played back before anyone can read, and that is a write.
    const bool crashed = QFile::exists(path + QStringLiteral("-journal"));
    auto opened = OpenConnection::open(path, crashed ? OpenConnection::Mode::Write : OpenConnection::Mode::Look);
    if (!opened) {
        return opened.error().kind == ErrorKind::Storage ? tl::unexpected<Error>(opened.error())
                                                         : tl::unexpected<Error>(damaged(opened.error().detail));
    }
    return check((*opened)->connection());
}

/// Closes the handle of a copy in the making, whatever happens.
struct CloseSqlite
{
    void operator()(sqlite3 *handle) const { sqlite3_close(handle); }
};

tl::unexpected<Error> brokenOff()
{
    return failure(ErrorKind::Cancelled, Words::tr("Cancelled."));
}

Result<> copyPages(sqlite3 *from, const QString &path, const std::stop_token &stop)
{
    sqlite3 *raw = nullptr;
    const int opened =
        sqlite3_open_v2(path.toUtf8().constData(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    const std::unique_ptr<sqlite3, CloseSqlite> to(raw);
    if (opened != SQLITE_OK) {
        return tl::unexpected<Error>(notCopied(QString::fromUtf8(sqlite3_errstr(opened))));
    }
    sqlite3_backup *backup = sqlite3_backup_init(to.get(), "main", from, "main");
    if (!backup) {
        return tl::unexpected<Error>(notCopied(QString::fromUtf8(sqlite3_errmsg(to.get()))));
    }
    int code = SQLITE_OK;
    while (code == SQLITE_OK && !stop.stop_requested()) {
        code = sqlite3_backup_step(backup, pagesAtATime);
    }
    sqlite3_backup_finish(backup);
    if (code == SQLITE_INTERRUPT || code == SQLITE_OK) {
        return brokenOff();
    }
    // One self-contained file: without this the copy would be in WAL mode like its source.
    if (code != SQLITE_DONE
        || sqlite3_exec(to.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) != SQLITE_OK) {
        return tl::unexpected<Error>(notCopied(QString::fromUtf8(sqlite3_errmsg(to.get()))));
    }
    return {};
}

/// A big file of this program's own schema, and the note that it is yet to be read is on the disk.
bool mayBeReadLater(Connection &connection, const QString &path, std::span<const Migration> steps)
{
    const Result<qint64> version = connection.number(QStringLiteral("PRAGMA user_version"));
    if (QFileInfo(path).size() < readBeforeItIsOpened || !version || steps.empty()
        || *version != steps.back().version) {
        return false;
    }
    QSaveFile note(yetToBeReadNote(path));
    return note.open(QIODevice::WriteOnly) && note.commit();
}

} // namespace

Result<> checkDatabaseFile(const QString &path, std::span<const Migration> steps)
{
    const bool isKnownSound = wasClosedInOrder(path);
    QFile::remove(soundNote(path)); // whatever comes now must end in order once more
    return look(path, [path, steps, isKnownSound](Connection &connection) -> Result<> {
        if (Result<> known = refuseNewer(connection, steps); !known) {
            return known;
        }
        if (isKnownSound || mayBeReadLater(connection, path, steps)) {
            return {};
        }
        return readEveryPage(connection, path);
    });
}

bool isYetToBeRead(const QString &path)
{
    return QFile::exists(yetToBeReadNote(path));
}

Result<> readEveryPage(Connection &connection, const QString &path)
{
    return quickCheck(connection).map([&] { QFile::remove(yetToBeReadNote(path)); });
}

void noteClosedInOrder(const QString &path)
{
    if (isYetToBeRead(path)) {
        return;
    }
    QSaveFile note(soundNote(path)); // where it cannot be written the next start looks at every page
    if (note.open(QIODevice::WriteOnly) && note.write(looks(path)) > 0) {
        note.commit();
    }
}

Result<> checkDatabaseFile(const QString &path)
{
    return look(path, quickCheck);
}

Result<> copyDatabase(Connection &connection, const QString &path, const std::stop_token &stop)
{
    const QString part = path + QStringLiteral(".part");
    QFile::remove(part);
    QFile empty(part);
    if (!empty.open(QIODevice::NewOnly) || !empty.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return tl::unexpected<Error>(notCopied(empty.errorString()));
    }
    empty.close();
    Result<> copied = copyPages(connection.handle(), part, stop);
    if (copied) {
        copied = look(part, [stop](Connection &copy) {
            const auto stopped = [](void *token) -> int {
                return static_cast<const std::stop_token *>(token)->stop_requested() ? 1 : 0;
            };
            sqlite3_progress_handler(copy.handle(), stepsBetweenLooks, stopped,
                                     const_cast<void *>(static_cast<const void *>(&stop)));
            Result<> whole = quickCheck(copy);
            sqlite3_progress_handler(copy.handle(), 0, nullptr, nullptr);
            return whole;
        });
    }
    if (copied && stop.stop_requested()) {
        copied = brokenOff();
    }
    if (copied) {
        std::error_code problem;
        std::filesystem::rename(QFileInfo(part).filesystemFilePath(), QFileInfo(path).filesystemFilePath(), problem);
        if (problem) {
            copied = tl::unexpected<Error>(notCopied(QString::fromLocal8Bit(problem.message())));
        }
    }
    if (!copied) {
        QFile::remove(part);
    }
    return copied;
}

} // namespace AlwaysLeads
