#include "mail/SmtpTransport.h"
#include "support/Patience.h"
#include "support/ScriptedSmtpServer.h"

#include <QCoroTask>
#include <QTest>

#include <functional>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;
using Security = SmtpAccount::Security;
using Stage = HandOverStage;

Q_DECLARE_METATYPE(AlwaysLeads::HandOverOutcome::Verdict)
Q_DECLARE_METATYPE(AlwaysLeads::HandOverOutcome::Cause)
Q_DECLARE_METATYPE(AlwaysLeads::HandOverStage)

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
    if (security == Security::LoopbackPlain) {
        account.userName = QStringLiteral("jonas");
        account.password = QStringLiteral("secret");
    }
    return account;
}

const QByteArray mime("Subject: x\r\n\r\nHello\r\n");

/// One exchange of the whole conversation: what the client says, and the usual reply.
struct Turn
{
    Stage stage;
    QByteArray heard; ///< "": nothing, the server begins; ".": the text
    QByteArray reply;
};

const QList<Turn> &turns()
{
    static const QList<Turn> all{{Stage::Greeting, "", "220 hello"},
                                 {Stage::Greeting, "EHLO [127.0.0.1]", "250-x\r\n250 AUTH PLAIN"},
                                 {Stage::SigningIn, "AUTH PLAIN AGpvbmFzAHNlY3JldA==", "235 ok"},
                                 {Stage::Envelope, "MAIL FROM:<jonas@wood.example>", "250 ok"},
                                 {Stage::Envelope, "RCPT TO:<anna@berg.example>", "250 ok"},
                                 {Stage::Data, "DATA", "354 go"},
                                 {Stage::AwaitingAnswer, ".", "250 ok"}};
    return all;
}

void hear(ScriptedSmtpServer &server, const Turn &turn)
{
    if (turn.heard == ".") {
        server.hearsText();
    } else if (!turn.heard.isEmpty()) {
        server.hears(turn.heard);
    }
}

/// The conversation up to what the client says in this turn; the reply is the test's.
void playUpTo(ScriptedSmtpServer &server, qsizetype turn)
{
    for (qsizetype at = 0; at < turn; ++at) {
        hear(server, turns().at(at));
        server.says(turns().at(at).reply);
    }
    hear(server, turns().at(turn));
}

} // namespace

class SmtpFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachReplyAtEachStage_data();
    void eachReplyAtEachStage();
    void cutAtEachPoint_data();
    void cutAtEachPoint();
    void cutInTheMiddleOfTheText();
    void cutWhileTheClientPausesBeforeTheDot();
    void silenceAtEachStage_data();
    void silenceAtEachStage();
    void garbageAtEachStage_data();
    void garbageAtEachStage();
    void slowBytesAreFine();
    void wrongClassOfReply_data();
    void wrongClassOfReply();
    void repliesNobodyAskedForAreNotBelieved();
    void refusalInTheMiddleOfTheTextEndsIt();
    void pipelinedRefusals_data();
    void pipelinedRefusals();
    void saysQuitAfterARefusal();
    void strippedStartTlsIsRefused();
    void refusedStartTlsIsRefused();
    void wordsInjectedBeforeTheHandshakeAreAnAttack();
    void junkInsteadOfTheHandshake();
    void badCertificatesAreRefusedInWords_data();
    void badCertificatesAreRefusedInWords();
    void implicitTlsToAPlainServerSaysWhatToChoose();
    void plainGreetingThatNeverComesSaysWhatToChoose();
    void noKnownSignIn();
    void tooLargeMailIsNotSent();
    void missingSmtpUtf8IsRefusedForGood();
    void missingEightBitIsRefused();
    void unfitTextNeverReachesTheServer_data();
    void unfitTextNeverReachesTheServer();
    void stopBeforeTheDotSendsNothing_data();
    void stopBeforeTheDotSendsNothing();
    void stopAfterTheDotWaitsForTheAnswer();
    void stopWhileWaiting();
    void nobodyListens();
    void sendsAgainAfterTrouble();

