#include "mail/SmtpTransport.h"
#include "mail/Message.h"
#include "support/Patience.h"
#include "support/ScriptedSmtpServer.h"

#include <QCoroTask>
#include <QTest>

using namespace AlwaysLeads;

using Verdict = HandOverOutcome::Verdict;
using Security = SmtpAccount::Security;
using Stage = HandOverStage;

namespace {

EmailAddress address(const char *text)
{
    return EmailAddress::parse(QString::fromUtf8(text)).value();
}

Envelope envelope()
{
    return {address("jonas@wood.example"), address("anna@berg.example"), {}};
}

SmtpAccount account(const ScriptedSmtpServer &server, Security security = Security::LoopbackPlain)
{
    SmtpAccount account;
    account.host = QStringLiteral("localhost");
    account.port = server.port();
    account.security = security;
    return account;
}

SmtpAccount signedIn(SmtpAccount account)
{
    account.userName = QStringLiteral("jonas@wood.example");
    account.password = QString::fromUtf8("pässword \"1\"");
    return account;
}

const QByteArray mime("Subject: x\r\n\r\nHello\r\n.dot\r\n..\r\n.\r\nend\r\n");
const QByteArray plainLogin = "AUTH PLAIN " + QByteArray("\0jonas@wood.example\0p\xc3\xa4ssword \"1\"", 33).toBase64();

} // namespace

class SmtpTransportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void sendsOneMail();
    void pipelinesTheEnvelopeButNotTheText();
    void usesWhatIsOffered();
    void reportsEachStageBeforeItBegins();
    void signsInWithPlain();
    void repeatsPlainWhenTheServerOverlooksIt();
    void signsInWithLoginWherePlainIsMissing();
    void prefersPlain();
    void encryptsFromTheFirstByte();
    void encryptsAfterStartTlsAndForgetsWhatWasSaidBefore();
    void needsNoSignInWithoutUserName();
    void sendsAddressesBeyondAscii();
    void sendsALargeMailUnchanged();
    void acceptsAnyPositiveAnswer();
    void probesWithoutSending();
    void saysWhatToDoAboutAWrongPassword();
    void neverRepeatsThePassword();
    void refusesPlainConnectionsToOtherComputers();
    void sendsSeveralMailsOverOneLine();
    void opensANewLineWhenTheOldOneWasClosedMeanwhile_data();
    void opensANewLineWhenTheOldOneWasClosedMeanwhile();
    void leavesALineThatWaitedTooLong();
    void sharesNoLineBetweenAccounts();

private:
    HandOverOutcome handOver(SmtpAccount to, Envelope with = envelope(), QByteArray text = mime)
    {
        return QCoro::waitFor(m_transport->handOver(to, with, text, [this](Stage stage) { m_stages += stage; }, {}));
    }

    Certificates m_certificates;
    std::unique_ptr<SmtpTransport> m_transport = std::make_unique<SmtpTransport>(QList{m_certificates.authority()});
    QList<Stage> m_stages;
};

void SmtpTransportTest::cleanup()
{
    m_stages.clear();
}

#define QVERIFY_ACCEPTED(outcome, server)                                                                              \
    do {                                                                                                               \
        const HandOverOutcome given = outcome;                                                                         \
        QCOMPARE((server).fault(), QByteArray());                                                                      \
        QVERIFY2(given.verdict == Verdict::Accepted, qPrintable(given.message));                                       \
        QCOMPARE(int(given.stage), int(Stage::Answered));                                                              \
        QTRY_VERIFY((server).isDone());                                                                                \
    } while (false)

