#include "net/HttpClient.h"
#include "support/Certificates.h"
#include "support/HttpsServer.h"
#include "support/Patience.h"

#include <QCoroTask>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

Q_DECLARE_METATYPE(AlwaysLeads::TlsIdentity)

using namespace AlwaysLeads;
using namespace std::chrono_literals;

/// One try of a request, against a real TLS server with certificates made for this run.
class HttpClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void getsAnAnswer();
    void sendsTheBodyAndTheHeaders();
    void anErrorStatusIsAnAnswer_data();
    void anErrorStatusIsAnAnswer();
    void refusesABadCertificate_data();
    void refusesABadCertificate();
    void trustsOnlyWhatItWasTold();
    void readsAChunkedAnswer();
    void saysWhenTheAnswerIsCutOff_data();
    void saysWhenTheAnswerIsCutOff();
    void putsAPostOnTheWireOnceWhenTheServerHangsUp_data();
    void putsAPostOnTheWireOnceWhenTheServerHangsUp();
    void saysInWhichPhaseItTimedOut();
    void saysWhenNobodyShakesHands();
    void breaksOffTooLongAnAnswer_data();
    void breaksOffTooLongAnAnswer();
    void refusesWhatIsNotHttp();
    void saysWhenTheHostIsUnknown();
    void saysWhenTheConnectionIsRefused();
    void followsARedirectWithinTheHost();
    void doesNotFollowARedirectElsewhere_data();
    void doesNotFollowARedirectElsewhere();
    void doesNotFollowARedirectOfAPost();
    void leavesACircleOfRedirects();
    void refusesAnAddressThatIsNotSecure_data();
    void refusesAnAddressThatIsNotSecure();
    void refusesALineBreakInAHeader();
    void allowsPlainHttpOnThisComputer();
    void canBeCancelledInEachPhase_data();
    void canBeCancelledInEachPhase();
    void neverLogsOrSaysAKey();

private:
    Result<HttpResponse> ask(HttpRequest request, std::stop_token stop = {})
    {
        return QCoro::waitFor(m_client->send(std::move(request), stop));
    }
    static HttpRequest get(const QUrl &url)
    {
        HttpRequest request;
        request.url = url;
        request.retries.when = HttpRetries::When::Never;
        return request;
    }
    static HttpRequest post(const QUrl &url, const QByteArray &body)
    {
        HttpRequest request = get(url);
        request.method = "POST";
        request.body = body;
        return request;
    }

    Certificates m_certificates;
    SystemClock m_clock;
    std::unique_ptr<HttpClient> m_client;
};

void HttpClientTest::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    HttpClient::Options options;
    options.extraAuthorities = {m_certificates.authority()};
    m_client = std::make_unique<HttpClient>(m_clock, options);
}

void HttpClientTest::getsAnAnswer()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(200, "hello", "Request-Id: req_1\r\nX-Two: a\r\n"))});
    const Result<HttpResponse> got = ask(get(server.url(QStringLiteral("/a b"))));
    QVERIFY2(got.has_value(), got ? "" : qPrintable(got.error().detail));
    QCOMPARE(got->status, 200);
    QCOMPARE(got->body, "hello");
    QCOMPARE(got->requestId, QStringLiteral("req_1"));
    QCOMPARE(got->header("x-two"), "a");
    QVERIFY(got->header("x-none").isNull());
    QCOMPARE(got->tries, 1);
    QCOMPARE(server.requests().constFirst().firstLine, "GET /a%20b HTTP/1.1");
}

void HttpClientTest::sendsTheBodyAndTheHeaders()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(200, "{}"))});
    const QByteArray body = QByteArray(300'000, 'x') + "end";
    HttpRequest request = post(server.url(), body);
    request.headers = {{"X-Api-Key", "secret"}, {"Content-Type", "application/json"}};
    QVERIFY(ask(request).has_value());
    const HttpsServer::Request seen = server.requests().constFirst();
    QCOMPARE(seen.body, body);
    QVERIFY(seen.head.toLower().contains("x-api-key: secret"));
    QVERIFY(seen.head.toLower().contains("content-type: application/json"));
    QVERIFY(!seen.head.toLower().contains("cookie"));
}

