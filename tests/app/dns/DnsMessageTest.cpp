#include "DnsReplyBytes.h"

#include "dns/DnsMessage.h"
#include "dns/MailProvider.h"
#include "dns/NameServers.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;
using Bytes = DnsReplyBytes;
using Status = DnsAnswer::Status;

/// Questions and answers of the DNS by their bytes.
class DnsMessageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesAQuestion();
    void refusesNamesThatCannotBe_data();
    void refusesNamesThatCannotBe();
    void readsMx();
    void joinsTheStringsOfAText();
    void readsSrvAndAddresses();
    void followsAliases();
    void tellsNothingThereFromNoSuchName();
    void takesOnlyTheReplyToItsQuestion_data();
    void takesOnlyTheReplyToItsQuestion();
    void endsOnCirclesOfPointers();
    void survivesEveryCutAndBitFlip();
    void readsResolvConf();
    void knowsProvidersByMx_data();
    void knowsProvidersByMx();

private:
    static DnsAnswer read(const QByteArray &bytes, DnsType type, const QString &name = QStringLiteral("wood.example"))
    {
        const std::optional<DnsMessage::Reply> reply = DnsMessage::reply(bytes, 7, name, type);
        return reply ? reply->answer : DnsAnswer();
    }
};

void DnsMessageTest::writesAQuestion()
{
    const QByteArray question = DnsMessage::question(0x1234, QStringLiteral("Wood.example."), DnsType::Mx).value();
    const QByteArray expected =
        QByteArray::fromHex("1234 0100 0001 0000 0000 0001 04776f6f64 076578616d706c65 00 000f 0001"
                            "00 0029 04d0 0000 0000 0000");
    QCOMPARE(question.toHex(), expected.toHex());
}

void DnsMessageTest::refusesNamesThatCannotBe_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("a dot") << QStringLiteral(".");
    QTest::newRow("two dots") << QStringLiteral("a..b");
    QTest::newRow("long label") << QString(64, QLatin1Char('a')) + QStringLiteral(".example");
    QTest::newRow("long name") << QStringLiteral("abcdefghi.").repeated(26) + QStringLiteral("example");
    QTest::newRow("not ASCII") << QString::fromUtf8("café.example");
    QTest::newRow("space") << QStringLiteral("a b.example");
}

void DnsMessageTest::refusesNamesThatCannotBe()
{
    QFETCH(QString, name);
    QVERIFY(!DnsMessage::question(1, name, DnsType::A));
}

void DnsMessageTest::readsMx()
{
    const QByteArray bytes =
        Bytes::reply(7, "wood.example", DnsType::Mx,
                     {{"wood.example", 15, Bytes::u16(20) + Bytes::name("b.mx.example")},
                      {"wood.example", 15, Bytes::u16(10) + QByteArray("\1A", 2) + QByteArray("\xc0\x0c", 2)}});
    const DnsAnswer answer = read(bytes, DnsType::Mx);
    QCOMPARE(answer.status, Status::Found);
    QCOMPARE(answer.mx, (QList<DnsMx>{{10, QStringLiteral("a.wood.example")}, {20, QStringLiteral("b.mx.example")}}));

    const DnsAnswer null =
        read(Bytes::reply(7, "wood.example", DnsType::Mx, {{"wood.example", 15, Bytes::u16(0) + Bytes::name("")}}),
             DnsType::Mx);
    QCOMPARE(null.mx, (QList<DnsMx>{{0, QString()}}));
}

void DnsMessageTest::joinsTheStringsOfAText()
{
    const QByteArray key = "v=DKIM1; p=" + QByteArray(600, 'A');
    const QByteArray bytes =
        Bytes::reply(7, "wood.example", DnsType::Txt,
                     {{"wood.example", 16, Bytes::text(key)}, {"wood.example", 16, Bytes::text("two")}});
    QCOMPARE(read(bytes, DnsType::Txt).texts, (QList<QByteArray>{key, "two"}));
}

