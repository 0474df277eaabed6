#include "cloudmail/ServiceError.h"
#include "cloudmail/GmailVerdict.h"
#include "cloudmail/GraphVerdict.h"
#include "net/HttpMessage.h"

#include <QtTest>

using namespace AlwaysLeads;

/// Error bodies of the services, real ones and hostile ones.
class ServiceErrorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsGraph();
    void readsGoogle();
    void takesNothingFromGarbage_data();
    void takesNothingFromGarbage();
    void boundsWhatItTakes();
    void findsTheEndOfAPause_data();
    void findsTheEndOfAPause();
    void aPauseThatEndsSoonDoesNotStopTheMailbox();
};

void ServiceErrorTest::readsGraph()
{
    const ServiceError error = ServiceError::fromGraph(
        R"({"error":{"code":"BadRequest","message":"One\nline","innerError":{"code":"ErrorInvalidRecipients","innererror":{"code":"Deeper"}}}})");
    QCOMPARE(error.codes,
             (QStringList{QStringLiteral("BadRequest"), QStringLiteral("ErrorInvalidRecipients"),
                          QStringLiteral("Deeper")}));
    QCOMPARE(error.text, QStringLiteral("One line"));
    QCOMPARE(error.words(), QStringLiteral("Deeper: One line"));
}

void ServiceErrorTest::readsGoogle()
{
    const ServiceError error = ServiceError::fromGoogle(
        R"({"error":{"code":403,"message":"No","status":"PERMISSION_DENIED","errors":[{"reason":"insufficientPermissions"}],"details":[{"@type":"x","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"},{"other":1}]}})");
    QCOMPARE(error.codes,
             (QStringList{QStringLiteral("PERMISSION_DENIED"), QStringLiteral("insufficientPermissions"),
                          QStringLiteral("ACCESS_TOKEN_SCOPE_INSUFFICIENT")}));
    QCOMPARE(error.text, QStringLiteral("No"));
}

void ServiceErrorTest::takesNothingFromGarbage_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("page") << QByteArray("<html>error</html>");
    QTest::newRow("list") << QByteArray("[1,2]");
    QTest::newRow("text") << QByteArray(R"({"error":"invalid_grant"})");
    QTest::newRow("types") << QByteArray(
        R"({"error":{"code":{"a":1},"message":[1],"innerError":"x","status":7,"errors":{"reason":"x"},"details":[[[]],"a",null]}})");
    QTest::newRow("cut") << QByteArray(R"({"error":{"code":"x)");
    QTest::newRow("deep") << R"({"error":)" + QByteArray(100000, '[') + QByteArray(100000, ']') + '}';
    QTest::newRow("not utf-8") << QByteArray("{\"error\":{\"code\":\"\xff\xfe\"}}");
}

void ServiceErrorTest::takesNothingFromGarbage()
{
    QFETCH(QByteArray, body);
    for (const ServiceError &error : {ServiceError::fromGraph(body), ServiceError::fromGoogle(body)}) {
        QVERIFY(error.text.isEmpty());
        QVERIFY(error.words().size() < 10);
    }
    // Whatever the body is, the status alone gives a verdict and a sentence.
    HttpResponse response;
    response.body = body;
    for (int status = 300; status < 600; ++status) {
        response.status = status;
        const QDateTime now(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);
        for (const CloudProblem &problem :
             {graphRefusal(response, GraphCall::Create), graphRefusal(response, GraphCall::Send),
              gmailRefusal(response, GmailCall::Find, now), gmailRefusal(response, GmailCall::Send, now)}) {
            QVERIFY(!problem.outcome.message.isEmpty());
            QVERIFY(problem.outcome.verdict != HandOverOutcome::Verdict::Accepted);
            QVERIFY(problem.outcome.cause != HandOverOutcome::Cause::None);
            QCOMPARE(problem.outcome.code, status);
        }
    }
}

void ServiceErrorTest::boundsWhatItTakes()
{
    QByteArray body = R"({"error":{"message":")" + QByteArray(100000, 'm') + R"(","errors":[)";
    for (int i = 0; i < 1000; ++i) {
        body +=
            (i > 0 ? "," : "") + QByteArray(R"({"reason":")") + QByteArray::number(i) + QByteArray(200, 'r') + "\"}";
    }
    body += "]}}";
    const ServiceError error = ServiceError::fromGoogle(body);
    QVERIFY(error.codes.size() <= 10);
    QVERIFY(error.text.size() <= 400);
    for (const QString &code : error.codes) {
        QVERIFY(code.size() <= 100);
    }
}

void ServiceErrorTest::findsTheEndOfAPause_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("when");
    const QDateTime when(QDate(2026, 11, 25), QTime(14, 5, 0), Qt::UTC);
    QTest::newRow("as Gmail writes it") << QStringLiteral(
        "User-rate limit exceeded.  Retry after 2026-11-25T14:05:00.000Z (Mail sending)")
                                        << when;
    QTest::newRow("whole seconds") << QStringLiteral("Retry after 2026-11-25T14:05:00Z") << when;
    QTest::newRow("with a zone") << QStringLiteral("retry after 2026-11-25T16:05:00+02:00") << when;
    QTest::newRow("none") << QStringLiteral("User-rate limit exceeded.") << QDateTime();
    QTest::newRow("no date") << QStringLiteral("Retry after 2026-99-25T14:05:00Z") << QDateTime();
    QTest::newRow("words") << QStringLiteral("Retry after lunch") << QDateTime();
}

void ServiceErrorTest::findsTheEndOfAPause()
{
    QFETCH(QString, text);
    QFETCH(QDateTime, when);
    QCOMPARE(retryTimeIn(text), when);
}

void ServiceErrorTest::aPauseThatEndsSoonDoesNotStopTheMailbox()
{
    HttpResponse response;
    response.status = 429;
    response.body =
        R"({"error":{"code":429,"message":"User-rate limit exceeded.  Retry after 2026-11-25T14:05:00.000Z"}})";
    const QDateTime soon(QDate(2026, 11, 25), QTime(14, 0), Qt::UTC);
    QCOMPARE(gmailRefusal(response, GmailCall::Send, soon).outcome.cause, HandOverOutcome::Cause::Server);
    QCOMPARE(gmailRefusal(response, GmailCall::Send, soon.addSecs(-3600)).outcome.cause,
             HandOverOutcome::Cause::Sender);
}

QTEST_GUILESS_MAIN(ServiceErrorTest)
#include "ServiceErrorTest.moc"