void HttpClientTest::anErrorStatusIsAnAnswer_data()
{
    QTest::addColumn<int>("status");
    for (const int status :
         {204, 304, 400, 401, 402, 403, 404, 405, 407, 409, 410, 413, 418, 422, 429, 500, 501, 503, 504, 529}) {
        QTest::addRow("%d", status) << status;
    }
}

void HttpClientTest::anErrorStatusIsAnAnswer()
{
    QFETCH(int, status);
    const bool bodiless = status == 204 || status == 304;
    HttpsServer server(m_certificates.good());
    const QByteArray challenge = status == 401 ? "WWW-Authenticate: Basic realm=\"x\"\r\n" : "";
    server.setPlays({HttpsServer::says(bodiless ? "HTTP/1.1 " + QByteArray::number(status) + " S\r\n\r\n"
                                                : HttpsServer::answer(status, "why", challenge))});
    for (const HttpRequest &request : {get(server.url()), post(server.url(), "{}")}) {
        const Result<HttpResponse> got = ask(request);
        QVERIFY2(got.has_value(), got ? "" : qPrintable(got.error().detail));
        QCOMPARE(got->status, status);
        QCOMPARE(got->body, bodiless ? QByteArray() : QByteArray("why"));
    }
    QCOMPARE(server.requests().size(), 2);
}

void HttpClientTest::refusesABadCertificate_data()
{
    QTest::addColumn<TlsIdentity>("identity");
    QTest::addColumn<QString>("word");
    QTest::newRow("expired") << m_certificates.expired() << QStringLiteral("has expired");
    QTest::newRow("not yet valid") << m_certificates.notYetValid() << QStringLiteral("not valid yet");
    QTest::newRow("wrong host") << m_certificates.forAnotherHost() << QStringLiteral("belongs to another name");
    QTest::newRow("unknown issuer") << m_certificates.fromAStranger()
                                    << QStringLiteral("issuer this computer does not know");
    QTest::newRow("self-signed") << m_certificates.selfSigned() << QStringLiteral("issuer this computer does not know");
}

void HttpClientTest::refusesABadCertificate()
{
    QFETCH(TlsIdentity, identity);
    QFETCH(QString, word);
    HttpsServer server(identity);
    server.setPlays({HttpsServer::says(HttpsServer::answer(200, "never"))});
    HttpRequest request = post(server.url(), "secret");
    request.retries.when = HttpRetries::When::Always; // also then not a second time
    const Result<HttpResponse> got = ask(request);
    QVERIFY(!got.has_value());
    QCOMPARE(got.error().kind, ErrorKind::Invalid);
    QVERIFY2(got.error().message.contains(word), qPrintable(got.error().message));
    QVERIFY(got.error().message.contains(QStringLiteral("localhost")));
    QCOMPARE(server.requests().size(), 0);
}

void HttpClientTest::trustsOnlyWhatItWasTold()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(200, "never"))});
    HttpClient stranger(m_clock);
    const Result<HttpResponse> got = QCoro::waitFor(stranger.send(get(server.url())));
    QVERIFY(!got.has_value());
    QCOMPARE(server.requests().size(), 0);
}

void HttpClientTest::readsAChunkedAnswer()
{
    HttpsServer server(m_certificates.good());
    server.setPlays(
        {HttpsServer::says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")});
    QCOMPARE(ask(get(server.url()))->body, "abcde");
}

void HttpClientTest::saysWhenTheAnswerIsCutOff_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");
    QTest::newRow("in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
                                 << QStringLiteral("in the middle");
    QTest::newRow("in a chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nonly")
                                << QStringLiteral("in the middle");
    QTest::newRow("in the headers") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le") << QStringLiteral("localhost");
    QTest::newRow("before anything") << QByteArray() << QStringLiteral("without an answer");
}

void HttpClientTest::saysWhenTheAnswerIsCutOff()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, word);
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::saysAndCloses(bytes)});
    const Result<HttpResponse> got = ask(post(server.url(), "{}"));
    QVERIFY(!got.has_value());
    QCOMPARE(got.error().kind, ErrorKind::Network);
    QVERIFY2(got.error().message.contains(word), qPrintable(got.error().message));
}

