#include "storage/Profile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStandardPaths>

namespace AlwaysLeads {

namespace {

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

} // namespace

Profile::Profile(QString folder)
    : m_folder(std::move(folder))
    , m_lock(m_folder + QStringLiteral("/lock"))
{
    // Never stale by age, only when its program is gone: a laptop may sleep for a week with the program open.
    m_lock.setStaleLockTime(0);
}

Profile::~Profile() = default;

QString Profile::defaultFolder(const QString &name)
{
    // GenericDataLocation and not AppDataLocation: that one depends on what the process calls itself.
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1Char('/') + name;
}

Result<std::unique_ptr<Profile>> Profile::open(const QString &folder)
{
    const QDir dir(QDir(folder).absolutePath());
    if (!dir.mkpath(QStringLiteral(".")) || !QFile::setPermissions(dir.path(), ownerOnly)) {
        return failure(ErrorKind::Storage,
                       tr("The folder %1 cannot be used for your data. Look at its permissions, or start with another "
                          "--profile.")
                           .arg(QDir::toNativeSeparators(dir.path())));
    }
    std::unique_ptr<Profile> profile(new Profile(dir.canonicalPath()));
    if (!profile->m_lock.tryLock(0)) {
        if (profile->m_lock.error() == QLockFile::LockFailedError) {
            return failure(ErrorKind::Refused, tr("AlwaysLeads is already open with this data."), profile->m_folder);
        }
        return failure(ErrorKind::Storage,
                       tr("The folder %1 cannot be written. Look at its permissions and the disk's free space.")
                           .arg(QDir::toNativeSeparators(profile->m_folder)));
    }
    return profile;
}

QString Profile::databaseFile() const
{
    return m_folder + QStringLiteral("/alwaysleads.db");
}

QString Profile::backupFolder(const QString &folder)
{
    return folder + QStringLiteral("/backups");
}

QString Profile::logFile() const
{
    return m_folder + QStringLiteral("/alwaysleads.log");
}

QString Profile::serverName(const QString &folder)
{
    const QDir dir(folder);
    const QString path = dir.exists() ? dir.canonicalPath() : dir.absolutePath();
    const QByteArray digest = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(20);
    return QStringLiteral("alwaysleads-") + QString::fromLatin1(digest);
}

} // namespace AlwaysLeads
