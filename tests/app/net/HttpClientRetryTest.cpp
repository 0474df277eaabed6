#include "net/HttpClient.h"
#include "support/Certificates.h"
#include "support/HttpsServer.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QSslSocket>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

/// Several tries of one request, on a clock that moves only when the test says so.
class HttpClientRetryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void waitsAsLongAsTheServerAsks();
    void waitsForAnHttpDate();
    void goesOnAfterABrokenConnection();
    void handsUpTheLastAnswerWhenItsTriesAreUsed();
    void doesNotWaitForTooLongAWish();
    void askedForOnlyOnceAPostIsNotRepeated();
    void canBeCancelledWhileItWaits();

private:
    void start(HttpRequest request, std::stop_token stop = {});
    HttpRequest get() const;

    Certificates m_certificates;
    std::unique_ptr<VirtualClock> m_clock;
    std::unique_ptr<HttpsServer> m_server;
    std::unique_ptr<HttpClient> m_client;
    std::optional<Result<HttpResponse>> m_got;
};

void HttpClientRetryTest::init()
{
    m_got.reset();
    m_client.reset();
    m_clock = std::make_unique<VirtualClock>();
    m_server = std::make_unique<HttpsServer>(m_certificates.good());
    HttpClient::Options options;
    options.extraAuthorities = {m_certificates.authority()};
    options.random = [] { return 0.0; };
    m_client = std::make_unique<HttpClient>(*m_clock, options);
}

HttpRequest HttpClientRetryTest::get() const
{
    HttpRequest request;
    request.url = m_server->url();
    return request;
}

void HttpClientRetryTest::start(HttpRequest request, std::stop_token stop)
{
    whenDone(m_client->send(std::move(request), stop), this,
             [this](Result<HttpResponse> outcome) { m_got = std::move(outcome); });
}

void HttpClientRetryTest::waitsAsLongAsTheServerAsks()
{
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(429, "", "Retry-After: 7\r\n")),
                        HttpsServer::says(HttpsServer::answer(200, "now"))});
    start(get());
    QTRY_COMPARE(m_clock->nextWake(), m_clock->now().addSecs(7));
    m_clock->advance(6999ms);
    QCOMPARE(m_server->requests().size(), 1);
    m_clock->advance(1ms);
    QTRY_VERIFY(m_got.has_value());
    QCOMPARE((*m_got)->body, "now");
    QCOMPARE((*m_got)->tries, 2);
}

void HttpClientRetryTest::waitsForAnHttpDate()
{
    m_server->setPlays(
        {HttpsServer::says(HttpsServer::answer(503, "", "Retry-After: Tue, 24 Nov 2026 09:00:20 GMT\r\n")),
         HttpsServer::says(HttpsServer::answer(200, "now"))});
    start(get());
    QTRY_COMPARE(m_clock->nextWake(), QDateTime(QDate(2026, 11, 24), QTime(9, 0, 20), Qt::UTC));
    m_clock->advance(20s);
    QTRY_VERIFY(m_got.has_value());
    QCOMPARE((*m_got)->status, 200);
}

void HttpClientRetryTest::goesOnAfterABrokenConnection()
{
    // Half an answer, so that Qt itself cannot repeat it.
    m_server->setPlays({HttpsServer::saysAndCloses("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
                        HttpsServer::says(HttpsServer::answer(200, "whole"))});
    start(get());
    QTRY_COMPARE(m_clock->nextWake(), m_clock->now().addMSecs(500));
    m_clock->advance(500ms);
    QTRY_VERIFY(m_got.has_value());
    QCOMPARE((*m_got)->body, "whole");
}

void HttpClientRetryTest::handsUpTheLastAnswerWhenItsTriesAreUsed()
{
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(500, "broken"))});
    start(get());
    QTRY_COMPARE(m_clock->nextWake(), m_clock->now().addMSecs(500));
    m_clock->advance(500ms);
    QTRY_COMPARE(m_clock->nextWake(), m_clock->now().addMSecs(1000));
    m_clock->advance(1000ms);
    QTRY_VERIFY(m_got.has_value());
    QCOMPARE((*m_got)->status, 500);
    QCOMPARE((*m_got)->tries, 3);
    QCOMPARE(m_server->requests().size(), 3);
}

void HttpClientRetryTest::doesNotWaitForTooLongAWish()
{
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(429, "", "Retry-After: 3600\r\n"))});
    start(get());
    QTRY_VERIFY(m_got.has_value());
    QCOMPARE((*m_got)->status, 429);
    QCOMPARE((*m_got)->retryAfter, std::optional<std::chrono::milliseconds>(1h));
    QCOMPARE(m_server->requests().size(), 1);
}

void HttpClientRetryTest::askedForOnlyOnceAPostIsNotRepeated()
{
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(503, "", "Retry-After: 1\r\n"))});
    HttpRequest request = get();
    request.method = "POST";
    request.body = "{}";
    start(request);
    QTRY_VERIFY(m_got.has_value());
    QCOMPARE(m_server->requests().size(), 1);
}

void HttpClientRetryTest::canBeCancelledWhileItWaits()
{
    m_server->setPlays({HttpsServer::says(HttpsServer::answer(429, "", "Retry-After: 30\r\n"))});
    std::stop_source stop;
    start(get(), stop.get_token());
    QTRY_VERIFY(m_clock->nextWake().isValid());
    QVERIFY(!m_got);
    stop.request_stop();
    QTRY_VERIFY(m_got.has_value());
    QCOMPARE(m_got->error().kind, ErrorKind::Cancelled);
    QCOMPARE(m_server->requests().size(), 1);
}

QTEST_GUILESS_MAIN(HttpClientRetryTest)
#include "HttpClientRetryTest.moc"
