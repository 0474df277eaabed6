#include "sandbox/MailServer.h"

#include "mail/Message.h"
#include "mail/SmtpTransport.h"
#include "support/Certificates.h"

#include <QCoroTask>
#include <QFile>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;
using Fault = MailServer::Fault;
using Harm = MailServer::Harm;

Q_DECLARE_METATYPE(AlwaysLeads::MailServer::Stage)
Q_DECLARE_METATYPE(AlwaysLeads::MailServer::Harm)
Q_DECLARE_METATYPE(AlwaysLeads::HandOverOutcome::Verdict)

namespace {

EmailAddress address(const QString &text)
{
    return EmailAddress::parse(text).value();
}

const QByteArray mime("Subject: x\r\n\r\nHello\r\n.dot\r\n");

/// A client that says what it likes.
class RawClient
{
public:
    explicit RawClient(const MailServer &server) { m_socket.connectToHost(QStringLiteral("127.0.0.1"), server.port()); }

    /// Sends and waits for so many whole replies; all of them in one text.
    QByteArray say(const QByteArray &bytes, int replies = 1)
    {
        m_socket.write(bytes);
        QByteArray answer;
        int seen = 0;
        (void)QTest::qWaitFor(
            [&] {
                while (seen < replies && m_socket.canReadLine()) {
                    const QByteArray line = m_socket.readLine();
                    answer += line;
                    seen += line.size() > 3 && line.at(3) == ' ' ? 1 : 0;
                }
                return seen == replies
                    || (m_socket.state() == QAbstractSocket::UnconnectedState && !m_socket.canReadLine());
            },
            10000);
        return answer;
    }
    void begin()
    {
        say({});
        say("EHLO [127.0.0.1]\r\n");
        say("AUTH PLAIN " + QByteArray("\0sandbox\0sandbox", 16).toBase64() + "\r\n");
    }

private:
    QTcpSocket m_socket;
};

} // namespace

class MailServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAMailAndWritesIt();
    void encryptsBothWays();
    void recipientsBehaveByTheirNames_data();
    void recipientsBehaveByTheirNames();
    void recipientsFollowTheirTable();
    void faultsStrike_data();
    void faultsStrike();
    void takenButUnansweredIsInTheMailbox();
    void isStrict_data();
    void isStrict();
    void refusesSmugglingAndLongLines();
    void wantsSignInAndTheRightPassword();
    void keepsFoldersInside();
    void refusesWhatIsTooLarge();

private:
    SmtpAccount account(const MailServer &server,
                        SmtpAccount::Security security = SmtpAccount::Security::LoopbackPlain) const
    {
        SmtpAccount account;
        account.host = QStringLiteral("localhost");
        account.port = server.port();
        account.security = security;
        account.userName = QStringLiteral("sandbox");
        account.password = QStringLiteral("sandbox");
        return account;
    }
    HandOverOutcome send(const SmtpAccount &to, const QString &recipient = QStringLiteral("anna@berg.example"))
    {
        const Envelope envelope{address(QStringLiteral("jonas@wood.example")), address(recipient),
                                QStringLiteral("draft+1")};
        return QCoro::waitFor((m_isPatient ? m_transport : m_impatient).handOver(to, envelope, mime, {}, {}));
    }

    Certificates m_certificates;
    SmtpTransport m_transport{QList{m_certificates.authority()}, SmtpTimeouts{60s, 60s, 60s, 60s, 60s, 60s, 60s}};
    // Only where silence is what is tested: a busy machine is silent for a moment too.
    SmtpTransport m_impatient{QList{m_certificates.authority()}, SmtpTimeouts{60s, 60s, 2s, 2s, 2s, 60s, 2s}};
    bool m_isPatient = true;
};

void MailServerTest::takesAMailAndWritesIt()
{
    QTemporaryDir folder;
    MailServer::Options options;
    options.folder = folder.path();
    MailServer server(options);
    QVERIFY(server.start());
    QSignalSpy arrived(&server, &MailServer::arrived);
    const HandOverOutcome outcome = send(account(server));
    QVERIFY2(outcome.verdict == Verdict::Accepted, qPrintable(outcome.message + outcome.serverText));
    QCOMPARE(arrived.count(), 1);
    const MailServer::Received mail = server.received().value(0);
    QCOMPARE(mail.mime, mime);
    QCOMPARE(mail.from, QStringLiteral("jonas@wood.example"));
    QCOMPARE(mail.to, QStringLiteral("anna@berg.example"));
    QCOMPARE(mail.envelopeId, QStringLiteral("draft+1"));
    QCOMPARE(mail.userName, QStringLiteral("sandbox"));
    QVERIFY(!mail.encrypted);
    QFile file(folder.filePath(QStringLiteral("anna@berg.example/1.eml")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), mime);
}

