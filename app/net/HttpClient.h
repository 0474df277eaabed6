#pragma once

#include "base/Clock.h"
#include "base/Task.h"
#include "net/HttpMessage.h"

#include <QCoreApplication>
#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <functional>
#include <memory>
#include <stop_token>

class QNetworkAccessManager;

namespace AlwaysLeads {

/// The only class that speaks HTTP. Above it stands one class per remote service with the verbs of that service.
///
/// A response with any status is a success of send(); the error is for what never became a response. Its kind is
/// Network (name not found, refused, broken off), Timeout, Invalid (a certificate that does not hold, not HTTP, too
/// large, an address it may not use), or Cancelled. Headers and bodies are never logged, so keys in them cannot leak.
class HttpClient
{
    Q_DECLARE_TR_FUNCTIONS(HttpClient)
public:
    struct Options
    {
        /// Trusted besides the system's certificates: a company's own authority, or the one of a test.
        QList<QSslCertificate> extraAuthorities;
        /// A number in [0, 1) that spreads retries of many clients; the system's generator when empty.
        std::function<double()> random;
        QString userAgent = QStringLiteral("AlwaysLeads");
    };

    explicit HttpClient(Clock &clock);
    HttpClient(Clock &clock, Options options);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    /// Sends the request and, where its policy allows, sends it again. Follows redirects of GET and HEAD within the
    /// same scheme, host and port; any other redirect is handed up as the 3xx it is. Each try puts the body on the wire
    /// at most once, which QNetworkAccessManager on its own does not promise.
    Task<Result<HttpResponse>> send(HttpRequest request, std::stop_token stop = {});

    /// Gets each piece of a 2xx body as it comes; the response holds the whole all the same. A try after the first one
    /// begins again from the first byte.
    using BodyListener = std::function<void(QByteArray piece)>;
    Task<Result<HttpResponse>> sendHeard(HttpRequest request, BodyListener heard, std::stop_token stop = {});

    /// Whether nobody waits for an answer: no request is on its way, and none is to be sent again.
    bool isIdle() const { return m_running == 0; }

private:
    Task<Result<HttpResponse>> trySend(HttpRequest request, BodyListener heard, std::stop_token stop);
    Task<Result<HttpResponse>> exchange(HttpRequest request, BodyListener heard, std::stop_token stop);

    Clock &m_clock;
    Options m_options;
    QSslConfiguration m_tls;
    std::unique_ptr<QNetworkAccessManager> m_network;
    int m_running = 0; ///< requests that somebody waits for
};

} // namespace AlwaysLeads
