#include "ImapWorld.h"

using namespace AlwaysLeads;

/// How a line becomes safe and how a password or a token is said on it, and what servers answer to that.
class ImapSignInTest : public QObject, private ImapWorld
{
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }
    void strippedStartTlsIsRefused();
    void signedInBeforeStartTlsIsRefused();
    void wordsInjectedBeforeTheHandshakeAreAnAttack();
    void forgetsWhatWasSaidInTheClear();
    void junkInsteadOfTheHandshake();
    void badCertificateIsRefused();
    void implicitTlsToAPlainServerSaysWhatToChoose();
    void aPasswordNeverGoesInTheClearToOthers();
    void preauthNeedsNoSignIn();
    void signsInWithoutTheInitialResponse();
    void signsInWithCramMd5();
    void signsInByCommandWhereNothingElseIsOffered();
    void saysALiteralWhereAQuoteCannotHoldIt();
    void doesNotSayThePasswordWhereLoginIsDisabled();
    void answersTheRefusalOfAToken_data();
    void answersTheRefusalOfAToken();
    void hearsWhichProviderItIsAndAsksForAFreshToken();
    void kindsOfRefusal_data();
    void kindsOfRefusal();
    void secretsDoNotComeBack();
    void endlessChallengesEnd();
    void introducesItselfWhereWanted();
};

void ImapSignInTest::strippedStartTlsIsRefused()
{
    ScriptedImapServer server(m_certificates.good());
    server.says("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready");
    const Result<> opened = open(account(server, Security::StartTls));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
    QCOMPARE(server.heard(), QByteArray());
}

void ImapSignInTest::signedInBeforeStartTlsIsRefused()
{
    ScriptedImapServer server(m_certificates.good());
    server.says("* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome");
    const Result<> opened = open(account(server, Security::StartTls));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
    QCOMPARE(server.heard(), QByteArray());
}

void ImapSignInTest::wordsInjectedBeforeTheHandshakeAreAnAttack()
{
    for (const QByteArray injected : {"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n", "A2 OK", "*"}) {
        renew();
        ScriptedImapServer server(m_certificates.good());
        server.says("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready").hears("A1 STARTTLS");
        server.saysRaw("A1 OK go\r\n" + injected).startsTls();
        const Result<> opened = open(account(server, Security::StartTls));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Refused);
        QVERIFY(!server.heard().contains("AUTH"));
    }
}

