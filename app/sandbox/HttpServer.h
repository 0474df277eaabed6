#pragma once

#include "base/Result.h"
#include "sandbox/HttpParser.h"

#include <QCoreApplication>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <chrono>
#include <functional>

namespace AlwaysLeads {

/// What a stand-in answers, and how badly.
struct ServerAnswer
{
    /// What happens on the wire instead of a clean answer.
    enum class Delivery {
        Whole,
        CutInside, ///< half of the body, then the connection is closed
        Silent, ///< closed without a byte
        Garbage, ///< bytes that are not HTTP
    };

    int status = 200;
    HttpHeaders headers;
    QByteArray body;
    /// When not empty the answer has no length of its own: each piece goes out as one chunk, with `pause` between them.
    QList<QByteArray> pieces;
    std::chrono::milliseconds wait{0}; ///< before the first byte
    std::chrono::milliseconds pause{0}; ///< between pieces
    Delivery delivery = Delivery::Whole;
};

/// A small strict HTTP/1.1 server on the loopback interface: keep-alive, bodies with Content-Length or chunked, limits,
/// 400 for what is malformed. Runs on the event loop of the thread that made it.
class HttpServer : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<ServerAnswer(const ServerRequest &)>;

    explicit HttpServer(Handler handler, HttpLimits limits = {}, QObject *parent = nullptr);
    ~HttpServer() override;

    /// Listens on 127.0.0.1; port 0 takes a free one.
    Result<> start(quint16 port = 0);
    void stop();
    /// "http://127.0.0.1:40123"; empty before start().
    QUrl url() const;

private:
    Handler m_handler;
    HttpLimits m_limits;
    QTcpServer m_listener;
};

} // namespace AlwaysLeads
