#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace AlwaysLeads {

/// A real gnome-keyring-daemon on a session bus of its own, with its files in a temporary folder: nothing of the
/// person's. Make it before anything in this process uses the session bus, for glib remembers the first one it found.
/// Unix only.
class GnomeKeyring
{
public:
    /// False when gnome-keyring or a D-Bus daemon is not installed.
    static bool isInstalled();

    GnomeKeyring();
    ~GnomeKeyring();
    GnomeKeyring(const GnomeKeyring &) = delete;
    GnomeKeyring &operator=(const GnomeKeyring &) = delete;

    /// Why it does not run; empty when it does.
    QString problem() const { return m_problem; }
    /// Locks the collection that secrets go to. There is nobody to ask for a password, so it stays locked.
    bool lock();
    /// Ends the daemon, as when a person's session breaks. The bus stays.
    void stop();
    /// Everything it has written, to look for what must not be there.
    QString folder() const { return m_folder.path(); }

private:
    bool callBus(const QStringList &arguments, QByteArray *answer = nullptr) const;
    /// Why it did not start; empty when it did.
    QString start();

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    QProcess m_bus;
    QProcess m_daemon;
    QString m_problem;
};

} // namespace AlwaysLeads