void HttpClientTest::putsAPostOnTheWireOnceWhenTheServerHangsUp_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("with a body") << QByteArray("{\"pay\":1}");
    QTest::newRow("without one") << QByteArray();
}

void HttpClientTest::putsAPostOnTheWireOnceWhenTheServerHangsUp()
{
    QFETCH(QByteArray, body);
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(200, "first")), HttpsServer::saysAndCloses("")});
    QVERIFY(ask(post(server.url(), body)).has_value()); // the second goes over the same, kept connection
    QVERIFY(!ask(post(server.url(), body)).has_value());
    QVERIFY(!ask(post(server.url(), body)).has_value());
    QTest::qWait(200); // time for a repetition that must not come
    QCOMPARE(server.requests().size(), 3);
    QVERIFY(
        server.requests().constLast().head.toLower().contains("content-length: " + QByteArray::number(body.size())));
}

void HttpClientTest::saysInWhichPhaseItTimedOut()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(""), HttpsServer::says("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")});
    HttpRequest request = post(server.url(), "{}");
    request.timeouts.firstByte = 150ms;
    request.timeouts.idle = 150ms;
    Result<HttpResponse> got = ask(request);
    QCOMPARE(got.error().kind, ErrorKind::Timeout);
    QVERIFY2(got.error().message.contains(QStringLiteral("took the request")), qPrintable(got.error().message));
    request.timeouts.firstByte = 1min; // that comes, at last also on a busy machine
    got = ask(request);
    QCOMPARE(got.error().kind, ErrorKind::Timeout);
    QVERIFY2(got.error().message.contains(QStringLiteral("stopped in the middle")), qPrintable(got.error().message));

    request.timeouts.idle = 1min;
    request.timeouts.whole = 200ms;
    got = ask(request);
    QCOMPARE(got.error().kind, ErrorKind::Timeout);
    QVERIFY2(got.error().message.contains(QStringLiteral("was not done")), qPrintable(got.error().message));
}

void HttpClientTest::saysWhenNobodyShakesHands()
{
    QTcpServer silent; // takes the connection and never answers the TLS hello
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    HttpRequest request = get(QUrl(QStringLiteral("https://localhost:%1/").arg(silent.serverPort())));
    request.timeouts.connect = 150ms;
    const Result<HttpResponse> got = ask(request);
    QCOMPARE(got.error().kind, ErrorKind::Timeout);
    QVERIFY2(got.error().message.contains(QStringLiteral("could not be reached")), qPrintable(got.error().message));
}

void HttpClientTest::breaksOffTooLongAnAnswer_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("says so in its headers") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
    QTest::newRow("goes on and on") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
}

void HttpClientTest::breaksOffTooLongAnAnswer()
{
    QFETCH(QByteArray, head);
    HttpsServer server(m_certificates.good());
    server.setPlays({[head](QSslSocket *socket, const HttpsServer::Request &) {
        socket->write(head);
        const auto more = [socket] {
            if (socket->bytesToWrite() < 1'000'000) {
                socket->write(QByteArray(100'000, 'x'));
            }
        };
        connect(socket, &QSslSocket::encryptedBytesWritten, socket, more);
        more();
    }});
    HttpRequest request = get(server.url());
    request.maxBytes = 2'000'000;
    const Result<HttpResponse> got = ask(request);
    QVERIFY(!got.has_value());
    QCOMPARE(got.error().kind, ErrorKind::Invalid);
    QVERIFY2(got.error().message.contains(QStringLiteral("longer than")), qPrintable(got.error().message));
}

void HttpClientTest::refusesWhatIsNotHttp()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::saysAndCloses("220 mail.example ESMTP\r\n\r\n")});
    const Result<HttpResponse> got = ask(get(server.url()));
    QVERIFY(!got.has_value());
    QVERIFY2(got.error().kind == ErrorKind::Invalid || got.error().kind == ErrorKind::Network,
             qPrintable(got.error().detail));
}