void ImapSignInTest::forgetsWhatWasSaidInTheClear()
{
    ScriptedImapServer server(m_certificates.good());
    server.says("* OK [CAPABILITY IMAP4rev1 STARTTLS ID AUTH=PLAIN] ready").hears("A1 STARTTLS").says("A1 OK go");
    server.startsTls().hears("A2 CAPABILITY").says("* CAPABILITY IMAP4rev1 AUTH=CRAM-MD5\r\nA2 OK done");
    server.hears("A3 AUTHENTICATE CRAM-MD5").says("A3 OK welcome");
    server.hears("A4 CAPABILITY").says("* CAPABILITY IMAP4rev1").says("A4 OK done");
    QVERIFY(open(account(server, Security::StartTls)));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSignInTest::junkInsteadOfTheHandshake()
{
    ScriptedImapServer server(m_certificates.good());
    server.says("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready").hears("A1 STARTTLS").says("A1 OK go");
    server.hearsBytes(50).saysRaw("junk instead of TLS\r\n");
    const Result<> opened = open(account(server, Security::StartTls));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
}

void ImapSignInTest::badCertificateIsRefused()
{
    ScriptedImapServer server(m_certificates.forAnotherHost(), true);
    const Result<> opened = open(account(server, Security::ImplicitTls));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
    QCOMPARE(server.heard(), QByteArray());
}

void ImapSignInTest::implicitTlsToAPlainServerSaysWhatToChoose()
{
    ScriptedImapServer server;
    server.says("* OK ready");
    const Result<> opened = open(account(server, Security::ImplicitTls));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
    QVERIFY2(opened.error().message.contains(QStringLiteral("STARTTLS")), qPrintable(opened.error().message));
}

void ImapSignInTest::aPasswordNeverGoesInTheClearToOthers()
{
    ScriptedImapServer server;
    ImapAccount to = account(server);
    to.host = QStringLiteral("192.0.2.1");
    const Result<> opened = open(to);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
}

void ImapSignInTest::preauthNeedsNoSignIn()
{
    ScriptedImapServer server;
    server.says("* PREAUTH [CAPABILITY IMAP4rev1] welcome");
    QVERIFY(open(server));
    QCOMPARE(server.heard(), QByteArray());
}

void ImapSignInTest::signsInWithoutTheInitialResponse()
{
    ScriptedImapServer server;
    server.says("* OK ready").hears("A1 CAPABILITY").says("* CAPABILITY IMAP4rev1 AUTH=PLAIN").says("A1 OK done");
    server.hears("A2 AUTHENTICATE PLAIN").says("+ ").hears("AGpvbmFzAHNlY3JldA==").says("A2 OK welcome");
    server.hears("A3 CAPABILITY").says("* CAPABILITY IMAP4rev1 IDLE").says("A3 OK done");
    QVERIFY(open(server));
    QVERIFY(m_session->offered().has("IDLE"));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSignInTest::signsInWithCramMd5()
{
    // The example of RFC 2195 §2.
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=CRAM-MD5] ready").hears("A1 AUTHENTICATE CRAM-MD5");
    server.says("+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+");
    server.hears("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw").says("A1 OK [CAPABILITY IMAP4rev1] welcome");
    ImapAccount to = account(server);
    to.userName = QStringLiteral("tim");
    to.password = QStringLiteral("tanstaaftanstaaf");
    QVERIFY(open(to));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSignInTest::signsInByCommandWhereNothingElseIsOffered()
{
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1] ready").hears("A1 LOGIN \"jonas\" \"se\\\"cr\\\\et\"");
    server.says("A1 OK [CAPABILITY IMAP4rev1] welcome");
    ImapAccount to = account(server);
    to.password = QStringLiteral("se\"cr\\et");
    QVERIFY(open(to));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSignInTest::saysALiteralWhereAQuoteCannotHoldIt()
{
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1] ready").hears("A1 LOGIN \"jonas\" {7}").says("+ go");
    server
        .hears("gr\xc3\xb6\xc3\x9f"
               "e")
        .says("A1 OK [CAPABILITY IMAP4rev1] welcome");
    ImapAccount to = account(server);
    to.password = QString::fromUtf8("größe");
    QVERIFY(open(to));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSignInTest::doesNotSayThePasswordWhereLoginIsDisabled()
{
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI] ready");
    const Result<> opened = open(server);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
    QVERIFY(opened.error().message.contains(QStringLiteral("GSSAPI")));
    QCOMPARE(server.heard(), QByteArray());
}

void ImapSignInTest::answersTheRefusalOfAToken_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    QTest::addColumn<QByteArray>("giveUp");
    QTest::addColumn<bool>("atOnce");
    for (const bool atOnce : {true, false}) {
        QTest::addRow("XOAUTH2 %d", atOnce) << QByteArray("XOAUTH2") << QByteArray() << atOnce;
        QTest::addRow("OAUTHBEARER %d", atOnce) << QByteArray("OAUTHBEARER") << QByteArray("AQ==") << atOnce;
    }
}

void ImapSignInTest::answersTheRefusalOfAToken()
{
    QFETCH(QByteArray, mechanism);
    QFETCH(QByteArray, giveUp);
    QFETCH(bool, atOnce);
    ScriptedImapServer server;
    ImapAccount to = account(server);
    to.accessToken = QStringLiteral("ya29.token");
    const QByteArray said = mechanism == "XOAUTH2"
        ? QByteArray("user=jonas\1auth=Bearer ya29.token\1\1")
        : "n,a=jonas,\1host=localhost\1port=" + QByteArray::number(to.port) + "\1auth=Bearer ya29.token\1\1";
    server.says("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=" + mechanism + (atOnce ? " SASL-IR" : "") + "] ready");
    if (atOnce) {
        server.hears("A1 AUTHENTICATE " + mechanism + ' ' + said.toBase64());
    } else {
        server.hears("A1 AUTHENTICATE " + mechanism).says("+ ").hears(said.toBase64());
    }
    server.says("+ " + QByteArray("{\"status\":\"401\"}").toBase64()).hears(giveUp);
    server.says("A1 NO SASL authentication failed");
    const Result<> opened = open(to);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::SignedOut);
    QCOMPARE(server.fault(), QByteArray());
    QVERIFY(server.isDone());
}