private:
    HandOverOutcome handOver(SmtpAccount to, Envelope with = envelope(), QByteArray text = mime)
    {
        const auto reached = [this](Stage stage) {
            if (m_onStage) {
                m_onStage(stage);
            }
        };
        return QCoro::waitFor(m_transport->handOver(to, with, text, reached, m_stop.get_token()));
    }
    void useTimeouts(std::chrono::milliseconds all) { useTimeouts({all, all, all, all, all, all, all}); }
    void useTimeouts(const SmtpTimeouts &timeouts)
    {
        m_transport = std::make_unique<SmtpTransport>(QList{m_certificates.authority()}, timeouts);
    }

    Certificates m_certificates;
    std::unique_ptr<SmtpTransport> m_transport;
    std::function<void(Stage)> m_onStage;
    std::stop_source m_stop;
};

void SmtpFaultsTest::init()
{
    useTimeouts(20s);
    m_onStage = {};
    m_stop = {};
}

void SmtpFaultsTest::eachReplyAtEachStage_data()
{
    QTest::addColumn<int>("turn");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<Verdict>("verdict");
    for (int turn = 0; turn < turns().size(); ++turn) {
        const bool aboutTheMail = turn >= 3;
        for (const char *reply :
             {"421 4.3.2 closing", "450 4.2.0 busy", "451 4.3.0 error", "452 4.3.1 full", "454 4.7.0 later",
              "500 5.5.2 syntax", "502 5.5.1 not implemented", "503 5.5.1 order", "530 5.7.0 sign in",
              "535 5.7.8 credentials", "550 5.7.1 policy", "550 no", "551 no", "552 5.3.4 size", "553 5.7.1 no",
              "554 5.7.1 spam", "554 no", "555 5.5.4 parameter"}) {
            const bool account = QByteArray(reply).startsWith("53");
            const bool good = aboutTheMail && reply[0] == '5' && !account;
            QTest::newRow(qPrintable(QStringLiteral("turn %1: %2").arg(turn).arg(QLatin1String(reply))))
                << turn << QByteArray(reply) << (good ? Verdict::RefusedForGood : Verdict::RefusedForNow);
        }
    }
}

void SmtpFaultsTest::eachReplyAtEachStage()
{
    QFETCH(int, turn);
    QFETCH(QByteArray, reply);
    QFETCH(Verdict, verdict);
    ScriptedSmtpServer server;
    playUpTo(server, turn);
    server.says(reply);
    if (!reply.startsWith("421")) {
        server.hears("QUIT").says("221 bye").closes();
    }
    const HandOverOutcome outcome = handOver(account(server));
    QCOMPARE(int(outcome.verdict), int(verdict));
    QCOMPARE(outcome.code, reply.left(3).toInt());
    const Stage stage = turns().at(turn).stage;
    QCOMPARE(int(outcome.stage), int(stage == Stage::AwaitingAnswer ? Stage::Answered : stage));
    QVERIFY(outcome.cause != Cause::None && outcome.cause != Cause::Network);
    QVERIFY(!outcome.message.isEmpty());
    QTRY_VERIFY(server.isClientGone());
    QCOMPARE(server.fault(), QByteArray());
    QVERIFY(server.isDone());
}

void SmtpFaultsTest::cutAtEachPoint_data()
{
    QTest::addColumn<int>("turn");
    QTest::addColumn<QByteArray>("part");
    for (int turn = 0; turn < turns().size(); ++turn) {
        QTest::newRow(qPrintable(QStringLiteral("turn %1 before the reply").arg(turn))) << turn << QByteArray();
        for (const char *part : {"2", "250", "250 ", "250 ok", "250 ok\r", "250-ok\r\n", "250-ok\r\n250"}) {
            QTest::newRow(qPrintable(QStringLiteral("turn %1 after %2")
                                         .arg(turn)
                                         .arg(QString::fromLatin1(QByteArray(part).toPercentEncoding()))))
                << turn << QByteArray(part);
        }
    }
}

void SmtpFaultsTest::cutAtEachPoint()
{
    QFETCH(int, turn);
    QFETCH(QByteArray, part);
    ScriptedSmtpServer server;
    playUpTo(server, turn);
    server.saysRaw(part).closes();
    const HandOverOutcome outcome = handOver(account(server));
    QVERIFY2(server.isDone(), server.fault().constData());
    const bool afterTheDot = turns().at(turn).stage == Stage::AwaitingAnswer;
    QCOMPARE(int(outcome.verdict), int(afterTheDot ? Verdict::Unknown : Verdict::RefusedForNow));
    QCOMPARE(int(outcome.stage), int(turns().at(turn).stage));
    QCOMPARE(int(outcome.cause), int(Cause::Network));
    QCOMPARE(outcome.code, 0);
}