void DnsMessageTest::readsSrvAndAddresses()
{
    const auto srv = [](int priority, int weight, int port, const QByteArray &host) {
        return DnsReplyBytes::Record{"wood.example", 33,
                                     Bytes::u16(priority) + Bytes::u16(weight) + Bytes::u16(port) + Bytes::name(host)};
    };
    const DnsAnswer answer = read(Bytes::reply(7, "wood.example", DnsType::Srv,
                                               {srv(10, 1, 993, "c.x"), srv(0, 1, 993, "b.x"), srv(0, 5, 143, "a.x")}),
                                  DnsType::Srv);
    QCOMPARE(answer.srv.size(), 3);
    QCOMPARE(answer.srv.at(0), (DnsSrv{0, 5, 143, QStringLiteral("a.x")}));
    QCOMPARE(answer.srv.at(2).host, QStringLiteral("c.x"));
    const DnsAnswer four = read(
        Bytes::reply(7, "wood.example", DnsType::A, {{"wood.example", 1, QByteArray("\x7f\0\0\1", 4)}}), DnsType::A);
    QCOMPARE(four.addresses, QList<QHostAddress>{QHostAddress(QHostAddress::LocalHost)});
    const DnsAnswer six =
        read(Bytes::reply(7, "wood.example", DnsType::Aaaa,
                          {{"wood.example", 28, QByteArray(15, '\0') + '\1'}, {"wood.example", 28, "short"}}),
             DnsType::Aaaa);
    QCOMPARE(six.addresses, QList<QHostAddress>{QHostAddress(QHostAddress::LocalHostIPv6)});
}

void DnsMessageTest::followsAliases()
{
    const QByteArray bytes = Bytes::reply(7, "wood.example", DnsType::Txt,
                                          {{"elsewhere.example", 16, Bytes::text("not asked for")},
                                           {"b.example", 16, Bytes::text("found")},
                                           {"wood.example", 5, Bytes::name("a.example")},
                                           {"a.example", 5, Bytes::name("b.example")}});
    const DnsAnswer answer = read(bytes, DnsType::Txt);
    QCOMPARE(answer.texts, QList<QByteArray>{"found"});
    QCOMPARE(answer.alias, QStringLiteral("b.example"));
    const DnsAnswer circle = read(
        Bytes::reply(7, "wood.example", DnsType::Txt,
                     {{"wood.example", 5, Bytes::name("a.example")}, {"a.example", 5, Bytes::name("wood.example")}}),
        DnsType::Txt);
    QCOMPARE(circle.status, Status::NoData);
}

void DnsMessageTest::tellsNothingThereFromNoSuchName()
{
    QCOMPARE(read(Bytes::reply(7, "wood.example", DnsType::Mx, {}), DnsType::Mx).status, Status::NoData);
    QCOMPARE(read(Bytes::reply(7, "wood.example", DnsType::Mx, {}, 3), DnsType::Mx).status, Status::NoSuchName);
    QCOMPARE(read(Bytes::reply(7, "wood.example", DnsType::Mx, {}, 2), DnsType::Mx).status, Status::Failed);
    QCOMPARE(read(Bytes::reply(7, "wood.example", DnsType::Mx, {}, 5), DnsType::Mx).status, Status::Failed);
}

void DnsMessageTest::takesOnlyTheReplyToItsQuestion_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("another id") << Bytes::reply(8, "wood.example", DnsType::Mx, {});
    QTest::newRow("another name") << Bytes::reply(7, "food.example", DnsType::Mx, {});
    QTest::newRow("another type") << Bytes::reply(7, "wood.example", DnsType::A, {});
    QTest::newRow("a question") << DnsMessage::question(7, QStringLiteral("wood.example"), DnsType::Mx).value();
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a header") << Bytes::reply(7, "wood.example", DnsType::Mx, {}).left(12);
}

void DnsMessageTest::takesOnlyTheReplyToItsQuestion()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!DnsMessage::reply(bytes, 7, QStringLiteral("wood.example"), DnsType::Mx));
}

