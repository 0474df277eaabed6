#include "shell/SingleInstance.h"

#include <QLocalSocket>

namespace AlwaysLeads {

namespace {
constexpr int patience = 2000; // milliseconds
const char *const showYourself = "show\n";
} // namespace

SingleInstance::SingleInstance(QString name, QObject *parent)
    : QObject(parent)
    , m_name(std::move(name))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            Q_EMIT raiseRequested();
            socket->disconnectFromServer();
        }
    });
}

bool SingleInstance::raiseOther(const QString &name)
{
    QLocalSocket socket;
    socket.connectToServer(name);
    if (!socket.waitForConnected(patience)) {
        return false;
    }
    socket.write(showYourself);
    socket.waitForBytesWritten(patience);
    socket.waitForDisconnected(patience);
    return true;
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_name);
    m_server.listen(m_name);
}

} // namespace AlwaysLeads
