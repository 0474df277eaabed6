#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QLockFile>
#include <QString>

#include <memory>

namespace AlwaysLeads {

/// The folder that holds everything of one person: database, backups, log. Mode 0700, used by one program at a time.
class Profile
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::Profile)

public:
    /// The folder of the person who is logged in, as the system wants it; `name` is "AlwaysLeads" or "AlwaysLeads
    /// sandbox".
    static QString defaultFolder(const QString &name);

    /// Makes the folder where missing, tightens its mode and locks it. ErrorKind::Refused: another AlwaysLeads has it
    /// open.
    static Result<std::unique_ptr<Profile>> open(const QString &folder);
    ~Profile();

    QString folder() const { return m_folder; }
    QString databaseFile() const;
    QString backupFolder() const { return backupFolder(m_folder); }
    static QString backupFolder(const QString &folder);
    QString logFile() const;
    /// The name under which the running program listens for a second start; the same for every start with this folder.
    static QString serverName(const QString &folder);

private:
    explicit Profile(QString folder);

    QString m_folder;
    QLockFile m_lock;
};

} // namespace AlwaysLeads
