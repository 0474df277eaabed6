#include "shell/StartAtLogin.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>
#include <QXmlStreamWriter>

namespace AlwaysLeads {

namespace {

[[maybe_unused]] Result<> written(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit()) {
        return failure(ErrorKind::Storage, StartAtLogin::tr("This cannot be kept: %1").arg(file.errorString()), path);
    }
    return {};
}

[[maybe_unused]] Result<> removed(const QString &path)
{
    QFile file(path);
    if (file.exists() && !file.remove()) {
        return failure(ErrorKind::Storage, StartAtLogin::tr("This cannot be kept: %1").arg(file.errorString()), path);
    }
    return {};
}

} // namespace

StartAtLogin::StartAtLogin(QString program, QStringList arguments)
    : m_program(std::move(program))
    , m_arguments(std::move(arguments))
{
}

#if defined(Q_OS_WIN)

QString StartAtLogin::place()
{
    return QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run");
}

bool StartAtLogin::isOn() const
{
    return QSettings(place(), QSettings::NativeFormat).contains(QStringLiteral("AlwaysLeads"));
}

Result<> StartAtLogin::set(bool on) const
{
    QSettings run(place(), QSettings::NativeFormat);
    if (on) {
        QStringList parts{QDir::toNativeSeparators(m_program)};
        parts << m_arguments;
        for (QString &part : parts) { // a file's name has no quotation mark there
            part = QLatin1Char('"') + part + QLatin1Char('"');
        }
        run.setValue(QStringLiteral("AlwaysLeads"), parts.join(QLatin1Char(' ')));
    } else {
        run.remove(QStringLiteral("AlwaysLeads"));
    }
    run.sync();
    return run.status() == QSettings::NoError
        ? Result<>()
        : failure(ErrorKind::Storage, tr("This cannot be kept: the registry cannot be written."));
}

#elif defined(Q_OS_MACOS)

QString StartAtLogin::place()
{
    return QDir::homePath() + QStringLiteral("/Library/LaunchAgents/app.alwaysleads.plist");
}

bool StartAtLogin::isOn() const
{
    return QFile::exists(place());
}

Result<> StartAtLogin::set(bool on) const
{
    if (!on) {
        return removed(place());
    }
    QByteArray content;
    QXmlStreamWriter xml(&content);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeDTD(QStringLiteral("<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                                "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">"));
    xml.writeStartElement(QStringLiteral("plist"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1.0"));
    xml.writeStartElement(QStringLiteral("dict"));
    xml.writeTextElement(QStringLiteral("key"), QStringLiteral("Label"));
    xml.writeTextElement(QStringLiteral("string"), QStringLiteral("app.alwaysleads"));
    xml.writeTextElement(QStringLiteral("key"), QStringLiteral("ProgramArguments"));
    xml.writeStartElement(QStringLiteral("array"));
    xml.writeTextElement(QStringLiteral("string"), m_program);
    for (const QString &argument : m_arguments) {
        xml.writeTextElement(QStringLiteral("string"), argument);
    }
    xml.writeEndElement();
    xml.writeTextElement(QStringLiteral("key"), QStringLiteral("RunAtLoad"));
    xml.writeEmptyElement(QStringLiteral("true"));
    xml.writeEndDocument();
    return written(place(), content);
}

#else

namespace {

/// Desktop Entry Specification 1.5, "The Exec key": in quotation marks, with the reserved characters escaped, percent
/// signs doubled, and then the backslashes doubled as in every value.
QString quoted(QString argument)
{
    for (const QChar reserved : {QLatin1Char('\\'), QLatin1Char('"'), QLatin1Char('`'), QLatin1Char('$')}) {
        argument.replace(reserved, QLatin1Char('\\') + QString(reserved));
    }
    argument.replace(QLatin1Char('%'), QLatin1String("%%"));
    argument.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    return QLatin1Char('"') + argument + QLatin1Char('"');
}

} // namespace

QString StartAtLogin::place()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/autostart/alwaysleads.desktop");
}

bool StartAtLogin::isOn() const
{
    QFile file(place());
    if (!file.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QList<QByteArray> lines = file.read(64 * 1024).split('\n');
    for (const QByteArray &line : lines) { // how desktops switch one off
        const QByteArray plain = line.simplified().replace(" ", "").toLower();
        if (plain == "hidden=true" || plain == "x-gnome-autostart-enabled=false") {
            return false;
        }
    }
    return true;
}

Result<> StartAtLogin::set(bool on) const
{
    if (!on) {
        return removed(place());
    }
    QStringList exec{quoted(m_program)};
    for (const QString &argument : m_arguments) {
        if (argument.contains(QLatin1Char('\n'))) {
            return failure(ErrorKind::Invalid, tr("The folder of this profile has a line break in its name."));
        }
        exec << quoted(argument);
    }
    return written(place(),
                   QStringLiteral("[Desktop Entry]\nType=Application\nName=AlwaysLeads\nIcon=alwaysleads\nExec=%1\n"
                                  "Terminal=false\nX-GNOME-Autostart-enabled=true\n")
                       .arg(exec.join(QLatin1Char(' ')))
                       .toUtf8());
}

#endif

} // namespace AlwaysLeads
