#include "net/HttpClient.h"

#include "net/HttpProblem.h"
#include "net/HttpWatch.h"
#include "net/NetLog.h"
#include "net/RetryDecision.h"

#include <QCoroSignal>

#include <QElapsedTimer>
#include <QIODevice>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QSslConfiguration>

#include <algorithm>
#include <cstring>

namespace AlwaysLeads {

namespace {

constexpr int mostRedirects = 5;

/// A body that can be read once. QNetworkAccessManager silently sends a request again when a server closes the
/// connection without an answer, also a POST that may have been carried out and paid for; from a sequential device it
/// cannot.
class OnceOnlyBody final : public QIODevice
{
public:
    explicit OnceOnlyBody(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_given >= m_bytes.size(); }
    /// Quietly: QIODevice::seek would warn each time Qt tries to send again.
    bool seek(qint64) override { return false; }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_given; }

protected:
    qint64 readData(char *to, qint64 most) override
    {
        if (atEnd()) {
            return -1;
        }
        const qint64 count = std::min<qint64>(most, m_bytes.size() - m_given);
        std::memcpy(to, m_bytes.constData() + m_given, size_t(count));
        m_given += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_given = 0;
};

struct DeleteLater
{
    void operator()(QObject *object) const { object->deleteLater(); }
};

/// A POST always has one, if of no bytes: what has none at all, Qt sends again.
bool hasBody(const HttpRequest &request)
{
    return !request.body.isEmpty() || request.method == "POST";
}

QNetworkRequest networkRequest(const HttpRequest &request, const QString &userAgent, const QSslConfiguration &tls)
{
    QNetworkRequest made(request.url);
    // One exchange after the other on HTTP/1.1: there "no answer yet" and "cut off" are exact.
    made.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    made.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    made.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    made.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    made.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    // Unpacked by Qt, a small body could become a large one before we count it.
    made.setRawHeader("Accept-Encoding", "identity");
    made.setHeader(QNetworkRequest::UserAgentHeader, userAgent);
    for (const auto &[name, value] : request.headers) {
        made.setRawHeader(name, value);
    }
    if (hasBody(request)) {
        made.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
        if (!request.body.isEmpty() && !made.hasRawHeader("Content-Type")) {
            made.setRawHeader("Content-Type", "application/octet-stream");
        }
    }
    made.setSslConfiguration(tls);
    return made;
}

/// Printable ASCII of a header that is shown and logged.
QString shownId(const QByteArray &text)
{
    QString shown;
    for (const char c : text.left(128)) {
        if (c > 0x20 && c < 0x7f) {
            shown += QLatin1Char(c);
        }
    }
    return shown;
}

HttpResponse responseOf(const QNetworkReply &reply, QByteArray body, const QDateTime &now)
{
    HttpResponse response;
    response.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    response.headers = reply.rawHeaderPairs();
    response.body = std::move(body);
    response.requestId = shownId(response.header("request-id"));
    if (response.requestId.isEmpty()) {
        response.requestId = shownId(response.header("x-request-id"));
    }
    response.retryAfter = retryAfterOf(response, now);
    return response;
}

/// Where a redirect leads, when it may be followed: the same scheme, host and port, and nothing to carry out twice.
std::optional<QUrl> nextHop(const HttpRequest &request, const HttpResponse &response)
{
    static constexpr int redirects[] = {301, 302, 303, 307, 308};
    const QByteArray location = response.header("location");
    if (std::ranges::count(redirects, response.status) == 0 || location.isEmpty()
        || (request.method != "GET" && request.method != "HEAD")) {
        return std::nullopt;
    }
    const QUrl next = request.url.resolved(QUrl::fromEncoded(location));
    const int standardPort = request.url.scheme() == QLatin1String("https") ? 443 : 80;
    const bool sameOrigin = next.isValid() && next.scheme() == request.url.scheme() && next.host() == request.url.host()
        && next.port(standardPort) == request.url.port(standardPort) && next.userInfo().isEmpty();
    return sameOrigin ? std::optional(next) : std::nullopt;
}

} // namespace

HttpClient::HttpClient(Clock &clock)
    : HttpClient(clock, Options{})
{
}

HttpClient::HttpClient(Clock &clock, Options options)
    : m_clock(clock)
    , m_options(std::move(options))
    , m_tls(QSslConfiguration::defaultConfiguration())
    , m_network(std::make_unique<QNetworkAccessManager>())
{
    if (!m_options.extraAuthorities.isEmpty()) {
        m_tls.setCaCertificates(QSslConfiguration::systemCaCertificates() + m_options.extraAuthorities);
    }
    if (!m_options.random) {
        m_options.random = [] { return QRandomGenerator::global()->generateDouble(); };
    }
}

HttpClient::~HttpClient() = default;

Task<Result<HttpResponse>> HttpClient::send(HttpRequest request, std::stop_token stop)
{
    const BodyListener nobody;
    Result<HttpResponse> outcome = co_await sendHeard(request, nobody, stop);
    co_return outcome;
}

Task<Result<HttpResponse>> HttpClient::sendHeard(HttpRequest request, BodyListener heard, std::stop_token stop)
{
    ++m_running;
    const auto ended = qScopeGuard([this] { --m_running; });
    if (std::optional<Error> problem = HttpProblem::in(request)) {
        co_return tl::unexpected<Error>(std::move(*problem));
    }
    for (int tries = 1;; ++tries) {
        Result<HttpResponse> outcome = co_await trySend(request, heard, stop);
        if (outcome) {
            outcome->tries = tries;
        }
        if (stop.stop_requested()) {
            co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
        }
        const auto wait = waitBeforeRetry(request, outcome, tries, m_options.random());
        if (!wait) {
            co_return outcome;
        }
        qCInfo(netLog).noquote() << request.url.host() << "asked again in" << wait->count() << "ms, try" << tries + 1;
        const QDateTime then = m_clock.now().addMSecs(wait->count());
        co_await m_clock.sleepUntil(then, stop);
        if (stop.stop_requested()) {
            co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
        }
    }
}

Task<Result<HttpResponse>> HttpClient::trySend(HttpRequest request, BodyListener heard, std::stop_token stop)
{
    for (int hops = 0;; ++hops) {
        Result<HttpResponse> outcome = co_await exchange(request, heard, stop);
        if (!outcome) {
            co_return outcome;
        }
        const std::optional<QUrl> next = nextHop(request, *outcome);
        if (!next) {
            co_return outcome;
        }
        if (hops == mostRedirects) {
            co_return failure(ErrorKind::Invalid, tr("%1 sends the request round in circles.").arg(request.url.host()));
        }
        request.url = *next;
    }
}

Task<Result<HttpResponse>> HttpClient::exchange(HttpRequest request, BodyListener heard, std::stop_token stop)
{
    if (stop.stop_requested()) {
        co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
    }
    QElapsedTimer took;
    took.start();
    const QNetworkRequest made = networkRequest(request, m_options.userAgent, m_tls);
    auto body = hasBody(request) ? std::make_unique<OnceOnlyBody>(request.body) : nullptr;
    const std::unique_ptr<QNetworkReply, DeleteLater> reply(
        m_network->sendCustomRequest(made, request.method, body.get()));
    if (body) {
        body.release()->setParent(reply.get()); // the reply reads it to its own end, which comes after this function's
    }
    HttpWatch watch(*reply, request.timeouts, request.maxBytes, heard);
    const std::stop_callback abortOnStop(stop, [&watch] { watch.stop(); });
    QNetworkReply *raw = reply.get();
    if (!raw->isFinished()) {
        co_await qCoro(raw, &QNetworkReply::finished);
    }
    if (std::optional<Error> problem = HttpProblem::of(*reply, watch, request)) {
        qCInfo(netLog).noquote() << request.method << request.url.host() << request.url.path() << problem->detail;
        co_return tl::unexpected<Error>(std::move(*problem));
    }
    HttpResponse response = responseOf(*reply, watch.takeBody(), m_clock.now());
    qCDebug(netLog).noquote() << request.method << request.url.host() << request.url.path() << response.status
                              << took.elapsed() << "ms" << response.requestId;
    Result<HttpResponse> outcome = std::move(response);
    co_return outcome;
}

} // namespace AlwaysLeads
