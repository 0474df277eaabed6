#pragma once

#include "sandbox/HttpServer.h"

#include <QObject>
#include <QTimer>

namespace AlwaysLeads {

/// One client of an HttpServer: its requests one after the other, and the answers as well or as badly as they are
/// meant.
class HttpConnection : public QObject
{
    Q_OBJECT
public:
    /// Takes the socket over and goes away with it.
    HttpConnection(QTcpSocket *socket, HttpServer::Handler handler, HttpLimits limits);

private:
    void read();
    void begin(const ServerRequest &request);
    void send();
    void sendNextPiece();
    void done();
    void refuse(int status);
    QByteArray head() const;

    QTcpSocket *m_socket;
    HttpServer::Handler m_handler;
    HttpParser m_parser;
    ServerAnswer m_answer;
    QTimer m_wait;
    qsizetype m_piece = 0;
    bool m_answering = false;
    bool m_closeAfter = false;
};

} // namespace AlwaysLeads
