#include "mail/Sasl.h"
#include "mail/SmtpTransport.h"

#include "support/Patience.h"
#include "support/ScriptedSmtpServer.h"

#include <QCoroTask>
#include <QtTest>

using namespace AlwaysLeads;

/// Signing in to a submission server with each mechanism, and what comes of a refusal.
class SmtpSignInTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersTheExampleOfRfc2195();
    void saysTheExampleOfRfc7628();
    void escapesCommaAndEqualSignInTheName();
    void answersTheChallengeOfCramMd5();
    void givesUpOnAChallengeThatIsNoBase64();
    void signsInWithATokenByOauthBearer();
    void signsInWithATokenByXoauth2();
    void answersTheRefusalOfATokenBeforeTheLastWord_data();
    void answersTheRefusalOfATokenBeforeTheLastWord();
    void usesNoTokenWherePasswordsAreWanted();
    void showsNoSecretThatTheServerRepeats();
    void asksForAFreshTokenOnce_data();
    void asksForAFreshTokenOnce();
    void saysWhyThereIsNoToken_data();
    void saysWhyThereIsNoToken();
    void sendsOnOneLineWhateverItsToken();

private:
    static SmtpAccount account(const ScriptedSmtpServer &server, const QString &password, const QString &token);
    Result<> probe(const SmtpAccount &account) { return QCoro::waitFor(m_transport.probe(account, {})); }

    SmtpTransport m_transport;
};

SmtpAccount SmtpSignInTest::account(const ScriptedSmtpServer &server, const QString &password, const QString &token)
{
    SmtpAccount account;
    account.host = QStringLiteral("127.0.0.1");
    account.port = server.port();
    account.security = SmtpAccount::Security::LoopbackPlain;
    account.userName = QStringLiteral("anna@firm.example");
    account.password = password;
    account.accessToken = token;
    return account;
}

void SmtpSignInTest::answersTheExampleOfRfc2195()
{
    QCOMPARE(Sasl::cramMd5(QStringLiteral("tim"), QStringLiteral("tanstaaftanstaaf"),
                           "<1896.697170952@postoffice.reston.mci.net>"),
             QByteArray("tim b913a602c7eda7a495b4e6e7334d3890"));
}

void SmtpSignInTest::saysTheExampleOfRfc7628()
{
    QCOMPARE(Sasl::oauthBearer(QStringLiteral("user@example.com"), QStringLiteral("server.example.com"), 143,
                               QStringLiteral("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="))
                 .toBase64(),
             QByteArray("bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyI"
                        "HZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"));
}

void SmtpSignInTest::escapesCommaAndEqualSignInTheName()
{
    const QByteArray said = Sasl::oauthBearer(QStringLiteral("a=b,c"), QStringLiteral("h"), 1, QStringLiteral("t"));
    QVERIFY2(said.startsWith("n,a=a=3Db=2Cc,"), said.constData());
}

void SmtpSignInTest::answersTheChallengeOfCramMd5()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH CRAM-MD5"}).hears("AUTH CRAM-MD5");
    server.says("334 " + QByteArray("<1.2@firm.example>").toBase64());
    server
        .hears(Sasl::cramMd5(QStringLiteral("anna@firm.example"), QStringLiteral("secret"), "<1.2@firm.example>")
                   .toBase64())
        .says("235 ok")
        .hears("QUIT")
        .closes();
    QVERIFY(probe(account(server, QStringLiteral("secret"), {})));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpSignInTest::givesUpOnAChallengeThatIsNoBase64()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH CRAM-MD5"})
        .hears("AUTH CRAM-MD5")
        .says("334 <not base64>")
        .hears("*")
        .says("501 5.7.0 stopped");
    server.hears("QUIT").closes();
    QVERIFY(!probe(account(server, QStringLiteral("secret"), {})));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpSignInTest::signsInWithATokenByOauthBearer()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH PLAIN XOAUTH2 OAUTHBEARER"});
    const SmtpAccount to = account(server, {}, QStringLiteral("ya29.token"));
    server.hears("AUTH OAUTHBEARER " + Sasl::oauthBearer(to.userName, to.host, to.port, to.accessToken).toBase64())
        .says("235 2.7.0 ok")
        .hears("QUIT")
        .closes();
    QVERIFY(probe(to));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpSignInTest::signsInWithATokenByXoauth2()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH LOGIN XOAUTH2"});
    // "user=anna@firm.example^Aauth=Bearer ya29.token^A^A"
    server.hears("AUTH XOAUTH2 dXNlcj1hbm5hQGZpcm0uZXhhbXBsZQFhdXRoPUJlYXJlciB5YTI5LnRva2VuAQE=")
        .says("235 2.7.0 ok")
        .hears("QUIT")
        .closes();
    QVERIFY(probe(account(server, {}, QStringLiteral("ya29.token"))));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpSignInTest::answersTheRefusalOfATokenBeforeTheLastWord_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    QTest::addColumn<QByteArray>("giveUp");
    QTest::newRow("XOAUTH2: an empty line") << QByteArray("XOAUTH2") << QByteArray("");
    QTest::newRow("OAUTHBEARER: one byte") << QByteArray("OAUTHBEARER") << QByteArray("AQ==");
}