void SmtpTransportTest::sendsOneMail()
{
    ScriptedSmtpServer server;
    server.greets()
        .hears("MAIL FROM:<jonas@wood.example>")
        .says("250 ok")
        .hears("RCPT TO:<anna@berg.example>")
        .says("250 ok")
        .hears("DATA")
        .says("354 go")
        .hearsText()
        .says("250 2.0.0 queued as 1234")
        .hears("QUIT")
        .says("221 bye")
        .closes();
    const HandOverOutcome outcome = handOver(account(server));
    QVERIFY_ACCEPTED(outcome, server);
    QCOMPARE(server.text(), QByteArray("Subject: x\r\n\r\nHello\r\n..dot\r\n...\r\n..\r\nend\r\n"));
    QCOMPARE(outcome.code, 250);
    QCOMPARE(outcome.enhanced, QStringLiteral("2.0.0"));
    QCOMPARE(outcome.serverText, QStringLiteral("queued as 1234"));
    QVERIFY(!server.heard().contains(QSysInfo::machineHostName().toUtf8()));
}

void SmtpTransportTest::pipelinesTheEnvelopeButNotTheText()
{
    ScriptedSmtpServer server;
    server.greets({"PIPELINING"}).hears("MAIL FROM:<jonas@wood.example>").hears("RCPT TO:<anna@berg.example>");
    server.says("250 ok")
        .says("250 ok")
        .hears("DATA")
        .says("354 go")
        .hearsText()
        .says("250 ok")
        .hears("QUIT")
        .says("221 bye")
        .closes();
    QVERIFY_ACCEPTED(handOver(account(server)), server);
}

