#include "style/SystemScheme.h"

#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
#ifdef ALWAYSLEADS_SETTINGS_PORTAL
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif
#ifdef Q_OS_WIN
#include <QSettings>
#endif
#endif

namespace AlwaysLeads {

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
    , m_dark(QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark)
{
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            [this](Qt::ColorScheme scheme) { setDark(scheme == Qt::ColorScheme::Dark); });
}

void SystemScheme::portalSettingChanged(const QString &, const QString &, const QDBusVariant &) { }
void SystemScheme::askPortal() { }

#else

namespace {
bool paletteIsDark()
{
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}
} // namespace

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
    , m_dark(paletteIsDark())
{
#ifdef Q_OS_WIN
    const QSettings personal(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    m_dark = personal.value(QStringLiteral("AppsUseLightTheme"), 1).toInt() == 0;
#endif
    askPortal();
}

#ifdef ALWAYSLEADS_SETTINGS_PORTAL

namespace {
// The portal answers with a variant inside a variant; 1 is "prefers dark".
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    return value;
}

QString appearanceGroup()
{
    return QStringLiteral("org.freedesktop.appearance");
}

QString colourSchemeKey()
{
    return QStringLiteral("color-scheme");
}
} // namespace

void SystemScheme::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
    const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
    const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                SLOT(portalSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage read = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    read << appearanceGroup() << colourSchemeKey();
    // Not waited for: a portal that has to be started first may take seconds.
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (reply.isValid()) {
            setDark(unwrapped(QVariant::fromValue(reply.value())).toUInt() == 1);
        }
        answer->deleteLater();
    });
}

void SystemScheme::portalSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearanceGroup() && key == colourSchemeKey()) {
        setDark(unwrapped(QVariant::fromValue(value)).toUInt() == 1);
    }
}

#else
void SystemScheme::askPortal() { }
void SystemScheme::portalSettingChanged(const QString &, const QString &, const QDBusVariant &) { }
#endif
#endif

bool SystemScheme::isDark() const
{
    return m_dark;
}

void SystemScheme::setDark(bool dark)
{
    if (m_dark != dark) {
        m_dark = dark;
        Q_EMIT changed();
    }
}

} // namespace AlwaysLeads
