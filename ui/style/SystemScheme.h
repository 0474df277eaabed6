#pragma once

#include <QObject>

class QDBusVariant;

namespace AlwaysLeads {

/// Whether the desktop is set to dark. Qt 6.5 knows it; before that the settings portal (Linux), the registry (Windows)
/// or the lightness of the palette the program was started with.
class SystemScheme : public QObject
{
    Q_OBJECT

public:
    explicit SystemScheme(QObject *parent = nullptr);

    bool isDark() const;

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void portalSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void setDark(bool dark);

    bool m_dark = false;
};

} // namespace AlwaysLeads