void MailServerTest::encryptsBothWays()
{
    for (const bool implicit : {true, false}) {
        MailServer::Options options;
        options.encryption = implicit ? MailServer::Encryption::Implicit : MailServer::Encryption::StartTls;
        const TlsIdentity identity = m_certificates.good(); // a new one with each call
        options.certificate = identity.certificate;
        options.key = identity.key;
        MailServer server(options);
        QVERIFY(server.start());
        const HandOverOutcome outcome =
            send(account(server, implicit ? SmtpAccount::Security::ImplicitTls : SmtpAccount::Security::StartTls));
        QVERIFY2(outcome.verdict == Verdict::Accepted, qPrintable(outcome.message + outcome.serverText));
        QVERIFY(server.received().value(0).encrypted);
        if (!implicit) {
            RawClient clear(server);
            clear.say({});
            const QByteArray offered = clear.say("EHLO x\r\n");
            QVERIFY(offered.contains("STARTTLS") && !offered.contains("AUTH"));
            QVERIFY(clear.say("AUTH PLAIN AHMAcw==\r\n").startsWith("530"));
            QVERIFY(clear.say("MAIL FROM:<a@b.example>\r\n").startsWith("530"));
            QVERIFY(clear.say("STARTTLS\r\nNOOP\r\n").startsWith("554")); // words before the handshake
        }
    }
    MailServer::Options bare;
    bare.encryption = MailServer::Encryption::StartTls;
    QVERIFY(!MailServer(bare).start());
}

void MailServerTest::recipientsBehaveByTheirNames_data()
{
    QTest::addColumn<QString>("recipient");
    QTest::addColumn<Verdict>("first");
    QTest::addColumn<Verdict>("second");
    QTest::newRow("normal") << QStringLiteral("anna@berg.example") << Verdict::Accepted << Verdict::Accepted;
    QTest::newRow("bounce") << QStringLiteral("bounce.me@berg.example") << Verdict::RefusedForGood
                            << Verdict::RefusedForGood;
    QTest::newRow("unknown") << QStringLiteral("unknown@berg.example") << Verdict::RefusedForGood
                             << Verdict::RefusedForGood;
    QTest::newRow("blocked") << QStringLiteral("blocked@berg.example") << Verdict::RefusedForGood
                             << Verdict::RefusedForGood;
    QTest::newRow("full") << QStringLiteral("full@berg.example") << Verdict::RefusedForNow << Verdict::RefusedForNow;
    QTest::newRow("later") << QStringLiteral("later@berg.example") << Verdict::RefusedForNow << Verdict::Accepted;
}

void MailServerTest::recipientsBehaveByTheirNames()
{
    QFETCH(QString, recipient);
    QFETCH(Verdict, first);
    QFETCH(Verdict, second);
    MailServer server(MailServer::Options{});
    QVERIFY(server.start());
    QCOMPARE(int(send(account(server), recipient).verdict), int(first));
    QCOMPARE(int(send(account(server), recipient).verdict), int(second));
    QCOMPARE(server.received().size(), (first == Verdict::Accepted ? 1 : 0) + (second == Verdict::Accepted ? 1 : 0));
}

void MailServerTest::recipientsFollowTheirTable()
{
    MailServer server(MailServer::Options{});
    QVERIFY(server.start());
    const QString anna = QStringLiteral("anna@berg.example");
    server.setRecipientReplies(anna, {"450 4.2.1 busy", "550 5.1.1 gone", "250 ok"});
    QCOMPARE(send(account(server)).code, 450);
    QCOMPARE(send(account(server)).code, 550);
    QCOMPARE(send(account(server)).code, 250);
    QCOMPARE(send(account(server)).code, 250);
}

