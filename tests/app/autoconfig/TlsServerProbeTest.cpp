#include "autoconfig/TlsServerProbe.h"
#include "support/Patience.h"
#include "support/ScriptedServer.h"

#include <QCoroTask>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;
using Protocol = MailServerOffer::Protocol;
using Security = MailServerOffer::Security;

/// Looking whether a server is there, against scripted ones with real TLS.
class TlsServerProbeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reachesSmtpWithTlsFromTheStart();
    void reachesSmtpWithStartTls();
    void reachesImapWithTlsFromTheStart();
    void reachesImapWithStartTls();
    void refusesABadCertificate_data();
    void refusesABadCertificate();
    void goesNoFurtherWithoutEncryption();
    void refusesWordsBeforeTheHandshake();
    void refusesAnotherLanguage_data();
    void refusesAnotherLanguage();
    void waitsForNoEndlessLine();
    void waitsNoLongerThanItSays();
    void saysWhenNobodyListens();
    void canBeStopped();

private:
    Result<ReachedServer> reach(quint16 port, Protocol protocol, Security security, std::stop_token stop = {},
                                std::chrono::milliseconds patience = 20s)
    {
        TlsServerProbe probe({m_certificates.authority()}, patience);
        MailServerOffer offer;
        offer.protocol = protocol;
        offer.host = QStringLiteral("localhost");
        offer.port = port;
        offer.security = security;
        offer.userName = QStringLiteral("anna@wood.example");
        return QCoro::waitFor(probe.reach(offer, stop));
    }

    Certificates m_certificates;
};

void TlsServerProbeTest::reachesSmtpWithTlsFromTheStart()
{
    ScriptedServer server(m_certificates.good(), true);
    server.says("220-wood.example")
        .says("220 ready")
        .hears("EHLO [127.0.0.1]")
        .says("250-wood.example")
        .says("250-SIZE 1000")
        .says("250 AUTH PLAIN XOAUTH2")
        .hears("QUIT")
        .says("221 bye");
    const Result<ReachedServer> reached = reach(server.port(), Protocol::Smtp, Security::ImplicitTls);
    QVERIFY2(reached.has_value(), reached ? "" : qPrintable(reached.error().message));
    QCOMPARE(*reached, (ReachedServer{true, true}));
    QTRY_VERIFY2(server.heard().contains("QUIT") || server.isClientGone(), server.heard().constData());
    QCOMPARE(server.fault(), QByteArray());
    QVERIFY(!server.heard().contains("anna"));
}

void TlsServerProbeTest::reachesSmtpWithStartTls()
{
    ScriptedServer server(m_certificates.good());
    server.says("220 ready")
        .hears("EHLO [127.0.0.1]")
        .says("250-wood.example")
        .says("250 STARTTLS")
        .hears("STARTTLS")
        .says("220 go")
        .startsTls()
        .hears("EHLO [127.0.0.1]")
        .says("250-wood.example")
        .says("250 AUTH LOGIN");
    const Result<ReachedServer> reached = reach(server.port(), Protocol::Smtp, Security::StartTls);
    QVERIFY2(reached.has_value(), reached ? "" : qPrintable(reached.error().message));
    QCOMPARE(*reached, (ReachedServer{true, false}));
}

void TlsServerProbeTest::reachesImapWithTlsFromTheStart()
{
    ScriptedServer server(m_certificates.good(), true);
    server.says("* OK [CAPABILITY IMAP4rev1] ready")
        .hears("a CAPABILITY")
        .says("* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2")
        .says("a OK done");
    const Result<ReachedServer> reached = reach(server.port(), Protocol::Imap, Security::ImplicitTls);
    QVERIFY2(reached.has_value(), reached ? "" : qPrintable(reached.error().message));
    QCOMPARE(*reached, (ReachedServer{false, true}));
}

void TlsServerProbeTest::reachesImapWithStartTls()
{
    ScriptedServer server(m_certificates.good());
    server.says("* OK ready")
        .hears("a CAPABILITY")
        .says("* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED")
        .says("a OK done")
        .hears("a STARTTLS")
        .says("a OK begin")
        .startsTls()
        .hears("a CAPABILITY")
        .says("* CAPABILITY IMAP4rev1")
        .says("a OK done");
    const Result<ReachedServer> reached = reach(server.port(), Protocol::Imap, Security::StartTls);
    QVERIFY2(reached.has_value(), reached ? "" : qPrintable(reached.error().message));
    QCOMPARE(*reached, (ReachedServer{true, false})); // LOGIN is not disabled any more
}