void HttpClientTest::saysWhenTheHostIsUnknown()
{
    const Result<HttpResponse> got = ask(get(QUrl(QStringLiteral("https://no-such-host.invalid/"))));
    QVERIFY(!got.has_value());
    QCOMPARE(got.error().kind, ErrorKind::Network);
    QVERIFY2(got.error().message.contains(QStringLiteral("no-such-host.invalid could not be found")),
             qPrintable(got.error().message));
}

void HttpClientTest::saysWhenTheConnectionIsRefused()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QUrl url(QStringLiteral("https://localhost:%1/").arg(closed.serverPort()));
    closed.close();
    const Result<HttpResponse> got = ask(get(url));
    QCOMPARE(got.error().kind, ErrorKind::Network);
    QVERIFY2(got.error().message.contains(QStringLiteral("refused the connection")), qPrintable(got.error().message));
}

void HttpClientTest::followsARedirectWithinTheHost()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(302, "", "Location: /there?x=1\r\n")),
                     HttpsServer::says(HttpsServer::answer(200, "here"))});
    QCOMPARE(ask(get(server.url()))->body, "here");
    QCOMPARE(server.requests().constLast().firstLine, "GET /there?x=1 HTTP/1.1");
}

void HttpClientTest::doesNotFollowARedirectElsewhere_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::newRow("other host") << QByteArray("https://elsewhere.example/");
    QTest::newRow("other port") << QByteArray("https://localhost:1/");
    QTest::newRow("other scheme") << QByteArray("http://localhost/");
    QTest::newRow("no host named") << QByteArray("//elsewhere.example/x");
    QTest::newRow("file") << QByteArray("file:///etc/passwd");
    QTest::newRow("with a password") << QByteArray("https://a:b@localhost/");
    QTest::newRow("nonsense") << QByteArray("https://[");
}

void HttpClientTest::doesNotFollowARedirectElsewhere()
{
    QFETCH(QByteArray, location);
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(302, "moved", "Location: " + location + "\r\n"))});
    HttpRequest request = get(server.url());
    request.headers = {{"X-Api-Key", "secret"}};
    const Result<HttpResponse> got = ask(request);
    QVERIFY(got.has_value());
    QCOMPARE(got->status, 302);
    QCOMPARE(server.requests().size(), 1);
}

void HttpClientTest::doesNotFollowARedirectOfAPost()
{
    for (const int status : {301, 302, 303, 307, 308}) {
        HttpsServer server(m_certificates.good());
        server.setPlays({HttpsServer::says(HttpsServer::answer(status, "", "Location: /again\r\n"))});
        const Result<HttpResponse> got = ask(post(server.url(), "{}"));
        QVERIFY(!got || got->status == status); // Qt gives no answer for the two that would repeat the body
        QTest::qWait(50);
        QCOMPARE(server.requests().size(), 1);
    }
}

void HttpClientTest::leavesACircleOfRedirects()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(302, "", "Location: /\r\n"))});
    const Result<HttpResponse> got = ask(get(server.url()));
    QVERIFY(!got.has_value());
    QCOMPARE(server.requests().size(), 6);
}

void HttpClientTest::refusesAnAddressThatIsNotSecure_data()
{
    QTest::addColumn<QUrl>("url");
    for (const char *text : {"http://api.example/", "http://127.0.0.1.example/", "ftp://localhost/",
                             "file:///etc/passwd", "https:///", "https://user:password@localhost/", "", "localhost"}) {
        QTest::newRow(text) << QUrl(QString::fromLatin1(text));
    }
}