void SmtpFaultsTest::cutInTheMiddleOfTheText()
{
    const QByteArray large = "Subject: x\r\n\r\n" + QByteArray("a line of the large mail\r\n").repeated(400000);
    for (const qsizetype count : {qsizetype(1), qsizetype(100000), qsizetype(5000000)}) {
        ScriptedSmtpServer server;
        playUpTo(server, 5);
        server.says("354 go").hearsBytes(count).cuts();
        const HandOverOutcome outcome = handOver(account(server), envelope(), large);
        QVERIFY2(server.isDone(), server.fault().constData());
        QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
        QCOMPARE(int(outcome.stage), int(Stage::Body));
        QCOMPARE(int(outcome.cause), int(Cause::Network));
        QVERIFY(!server.heard().contains("\r\n.\r\n"));
    }
}

void SmtpFaultsTest::cutWhileTheClientPausesBeforeTheDot()
{
    // The line dies while the text is on its way, before the dot: surely not sent, even if all of the text arrived.
    ScriptedSmtpServer server;
    playUpTo(server, 5);
    server.says("354 go").cuts();
    const HandOverOutcome outcome = handOver(account(server));
    QVERIFY(outcome.verdict == Verdict::RefusedForNow || outcome.verdict == Verdict::Unknown);
    QCOMPARE(outcome.verdict == Verdict::Unknown, outcome.stage == Stage::AwaitingAnswer);
}

void SmtpFaultsTest::silenceAtEachStage_data()
{
    QTest::addColumn<int>("turn");
    for (int turn = 0; turn < turns().size(); ++turn) {
        QTest::newRow(qPrintable(QStringLiteral("turn %1").arg(turn))) << turn;
    }
}

void SmtpFaultsTest::silenceAtEachStage()
{
    QFETCH(int, turn);
    const bool afterTheDot = turns().at(turn).stage == Stage::AwaitingAnswer;
    SmtpTimeouts timeouts;
    timeouts.answer = 300ms;
    if (afterTheDot) { // that far it comes also on a busy machine
        useTimeouts(timeouts);
    } else {
        useTimeouts(300ms);
    }
    ScriptedSmtpServer server;
    playUpTo(server, turn);
    server.saysRaw("25"); // a reply that never ends is silence too
    const HandOverOutcome outcome = handOver(account(server));
    QCOMPARE(int(outcome.verdict), int(afterTheDot ? Verdict::Unknown : Verdict::RefusedForNow));
    QVERIFY2(outcome.message.contains(QStringLiteral("in time")), qPrintable(outcome.message));
    QTRY_VERIFY(server.isClientGone());
}

void SmtpFaultsTest::garbageAtEachStage_data()
{
    QTest::addColumn<int>("turn");
    QTest::addColumn<QByteArray>("bytes");
    for (int turn = 0; turn < turns().size(); ++turn) {
        const auto row = [turn](const char *name, const QByteArray &bytes) {
            QTest::newRow(qPrintable(QStringLiteral("turn %1 %2").arg(turn).arg(QLatin1String(name)))) << turn << bytes;
        };
        row("words", "HTTP/1.1 400 Bad Request\r\n");
        row("binary", QByteArray("\x00\xff\x15\x03\x01", 5));
        row("endless line", "250 " + QByteArray(100000, 'x'));
        row("endless lines", QByteArray("250-x\r\n").repeated(1000));
        row("codes that differ", "250-a\r\n550 b\r\n");
        row("code 199", "199 hm\r\n");
    }
}

void SmtpFaultsTest::garbageAtEachStage()
{
    QFETCH(int, turn);
    QFETCH(QByteArray, bytes);
    ScriptedSmtpServer server;
    playUpTo(server, turn);
    server.saysRaw(bytes);
    const HandOverOutcome outcome = handOver(account(server));
    const bool afterTheDot = turns().at(turn).stage == Stage::AwaitingAnswer;
    QCOMPARE(int(outcome.verdict), int(afterTheDot ? Verdict::Unknown : Verdict::RefusedForNow));
    QCOMPARE(int(outcome.cause), int(Cause::Server));
    QTRY_VERIFY(server.isClientGone());
}

