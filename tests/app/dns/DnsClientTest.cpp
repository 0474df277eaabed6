#include "DnsReplyBytes.h"

#include "dns/DnsClient.h"

#include <QCoroTask>
#include <QNetworkDatagram>
#include <QTcpServer>
#include <QtEndian>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;
using Bytes = DnsReplyBytes;
using Status = DnsAnswer::Status;

namespace {

/// A name server on the loopback interface that answers as the test says, by the same port over UDP and TCP.
class LocalNameServer : public QObject
{
public:
    using Play = std::function<QList<QByteArray>(int id)>; // the datagrams to send back

    LocalNameServer()
    {
        for (int tries = 0; tries < 20 && !tcp.isListening(); ++tries) { // a port that is free for both
            udp.close();
            udp.bind(QHostAddress::LocalHost, 0);
            tcp.listen(QHostAddress::LocalHost, udp.localPort());
        }
        connect(&udp, &QUdpSocket::readyRead, this, [this] {
            while (udp.hasPendingDatagrams()) {
                QNetworkDatagram question = udp.receiveDatagram();
                ++asked;
                const QList<QByteArray> replies = play(qFromBigEndian<quint16>(question.data().constData()));
                for (const QByteArray &reply : replies) {
                    udp.writeDatagram(question.makeReply(reply));
                }
            }
        });
        connect(&tcp, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = tcp.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                if (socket->bytesAvailable() < 14) {
                    return;
                }
                ++askedByTcp;
                const QByteArray reply = playTcp(qFromBigEndian<quint16>(socket->readAll().constData() + 2));
                const QByteArray framed = Bytes::u16(int(reply.size())) + reply;
                socket->write(framed.left(5)); // in two pieces
                socket->flush();
                QTimer::singleShot(20, socket, [socket, framed] { socket->write(framed.mid(5)); });
            });
        });
    }

    NameServer address() const { return {QHostAddress(QHostAddress::LocalHost), udp.localPort()}; }

    QUdpSocket udp;
    QTcpServer tcp;
    Play play;
    std::function<QByteArray(int id)> playTcp;
    int asked = 0;
    int askedByTcp = 0;
};

} // namespace

class DnsClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void getsAnAnswer();
    void asksAgainByTcpWhenItDoesNotFit();
    void ignoresForgedReplies();
    void triesTheNextServer();
    void triesTheNextServerAfterAFailure();
    void saysWhenNobodyAnswers();
    void takesNoForAnAnswer();
    void canBeStopped();
    void withoutAServerNothingIsKnown();

private:
    static DnsClient client(const QList<NameServer> &servers, std::chrono::milliseconds patience = 5s)
    {
        DnsClient::Options options;
        options.servers = [servers] { return servers; };
        options.patience = patience;
        return DnsClient(options);
    }
    static DnsAnswer ask(const QList<NameServer> &servers, std::chrono::milliseconds patience = 5s)
    {
        DnsClient asking = client(servers, patience);
        return QCoro::waitFor(asking.lookUp(QStringLiteral("wood.example"), DnsType::Txt, {}));
    }
    static QByteArray text(int id, const QByteArray &value, int flags = 0)
    {
        return Bytes::reply(id, "wood.example", DnsType::Txt, {{"wood.example", 16, Bytes::text(value)}}, flags);
    }
};

void DnsClientTest::getsAnAnswer()
{
    LocalNameServer server;
    server.play = [](int id) { return QList<QByteArray>{text(id, "hello")}; };
    const DnsAnswer answer = ask({server.address()});
    QCOMPARE(answer.status, Status::Found);
    QCOMPARE(answer.texts, QList<QByteArray>{"hello"});
    QCOMPARE(server.asked, 1);
}

void DnsClientTest::asksAgainByTcpWhenItDoesNotFit()
{
    LocalNameServer server;
    const QByteArray large(5000, 'k');
    server.play = [](int id) { return QList<QByteArray>{Bytes::reply(id, "wood.example", DnsType::Txt, {}, 0x0200)}; };
    server.playTcp = [&](int id) { return text(id, large); };
    QCOMPARE(ask({server.address()}).texts, QList<QByteArray>{large});
    QCOMPARE(server.askedByTcp, 1);
}

void DnsClientTest::ignoresForgedReplies()
{
    LocalNameServer server;
    server.play = [](int id) { return QList<QByteArray>{text(id + 1, "forged"), "garbage", {}, text(id, "true")}; };
    QCOMPARE(ask({server.address()}).texts, QList<QByteArray>{"true"});
}

void DnsClientTest::triesTheNextServer()
{
    LocalNameServer silent;
    silent.play = [](int) { return QList<QByteArray>(); };
    LocalNameServer server;
    server.play = [](int id) { return QList<QByteArray>{text(id, "hello")}; };
    QCOMPARE(ask({silent.address(), server.address()}, 2s).texts, QList<QByteArray>{"hello"});
    QCOMPARE(silent.asked, 1);
}

void DnsClientTest::triesTheNextServerAfterAFailure()
{
    LocalNameServer failing;
    failing.play = [](int id) { return QList<QByteArray>{Bytes::reply(id, "wood.example", DnsType::Txt, {}, 2)}; };
    LocalNameServer server;
    server.play = [](int id) { return QList<QByteArray>{text(id, "hello")}; };
    QCOMPARE(ask({failing.address(), server.address()}).texts, QList<QByteArray>{"hello"});
}

void DnsClientTest::saysWhenNobodyAnswers()
{
    LocalNameServer silent;
    silent.play = [](int) { return QList<QByteArray>(); };
    QCOMPARE(ask({silent.address()}, 50ms).status, Status::Failed);
    QTRY_COMPARE(silent.asked, 2); // the second question may still be on its way
}

void DnsClientTest::takesNoForAnAnswer()
{
    LocalNameServer server;
    server.play = [](int id) { return QList<QByteArray>{Bytes::reply(id, "wood.example", DnsType::Txt, {}, 3)}; };
    LocalNameServer other;
    other.play = [](int id) { return QList<QByteArray>{text(id, "not asked")}; };
    QCOMPARE(ask({server.address(), other.address()}).status, Status::NoSuchName);
    QCOMPARE(other.asked, 0);
}

void DnsClientTest::canBeStopped()
{
    LocalNameServer silent;
    std::stop_source stop;
    silent.play = [&](int) {
        stop.request_stop();
        return QList<QByteArray>();
    };
    DnsClient asking = client({silent.address()}, 60s);
    QElapsedTimer took;
    took.start();
    const DnsAnswer answer =
        QCoro::waitFor(asking.lookUp(QStringLiteral("wood.example"), DnsType::Txt, stop.get_token()));
    QCOMPARE(answer.status, Status::Failed);
    QVERIFY(took.elapsed() < 30'000);
    QCOMPARE(silent.asked, 1);
}

void DnsClientTest::withoutAServerNothingIsKnown()
{
    QCOMPARE(ask({}).status, Status::Failed);
}

QTEST_GUILESS_MAIN(DnsClientTest)
#include "DnsClientTest.moc"