void SmtpTransportTest::usesWhatIsOffered()
{
    ScriptedSmtpServer server;
    server.greets({"SIZE 1000000", "DSN", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"})
        .hears("MAIL FROM:<jonas@wood.example> SIZE=" + QByteArray::number(mime.size())
               + " RET=HDRS ENVID=draft+2B7+3D+C3+BC")
        .says("250 ok")
        .hears("RCPT TO:<a+b@berg.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb@berg.example")
        .says("250 ok")
        .hears("DATA")
        .says("354 go")
        .hearsText()
        .says("250 ok")
        .hears("QUIT")
        .closes();
    Envelope with = envelope();
    with.to = address("a+b@berg.example");
    with.id = QString::fromUtf8("draft+7=ü");
    QVERIFY_ACCEPTED(handOver(account(server), with), server);
}

void SmtpTransportTest::reportsEachStageBeforeItBegins()
{
    ScriptedSmtpServer server(m_certificates.good());
    server.greets({"STARTTLS"})
        .hears("STARTTLS")
        .says("220 go")
        .startsTls()
        .hears("EHLO [127.0.0.1]")
        .says("250-x")
        .says("250 AUTH PLAIN");
    server.hears(plainLogin).says("235 ok").hears("MAIL FROM:<jonas@wood.example>").says("250 ok");
    server.hears("RCPT TO:<anna@berg.example>")
        .says("250 ok")
        .hears("DATA")
        .says("354 go")
        .hearsText()
        .says("250 ok")
        .hears("QUIT")
        .closes();
    QVERIFY_ACCEPTED(handOver(signedIn(account(server, Security::StartTls))), server);
    const QList<Stage> expected{Stage::Connecting, Stage::Greeting,       Stage::Tls,
                                Stage::SigningIn,  Stage::Envelope,       Stage::Data,
                                Stage::Body,       Stage::AwaitingAnswer, Stage::Answered};
    QCOMPARE(m_stages, expected);
}

void SmtpTransportTest::signsInWithPlain()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH LOGIN PLAIN"}).hears(plainLogin).says("235 2.7.0 ok").hears("QUIT").says("221 bye").closes();
    QVERIFY(QCoro::waitFor(m_transport->probe(signedIn(account(server)), {})));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpTransportTest::repeatsPlainWhenTheServerOverlooksIt()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH PLAIN"})
        .hears(plainLogin)
        .says("334 ")
        .hears(plainLogin.mid(11))
        .says("235 ok")
        .hears("QUIT")
        .closes();
    QVERIFY(QCoro::waitFor(m_transport->probe(signedIn(account(server)), {})));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpTransportTest::signsInWithLoginWherePlainIsMissing()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH CRAM-MD5 LOGIN"}).hears("AUTH LOGIN").says("334 VXNlcm5hbWU6");
    server.hears(QByteArray("jonas@wood.example").toBase64()).says("334 UGFzc3dvcmQ6");
    server.hears(QByteArray("p\xc3\xa4ssword \"1\"").toBase64()).says("235 ok").hears("QUIT").closes();
    QVERIFY(QCoro::waitFor(m_transport->probe(signedIn(account(server)), {})));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpTransportTest::prefersPlain()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH=LOGIN", "AUTH LOGIN PLAIN XOAUTH2"}).hears(plainLogin).says("235 ok").hears("QUIT").closes();
    QVERIFY(QCoro::waitFor(m_transport->probe(signedIn(account(server)), {})));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpTransportTest::encryptsFromTheFirstByte()
{
    ScriptedSmtpServer server(m_certificates.good(), true);
    server.greets({"AUTH PLAIN"})
        .hears(plainLogin)
        .says("235 ok")
        .hears("MAIL FROM:<jonas@wood.example>")
        .says("250 ok");
    server.hears("RCPT TO:<anna@berg.example>")
        .says("250 ok")
        .hears("DATA")
        .says("354 go")
        .hearsText()
        .says("250 ok")
        .hears("QUIT")
        .closes();
    QVERIFY_ACCEPTED(handOver(signedIn(account(server, Security::ImplicitTls))), server);
    QVERIFY(server.heard().startsWith("EHLO"));
}

void SmtpTransportTest::encryptsAfterStartTlsAndForgetsWhatWasSaidBefore()
{
    ScriptedSmtpServer server(m_certificates.good());
    // Before TLS somebody may have promised anything: afterwards neither DSN nor PIPELINING nor AUTH LOGIN is used.
    server.greets({"STARTTLS", "DSN", "PIPELINING", "AUTH LOGIN"}).hears("STARTTLS").says("220 go").startsTls();
    server.hears("EHLO [127.0.0.1]").says("250-x").says("250 AUTH PLAIN").hears(plainLogin).says("235 ok");
    server.hears("MAIL FROM:<jonas@wood.example>").says("250 ok").hears("RCPT TO:<anna@berg.example>").says("250 ok");
    server.hears("DATA").says("354 go").hearsText().says("250 ok").hears("QUIT").closes();
    QVERIFY_ACCEPTED(handOver(signedIn(account(server, Security::StartTls))), server);
}

void SmtpTransportTest::needsNoSignInWithoutUserName()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH PLAIN"}).hears("QUIT").closes();
    QVERIFY(QCoro::waitFor(m_transport->probe(account(server), {})));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpTransportTest::sendsAddressesBeyondAscii()
{
    ScriptedSmtpServer server;
    server.greets({"SMTPUTF8", "8BITMIME", "DSN"})
        .hears("MAIL FROM:<jonas@wood.example> SMTPUTF8 RET=HDRS")
        .says("250 ok");
    server.hears("RCPT TO:<j\xc3\xb6rg@xn--caf-dma.example> NOTIFY=FAILURE,DELAY").says("250 ok");
    server.hears("DATA").says("354 go").hearsText().says("250 ok").hears("QUIT").closes();
    Envelope with = envelope();
    with.to = address("jörg@café.example");
    QVERIFY_ACCEPTED(handOver(account(server), with), server);
}

void SmtpTransportTest::sendsALargeMailUnchanged()
{
    ScriptedSmtpServer server(m_certificates.good(), true);
    server.greets()
        .hears("MAIL FROM:<jonas@wood.example>")
        .says("250 ok")
        .hears("RCPT TO:<anna@berg.example>")
        .says("250 ok");
    server.hears("DATA").says("354 go").hearsText().says("250 ok").hears("QUIT").closes();
    const QByteArray large = "Subject: x\r\n\r\n" + QByteArray("a line of the large mail\r\n").repeated(200000);
    QVERIFY_ACCEPTED(handOver(account(server, Security::ImplicitTls), envelope(), large), server);
    QVERIFY(server.text() == large);
}

void SmtpTransportTest::acceptsAnyPositiveAnswer()
{
    ScriptedSmtpServer server;
    server.saysRaw("220-many\r\n220-lines of\r\n220 greeting\r\n").hears("EHLO [127.0.0.1]").says("250 x");
    server.hears("MAIL FROM:<jonas@wood.example>")
        .says("250")
        .hears("RCPT TO:<anna@berg.example>")
        .says("251 will forward");
    server.hears("DATA")
        .says("354")
        .hearsText()
        .saysRaw("250-first\r\n250-second\r\n250 third\r\n")
        .hears("QUIT")
        .closes();
    QVERIFY_ACCEPTED(handOver(account(server)), server);
}

void SmtpTransportTest::probesWithoutSending()
{
    ScriptedSmtpServer server(m_certificates.good(), true);
    server.greets({"AUTH PLAIN"}).hears(plainLogin).says("235 ok").hears("QUIT").says("221 bye").closes();
    QVERIFY(QCoro::waitFor(m_transport->probe(signedIn(account(server, Security::ImplicitTls)), {})));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
    QVERIFY(!server.heard().contains("MAIL"));
}

void SmtpTransportTest::saysWhatToDoAboutAWrongPassword()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH PLAIN"}).hears(plainLogin).says("535 5.7.8 Bad credentials").hears("QUIT").closes();
    const Result<> probed = QCoro::waitFor(m_transport->probe(signedIn(account(server)), {}));
    QVERIFY(!probed);
    QCOMPARE(probed.error().kind, ErrorKind::SignedOut);
    QVERIFY2(probed.error().message.startsWith(
                 QStringLiteral("The server did not accept the user name or password (535 5.7.8). Check")),
             qPrintable(probed.error().message));
    QTRY_VERIFY2(server.isDone(), server.fault().constData()); // asked once: no loop into a lock-out
}

void SmtpTransportTest::neverRepeatsThePassword()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH PLAIN"})
        .hears(plainLogin)
        .says("535 5.7.8 no: p\xc3\xa4ssword \"1\" " + plainLogin.mid(11))
        .hears("QUIT")
        .closes();
    const HandOverOutcome outcome = handOver(signedIn(account(server)));
    QVERIFY2(!outcome.serverText.contains(QString::fromUtf8("pässword")), qPrintable(outcome.serverText));
    QVERIFY2(!outcome.serverText.contains(QString::fromLatin1(plainLogin.mid(11))), qPrintable(outcome.serverText));
    QVERIFY(outcome.serverText.startsWith(QStringLiteral("no: ")));
}

