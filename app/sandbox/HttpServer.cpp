#include "sandbox/HttpServer.h"

#include "sandbox/HttpConnection.h"

#include <QHostAddress>
#include <QTcpSocket>

namespace AlwaysLeads {

HttpServer::HttpServer(Handler handler, HttpLimits limits, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
    , m_limits(limits)
{
    connect(&m_listener, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
            new HttpConnection(socket, m_handler, m_limits); // belongs to the socket, which belongs to the listener
        }
    });
}

HttpServer::~HttpServer() = default;

Result<> HttpServer::start(quint16 port)
{
    if (!m_listener.listen(QHostAddress::LocalHost, port)) {
        return failure(ErrorKind::Network,
                       tr("The sandbox could not open a port on this computer: %1").arg(m_listener.errorString()));
    }
    return {};
}

void HttpServer::stop()
{
    m_listener.close();
}

QUrl HttpServer::url() const
{
    if (!m_listener.isListening()) {
        return {};
    }
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_listener.serverPort());
    return url;
}

} // namespace AlwaysLeads