void SmtpFaultsTest::slowBytesAreFine()
{
    ScriptedSmtpServer server;
    for (const Turn &turn : turns()) {
        hear(server, turn);
        server.saysSlowly(turn.reply);
    }
    server.hears("QUIT").closes();
    const HandOverOutcome outcome = handOver(account(server));
    QVERIFY2(outcome.verdict == Verdict::Accepted, qPrintable(outcome.message + QString::fromLatin1(server.fault())));
    QTRY_VERIFY(server.isDone());
}

void SmtpFaultsTest::wrongClassOfReply_data()
{
    QTest::addColumn<int>("turn");
    QTest::addColumn<QByteArray>("reply");
    for (int turn = 0; turn < turns().size(); ++turn) {
        const bool wantsMore = turns().at(turn).heard == "DATA";
        if (turns().at(turn).stage != Stage::SigningIn) { // there 334 is an answer
            QTest::newRow(qPrintable(QStringLiteral("turn %1").arg(turn)))
                << turn << QByteArray(wantsMore ? "250 ok" : "354 go");
        }
    }
}

void SmtpFaultsTest::wrongClassOfReply()
{
    QFETCH(int, turn);
    QFETCH(QByteArray, reply);
    ScriptedSmtpServer server;
    playUpTo(server, turn);
    server.says(reply);
    const HandOverOutcome outcome = handOver(account(server));
    const bool afterTheDot = turns().at(turn).stage == Stage::AwaitingAnswer;
    QCOMPARE(int(outcome.verdict), int(afterTheDot ? Verdict::Unknown : Verdict::RefusedForNow));
    QCOMPARE(int(outcome.cause), int(Cause::Server));
    QCOMPARE(server.fault(), QByteArray()); // nothing more is said to such a server
}

void SmtpFaultsTest::repliesNobodyAskedForAreNotBelieved()
{
    for (int turn = 0; turn < turns().size() - 1; ++turn) {
        ScriptedSmtpServer server;
        playUpTo(server, turn);
        // Were the second reply kept, it would be taken for the answer to the next thing said, in the end to the final
        // dot.
        server.saysRaw(turns().at(turn).reply + "\r\n250 and one more\r\n");
        const HandOverOutcome outcome = handOver(account(server));
        QVERIFY2(outcome.verdict == Verdict::RefusedForNow, qPrintable(QStringLiteral("turn %1").arg(turn)));
        QVERIFY(!server.heard().contains("\r\n.\r\n"));
    }
}

void SmtpFaultsTest::refusalInTheMiddleOfTheTextEndsIt()
{
    const QByteArray large = "Subject: x\r\n\r\n" + QByteArray("a line of the large mail\r\n").repeated(400000);
    ScriptedSmtpServer server;
    playUpTo(server, 5);
    server.says("354 go").hearsBytes(1000).says("552 5.3.4 Too big");
    const HandOverOutcome outcome = handOver(account(server), envelope(), large);
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForGood));
    QCOMPARE(int(outcome.cause), int(Cause::Sender));
    QCOMPARE(int(outcome.stage), int(Stage::Body));
    QTRY_VERIFY(server.isClientGone());
    QVERIFY(!server.heard().contains("\r\n.\r\n"));
}

void SmtpFaultsTest::pipelinedRefusals_data()
{
    QTest::addColumn<QByteArray>("toMail");
    QTest::addColumn<QByteArray>("toRecipient");
    QTest::addColumn<int>("code");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<Cause>("cause");
    const auto row = [](const char *name, const char *toMail, const char *toRecipient, int code, Verdict verdict,
                        Cause cause) {
        QTest::newRow(name) << QByteArray(toMail) << QByteArray(toRecipient) << code << verdict << cause;
    };
    row("sender refused", "550 5.7.1 not yours", "503 5.5.1 MAIL first", 550, Verdict::RefusedForGood, Cause::Sender);
    row("sender refused, recipient taken", "550 5.7.1 not yours", "250 ok", 550, Verdict::RefusedForGood,
        Cause::Sender);
    row("sender later", "451 4.3.0 later", "503 5.5.1 MAIL first", 451, Verdict::RefusedForNow, Cause::Server);
    row("recipient refused", "250 ok", "550 5.1.1 unknown", 550, Verdict::RefusedForGood, Cause::Recipient);
    row("recipient later", "250 ok", "450 4.2.0 busy", 450, Verdict::RefusedForNow, Cause::Recipient);
    row("recipient full", "250 ok", "552 5.2.2 full", 552, Verdict::RefusedForNow, Cause::Recipient);
}