void SmtpTransportTest::refusesPlainConnectionsToOtherComputers()
{
    SmtpAccount elsewhere;
    elsewhere.security = Security::LoopbackPlain;
    elsewhere.port = 25;
    for (const char *host : {"192.0.2.1", "10.0.0.1", "::ffff:192.0.2.1", "2001:db8::1", "0.0.0.0"}) {
        elsewhere.host = QLatin1String(host);
        const HandOverOutcome outcome = handOver(elsewhere);
        QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
        QCOMPARE(int(outcome.stage), int(Stage::Connecting));
        QVERIFY2(outcome.message.contains(QStringLiteral("this computer only")), qPrintable(outcome.message));
    }
    for (const char *host : {"127.0.0.1", "localhost"}) {
        ScriptedSmtpServer server;
        server.greets().hears("QUIT").closes();
        SmtpAccount here = account(server);
        here.host = QLatin1String(host);
        QVERIFY2(QCoro::waitFor(m_transport->probe(here, {})), host);
    }
}

namespace {

SmtpTimeouts keepsLines(std::chrono::milliseconds idle)
{
    SmtpTimeouts timeouts;
    timeouts.idle = idle;
    return timeouts;
}

ScriptedServer &oneMail(ScriptedServer &server)
{
    return server.hears("MAIL FROM:<jonas@wood.example>")
        .says("250 ok")
        .hears("RCPT TO:<anna@berg.example>")
        .says("250 ok")
        .hears("DATA")
        .says("354 go")
        .hearsText()
        .says("250 2.0.0 queued");
}

} // namespace

