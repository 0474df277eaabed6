#include "imap/ImapSession.h"
#include "support/ScriptedImapServer.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

/// Waiting for the server's word (RFC 2177), against written conversations.
class ImapIdleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hearsOfAMail();
    void hearsWhatCameBeforeTheWaiting();
    void signsOfLifeAreNoMail();
    void endsByItself();
    void aFarewellIsALostLine();
    void aCutIsALostLine();
    void aNoIsARefusal();
    void aTaggedAnswerThatNobodyAskedForIsNonsense();
    void silenceAfterTheEndIsATimeout();
    void aStopEndsIt();

private:
    struct Talk
    {
        Result<bool> came = failure(ErrorKind::Bug, QStringLiteral("not asked"));
        bool canIdle = false;
        bool isUsable = false;
    };
    static Task<Talk> talk(ScriptedImapServer *server, std::chrono::milliseconds longest, std::stop_token stop,
                           std::chrono::milliseconds silence)
    {
        ImapTimeouts timeouts;
        timeouts.silence = silence;
        timeouts.command = 60s;
        const QList<QSslCertificate> trusted;
        auto session = std::make_unique<ImapSession>(trusted, timeouts, stop);
        ImapAccount account;
        account.host = QStringLiteral("127.0.0.1");
        account.port = server->port();
        account.security = ImapAccount::Security::LoopbackPlain;
        account.userName = QStringLiteral("jonas");
        account.password = QStringLiteral("secret");
        Talk had;
        Result<> opened = co_await session->open(account);
        if (!opened) {
            had.came = failureOf(std::move(opened));
            co_return had;
        }
        had.canIdle = session->canIdle();
        had.came = co_await session->idle(longest);
        had.isUsable = session->isUsable();
        co_return had;
    }
    /// Patient but where silence is what is tested: a busy machine is silent for a second too.
    Talk wait(ScriptedImapServer &server, std::chrono::milliseconds longest = 60s, std::stop_token stop = {},
              std::chrono::milliseconds silence = 60s)
    {
        return QCoro::waitFor(talk(&server, longest, stop, silence));
    }
};

void ImapIdleTest::hearsOfAMail()
{
    ScriptedImapServer server;
    server.signsIn("IDLE").hears("A2 IDLE").says("+ idling").says("* 4 EXISTS").hears("DONE").says("A2 OK done");
    const Talk had = wait(server);
    QVERIFY(had.canIdle);
    QCOMPARE(had.came, Result<bool>(true));
    QVERIFY(had.isUsable);
    QCOMPARE(server.fault(), QByteArray());
}

void ImapIdleTest::hearsWhatCameBeforeTheWaiting()
{
    ScriptedImapServer server;
    server.signsIn("IDLE").hears("A2 IDLE").says("* 4 EXISTS").says("+ idling").hears("DONE").says("A2 OK done");
    QCOMPARE(wait(server).came, Result<bool>(true));
}

void ImapIdleTest::signsOfLifeAreNoMail()
{
    ScriptedImapServer server;
    server.signsIn("IDLE")
        .hears("A2 IDLE")
        .says("+ idling")
        .says("* OK still here")
        .says("* 3 EXPUNGE")
        .says("* 2 FETCH (FLAGS (\\Seen))")
        .hears("DONE")
        .says("A2 OK done");
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(wait(server, 300ms).came, Result<bool>(false));
    QVERIFY(timer.elapsed() >= 250);
    QCOMPARE(server.fault(), QByteArray());
}

void ImapIdleTest::endsByItself()
{
    ScriptedImapServer server;
    server.signsIn("IDLE").hears("A2 IDLE").says("+ idling").hears("DONE").says("A2 OK done");
    const Talk had = wait(server, 3500ms, {}, 3s); // longer than the silence of an answer: this one is not overdue
    QCOMPARE(had.came, Result<bool>(false));
    QVERIFY(had.isUsable);
}

void ImapIdleTest::aFarewellIsALostLine()
{
    ScriptedImapServer server;
    server.signsIn("IDLE").hears("A2 IDLE").says("+ idling").says("* BYE too long").closes();
    const Talk had = wait(server);
    QVERIFY(!had.came);
    QCOMPARE(had.came.error().kind, ErrorKind::Network);
    QVERIFY(!had.isUsable);
}

void ImapIdleTest::aCutIsALostLine()
{
    ScriptedImapServer server;
    server.signsIn("IDLE").hears("A2 IDLE").says("+ idling").cuts();
    const Talk had = wait(server);
    QVERIFY(!had.came);
    QCOMPARE(had.came.error().kind, ErrorKind::Network);
}

void ImapIdleTest::aNoIsARefusal()
{
    ScriptedImapServer server;
    server.signsIn("IDLE").hears("A2 IDLE").says("A2 NO not here");
    const Talk had = wait(server);
    QVERIFY(!had.came);
    QVERIFY(had.isUsable); // the line is as good as before
}

void ImapIdleTest::aTaggedAnswerThatNobodyAskedForIsNonsense()
{
    ScriptedImapServer server;
    server.signsIn("IDLE").hears("A2 IDLE").says("+ idling").says("A2 OK done");
    const Talk had = wait(server);
    QVERIFY(!had.came);
    QVERIFY(!had.isUsable);
}

void ImapIdleTest::silenceAfterTheEndIsATimeout()
{
    ScriptedImapServer server;
    server.signsIn("IDLE").hears("A2 IDLE").says("+ idling").hears("DONE");
    const Talk had = wait(server, 100ms, {}, 3s);
    QVERIFY(!had.came);
    QCOMPARE(had.came.error().kind, ErrorKind::Timeout);
    QVERIFY(!had.isUsable);
}

void ImapIdleTest::aStopEndsIt()
{
    ScriptedImapServer server;
    server.signsIn("IDLE").hears("A2 IDLE").says("+ idling");
    std::stop_source stop;
    QTimer::singleShot(200, this, [&stop] { stop.request_stop(); });
    const Talk had = wait(server, 60s, stop.get_token());
    QVERIFY(!had.came);
    QCOMPARE(had.came.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(ImapIdleTest)
#include "ImapIdleTest.moc"