void SmtpFaultsTest::pipelinedRefusals()
{
    QFETCH(QByteArray, toMail);
    QFETCH(QByteArray, toRecipient);
    QFETCH(int, code);
    QFETCH(Verdict, verdict);
    QFETCH(Cause, cause);
    ScriptedSmtpServer server;
    server.greets({"PIPELINING"}).hears("MAIL FROM:<jonas@wood.example>").hears("RCPT TO:<anna@berg.example>");
    server.says(toMail).says(toRecipient).hears("QUIT").says("221 bye").closes();
    SmtpAccount to = account(server);
    to.userName.clear();
    const HandOverOutcome outcome = handOver(to);
    QCOMPARE(int(outcome.verdict), int(verdict));
    QCOMPARE(int(outcome.cause), int(cause));
    QCOMPARE(outcome.code, code);
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpFaultsTest::saysQuitAfterARefusal()
{
    ScriptedSmtpServer server;
    playUpTo(server, 4);
    server.says("550 5.1.1 unknown").hears("QUIT").says("221 bye").closes();
    QCOMPARE(int(handOver(account(server)).cause), int(Cause::Recipient));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpFaultsTest::strippedStartTlsIsRefused()
{
    ScriptedSmtpServer server(m_certificates.good());
    server.greets({"AUTH PLAIN LOGIN"});
    SmtpAccount to = account(server, Security::StartTls);
    to.userName = QStringLiteral("jonas");
    to.password = QStringLiteral("secret");
    const HandOverOutcome outcome = handOver(to);
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
    QCOMPARE(int(outcome.stage), int(Stage::Tls));
    QVERIFY2(outcome.message.contains(QStringLiteral("STARTTLS")), qPrintable(outcome.message));
    QTRY_VERIFY(server.heard() == "EHLO [127.0.0.1]\r\nQUIT\r\n");
}

void SmtpFaultsTest::refusedStartTlsIsRefused()
{
    for (const char *reply : {"454 4.7.0 not now", "502 5.5.1 no", "421 4.3.2 bye", "354 hm"}) {
        ScriptedSmtpServer server(m_certificates.good());
        server.greets({"STARTTLS", "AUTH PLAIN"}).hears("STARTTLS").says(reply);
        const HandOverOutcome outcome = handOver(account(server, Security::StartTls));
        QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
        QCOMPARE(int(outcome.stage), int(Stage::Tls));
        QVERIFY(!server.heard().contains("MAIL"));
    }
}

void SmtpFaultsTest::wordsInjectedBeforeTheHandshakeAreAnAttack()
{
    for (const char *injected : {"250 injected\r\n", "250-", "x", "\r\n"}) {
        ScriptedSmtpServer server(m_certificates.good());
        server.greets({"STARTTLS"}).hears("STARTTLS").saysRaw(QByteArray("220 go\r\n") + injected).startsTls();
        const HandOverOutcome outcome = handOver(account(server, Security::StartTls));
        QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
        QCOMPARE(int(outcome.stage), int(Stage::Tls));
        QVERIFY2(outcome.message.contains(QStringLiteral("before it was encrypted")), qPrintable(outcome.message));
    }
}

void SmtpFaultsTest::junkInsteadOfTheHandshake()
{
    ScriptedSmtpServer server;
    server.greets({"STARTTLS"}).hears("STARTTLS").says("220 go").hearsBytes(50).saysRaw("junk instead of TLS\r\n");
    const HandOverOutcome outcome = handOver(account(server, Security::StartTls));
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
    QCOMPARE(int(outcome.stage), int(Stage::Tls));
}

void SmtpFaultsTest::badCertificatesAreRefusedInWords_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("words");
    QTest::newRow("expired") << 0 << QStringLiteral("ended on");
    QTest::newRow("not yet valid") << 1 << QStringLiteral("begins on");
    QTest::newRow("another host") << 2 << QStringLiteral("not to localhost");
    QTest::newRow("a stranger's") << 3 << QStringLiteral("does not know");
    QTest::newRow("self-signed") << 4 << QStringLiteral("made itself");
}

void SmtpFaultsTest::badCertificatesAreRefusedInWords()
{
    QFETCH(int, which);
    QFETCH(QString, words);
    const QList<TlsIdentity> identities{m_certificates.expired(), m_certificates.notYetValid(),
                                        m_certificates.forAnotherHost(), m_certificates.fromAStranger(),
                                        m_certificates.selfSigned()};
    for (const bool implicit : {true, false}) {
        ScriptedSmtpServer server(identities.at(which), implicit);
        if (!implicit) {
            server.greets({"STARTTLS"}).hears("STARTTLS").says("220 go").startsTls();
        }
        SmtpAccount to = account(server, implicit ? Security::ImplicitTls : Security::StartTls);
        to.userName = QStringLiteral("jonas");
        to.password = QStringLiteral("secret");
        const HandOverOutcome outcome = handOver(to);
        QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
        QCOMPARE(int(outcome.stage), int(Stage::Tls));
        QVERIFY2(outcome.message.contains(words), qPrintable(outcome.message));
        QVERIFY(!server.heard().contains("AUTH"));
    }
}

void SmtpFaultsTest::implicitTlsToAPlainServerSaysWhatToChoose()
{
    for (const bool speaksFirst : {true, false}) {
        ScriptedSmtpServer server;
        if (speaksFirst) {
            server.says("220 hello");
        } else {
            server.hearsBytes(50).says("500 what?");
        }
        const HandOverOutcome outcome = handOver(account(server, Security::ImplicitTls));
        QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
        QVERIFY2(outcome.message.contains(QStringLiteral("STARTTLS")), qPrintable(outcome.message));
    }
}

void SmtpFaultsTest::plainGreetingThatNeverComesSaysWhatToChoose()
{
    SmtpTimeouts timeouts;
    timeouts.greeting = 300ms;
    useTimeouts(timeouts);
    ScriptedSmtpServer server(m_certificates.good(), true); // waits for the handshake, as port 465 does
    const HandOverOutcome outcome = handOver(account(server, Security::StartTls));
    QCOMPARE(int(outcome.stage), int(Stage::Greeting));
    QVERIFY2(outcome.message.contains(QStringLiteral("choose TLS")), qPrintable(outcome.message));
}

void SmtpFaultsTest::noKnownSignIn()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH XOAUTH2 GSSAPI"}).hears("QUIT").closes();
    const HandOverOutcome outcome = handOver(account(server));
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
    QCOMPARE(int(outcome.cause), int(Cause::Sender));
    QVERIFY2(outcome.message.contains(QStringLiteral("XOAUTH2")), qPrintable(outcome.message));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpFaultsTest::tooLargeMailIsNotSent()
{
    ScriptedSmtpServer server;
    server.greets({"SIZE 10", "AUTH PLAIN"})
        .hears("AUTH PLAIN AGpvbmFzAHNlY3JldA==")
        .says("235 ok")
        .hears("QUIT")
        .closes();
    const HandOverOutcome outcome = handOver(account(server));
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForGood));
    QCOMPARE(int(outcome.cause), int(Cause::Sender));
    QVERIFY2(outcome.message.contains(QStringLiteral("at most 10")), qPrintable(outcome.message));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpFaultsTest::missingSmtpUtf8IsRefusedForGood()
{
    ScriptedSmtpServer server;
    server.greets({"8BITMIME"}).hears("QUIT").closes();
    SmtpAccount to = account(server);
    to.userName.clear();
    Envelope with = envelope();
    with.to = address("jörg@berg.example");
    const HandOverOutcome outcome = handOver(to, with);
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForGood));
    QVERIFY(outcome.cause != Cause::Recipient); // the address is good, so it must not be suppressed
    QVERIFY2(outcome.message.contains(QStringLiteral("SMTPUTF8")), qPrintable(outcome.message));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpFaultsTest::missingEightBitIsRefused()
{
    ScriptedSmtpServer server;
    server.greets().hears("QUIT").closes();
    SmtpAccount to = account(server);
    to.userName.clear();
    const HandOverOutcome outcome = handOver(to, envelope(), "Subject: x\r\n\r\n\xc3\xa4\r\n");
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForGood));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpFaultsTest::unfitTextNeverReachesTheServer_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("bare LF") << QByteArray("Subject: x\r\n\r\na\nb\r\n");
    QTest::newRow("bare CR") << QByteArray("Subject: x\r\n\r\na\rb\r\n");
    QTest::newRow("smuggled end") << QByteArray("Subject: x\r\n\r\na\n.\r\nMAIL FROM:<b@c.example>\r\n");
    QTest::newRow("NUL") << QByteArray("Subject: x\r\n\r\na\0b\r\n", 18);
    QTest::newRow("long line") << "Subject: x\r\n\r\n" + QByteArray(999, 'a') + "\r\n";
    QTest::newRow("no last line end") << QByteArray("Subject: x\r\n\r\na");
}