void SmtpTransportTest::sendsSeveralMailsOverOneLine()
{
    ScriptedSmtpServer server;
    oneMail(oneMail(oneMail(server.greets())));
    SmtpTransport transport({}, keepsLines(std::chrono::minutes(1)));
    for (int mail = 0; mail < 3; ++mail) {
        QList<Stage> stages;
        const HandOverOutcome outcome = QCoro::waitFor(
            transport.handOver(account(server), envelope(), mime, [&](Stage stage) { stages += stage; }, {}));
        QVERIFY2(outcome.verdict == Verdict::Accepted, qPrintable(outcome.message));
        QCOMPARE(stages.first(), mail == 0 ? Stage::Connecting : Stage::Envelope);
        QCOMPARE(stages.last(), Stage::Answered);
    }
    QCOMPARE(server.connections(), 1);
    QVERIFY2(server.isDone(), server.fault().constData());
}

void SmtpTransportTest::opensANewLineWhenTheOldOneWasClosedMeanwhile_data()
{
    QTest::addColumn<bool>("saysSo");
    QTest::newRow("421 to the next mail") << true;
    QTest::newRow("closed without a word") << false;
}

void SmtpTransportTest::opensANewLineWhenTheOldOneWasClosedMeanwhile()
{
    QFETCH(bool, saysSo);
    ScriptedSmtpServer server;
    oneMail(server.greets()).hears("MAIL FROM:<jonas@wood.example>");
    if (saysSo) {
        server.says("421 4.4.2 idle for too long");
    }
    server.closes();
    SmtpTransport transport({}, keepsLines(std::chrono::minutes(1)));
    HandOverOutcome outcome = QCoro::waitFor(transport.handOver(account(server), envelope(), mime, {}, {}));
    QVERIFY2(outcome.verdict == Verdict::Accepted, qPrintable(outcome.message));
    // The scripted server takes one line only and hangs up the second: that it came is what is to be seen.
    outcome = QCoro::waitFor(transport.handOver(account(server), envelope(), mime, {}, {}));
    QCOMPARE(server.connections(), 2);
    QCOMPARE(outcome.verdict, Verdict::RefusedForNow);
    QVERIFY(outcome.stage < Stage::Envelope);
}

void SmtpTransportTest::leavesALineThatWaitedTooLong()
{
    ScriptedSmtpServer server;
    oneMail(server.greets()).hears("QUIT").says("221 bye").closes();
    SmtpTransport transport({}, keepsLines(std::chrono::milliseconds(50)));
    const HandOverOutcome outcome = QCoro::waitFor(transport.handOver(account(server), envelope(), mime, {}, {}));
    QVERIFY2(outcome.verdict == Verdict::Accepted, qPrintable(outcome.message));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpTransportTest::sharesNoLineBetweenAccounts()
{
    ScriptedSmtpServer server;
    ScriptedSmtpServer other;
    oneMail(server.greets());
    oneMail(other.greets());
    SmtpTransport transport({}, keepsLines(std::chrono::minutes(1)));
    for (const ScriptedSmtpServer *to : {&server, &other}) {
        const HandOverOutcome outcome = QCoro::waitFor(transport.handOver(account(*to), envelope(), mime, {}, {}));
        QVERIFY2(outcome.verdict == Verdict::Accepted, qPrintable(outcome.message));
    }
    QCOMPARE(server.connections(), 1);
    QCOMPARE(other.connections(), 1);
}

QTEST_GUILESS_MAIN(SmtpTransportTest)
#include "SmtpTransportTest.moc"