void DnsMessageTest::endsOnCirclesOfPointers()
{
    QByteArray bytes =
        Bytes::reply(7, "wood.example", DnsType::Mx, {{"wood.example", 15, Bytes::u16(1) + QByteArray("\xc0\x00", 2)}});
    const qsizetype pointer = bytes.size() - 2;
    bytes[pointer + 1] = char(pointer); // to itself
    QVERIFY(read(bytes, DnsType::Mx).mx.isEmpty());
    bytes[pointer] = '\xff'; // far behind the end
    bytes[pointer + 1] = '\xff';
    QVERIFY(read(bytes, DnsType::Mx).mx.isEmpty());
}

void DnsMessageTest::survivesEveryCutAndBitFlip()
{
    const QList<QByteArray> replies{
        Bytes::reply(7, "wood.example", DnsType::Mx,
                     {{"wood.example", 15, Bytes::u16(20) + Bytes::name("b.mx.example")}}),
        Bytes::reply(7, "wood.example", DnsType::Txt,
                     {{"wood.example", 5, Bytes::name("a.example")}, {"a.example", 16, Bytes::text("v=spf1 -all")}}),
        Bytes::reply(7, "wood.example", DnsType::Srv,
                     {{"wood.example", 33, Bytes::u16(1) + Bytes::u16(1) + Bytes::u16(1) + Bytes::name("a.x")}})};
    const DnsType types[] = {DnsType::Mx, DnsType::Txt, DnsType::Srv};
    int found = 0;
    for (qsizetype at = 0; at < replies.size(); ++at) {
        for (qsizetype size = 0; size < replies.at(at).size(); ++size) {
            QVERIFY(read(replies.at(at).left(size), types[at]).status == Status::Failed);
        }
        QRandomGenerator random(1);
        for (int round = 0; round < 20'000; ++round) {
            QByteArray bytes = replies.at(at);
            for (quint32 flips = random.bounded(1, 4); flips > 0; --flips) {
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            }
            const DnsAnswer answer = read(bytes, types[at]);
            found += answer.status == Status::Found ? 1 : 0;
            for (const DnsMx &mx : answer.mx) {
                QVERIFY(mx.host.size() <= 255);
            }
        }
    }
    QVERIFY(found > 1000); // not everything was thrown away
}

void DnsMessageTest::readsResolvConf()
{
    const QList<NameServer> servers =
        nameServersIn("# nameserver 9.9.9.9\nsearch lan\n nameserver\t192.0.2.1 \n"
                      "nameserver nonsense\nnameserver 2001:db8::1\nnameserver 192.0.2.2\n"
                      "nameserver 192.0.2.3\n");
    QCOMPARE(servers.size(), 3);
    QCOMPARE(servers.at(0), (NameServer{QHostAddress(QStringLiteral("192.0.2.1")), 53}));
    QCOMPARE(servers.at(1).address, QHostAddress(QStringLiteral("2001:db8::1")));
}

void DnsMessageTest::knowsProvidersByMx_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("provider");
    QTest::newRow("Google") << QStringLiteral("aspmx.l.google.com") << int(MailProvider::Google);
    QTest::newRow("Google of old") << QStringLiteral("aspmx2.googlemail.com") << int(MailProvider::Google);
    QTest::newRow("Microsoft") << QStringLiteral("wood-example.mail.protection.outlook.com")
                               << int(MailProvider::Microsoft);
    QTest::newRow("Microsoft, newer") << QStringLiteral("wood-example.a-v1.mx.microsoft")
                                      << int(MailProvider::Microsoft);
    QTest::newRow("looks like it") << QStringLiteral("notgoogle.com") << int(MailProvider::Unknown);
    QTest::newRow("inside another") << QStringLiteral("google.com.example") << int(MailProvider::Unknown);
}

void DnsMessageTest::knowsProvidersByMx()
{
    QFETCH(QString, host);
    QFETCH(int, provider);
    QCOMPARE(int(providerOf({{10, QStringLiteral("filter.example")}, {20, host}})), provider);
}

QTEST_GUILESS_MAIN(DnsMessageTest)
#include "DnsMessageTest.moc"
