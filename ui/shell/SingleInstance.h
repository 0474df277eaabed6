#pragma once

#include <QLocalServer>
#include <QObject>

namespace AlwaysLeads {

/// The running program of a profile listens under a name that a second start finds: the second one asks the first to
/// come to the front and goes away.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(QString name, QObject *parent = nullptr);

    /// True when another program of this profile answered and was asked to show itself.
    static bool raiseOther(const QString &name);
    /// Call once the profile is locked; an old socket of a killed program is then certainly dead and is removed.
    void listen();

Q_SIGNALS:
    void raiseRequested();

private:
    QString m_name;
    QLocalServer m_server;
};

} // namespace AlwaysLeads
