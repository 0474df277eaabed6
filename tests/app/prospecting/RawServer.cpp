#include "RawServer.h"

#include <QTcpSocket>

#include <algorithm>
#include <memory>

namespace AlwaysLeads {

RawServer::RawServer()
{
    m_server.listen(QHostAddress::LocalHost);
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
        QTcpSocket *socket = m_server.nextPendingConnection();
        auto got = std::make_shared<QByteArray>();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, got] {
            *got += socket->readAll();
            const qsizetype end = got->indexOf("\r\n\r\n");
            if (end < 0) {
                return;
            }
            const QByteArray head = got->left(end).toLower();
            const qsizetype at = head.indexOf("content-length: ");
            const qsizetype length = at < 0 ? 0 : head.mid(at + 16, head.indexOf('\r', at) - at - 16).toInt();
            if (got->size() < end + 4 + length) {
                return;
            }
            got->clear();
            const qsizetype turn = std::min<qsizetype>(m_requests++, m_answers.size() - 1);
            socket->write(m_answers.value(turn));
            socket->disconnectFromHost();
        });
    });
}

QUrl RawServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/api/v1").arg(m_server.serverPort()));
}

QByteArray RawServer::answer(int status, const QByteArray &body, const QByteArray &moreHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\ncontent-type: application/json\r\ncontent-length: "
        + QByteArray::number(body.size()) + "\r\n" + moreHeaders + "\r\n" + body;
}

} // namespace AlwaysLeads
