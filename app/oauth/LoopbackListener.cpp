#include "oauth/LoopbackListener.h"

#include "oauth/OAuthSecrets.h"

#include <QCoroFuture>

#include <QHostAddress>
#include <QPromise>
#include <QTcpSocket>
#include <QTimer>

#include <array>

namespace AlwaysLeads {

namespace {

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 431:
        return "Request Header Fields Too Large";
    default:
        return "Bad Request";
    }
}

/// application/x-www-form-urlencoded: a plus is a space.
QUrlQuery decoded(QByteArray query)
{
    query.replace('+', "%20");
    const QUrlQuery raw(QString::fromLatin1(query));
    QUrlQuery parameters;
    const auto items = raw.queryItems(QUrl::FullyDecoded);
    parameters.setQueryItems(items);
    return parameters;
}

} // namespace

LoopbackListener::LoopbackListener(QObject *parent)
    : QObject(parent)
    , m_outcome(failure(ErrorKind::Bug, QStringLiteral("Nothing was waited for.")))
{
    for (QTcpServer *server : {&m_four, &m_six}) {
        connect(server, &QTcpServer::newConnection, this, [this, server] { serve(*server); });
    }
}

LoopbackListener::~LoopbackListener() = default;

Result<> LoopbackListener::listen()
{
    if (!m_four.listen(QHostAddress::LocalHost, 0)) {
        return failure(ErrorKind::Network,
                       tr("The browser has no way back to this program: no connection could be opened on this "
                          "computer. A firewall may forbid it."),
                       m_four.errorString());
    }
    // Without IPv6, or with the port taken there, the browser comes by IPv4.
    m_six.listen(QHostAddress::LocalHostIPv6, m_four.serverPort());
    return {};
}

Task<Result<QUrlQuery>> LoopbackListener::redirect(QString state, std::chrono::milliseconds patience,
                                                   std::stop_token stop)
{
    m_state = state;
    m_waiting = std::make_shared<QPromise<void>>();
    m_waiting->start();
    QFuture<void> came = m_waiting->future();
    QTimer timer;
    timer.setSingleShot(true);
    connect(&timer, &QTimer::timeout, this, [this] {
        finish(failure(ErrorKind::Timeout,
                       tr("Nothing came back from the browser. If its window was closed, begin again; if it shows an "
                          "error, that says what is wrong.")));
    });
    timer.start(patience);
    const std::stop_callback cancel(stop, [this] { finish(failure(ErrorKind::Cancelled, tr("Cancelled."))); });
    co_await came;
    Result<QUrlQuery> outcome = m_outcome;
    co_return outcome;
}

void LoopbackListener::finish(Result<QUrlQuery> outcome)
{
    if (m_state.isEmpty()) {
        return; // somebody was faster
    }
    m_state.clear();
    m_outcome = std::move(outcome);
    m_four.close();
    m_six.close();
    m_waiting->finish();
}

void LoopbackListener::serve(QTcpServer &server)
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        socket->setParent(this); // closing the server must not take the answer along
        if (m_connections >= mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        socket->setReadBufferSize(longestHead + 1);
        ++m_connections;
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_connections;
            socket->deleteLater();
        });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(m_clientPatience, socket, [socket] { socket->abort(); });
        read(socket);
    }
}

void LoopbackListener::read(QTcpSocket *socket)
{
    if (socket->property("answered").toBool()) {
        socket->readAll();
        return;
    }
    const QByteArray seen = socket->peek(longestHead + 1);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0) {
        if (seen.size() > longestHead) {
            answer(socket, 431);
        }
        return;
    }
    QUrlQuery parameters;
    const int fault = judge(seen.left(end), &parameters);
    answer(socket, fault == 0 ? 200 : fault);
    if (fault == 0) {
        finish(parameters);
    }
}

int LoopbackListener::judge(const QByteArray &head, QUrlQuery *parameters) const
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1.") || !words.at(1).startsWith('/')) {
        return 400;
    }
    if (words.at(0) != "GET") {
        return 405;
    }
    // A page of a stranger whose name was pointed at this computer says its own name here.
    const QByteArray place = ':' + QByteArray::number(m_four.serverPort());
    int hosts = 0;
    for (const QByteArray &line : lines) {
        if (line.toLower().startsWith("host:")) {
            const QByteArray host = line.mid(5).trimmed().toLower();
            hosts += host == "127.0.0.1" + place || host == "localhost" + place || host == "[::1]" + place ? 1 : 2;
        }
    }
    if (hosts != 1) {
        return 400;
    }
    const qsizetype question = words.at(1).indexOf('?');
    if (words.at(1).left(question < 0 ? words.at(1).size() : question) != "/") {
        return 404; // favicon.ico, for one
    }
    *parameters = decoded(question < 0 ? QByteArray() : words.at(1).mid(question + 1));
    // RFC 6749 §3.1: a parameter stands there once.
    for (const QString &name : {QStringLiteral("state"), QStringLiteral("code"), QStringLiteral("error")}) {
        if (parameters->allQueryItemValues(name, QUrl::FullyDecoded).size() > 1) {
            return 400;
        }
    }
    const bool says =
        parameters->hasQueryItem(QStringLiteral("code")) != parameters->hasQueryItem(QStringLiteral("error"));
    const QString state = parameters->queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded);
    if (!says || m_state.isEmpty() || !isSameSecret(state, m_state)) {
        return 400;
    }
    return 0;
}

void LoopbackListener::answer(QTcpSocket *socket, int status)
{
    const QString title = status == 200 ? tr("Back to AlwaysLeads") : tr("This was not expected");
    const QString text = status == 200
        ? tr("You can close this window. AlwaysLeads says how it went.")
        : tr("AlwaysLeads waits for a sign-in, and this page is not its answer. You can close this window.");
    const QByteArray body = QStringLiteral("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>%1</title></head>"
                                           "<body><h1>%1</h1><p>%2</p></body></html>\n")
                                .arg(title.toHtmlEscaped(), text.toHtmlEscaped())
                                .toUtf8();
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\n";
    head += "Content-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    // The code stands in the address of this page: it is kept nowhere and told to nobody.
    head += "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
            "Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n";
    head += status == 405 ? "Allow: GET\r\n\r\n" : "\r\n";
    socket->setProperty("answered", true);
    socket->readAll();
    socket->write(head + body);
    socket->flush();
    socket->disconnectFromHost();
}

} // namespace AlwaysLeads