void ImapSignInTest::hearsWhichProviderItIsAndAsksForAFreshToken()
{
    ScriptedImapServer server;
    ImapAccount to = account(server);
    QList<bool> asked;
    to.token = [&asked](bool fresh) {
        asked.append(fresh);
        return [](QString token) -> Task<Result<QString>> {
            co_return Result<QString>(token);
        }(fresh ? QStringLiteral("token-2") : QStringLiteral("token-1"));
    };
    const auto said = [&to](const QByteArray &token) {
        return ("n,a=jonas,\1host=localhost\1port=" + QByteArray::number(to.port) + "\1auth=Bearer " + token + "\1\1")
            .toBase64();
    };
    const QByteArray named =
        R"({"status":"invalid_token","openid-configuration":"https://id.example/.well-known/openid-configuration"})";
    server.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=OAUTHBEARER] ready");
    server.hears("A1 AUTHENTICATE OAUTHBEARER " + said("token-1")).says("+ " + named.toBase64()).hears("AQ==");
    server.says("A1 NO [AUTHENTICATIONFAILED] expired");
    server.hears("A2 CAPABILITY").says("* CAPABILITY IMAP4rev1 SASL-IR AUTH=OAUTHBEARER").says("A2 OK done");
    server.hears("A3 AUTHENTICATE OAUTHBEARER " + said("token-2")).says("+ " + named.toBase64()).hears("AQ==");
    server.says("A3 NO [AUTHENTICATIONFAILED] no");
    const Result<> opened = open(to);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::SignedOut);
    QVERIFY2(opened.error().message.contains(QStringLiteral("Reconnect")), qPrintable(opened.error().message));
    QCOMPARE(asked, (QList<bool>{false, true}));
    QCOMPARE(m_session->openIdConfiguration(), QStringLiteral("https://id.example/.well-known/openid-configuration"));
    QCOMPARE(server.fault(), QByteArray());
    QVERIFY(server.isDone());
}

void ImapSignInTest::kindsOfRefusal_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    for (const char *code :
         {"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED", "CONTACTADMIN"}) {
        QTest::newRow(code) << "NO [" + QByteArray(code) + "] no" << ErrorKind::SignedOut;
    }
    for (const char *code : {"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"}) {
        QTest::newRow(code) << "NO [" + QByteArray(code) + "] later" << ErrorKind::Network;
    }
    QTest::newRow("no code") << QByteArray("NO Invalid credentials") << ErrorKind::SignedOut;
    QTest::newRow("BAD") << QByteArray("BAD Invalid SASL argument") << ErrorKind::SignedOut;
}

void ImapSignInTest::kindsOfRefusal()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorKind, kind);
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready");
    server.hears("A1 AUTHENTICATE PLAIN AGpvbmFzAHNlY3JldA==").says("A1 " + answer);
    const Result<> opened = open(server);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, kind);
}

void ImapSignInTest::secretsDoNotComeBack()
{
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready")
        .hears("A1 AUTHENTICATE PLAIN AGpvbmFzAHNlY3JldA==");
    server.says("A1 NO bad: AGpvbmFzAHNlY3JldA== c2VjcmV0 secret");
    const Result<> opened = open(server);
    QVERIFY(!opened);
    for (const QString &text : {opened.error().message, opened.error().detail}) {
        QVERIFY2(text.contains(QStringLiteral("bad")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("secret")) && !text.contains(QStringLiteral("c2VjcmV0"))
                     && !text.contains(QStringLiteral("AGpv")),
                 qPrintable(text));
    }
}

void ImapSignInTest::endlessChallengesEnd()
{
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready");
    server.hears("A1 AUTHENTICATE PLAIN AGpvbmFzAHNlY3JldA==").saysRaw(QByteArray("+ more\r\n").repeated(10));
    const Result<> opened = open(server);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Invalid);
}

void ImapSignInTest::introducesItselfWhereWanted()
{
    ScriptedImapServer server;
    server.signsIn("ID").hears("A2 ID (\"name\" \"AlwaysLeads\")").says("A2 BAD not now");
    QVERIFY(open(server));
    QCOMPARE(server.fault(), QByteArray());
    QVERIFY(server.isDone());
}

QTEST_GUILESS_MAIN(ImapSignInTest)
#include "ImapSignInTest.moc"
