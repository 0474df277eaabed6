#include "support/GnomeKeyring.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int patience = 20'000; // ms

// Without service folders: the bus starts nothing on its own, and a second keyring least of all.
constexpr const char *busConfiguration =
    R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%1</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";

void end(QProcess &process)
{
    if (process.state() != QProcess::NotRunning) {
        process.terminate();
        if (!process.waitForFinished(5000)) {
            process.kill();
            process.waitForFinished(5000);
        }
    }
}

} // namespace

bool GnomeKeyring::isInstalled()
{
    const QStringList programs{QStringLiteral("dbus-daemon"), QStringLiteral("dbus-send"),
                               QStringLiteral("gnome-keyring-daemon")};
    return std::ranges::none_of(
        programs, [](const QString &program) { return QStandardPaths::findExecutable(program).isEmpty(); });
}

GnomeKeyring::GnomeKeyring()
    : m_environment(QProcessEnvironment::systemEnvironment())
    , m_problem(start())
{
}

QString GnomeKeyring::start()
{
    const QString socket = m_folder.filePath(QStringLiteral("bus"));
    QFile configuration(m_folder.filePath(QStringLiteral("bus.conf")));
    if (!configuration.open(QIODevice::WriteOnly)
        || configuration.write(QString::fromLatin1(busConfiguration).arg(socket).toUtf8()) < 0) {
        return configuration.errorString();
    }
    configuration.close();

    const QString address = QStringLiteral("unix:path=") + socket;
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"}) {
        m_environment.insert(QLatin1String(name), m_folder.path());
    }
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "SSH_AUTH_SOCK"}) {
        m_environment.remove(QLatin1String(name));
    }
    m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), address);

    m_bus.setProcessEnvironment(m_environment);
    m_bus.start(QStringLiteral("dbus-daemon"),
                {QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                 QStringLiteral("--config-file=") + configuration.fileName()});
    if (!m_bus.waitForReadyRead(patience)) {
        return QStringLiteral("dbus-daemon: ") + QString::fromLocal8Bit(m_bus.readAllStandardError());
    }

    m_daemon.setProcessEnvironment(m_environment);
    m_daemon.start(
        QStringLiteral("gnome-keyring-daemon"),
        {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
    m_daemon.write("a password for this test");
    m_daemon.closeWriteChannel();
    const QDeadlineTimer deadline(patience);
    QByteArray owned;
    while (!owned.contains("true")) {
        // Each question is a round trip of its own; the daemon's end or the deadline ends the asking.
        if (deadline.hasExpired() || m_daemon.waitForFinished(20)) {
            return QStringLiteral("gnome-keyring-daemon: ") + QString::fromLocal8Bit(m_daemon.readAllStandardError());
        }
        callBus({QStringLiteral("--dest=org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
                 QStringLiteral("org.freedesktop.DBus.NameHasOwner"), QStringLiteral("string:org.freedesktop.secrets")},
                &owned);
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", address.toLocal8Bit());
    // QtKeychain asks these which desktop's keychain to use.
    qputenv("XDG_CURRENT_DESKTOP", "GNOME");
    for (const char *name : {"KDE_FULL_SESSION", "KDE_SESSION_VERSION", "DESKTOP_SESSION", "GDMSESSION"}) {
        qunsetenv(name);
    }
    return {};
}

GnomeKeyring::~GnomeKeyring()
{
    stop();
    end(m_bus);
}

bool GnomeKeyring::lock()
{
    return callBus({QStringLiteral("--dest=org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets"),
                    QStringLiteral("org.freedesktop.Secret.Service.Lock"),
                    QStringLiteral("array:objpath:/org/freedesktop/secrets/collection/login")});
}

void GnomeKeyring::stop()
{
    end(m_daemon);
}

bool GnomeKeyring::callBus(const QStringList &arguments, QByteArray *answer) const
{
    QProcess call;
    call.setProcessEnvironment(m_environment);
    call.start(QStringLiteral("dbus-send"),
               QStringList{QStringLiteral("--session"), QStringLiteral("--print-reply"),
                           QStringLiteral("--reply-timeout=5000")}
                   + arguments);
    const bool done =
        call.waitForFinished(patience) && call.exitStatus() == QProcess::NormalExit && call.exitCode() == 0;
    if (answer) {
        *answer = call.readAllStandardOutput();
    }
    return done;
}

} // namespace AlwaysLeads
