#include "support/HttpsServer.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace AlwaysLeads {

HttpsServer::HttpsServer(const TlsIdentity &identity)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(identity.certificate);
    tls.setPrivateKey(identity.key);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server.setSslConfiguration(tls);
    connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (auto *socket = qobject_cast<QSslSocket *>(m_server.nextPendingConnection())) {
            serve(socket);
        }
    });
    m_server.listen(QHostAddress::LocalHost);
}

void HttpsServer::serve(QSslSocket *socket)
{
    auto received = std::make_shared<QByteArray>();
    const auto read = [this, socket, received] {
        *received += socket->readAll();
        for (qsizetype end = received->indexOf("\r\n\r\n"); end >= 0; end = received->indexOf("\r\n\r\n")) {
            const QByteArray head = received->left(end);
            qsizetype length = 0;
            for (const QByteArray &line : head.split('\n')) {
                if (line.toLower().startsWith("content-length:")) {
                    length = line.mid(15).trimmed().toLongLong();
                }
            }
            if (received->size() < end + 4 + length) {
                return;
            }
            m_requests.append({head.left(head.indexOf('\r') < 0 ? head.size() : head.indexOf('\r')), head,
                               received->mid(end + 4, length)});
            received->remove(0, end + 4 + length);
            if (!m_plays.isEmpty()) {
                m_plays.at(std::min(m_requests.size(), m_plays.size()) - 1)(socket, m_requests.constLast());
            }
        }
    };
    connect(socket, &QSslSocket::readyRead, this, read);
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    read();
}

QUrl HttpsServer::url(const QString &path) const
{
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(QStringLiteral("localhost"));
    url.setPort(m_server.serverPort());
    url.setPath(path);
    return url;
}

HttpsServer::Play HttpsServer::says(QByteArray bytes)
{
    return [bytes](QSslSocket *socket, const Request &) { socket->write(bytes); };
}

HttpsServer::Play HttpsServer::saysAndCloses(QByteArray bytes)
{
    return [bytes](QSslSocket *socket, const Request &) {
        socket->write(bytes);
        socket->disconnectFromHost();
    };
}

QByteArray HttpsServer::answer(int status, const QByteArray &body, const QByteArray &moreHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Status\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n" + moreHeaders + "\r\n" + body;
}

} // namespace AlwaysLeads