void SmtpSignInTest::answersTheRefusalOfATokenBeforeTheLastWord()
{
    QFETCH(QByteArray, mechanism);
    QFETCH(QByteArray, giveUp);
    ScriptedSmtpServer server;
    server.greets({"AUTH " + mechanism});
    const SmtpAccount to = account(server, {}, QStringLiteral("old"));
    const QByteArray said = mechanism == "XOAUTH2" ? Sasl::xoauth2(to.userName, to.accessToken)
                                                   : Sasl::oauthBearer(to.userName, to.host, to.port, to.accessToken);
    server.hears("AUTH " + mechanism + ' ' + said.toBase64())
        .says("334 " + QByteArray(R"({"status":"401","schemes":"Bearer"})").toBase64())
        .hears(giveUp)
        .says("535 5.7.8 Username and Password not accepted")
        .hears("QUIT")
        .closes();
    const Result<> probed = probe(to);
    QVERIFY(!probed);
    QCOMPARE(int(probed.error().kind), int(ErrorKind::SignedOut));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpSignInTest::usesNoTokenWherePasswordsAreWanted()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH PLAIN LOGIN"}).hears("QUIT").closes();
    const Result<> probed = probe(account(server, {}, QStringLiteral("token")));
    QVERIFY(!probed);
    QVERIFY2(probed.error().message.contains(QStringLiteral("PLAIN")), qPrintable(probed.error().message));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
    QVERIFY(!server.heard().contains("AUTH"));
}

void SmtpSignInTest::showsNoSecretThatTheServerRepeats()
{
    ScriptedSmtpServer server;
    server.greets({"AUTH XOAUTH2"});
    const SmtpAccount to = account(server, {}, QStringLiteral("canary-token"));
    const QByteArray said = Sasl::xoauth2(to.userName, to.accessToken).toBase64();
    server.hears("AUTH XOAUTH2 " + said).says("535 5.7.8 bad " + said + " canary-token").hears("QUIT").closes();
    const Result<> probed = probe(to);
    QVERIFY(!probed);
    const QString shown = probed.error().message + probed.error().detail;
    QVERIFY2(!shown.contains(QStringLiteral("canary")), qPrintable(shown));
    QVERIFY2(!shown.contains(QString::fromLatin1(said)), qPrintable(shown));
}

void SmtpSignInTest::asksForAFreshTokenOnce_data()
{
    QTest::addColumn<bool>("isGood");
    QTest::newRow("the fresh one is good") << true;
    QTest::newRow("it is refused too") << false;
}

void SmtpSignInTest::asksForAFreshTokenOnce()
{
    QFETCH(bool, isGood);
    ScriptedSmtpServer server;
    server.greets({"AUTH XOAUTH2"});
    SmtpAccount to = account(server, {}, {});
    QList<bool> asked;
    to.token = [&asked](bool fresh) -> Task<Result<QString>> {
        asked.append(fresh);
        return [](QString token) -> Task<Result<QString>> {
            co_return Result<QString>(token);
        }(fresh ? QStringLiteral("token-2") : QStringLiteral("token-1"));
    };
    server.hears("AUTH XOAUTH2 " + Sasl::xoauth2(to.userName, QStringLiteral("token-1")).toBase64())
        .says("535 5.7.8 expired")
        .hears("AUTH XOAUTH2 " + Sasl::xoauth2(to.userName, QStringLiteral("token-2")).toBase64())
        .says(isGood ? "235 2.7.0 ok" : "535 5.7.8 no")
        .hears("QUIT")
        .closes();
    const Result<> probed = probe(to);
    QCOMPARE(probed.has_value(), isGood);
    QCOMPARE(asked, (QList<bool>{false, true}));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
    if (!isGood) {
        QCOMPARE(int(probed.error().kind), int(ErrorKind::SignedOut));
        QVERIFY2(probed.error().message.contains(QStringLiteral("Reconnect")), qPrintable(probed.error().message));
        QVERIFY(!probed.error().message.contains(QStringLiteral("token-")));
    }
}

void SmtpSignInTest::saysWhyThereIsNoToken_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("cause");
    QTest::newRow("signed out") << int(ErrorKind::SignedOut) << int(HandOverOutcome::Cause::Sender);
    QTest::newRow("no network") << int(ErrorKind::Network) << int(HandOverOutcome::Cause::Network);
}

void SmtpSignInTest::saysWhyThereIsNoToken()
{
    QFETCH(int, kind);
    ScriptedSmtpServer server;
    server.greets({"AUTH XOAUTH2"}).hears("QUIT").closes();
    SmtpAccount to = account(server, {}, {});
    to.token = [kind](bool) {
        return [](ErrorKind kind) -> Task<Result<QString>> {
            co_return failure(kind, QStringLiteral("No token today."));
        }(ErrorKind(kind));
    };
    Envelope envelope;
    envelope.from = EmailAddress::parse(QStringLiteral("anna@firm.example")).value();
    envelope.to = envelope.from;
    const MailAccount account = to;
    const HandOverOutcome outcome =
        QCoro::waitFor(m_transport.handOver(account, envelope, QByteArrayLiteral("Subject: a\r\n\r\nb\r\n"), {}, {}));
    QCOMPARE(outcome.verdict, HandOverOutcome::Verdict::RefusedForNow);
    QTEST(int(outcome.cause), "cause");
    QCOMPARE(outcome.message, QStringLiteral("No token today."));
    QCOMPARE(outcome.remedy == MailboxRemedy::SignIn, kind == int(ErrorKind::SignedOut));
    QTRY_VERIFY2(server.isDone(), server.fault().constData());
}

void SmtpSignInTest::sendsOnOneLineWhateverItsToken()
{
    SmtpAccount one;
    one.host = QStringLiteral("smtp.firm.example");
    one.userName = QStringLiteral("anna");
    SmtpAccount other = one;
    QVERIFY(one == other);
    one.token = [](bool) { return Task<Result<QString>>(); };
    QVERIFY(!(one == other)); // a password's line is no token's
    other.token = one.token;
    QVERIFY(one == other);
    other.userName = QStringLiteral("jonas");
    QVERIFY(!(one == other));
}

QTEST_GUILESS_MAIN(SmtpSignInTest)
#include "SmtpSignInTest.moc"