void MailServerTest::faultsStrike_data()
{
    QTest::addColumn<MailServer::Stage>("stage");
    QTest::addColumn<Harm>("harm");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<int>("taken");
    using Stage = MailServer::Stage;
    const QList<Stage> stages{Stage::Greeting,    Stage::Hello, Stage::SignIn, Stage::MailFrom,
                              Stage::RecipientTo, Stage::Data,  Stage::Taking, Stage::Taken};
    for (const Stage stage : stages) {
        const bool afterTheDot = stage == Stage::Taking || stage == Stage::Taken;
        const int taken = stage == Stage::Taken ? 1 : 0;
        for (const Harm harm : {Harm::Refuse, Harm::Cut, Harm::Garble, Harm::Silence}) {
            const Verdict verdict = harm == Harm::Refuse || !afterTheDot ? Verdict::RefusedForNow : Verdict::Unknown;
            QTest::newRow(qPrintable(QStringLiteral("stage %1 harm %2").arg(int(stage)).arg(int(harm))))
                << stage << harm << verdict << taken;
        }
    }
    QTest::newRow("cut in the text") << Stage::Body << Harm::Cut << Verdict::Unknown << 0;
    QTest::newRow("late answer") << Stage::Taken << Harm::Delay << Verdict::Accepted << 1;
    QTest::newRow("late greeting") << Stage::Greeting << Harm::Delay << Verdict::Accepted << 1;
}

void MailServerTest::faultsStrike()
{
    QFETCH(MailServer::Stage, stage);
    QFETCH(Harm, harm);
    QFETCH(Verdict, verdict);
    QFETCH(int, taken);
    MailServer server(MailServer::Options{});
    QVERIFY(server.start());
    server.addFault({stage, harm, "451 4.3.0 invented trouble", 100ms, 1});
    m_isPatient = harm != Harm::Silence;
    const HandOverOutcome outcome = send(account(server));
    m_isPatient = true;
    if (stage == MailServer::Stage::Body) {
        // Whether the final dot of so short a text was on its way already is up to the system; what counts is that the
        // verdict says so, and that nothing was taken.
        QCOMPARE(outcome.verdict == Verdict::Unknown, outcome.stage == HandOverStage::AwaitingAnswer);
        QVERIFY(outcome.verdict != Verdict::Accepted);
    } else {
        QVERIFY2(outcome.verdict == verdict, qPrintable(outcome.message));
    }
    QCOMPARE(server.received().size(), taken);
    // It struck once.
    QCOMPARE(int(send(account(server)).verdict), int(Verdict::Accepted));
}

void MailServerTest::takenButUnansweredIsInTheMailbox()
{
    MailServer server(MailServer::Options{});
    QVERIFY(server.start());
    server.addFault({MailServer::Stage::Taken, Harm::Cut, {}, 0ms, -1});
    QCOMPARE(int(send(account(server)).verdict), int(Verdict::Unknown));
    QCOMPARE(int(send(account(server)).verdict), int(Verdict::Unknown));
    QCOMPARE(server.received().size(), 2);
    server.clearFaults();
    QCOMPARE(int(send(account(server)).verdict), int(Verdict::Accepted));
}

void MailServerTest::isStrict_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const QByteArray &bytes, const char *code) {
        QTest::newRow(name) << bytes << QByteArray(code);
    };
    row("unknown command", "HELP me\r\n", "500");
    row("empty line", "\r\n", "500");
    row("bare LF", "NOOP\n", "500");
    row("bare CR", "NO\rOP\r\n", "500");
    row("long line", "NOOP " + QByteArray(600, 'x') + "\r\n", "500");
    row("EHLO without name", "EHLO\r\n", "501");
    row("RCPT before MAIL", "RCPT TO:<a@b.example>\r\n", "503");
    row("DATA before MAIL", "DATA\r\n", "503");
    row("space in MAIL", "MAIL FROM: <a@b.example>\r\n", "501");
    row("no brackets", "MAIL FROM:a@b.example\r\n", "501");
    row("bad address", "MAIL FROM:<a b@c.example>\r\n", "553");
    row("unknown parameter", "MAIL FROM:<a@b.example> X=1\r\n", "555");
    row("bad SIZE", "MAIL FROM:<a@b.example> SIZE=x\r\n", "555");
    row("too large SIZE", "MAIL FROM:<a@b.example> SIZE=99999999\r\n", "552");
    row("bad ENVID", "MAIL FROM:<a@b.example> ENVID=a=b\r\n", "555");
    row("bad RET", "MAIL FROM:<a@b.example> RET=ALL\r\n", "555");
    row("umlaut without SMTPUTF8", "MAIL FROM:<\xc3\xa4@b.example>\r\n", "553");
    row("umlaut with SMTPUTF8", "MAIL FROM:<\xc3\xa4@b.example> SMTPUTF8\r\n", "250");
    row("second sign-in", "AUTH PLAIN AHMAcw==\r\n", "503");
    row("STARTTLS not offered", "STARTTLS\r\n", "502");
    row("QUIT with argument", "QUIT now\r\n", "500");
    row("lower case", "mail from:<a@b.example>\r\n", "250");
}

