#include "net/RetryDecision.h"

#include <QtTest>

using namespace AlwaysLeads;
using std::chrono::milliseconds;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC);

HttpResponse withHeader(int status, const QByteArray &name = {}, const QByteArray &value = {})
{
    HttpResponse response;
    response.status = status;
    if (!name.isEmpty()) {
        response.headers = {{name, value}};
    }
    response.retryAfter = retryAfterOf(response, now);
    return response;
}

HttpRequest asking(const QByteArray &method, HttpRetries::When when = HttpRetries::When::IfIdempotent)
{
    HttpRequest request;
    request.method = method;
    request.retries.when = when;
    return request;
}

bool repeats(const HttpRequest &request, const Result<HttpResponse> &outcome, int tries = 1)
{
    return waitBeforeRetry(request, outcome, tries, 0).has_value();
}

} // namespace

class RetryDecisionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsRetryAfter_data();
    void readsRetryAfter();
    void millisecondsWinOverSeconds();
    void repeatsWhatMayPass_data();
    void repeatsWhatMayPass();
    void theServersWishDecides();
    void asksAPostOnlyOnceUnlessItSaysSo();
    void repeatsNetworkTroubleButNotARefusedCertificate();
    void waitsTwiceAsLongEachTimeUpToTheLongest();
    void jitterTakesAtMostAQuarter();
    void doesNotWaitForAnHour();
    void givesUpAfterItsTries();
    void aSpendingCapIsNotRepeated();
    void repeatsTheStatusesItWasTold();
};

void RetryDecisionTest::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("wait"); // -1: none
    QTest::newRow("seconds") << QByteArray("7") << qint64(7000);
    QTest::newRow("zero") << QByteArray("0") << qint64(0);
    QTest::newRow("fraction") << QByteArray("1.5") << qint64(1500);
    QTest::newRow("date") << QByteArray("Tue, 24 Nov 2026 09:00:30 GMT") << qint64(30'000);
    QTest::newRow("past date") << QByteArray("Tue, 24 Nov 2026 08:00:00 GMT") << qint64(0);
    QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
    QTest::newRow("words") << QByteArray("soon") << qint64(-1);
    QTest::newRow("empty") << QByteArray("") << qint64(-1);
    QTest::newRow("not a number") << QByteArray("nan") << qint64(-1);
    QTest::newRow("endless") << QByteArray("1e300") << qint64(365) * 24 * 3600 * 1000;
}

void RetryDecisionTest::readsRetryAfter()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, wait);
    const auto read = retryAfterOf(withHeader(429, "Retry-After", value), now);
    QCOMPARE(read ? read->count() : -1, wait);
}

void RetryDecisionTest::millisecondsWinOverSeconds()
{
    HttpResponse response;
    response.headers = {{"retry-after", "9"}, {"Retry-After-Ms", "250"}};
    QCOMPARE(retryAfterOf(response, now), std::optional(milliseconds(250)));
}

void RetryDecisionTest::repeatsWhatMayPass_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("again");
    for (const int status : {408, 429, 500, 502, 503, 504, 529}) {
        QTest::addRow("%d", status) << status << true;
    }
    for (const int status : {200, 204, 301, 400, 401, 402, 403, 404, 413, 422}) {
        QTest::addRow("%d", status) << status << false;
    }
}

void RetryDecisionTest::repeatsWhatMayPass()
{
    QFETCH(int, status);
    QFETCH(bool, again);
    QCOMPARE(repeats(asking("GET"), withHeader(status)), again);
}

void RetryDecisionTest::theServersWishDecides()
{
    QVERIFY(repeats(asking("GET"), withHeader(409, "x-should-retry", "true")));
    QVERIFY(!repeats(asking("GET"), withHeader(429, "x-should-retry", "false")));
    QVERIFY(!repeats(asking("POST"), withHeader(500, "x-should-retry", "true")));
}

void RetryDecisionTest::asksAPostOnlyOnceUnlessItSaysSo()
{
    QVERIFY(!repeats(asking("POST"), withHeader(503)));
    QVERIFY(!repeats(asking("PATCH"), withHeader(503)));
    QVERIFY(repeats(asking("PUT"), withHeader(503)));
    QVERIFY(repeats(asking("POST", HttpRetries::When::Always), withHeader(503)));
    QVERIFY(!repeats(asking("GET", HttpRetries::When::Never), withHeader(503)));
}

void RetryDecisionTest::repeatsNetworkTroubleButNotARefusedCertificate()
{
    QVERIFY(repeats(asking("GET"), failure(ErrorKind::Network, {})));
    QVERIFY(repeats(asking("GET"), failure(ErrorKind::Timeout, {})));
    QVERIFY(!repeats(asking("GET"), failure(ErrorKind::Invalid, {})));
    QVERIFY(!repeats(asking("GET"), failure(ErrorKind::Cancelled, {})));
}

void RetryDecisionTest::waitsTwiceAsLongEachTimeUpToTheLongest()
{
    HttpRequest request = asking("GET");
    request.retries.times = 100;
    const QList<qint64> expected = {500, 1000, 2000, 4000, 8000, 8000, 8000};
    for (int tries = 1; tries <= expected.size(); ++tries) {
        QCOMPARE(waitBeforeRetry(request, withHeader(500), tries, 0)->count(), expected.at(tries - 1));
    }
    QCOMPARE(waitBeforeRetry(request, withHeader(500), 100, 0)->count(), qint64(8000));
}

void RetryDecisionTest::jitterTakesAtMostAQuarter()
{
    QCOMPARE(waitBeforeRetry(asking("GET"), withHeader(500), 1, 0.5)->count(), qint64(437));
    QCOMPARE(waitBeforeRetry(asking("GET"), withHeader(500), 1, 1.0)->count(), qint64(375));
    QCOMPARE(waitBeforeRetry(asking("GET"), withHeader(500, "Retry-After", "3"), 1, 1.0)->count(), qint64(3000));
}

void RetryDecisionTest::doesNotWaitForAnHour()
{
    QVERIFY(repeats(asking("GET"), withHeader(429, "Retry-After", "60")));
    QVERIFY(!repeats(asking("GET"), withHeader(429, "Retry-After", "61")));
}

void RetryDecisionTest::givesUpAfterItsTries()
{
    QVERIFY(repeats(asking("GET"), withHeader(500), 2));
    QVERIFY(!repeats(asking("GET"), withHeader(500), 3));
}

void RetryDecisionTest::aSpendingCapIsNotRepeated()
{
    HttpRequest request = asking("GET");
    request.retries.unannounced429 = HttpRetries::Unannounced429::HandUp;
    QVERIFY(!repeats(request, withHeader(429)));
    QVERIFY(repeats(request, withHeader(429, "Retry-After", "1")));
    QVERIFY(repeats(request, withHeader(529)));
}

void RetryDecisionTest::repeatsTheStatusesItWasTold()
{
    HttpRequest request = asking("GET");
    QVERIFY(!repeats(request, withHeader(409)));
    request.retries.moreStatuses = {409};
    QVERIFY(repeats(request, withHeader(409)));
}

QTEST_APPLESS_MAIN(RetryDecisionTest)
#include "RetryDecisionTest.moc"
