#include "sandbox/HttpConnection.h"

#include <QTcpSocket>

namespace AlwaysLeads {

namespace {

QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 402:
        return "Payment Required";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 413:
        return "Content Too Large";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 505:
        return "HTTP Version Not Supported";
    case 529:
        return "Overloaded";
    default:
        return "Status";
    }
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, HttpServer::Handler handler, HttpLimits limits)
    : QObject(socket)
    , m_socket(socket)
    , m_handler(std::move(handler))
    , m_parser(limits)
{
    m_wait.setSingleShot(true);
    connect(socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
}

void HttpConnection::read()
{
    m_parser.feed(m_socket->readAll());
    if (m_answering) {
        return; // pipelined: its turn comes in done()
    }
    if (const std::optional<ServerRequest> request = m_parser.next()) {
        begin(*request);
    } else if (m_parser.fault() != 0) {
        refuse(m_parser.fault());
    } else if (m_parser.wantsContinue()) {
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    }
}

void HttpConnection::begin(const ServerRequest &request)
{
    m_answering = true;
    m_closeAfter = request.header("connection").toLower() == "close";
    m_answer = m_handler(request);
    m_wait.disconnect();
    connect(&m_wait, &QTimer::timeout, this, &HttpConnection::send);
    m_wait.start(m_answer.wait);
}

QByteArray HttpConnection::head() const
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(m_answer.status) + ' ' + reason(m_answer.status) + "\r\n";
    for (const auto &[name, value] : m_answer.headers) {
        head += name + ": " + value + "\r\n";
    }
    if (m_answer.pieces.isEmpty()) {
        head += "content-length: " + QByteArray::number(m_answer.body.size()) + "\r\n";
    } else {
        head += "transfer-encoding: chunked\r\n";
    }
    head += m_closeAfter ? "connection: close\r\n\r\n" : "connection: keep-alive\r\n\r\n";
    return head;
}

void HttpConnection::send()
{
    switch (m_answer.delivery) {
    case ServerAnswer::Delivery::Silent:
        m_socket->disconnectFromHost();
        return;
    case ServerAnswer::Delivery::Garbage:
        m_socket->write("\x16\x03 this is no HTTP at all\r\n\r\n");
        m_socket->disconnectFromHost();
        return;
    case ServerAnswer::Delivery::CutInside:
        m_socket->write(head() + m_answer.body.left(m_answer.body.size() / 2));
        m_socket->disconnectFromHost();
        return;
    case ServerAnswer::Delivery::Whole:
        break;
    }
    m_socket->write(head());
    if (m_answer.pieces.isEmpty()) {
        m_socket->write(m_answer.body);
        done();
        return;
    }
    m_piece = 0;
    m_wait.disconnect();
    connect(&m_wait, &QTimer::timeout, this, &HttpConnection::sendNextPiece);
    sendNextPiece();
}

void HttpConnection::sendNextPiece()
{
    const QByteArray &piece = m_answer.pieces.at(m_piece);
    m_socket->write(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
    if (++m_piece < m_answer.pieces.size()) {
        m_wait.start(m_answer.pause);
        return;
    }
    m_socket->write("0\r\n\r\n");
    done();
}

void HttpConnection::done()
{
    m_answering = false;
    if (m_closeAfter) {
        m_socket->disconnectFromHost();
        return;
    }
    if (const std::optional<ServerRequest> request = m_parser.next()) {
        begin(*request);
    } else if (m_parser.fault() != 0) {
        refuse(m_parser.fault());
    }
}

void HttpConnection::refuse(int status)
{
    m_answer = ServerAnswer();
    m_answer.status = status;
    m_answer.headers = {{"content-type", "text/plain"}};
    m_answer.body = reason(status) + '\n';
    m_closeAfter = true;
    m_answering = true;
    disconnect(m_socket, &QTcpSocket::readyRead, this, nullptr);
    send();
}

} // namespace AlwaysLeads