void SmtpFaultsTest::unfitTextNeverReachesTheServer()
{
    QFETCH(QByteArray, text);
    ScriptedSmtpServer server;
    const HandOverOutcome outcome = handOver(account(server), envelope(), text);
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForGood));
    QVERIFY(!outcome.message.isEmpty());
    QCOMPARE(server.connections(), 0);
}

void SmtpFaultsTest::stopBeforeTheDotSendsNothing_data()
{
    QTest::addColumn<Stage>("at");
    QTest::newRow("connecting") << Stage::Connecting;
    QTest::newRow("greeting") << Stage::Greeting;
    QTest::newRow("signing in") << Stage::SigningIn;
    QTest::newRow("envelope") << Stage::Envelope;
    QTest::newRow("data") << Stage::Data;
    QTest::newRow("body") << Stage::Body;
}

void SmtpFaultsTest::stopBeforeTheDotSendsNothing()
{
    QFETCH(Stage, at);
    ScriptedSmtpServer server;
    playUpTo(server, 5);
    server.says("354 go").hearsText().says("250 ok");
    m_onStage = [this, at](Stage stage) {
        if (stage == at) {
            m_stop.request_stop();
        }
    };
    const HandOverOutcome outcome = handOver(account(server));
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
    QCOMPARE(int(outcome.cause), int(Cause::None));
    QCOMPARE(int(outcome.stage), int(at));
    QVERIFY(!server.heard().contains("\r\n.\r\n"));
    QVERIFY(!server.isDone());
}