void MailServerTest::isStrict()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, code);
    MailServer server(MailServer::Options{});
    QVERIFY(server.start());
    RawClient client(server);
    client.begin();
    const QByteArray answer = client.say(bytes);
    QVERIFY2(answer.startsWith(code), answer.constData());
}

void MailServerTest::refusesSmugglingAndLongLines()
{
    const QList<QByteArray> texts{"a\nb\r\n.\r\n",
                                  "a\n.\nMAIL FROM:<x@y.example>\r\n.\r\n",
                                  "a\n.\r\nmore\r\n.\r\n",
                                  "a\rb\r\n.\r\n",
                                  QByteArray("a\0b\r\n.\r\n", 8),
                                  QByteArray(1200, 'x') + "\r\n.\r\n",
                                  "X: \xc3\xa4\r\n\r\nb\r\n.\r\n"};
    for (const QByteArray &text : texts) {
        MailServer server(MailServer::Options{});
        QVERIFY(server.start());
        RawClient client(server);
        client.begin();
        QVERIFY(client.say("MAIL FROM:<a@b.example>\r\n").startsWith("250"));
        QVERIFY(client.say("RCPT TO:<c@d.example>\r\n").startsWith("250"));
        QVERIFY(client.say("DATA\r\n").startsWith("354"));
        const QByteArray answer = client.say(text);
        QVERIFY2(answer.startsWith("550"), (text.left(40) + answer).constData());
        QVERIFY(server.received().isEmpty());
    }
}

void MailServerTest::wantsSignInAndTheRightPassword()
{
    MailServer server(MailServer::Options{});
    QVERIFY(server.start());
    SmtpAccount wrong = account(server);
    wrong.password = QStringLiteral("wrong");
    QCOMPARE(QCoro::waitFor(m_transport.probe(wrong, {})).error().kind, ErrorKind::SignedOut);
    SmtpAccount nobody = account(server);
    nobody.userName.clear();
    const HandOverOutcome outcome = send(nobody);
    QCOMPARE(outcome.code, 530);
    QCOMPARE(int(outcome.cause), int(Cause::Sender));
    RawClient login(server);
    login.say({});
    login.say("EHLO x\r\n");
    QVERIFY(login.say("AUTH LOGIN\r\n").startsWith("334"));
    QVERIFY(login.say(QByteArray("sandbox").toBase64() + "\r\n").startsWith("334"));
    QVERIFY(login.say(QByteArray("sandbox").toBase64() + "\r\n").startsWith("235"));
}

void MailServerTest::keepsFoldersInside()
{
    QTemporaryDir folder;
    MailServer::Options options;
    options.folder = folder.filePath(QStringLiteral("mail"));
    MailServer server(options);
    QVERIFY(server.start());
    QCOMPARE(int(send(account(server), QStringLiteral("a/b/~x@berg.example")).verdict), int(Verdict::Accepted));
    const QString file = server.received().value(0).file;
    QCOMPARE(file, options.folder + QStringLiteral("/a_b__x@berg.example/1.eml"));
    QVERIFY(QFile::exists(file));
}

void MailServerTest::refusesWhatIsTooLarge()
{
    MailServer::Options options;
    options.sizeLimit = 10;
    options.withoutExtensions = {"SIZE"};
    MailServer server(options);
    QVERIFY(server.start());
    const HandOverOutcome outcome = send(account(server));
    QCOMPARE(outcome.code, 552);
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForGood));
    QVERIFY(server.received().isEmpty());
}

QTEST_GUILESS_MAIN(MailServerTest)
#include "MailServerTest.moc"