void HttpClientTest::refusesAnAddressThatIsNotSecure()
{
    QFETCH(QUrl, url);
    const Result<HttpResponse> got = ask(get(url));
    QVERIFY(!got.has_value());
    QCOMPARE(got.error().kind, ErrorKind::Invalid);
    QVERIFY(!got.error().detail.contains(QStringLiteral("password")));
}

void HttpClientTest::refusesALineBreakInAHeader()
{
    HttpsServer server(m_certificates.good());
    HttpRequest request = get(server.url());
    request.headers = {{"X-Api-Key", "canary\r\nX-Evil: 1"}};
    const Result<HttpResponse> got = ask(request);
    QCOMPARE(got.error().kind, ErrorKind::Invalid);
    QVERIFY(!(got.error().message + got.error().detail).contains(QStringLiteral("canary")));
    QCOMPARE(server.requests().size(), 0);
}

void HttpClientTest::allowsPlainHttpOnThisComputer()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
        QTcpSocket *socket = plain.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(HttpsServer::answer(200, "plain")); });
    });
    const Result<HttpResponse> got = ask(get(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(plain.serverPort()))));
    QVERIFY2(got.has_value(), got ? "" : qPrintable(got.error().detail));
    QCOMPARE(got->body, "plain");
}

void HttpClientTest::canBeCancelledInEachPhase_data()
{
    QTest::addColumn<QByteArray>("says");
    QTest::addColumn<bool>("shakesHands");
    QTest::newRow("while connecting") << QByteArray() << false;
    QTest::newRow("while waiting") << QByteArray() << true;
    QTest::newRow("inside the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf") << true;
}

void HttpClientTest::canBeCancelledInEachPhase()
{
    QFETCH(QByteArray, says);
    QFETCH(bool, shakesHands);
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(says)});
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const QUrl url =
        shakesHands ? server.url() : QUrl(QStringLiteral("https://localhost:%1/").arg(silent.serverPort()));
    std::stop_source stop;
    std::optional<Result<HttpResponse>> got;
    whenDone(m_client->send(get(url), stop.get_token()), this,
             [&got](Result<HttpResponse> outcome) { got = std::move(outcome); });
    QTRY_VERIFY(shakesHands ? server.requests().size() == 1 : silent.hasPendingConnections());
    QVERIFY(!got);
    QVERIFY(!m_client->isIdle());
    stop.request_stop();
    QTRY_VERIFY(got.has_value());
    QVERIFY(m_client->isIdle());
    QCOMPARE(got->error().kind, ErrorKind::Cancelled);

    const Result<HttpResponse> late = ask(get(url), stop.get_token());
    QCOMPARE(late.error().kind, ErrorKind::Cancelled);
}

namespace {
QString logged;
void collect(QtMsgType, const QMessageLogContext &, const QString &text)
{
    logged += text + u'\n';
}
} // namespace

void HttpClientTest::neverLogsOrSaysAKey()
{
    HttpsServer server(m_certificates.good());
    server.setPlays({HttpsServer::says(HttpsServer::answer(401, "no")), HttpsServer::saysAndCloses("")});
    QLoggingCategory::setFilterRules(QStringLiteral("alwaysleads.*=true"));
    const QtMessageHandler before = qInstallMessageHandler(&collect);
    HttpRequest request = post(server.url(), "canary-in-the-body");
    request.url.setQuery(QStringLiteral("k=canary-in-the-query"));
    request.headers = {{"x-api-key", "canary-key"}, {"Authorization", "Bearer canary-token"}};
    const Result<HttpResponse> first = ask(request);
    const Result<HttpResponse> second = ask(request);
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QVERIFY(first.has_value());
    QVERIFY(!second.has_value());
    QVERIFY2(logged.contains(QStringLiteral("localhost")), "the log was not even written");
    QVERIFY2(!logged.contains(QStringLiteral("canary")), qPrintable(logged));
    QVERIFY(!(second.error().message + second.error().detail).contains(QStringLiteral("canary")));
}

QTEST_GUILESS_MAIN(HttpClientTest)
#include "HttpClientTest.moc"