void TlsServerProbeTest::refusesABadCertificate_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("of a stranger") << 0;
    QTest::newRow("of another host") << 1;
    QTest::newRow("expired") << 2;
}

void TlsServerProbeTest::refusesABadCertificate()
{
    QFETCH(int, which);
    const TlsIdentity identity = which == 0 ? m_certificates.fromAStranger()
        : which == 1                        ? m_certificates.forAnotherHost()
                                            : m_certificates.expired();
    ScriptedServer server(identity, true);
    server.says("220 ready");
    const Result<ReachedServer> reached = reach(server.port(), Protocol::Smtp, Security::ImplicitTls);
    QVERIFY(!reached.has_value());
    QVERIFY(!reached.error().message.isEmpty());
    QCOMPARE(server.heard(), QByteArray());
}

void TlsServerProbeTest::goesNoFurtherWithoutEncryption()
{
    ScriptedServer server;
    server.says("220 ready").hears("EHLO [127.0.0.1]").says("250-wood.example").says("250 AUTH PLAIN");
    const Result<ReachedServer> reached = reach(server.port(), Protocol::Smtp, Security::StartTls);
    QVERIFY(!reached.has_value());
    QCOMPARE(reached.error().kind, ErrorKind::Refused);
}

void TlsServerProbeTest::refusesWordsBeforeTheHandshake()
{
    ScriptedServer server(m_certificates.good());
    server.says("220 ready")
        .hears("EHLO [127.0.0.1]")
        .says("250-wood.example")
        .says("250 STARTTLS")
        .hears("STARTTLS")
        .saysRaw("220 go\r\n250 AUTH PLAIN\r\n");
    QVERIFY(!reach(server.port(), Protocol::Smtp, Security::StartTls).has_value());
}

void TlsServerProbeTest::refusesAnotherLanguage_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("greeting");
    QTest::newRow("IMAP where SMTP is") << int(Protocol::Smtp) << QByteArray("* OK ready");
    QTest::newRow("SMTP where IMAP is") << int(Protocol::Imap) << QByteArray("220 ready");
    QTest::newRow("closed for today") << int(Protocol::Smtp) << QByteArray("554 no");
    QTest::newRow("bye") << int(Protocol::Imap) << QByteArray("* BYE no");
    QTest::newRow("garbage") << int(Protocol::Imap) << QByteArray("\x01\x02\xff");
    QTest::newRow("empty line") << int(Protocol::Smtp) << QByteArray("");
}

void TlsServerProbeTest::refusesAnotherLanguage()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, greeting);
    ScriptedServer server(m_certificates.good(), true);
    server.says(greeting);
    const Result<ReachedServer> reached = reach(server.port(), Protocol(protocol), Security::ImplicitTls);
    QVERIFY(!reached.has_value());
    QCOMPARE(reached.error().kind, ErrorKind::Invalid);
}

void TlsServerProbeTest::waitsForNoEndlessLine()
{
    ScriptedServer server(m_certificates.good(), true);
    server.saysRaw("220 " + QByteArray(200 * 1024, 'x'));
    const Result<ReachedServer> reached = reach(server.port(), Protocol::Smtp, Security::ImplicitTls);
    QVERIFY(!reached.has_value());
    QCOMPARE(reached.error().kind, ErrorKind::Invalid);
}

void TlsServerProbeTest::waitsNoLongerThanItSays()
{
    ScriptedServer server(m_certificates.good(), true);
    const Result<ReachedServer> reached = reach(server.port(), Protocol::Imap, Security::ImplicitTls, {}, 500ms);
    QVERIFY(!reached.has_value());
    QCOMPARE(reached.error().kind, ErrorKind::Timeout);
}

void TlsServerProbeTest::saysWhenNobodyListens()
{
    quint16 port = 0;
    {
        ScriptedServer gone;
        port = gone.port();
    }
    const Result<ReachedServer> reached = reach(port, Protocol::Imap, Security::ImplicitTls);
    QVERIFY(!reached.has_value());
    QCOMPARE(reached.error().kind, ErrorKind::Network);
}

void TlsServerProbeTest::canBeStopped()
{
    ScriptedServer server(m_certificates.good(), true);
    std::stop_source stop;
    QTimer::singleShot(100, this, [&stop] { stop.request_stop(); });
    const Result<ReachedServer> reached = reach(server.port(), Protocol::Imap, Security::ImplicitTls, stop.get_token());
    QVERIFY(!reached.has_value());
    QCOMPARE(reached.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TlsServerProbeTest)
#include "TlsServerProbeTest.moc"
