#include "oauth/LoopbackListener.h"
#include "support/Patience.h"

#include <QCoroTask>

#include <QTcpSocket>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

/// Anybody on the computer may knock: only the one redirect is taken.
class LoopbackListenerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesTheRedirect_data();
    void takesTheRedirect();
    void turnsAwayAndGoesOnWaiting_data();
    void turnsAwayAndGoesOnWaiting();
    void takesARequestThatComesInPieces();
    void letsNobodyHoldTheLine();
    void takesOnlyOne();
    void endsAfterItsTime();
    void canBeCancelled();
    void isOnlyOnThisComputer();

private:
    struct Waiting
    {
        explicit Waiting(std::chrono::milliseconds patience = 60s)
        {
            listens = listener.listen().has_value();
            [](Waiting *self, std::chrono::milliseconds patience) -> Task<> {
                Result<QUrlQuery> outcome =
                    co_await self->listener.redirect(QStringLiteral("the-state"), patience, self->stop.get_token());
                self->outcome = outcome;
            }(this, patience);
        }
        QByteArray get(const QByteArray &target) const
        {
            return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(listener.port())
                + "\r\nUser-Agent: test\r\n\r\n";
        }
        /// What it answers to these bytes, up to the end of the line.
        QByteArray say(const QByteArray &bytes) const
        {
            QTcpSocket socket;
            QByteArray answer;
            connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
            socket.connectToHost(QStringLiteral("127.0.0.1"), listener.port());
            socket.write(bytes);
            if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, testPatience)) {
                return "the line stayed open";
            }
            return answer + socket.readAll();
        }

        bool listens = false;
        LoopbackListener listener;
        std::stop_source stop;
        std::optional<Result<QUrlQuery>> outcome;
    };
};

void LoopbackListenerTest::takesTheRedirect_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("code") << QByteArray("/?code=4%2F0Ab-c%3D&state=the-state") << "code"
                          << "4/0Ab-c=";
    QTest::newRow("more of it") << QByteArray("/?state=the-state&session_state=x&code=1.AX.b&scope=a+b") << "scope"
                                << "a b";
    QTest::newRow("error") << QByteArray("/?error=access_denied&error_description=AADSTS65004%3a+no&state=the-state")
                           << "error_description"
                           << "AADSTS65004: no";
}

void LoopbackListenerTest::takesTheRedirect()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, name);
    QFETCH(QString, value);
    Waiting waiting;
    QVERIFY(waiting.listens);
    const QByteArray answer = waiting.say(waiting.get(target));
    QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer.constData());
    QVERIFY(answer.contains("You can close this window"));
    QVERIFY(answer.contains("Referrer-Policy: no-referrer"));
    QVERIFY(!answer.contains("the-state"));
    QTRY_VERIFY(waiting.outcome);
    QVERIFY(waiting.outcome->has_value());
    QCOMPARE((*waiting.outcome)->queryItemValue(name, QUrl::FullyDecoded), value);
}

void LoopbackListenerTest::turnsAwayAndGoesOnWaiting_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray host = " HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n";
    const QByteArray good = "/?code=x&state=the-state";
    QTest::newRow("another path") << "GET /favicon.ico" + host << QByteArray("HTTP/1.1 404 ");
    QTest::newRow("another path with it") << "GET /x?code=x&state=the-state" + host << QByteArray("HTTP/1.1 404 ");
    QTest::newRow("no parameters") << "GET /" + host << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("wrong state") << "GET /?code=x&state=other" + host << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("state of the same length") << "GET /?code=x&state=the-statf" + host << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("no state") << "GET /?code=x" + host << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("empty state") << "GET /?code=x&state=" + host << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("two states") << "GET /?code=x&state=the-state&state=other" + host << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("two codes") << "GET /?code=x&code=y&state=the-state" + host << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("neither code nor error") << "GET /?state=the-state" + host << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("both") << "GET /?code=x&error=y&state=the-state" + host << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("POST") << "POST " + good + host << QByteArray("HTTP/1.1 405 ");
    QTest::newRow("HEAD") << "HEAD " + good + host << QByteArray("HTTP/1.1 405 ");
    QTest::newRow("another host") << "GET " + good + " HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n"
                                  << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("two hosts") << "GET " + good + " HTTP/1.1\r\nHost: localhost:PORT\r\nHost: localhost:PORT\r\n\r\n"
                               << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("no host") << "GET " + good + " HTTP/1.1\r\n\r\n" << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("whole address") << "GET http://localhost:PORT" + good + host << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("no HTTP") << QByteArray("\x16\x03\x01\x02\x00\x01 hello\r\n\r\n", 16) << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("words only") << QByteArray("SSH-2.0-x\r\n\r\n") << QByteArray("HTTP/1.1 400 ");
    QTest::newRow("endless") << "GET /?code=" + QByteArray(20'000, 'a') << QByteArray("HTTP/1.1 431 ");
}

