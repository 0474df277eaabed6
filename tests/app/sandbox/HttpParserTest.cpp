#include "sandbox/HttpParser.h"

#include <QtTest>

using namespace AlwaysLeads;

class HttpParserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsARequest_data();
    void readsARequest();
    void readsRequestsOneAfterTheOther();
    void refuses_data();
    void refuses();
    void asksForTheBodyWhenTheClientWaits();
};

void HttpParserTest::readsARequest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");
    const QByteArray head = "POST /v1/a%20b?x=1 HTTP/1.1\r\nHost: localhost\r\nX-Api-Key:  k \r\n";
    QTest::newRow("with a length") << QByteArray(head + "Content-Length: 5\r\n\r\nhello") << QByteArray("hello");
    QTest::newRow("without a body") << QByteArray(head + "\r\n") << QByteArray();
    QTest::newRow("chunked") << QByteArray(
        head + "Transfer-Encoding: chunked\r\n\r\n3;ext=1\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: x\r\n\r\n")
                             << QByteArray("hello");
    QTest::newRow("after an empty line") << QByteArray("\r\n" + head + "\r\n") << QByteArray();
}

void HttpParserTest::readsARequest()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, body);
    HttpParser parser;
    std::optional<ServerRequest> request;
    for (qsizetype i = 0; i < bytes.size(); ++i) { // byte by byte, as the slowest client sends
        QVERIFY(!request);
        parser.feed(bytes.mid(i, 1));
        request = parser.next();
    }
    QVERIFY2(request.has_value(), QByteArray::number(parser.fault()).constData());
    QCOMPARE(request->method, "POST");
    QCOMPARE(request->path, QStringLiteral("/v1/a b"));
    QCOMPARE(request->query.queryItemValue(QStringLiteral("x")), QStringLiteral("1"));
    QCOMPARE(request->header("x-api-key"), "k");
    QCOMPARE(request->body, body);
}

void HttpParserTest::readsRequestsOneAfterTheOther()
{
    HttpParser parser;
    parser.feed("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(parser.next()->path, QStringLiteral("/1"));
    QCOMPARE(parser.next()->path, QStringLiteral("/2"));
    QVERIFY(!parser.next());
    QCOMPARE(parser.fault(), 0);
}

void HttpParserTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const QByteArray get = "GET / HTTP/1.1\r\nHost: a\r\n";
    QTest::newRow("nonsense") << QByteArray("\x16\x03\x01\x02\r\n\r\n") << 400;
    QTest::newRow("line feeds alone") << QByteArray("GET / HTTP/1.1\nHost: a\n\n") << 400;
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two hosts") << QByteArray(get + "Host: b\r\n\r\n") << 400;
    QTest::newRow("old version") << QByteArray("GET / HTTP/1.0\r\nHost: a\r\n\r\n") << 505;
    QTest::newRow("foreign address") << QByteArray("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
    QTest::newRow("folded header") << QByteArray(get + "X: 1\r\n 2\r\n\r\n") << 400;
    QTest::newRow("space before the colon") << QByteArray(get + "Content-Length : 5\r\n\r\n") << 400;
    QTest::newRow("length and chunks") << QByteArray(get + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n")
                                       << 400;
    QTest::newRow("two lengths") << QByteArray(get + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n") << 400;
    QTest::newRow("negative length") << QByteArray(get + "Content-Length: -5\r\n\r\n") << 400;
    QTest::newRow("length with a plus") << QByteArray(get + "Content-Length: +5\r\n\r\n") << 400;
    QTest::newRow("huge length") << QByteArray(get + "Content-Length: 99999999999999999999\r\n\r\n") << 400;
    QTest::newRow("too long a body") << QByteArray(get + "Content-Length: 1001\r\n\r\n") << 413;
    QTest::newRow("too long a chunk") << QByteArray(get + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n") << 413;
    QTest::newRow("chunk size in words") << QByteArray(get + "Transfer-Encoding: chunked\r\n\r\n0x5\r\n") << 400;
    QTest::newRow("chunk without its end")
        << QByteArray(get + "Transfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n") << 400;
    QTest::newRow("other coding") << QByteArray(get + "Transfer-Encoding: gzip\r\n\r\n") << 501;
    QTest::newRow("too long a head") << QByteArray("GET /" + QByteArray(600, 'a')) << 431;
    QTest::newRow("too many headers") << QByteArray(get + QByteArray("X: y\r\n").repeated(200)) << 431;
}

void HttpParserTest::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    HttpParser parser({.headerBytes = 500, .bodyBytes = 1000});
    parser.feed(bytes);
    QVERIFY(!parser.next());
    QCOMPARE(parser.fault(), status);
    parser.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY(!parser.next()); // what follows a fault cannot be trusted
}

void HttpParserTest::asksForTheBodyWhenTheClientWaits()
{
    HttpParser parser;
    parser.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QVERIFY(!parser.next());
    QVERIFY(parser.wantsContinue());
    QVERIFY(!parser.wantsContinue());
    parser.feed("ok");
    QCOMPARE(parser.next()->body, "ok");
}

QTEST_APPLESS_MAIN(HttpParserTest)
#include "HttpParserTest.moc"
