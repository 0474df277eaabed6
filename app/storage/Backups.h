#pragma once

#include "base/Clock.h"
#include "storage/Database.h"

#include <QDateTime>
#include <QList>

#include <stop_token>

namespace AlwaysLeads {

struct Backup
{
    QString file;
    QDateTime takenAt;
    qint64 size = 0; ///< bytes

    bool operator==(const Backup &) const = default;
};

/// Daily copies of the database and the way back. Keeps the last 14.
class Backups
{
public:
    Backups(Database &database, QString folder, const Clock &clock);

    /// Newest first.
    static QList<Backup> list(const QString &folder);
    QList<Backup> list() const { return list(m_folder); }
    /// Makes today's copy when there is none yet. True when one was made.
    Task<Result<bool>> makeTodays();
    Task<Result<Backup>> makeNow();
    /// Breaks off what is being written, of which nothing is left, and makes no more: the program ends.
    void stop() { m_ending.request_stop(); }

    /// Notes that the next start shall open this copy. Restoring needs a start, because the file is in use until then.
    static Result<> restoreAtNextStart(const QString &folder, const Backup &backup);
    Result<> restoreAtNextStart(const Backup &backup) const { return restoreAtNextStart(m_folder, backup); }
    /// Called before the database is opened: puts the noted copy in place, after checking it, and keeps the present
    /// file beside the backups. True when something was restored.
    static Result<bool> restoreNoted(const QString &folder, const QString &databaseFile, const Clock &clock);
    /// The file that the last restoring took out of use; empty when there was none.
    static QString lastReplaced(const QString &folder);

private:
    Database &m_database;
    QString m_folder;
    const Clock &m_clock;
    std::stop_source m_ending;
    int m_underWay = 0;
};

} // namespace AlwaysLeads