void LoopbackListenerTest::turnsAwayAndGoesOnWaiting()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, answer);
    Waiting waiting;
    QVERIFY(waiting.listens);
    request.replace("PORT", QByteArray::number(waiting.listener.port()));
    const QByteArray said = waiting.say(request);
    QVERIFY2(said.startsWith(answer), said.constData());
    QVERIFY(!waiting.outcome);
    QVERIFY(waiting.say(waiting.get("/?code=x&state=the-state")).startsWith("HTTP/1.1 200 "));
    QTRY_VERIFY(waiting.outcome);
    QVERIFY(waiting.outcome->has_value());
}

void LoopbackListenerTest::takesARequestThatComesInPieces()
{
    Waiting waiting;
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("localhost"), waiting.listener.port());
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    for (const char byte : waiting.get("/?code=x&state=the-state")) {
        socket.write(&byte, 1);
        socket.flush();
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(waiting.outcome);
    QVERIFY(waiting.outcome->has_value());
}

void LoopbackListenerTest::letsNobodyHoldTheLine()
{
    Waiting waiting;
    waiting.listener.setClientPatience(300ms);
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    for (qsizetype i = 0; i < LoopbackListener::mostConnections + 8; ++i) {
        silent.push_back(std::make_unique<QTcpSocket>());
        silent.back()->connectToHost(QStringLiteral("127.0.0.1"), waiting.listener.port());
    }
    for (const auto &socket : silent) {
        QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    }
    QVERIFY(!waiting.outcome);
    waiting.listener.setClientPatience(20s); // for one that speaks, however slow the machine is
    QVERIFY(waiting.say(waiting.get("/?code=x&state=the-state")).startsWith("HTTP/1.1 200 "));
    QTRY_VERIFY(waiting.outcome);
}

void LoopbackListenerTest::takesOnlyOne()
{
    Waiting waiting;
    const QByteArray redirect = waiting.get("/?code=first&state=the-state");
    const quint16 port = waiting.listener.port();
    QVERIFY(waiting.say(redirect).startsWith("HTTP/1.1 200 "));
    QTRY_VERIFY(waiting.outcome);
    QTcpSocket late;
    late.connectToHost(QStringLiteral("127.0.0.1"), port);
    QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
    QCOMPARE((*waiting.outcome)->queryItemValue(QStringLiteral("code")), QStringLiteral("first"));
}

void LoopbackListenerTest::endsAfterItsTime()
{
    Waiting waiting(50ms);
    QTRY_VERIFY(waiting.outcome);
    QVERIFY(!waiting.outcome->has_value());
    QCOMPARE(waiting.outcome->error().kind, ErrorKind::Timeout);
    QVERIFY(waiting.outcome->error().message.contains(QStringLiteral("Nothing came back from the browser")));
}

void LoopbackListenerTest::canBeCancelled()
{
    Waiting waiting;
    QVERIFY(!waiting.outcome);
    waiting.stop.request_stop();
    QTRY_VERIFY(waiting.outcome);
    QCOMPARE(waiting.outcome->error().kind, ErrorKind::Cancelled);
    Waiting early;
    early.stop.request_stop();
    early.stop.request_stop();
    QTRY_VERIFY(early.outcome);
}

void LoopbackListenerTest::isOnlyOnThisComputer()
{
    Waiting waiting;
    QTcpSocket other;
    other.connectToHost(QStringLiteral("127.0.0.2"), waiting.listener.port()); // another address of this machine
    QTRY_COMPARE(other.error(), QAbstractSocket::ConnectionRefusedError);
}

QTEST_GUILESS_MAIN(LoopbackListenerTest)
#include "LoopbackListenerTest.moc"