void SmtpFaultsTest::stopAfterTheDotWaitsForTheAnswer()
{
    ScriptedSmtpServer server;
    playUpTo(server, 6);
    server.saysSlowly("250 2.0.0 taken");
    m_onStage = [this](Stage stage) {
        if (stage == Stage::AwaitingAnswer) {
            m_stop.request_stop();
        }
    };
    const HandOverOutcome outcome = handOver(account(server));
    QCOMPARE(int(outcome.verdict), int(Verdict::Accepted));
    QCOMPARE(outcome.serverText, QStringLiteral("taken"));
}

void SmtpFaultsTest::stopWhileWaiting()
{
    ScriptedSmtpServer server; // never says a word
    QMetaObject::invokeMethod(
        this, [this] { m_stop.request_stop(); }, Qt::QueuedConnection);
    const HandOverOutcome outcome = handOver(account(server));
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
    QCOMPARE(int(outcome.cause), int(Cause::None));
    std::stop_source stop;
    stop.request_stop();
    const Result<> probed = QCoro::waitFor(m_transport->probe(account(server), stop.get_token()));
    QVERIFY(!probed);
    QCOMPARE(probed.error().kind, ErrorKind::Cancelled);
}

void SmtpFaultsTest::nobodyListens()
{
    SmtpAccount to;
    {
        ScriptedSmtpServer gone;
        to = account(gone);
    }
    const HandOverOutcome outcome = handOver(to);
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForNow));
    QCOMPARE(int(outcome.cause), int(Cause::Network));
    QCOMPARE(int(outcome.stage), int(Stage::Connecting));
    QVERIFY2(outcome.message.contains(QStringLiteral("takes no connection")), qPrintable(outcome.message));
    to.host = QStringLiteral("not a host name!");
    QCOMPARE(int(handOver(to).verdict), int(Verdict::RefusedForNow));
}

void SmtpFaultsTest::sendsAgainAfterTrouble()
{
    ScriptedSmtpServer broken;
    playUpTo(broken, 4);
    broken.cuts();
    QCOMPARE(int(handOver(account(broken)).verdict), int(Verdict::RefusedForNow));
    ScriptedSmtpServer whole;
    playUpTo(whole, 6);
    whole.says("250 ok").hears("QUIT").closes();
    QCOMPARE(int(handOver(account(whole)).verdict), int(Verdict::Accepted));
}

QTEST_GUILESS_MAIN(SmtpFaultsTest)
#include "SmtpFaultsTest.moc"
