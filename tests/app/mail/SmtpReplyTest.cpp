#include "mail/SmtpReply.h"
#include "mail/SmtpCapabilities.h"
#include "mail/SmtpVerdict.h"
#include "mail/WireText.h"

#include <QTest>

using namespace AlwaysLeads;

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;

Q_DECLARE_METATYPE(AlwaysLeads::SmtpCommand)
Q_DECLARE_METATYPE(AlwaysLeads::HandOverOutcome::Verdict)
Q_DECLARE_METATYPE(AlwaysLeads::HandOverOutcome::Cause)

class SmtpReplyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRepliesHoweverTheBytesAreCut();
    void refusesWhatIsNoReply_data();
    void refusesWhatIsNoReply();
    void believesEnhancedCodesOfTheSameClassOnly();
    void cleansTheServersWords();
    void readsCapabilities();
    void judgesRefusals_data();
    void judgesRefusals();
    void isUnknownOnlyAfterTheFinalDot();
    void inspectsTheWireText();
    void stuffsDots();
};

void SmtpReplyTest::readsRepliesHoweverTheBytesAreCut()
{
    const QByteArray bytes("220 hello\r\n250-one\r\n250-two\r\n250 three\r\n354\r\n");
    for (qsizetype cut = 1; cut <= bytes.size(); ++cut) {
        SmtpReplyParser parser;
        QList<SmtpReply> replies;
        for (qsizetype at = 0; at < bytes.size(); at += cut) {
            parser.feed(bytes.mid(at, cut));
            while (std::optional<SmtpReply> reply = parser.next()) {
                replies += *reply;
            }
        }
        QCOMPARE(replies.size(), 3);
        QCOMPARE(replies.at(1), (SmtpReply{250, {"one", "two", "three"}}));
        QCOMPARE(replies.at(2).code, 354);
        QVERIFY(parser.isEmpty());
    }
}

void SmtpReplyTest::refusesWhatIsNoReply_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("words") << QByteArray("hello\r\n");
    QTest::newRow("words without an end") << QByteArray("HTTP");
    QTest::newRow("empty line") << QByteArray("\r\n");
    QTest::newRow("two digits") << QByteArray("25 ok\r\n");
    QTest::newRow("four digits") << QByteArray("2500 ok\r\n");
    QTest::newRow("code 100") << QByteArray("100 ok\r\n");
    QTest::newRow("code 600") << QByteArray("600 ok\r\n");
    QTest::newRow("no separator") << QByteArray("250ok\r\n");
    QTest::newRow("codes differ") << QByteArray("250-a\r\n251 b\r\n");
    QTest::newRow("endless line") << QByteArray("250 ") + QByteArray(5000, 'x');
    QTest::newRow("endless lines") << QByteArray("250-x\r\n").repeated(201);
    QTest::newRow("TLS alert") << QByteArray("\x15\x03\x01\x00\x02\x02\x46");
    QTest::newRow("NUL") << QByteArray(4, '\0');
}

void SmtpReplyTest::refusesWhatIsNoReply()
{
    QFETCH(QByteArray, bytes);
    SmtpReplyParser parser;
    parser.feed(bytes);
    QVERIFY(!parser.next());
    QVERIFY(parser.fault() != SmtpReplyParser::Fault::None);
    parser.feed("250 ok\r\n");
    QVERIFY(!parser.next()); // never trusted again
}

void SmtpReplyTest::believesEnhancedCodesOfTheSameClassOnly()
{
    QCOMPARE((SmtpReply{550, {"5.1.1 no"}}).enhanced(), QStringLiteral("5.1.1"));
    QCOMPARE((SmtpReply{550, {"5.1.10 no"}}).enhanced(), QStringLiteral("5.1.10"));
    QCOMPARE((SmtpReply{550, {"4.1.1 no"}}).enhanced(), QString());
    QCOMPARE((SmtpReply{550, {"5.1.1no"}}).enhanced(), QString());
    QCOMPARE((SmtpReply{250, {"127.0.0.1 hello"}}).enhanced(), QString());
}

void SmtpReplyTest::cleansTheServersWords()
{
    QCOMPARE((SmtpReply{550, {"5.7.1 a\x1b[31m", "5.7.1 b"}}).text(), QStringLiteral("a [31m b"));
    QCOMPARE((SmtpReply{550, {QByteArray(3000, 'x')}}).text().size(), 500);
}

void SmtpReplyTest::readsCapabilities()
{
    const SmtpCapabilities offered =
        SmtpCapabilities::parse({250,
                                 {"PIPELINING is my name", "size 1000", "AUTH=LOGIN", "AUTH plain LOGIN XOAUTH2",
                                  "starttls", "8BITMIME", "DSN", "X-Y"}});
    QCOMPARE(offered.sizeLimit, 1000);
    QCOMPARE(offered.signInMethods,
             (QStringList{QStringLiteral("LOGIN"), QStringLiteral("PLAIN"), QStringLiteral("XOAUTH2")}));
    QVERIFY(offered.startTls && offered.eightBitMime && offered.dsn);
    QVERIFY(!offered.pipelining && !offered.smtpUtf8);
    QCOMPARE(SmtpCapabilities::parse({250, {"x", "SIZE -5", "SIZE", ""}}).sizeLimit, 0);
}

void SmtpReplyTest::judgesRefusals_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<SmtpCommand>("command");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<Cause>("cause");
    const auto row = [](const char *line, SmtpCommand command, Verdict verdict, Cause cause) {
        QTest::newRow(qPrintable(QStringLiteral("%1 at %2").arg(QLatin1String(line)).arg(int(command))))
            << QByteArray(line) << command << verdict << cause;
    };
    const Verdict now = Verdict::RefusedForNow;
    const Verdict good = Verdict::RefusedForGood;
    using C = SmtpCommand;
    for (const C command : {C::Greeting, C::Hello, C::StartTls, C::Auth, C::Mail, C::Recipient, C::Data, C::Text}) {
        row("421 4.3.2 closing", command, now, Cause::Server);
    }
    // Before the envelope nothing is said about the mail.
    row("554 go away", C::Greeting, now, Cause::Sender);
    row("450 later", C::Greeting, now, Cause::Server);
    row("502 no", C::Hello, now, Cause::Sender);
    row("454 4.7.0 no TLS", C::StartTls, now, Cause::Server);
    row("535 5.7.8 wrong", C::Auth, now, Cause::Sender);
    row("534 5.7.9 too weak", C::Auth, now, Cause::Sender);
    row("538 5.7.11 encrypt", C::Auth, now, Cause::Sender);
    row("454 4.7.0 later", C::Auth, now, Cause::Server);
    row("432 4.7.12 transition", C::Auth, now, Cause::Server);
    row("550 5.7.139 basic auth off", C::Auth, now, Cause::Sender);
    // Sign-in asked for too late.
    row("530 5.7.0 sign in", C::Mail, now, Cause::Sender);
    row("530 sign in", C::Recipient, now, Cause::Sender);
    // Our own address.
    row("550 5.7.1 not yours", C::Mail, good, Cause::Sender);
    row("553 5.7.1 not owned", C::Mail, good, Cause::Sender);
    row("550 5.1.8 bad sender", C::Mail, good, Cause::Sender);
    row("550 5.1.1 unknown", C::Mail, good, Cause::Sender);
    row("552 5.3.4 too big", C::Mail, good, Cause::Sender);
    row("550 no", C::Mail, good, Cause::Sender);
    row("451 4.3.0 later", C::Mail, now, Cause::Server);
    row("452 4.3.1 disk full", C::Mail, now, Cause::Server);
    row("555 5.5.4 parameter", C::Mail, good, Cause::Server);
    row("501 syntax", C::Mail, good, Cause::Server);
    // The recipient.
    row("550 5.1.1 unknown", C::Recipient, good, Cause::Recipient);
    row("550 5.1.2 domain", C::Recipient, good, Cause::Recipient);
    row("550 5.1.3 syntax", C::Recipient, good, Cause::Recipient);
    row("550 5.1.6 moved", C::Recipient, good, Cause::Recipient);
    row("550 5.1.10 null MX", C::Recipient, good, Cause::Recipient);
    row("556 null MX", C::Recipient, good, Cause::Recipient);
    row("556 5.1.10 null MX", C::Recipient, good, Cause::Recipient);
    row("550 5.2.1 disabled", C::Recipient, good, Cause::Recipient);
    row("550 unknown", C::Recipient, good, Cause::Recipient);
    row("551 not local", C::Recipient, good, Cause::Recipient);
    row("553 syntax", C::Recipient, good, Cause::Recipient);
    row("550 5.1.8 bad sender", C::Recipient, good, Cause::Sender);
    row("550 5.7.1 policy", C::Recipient, good, Cause::Sender);
    row("550 5.7.26 DMARC", C::Recipient, good, Cause::Sender);
    row("550 5.7.515 bulk rules", C::Recipient, good, Cause::Sender);
    row("550 5.4.5 quota", C::Recipient, good, Cause::Sender);
    row("550 5.4.1 access denied", C::Recipient, good, Cause::Server);
    row("552 full", C::Recipient, now, Cause::Recipient);
    row("552 5.2.2 full", C::Recipient, now, Cause::Recipient);
    row("550 5.2.2 full", C::Recipient, now, Cause::Recipient);
    row("550 5.4.7 expired", C::Recipient, now, Cause::Recipient);
    row("554 policy", C::Recipient, good, Cause::Sender);
    row("450 busy", C::Recipient, now, Cause::Recipient);
    row("452 4.2.2 full", C::Recipient, now, Cause::Recipient);
    row("450 4.1.1 perhaps", C::Recipient, now, Cause::Recipient);
    row("451 4.7.1 greylisted", C::Recipient, now, Cause::Server);
    row("451 error", C::Recipient, now, Cause::Server);
    // An enhanced code of another class is not believed.
    row("450 5.1.1 mixed up", C::Recipient, now, Cause::Recipient);
    row("550 4.7.1 mixed up", C::Recipient, good, Cause::Recipient);
    // The text.
    row("554 5.7.1 spam", C::Text, good, Cause::Sender);
    row("554 spam", C::Text, good, Cause::Sender);
    row("550 5.7.1 spam", C::Text, good, Cause::Sender);
    row("550 refused", C::Text, good, Cause::Sender);
    row("552 5.2.3 too big", C::Text, good, Cause::Sender);
    row("552 too big", C::Text, good, Cause::Sender);
    row("554 5.6.7 wants SMTPUTF8", C::Text, good, Cause::Sender);
    row("550 5.1.1 unknown after all", C::Text, good, Cause::Recipient);
    row("451 4.3.0 later", C::Text, now, Cause::Server);
    row("452 4.3.1 disk full", C::Text, now, Cause::Server);
    // Exchange on who submits: not the mail, and not the recipient.
    row("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException", C::Text, good, Cause::Sender);
    row("554 5.2.252 SendAsDenied; clara@harbourline.example", C::Text, good, Cause::Sender);
    row("550 5.2.251 sender throttled", C::Text, good, Cause::Sender);
    row("550 5.2.255 sender throttled, invalid recipients", C::Recipient, good, Cause::Sender);
    row("554 5.2.2 mailbox full; STOREDRV.Submission", C::Text, good, Cause::Sender);
    row("550 5.1.8 Access denied, bad outbound sender", C::Text, good, Cause::Sender);
    row("550 5.7.501 spam abuse detected", C::Text, good, Cause::Sender);
    row("550 5.7.705 tenant has exceeded threshold", C::Text, good, Cause::Sender);
    row("550 5.7.233 tenant external recipients", C::Text, good, Cause::Sender);
    row("554 5.2.0 something else", C::Text, good, Cause::Server);
    row("503 5.5.1 order", C::Data, good, Cause::Server);
    row("554 5.5.1 no valid recipients", C::Data, good, Cause::Server);
    row("451 later", C::Data, now, Cause::Server);
}

void SmtpReplyTest::judgesRefusals()
{
    QFETCH(QByteArray, line);
    QFETCH(SmtpCommand, command);
    QFETCH(Verdict, verdict);
    QFETCH(Cause, cause);
    SmtpReplyParser parser;
    parser.feed(line + "\r\n");
    const HandOverOutcome outcome = refusal(*parser.next(), command);
    QCOMPARE(int(outcome.verdict), int(verdict));
    QCOMPARE(int(outcome.cause), int(cause));
    QCOMPARE(outcome.code, line.left(3).toInt());
    QVERIFY2(outcome.message.contains(QString::number(outcome.code)), qPrintable(outcome.message));
    QVERIFY(!outcome.serverText.contains(QLatin1String("5.1.1")));
}

void SmtpReplyTest::isUnknownOnlyAfterTheFinalDot()
{
    using Stage = HandOverStage;
    for (const ErrorKind kind :
         {ErrorKind::Network, ErrorKind::Timeout, ErrorKind::Invalid, ErrorKind::Refused, ErrorKind::Cancelled}) {
        for (const Stage stage : {Stage::Connecting, Stage::Greeting, Stage::Tls, Stage::SigningIn, Stage::Envelope,
                                  Stage::Data, Stage::Body}) {
            QCOMPARE(int(interruption({kind, QStringLiteral("x"), {}}, stage).verdict), int(Verdict::RefusedForNow));
        }
        QCOMPARE(int(interruption({kind, QStringLiteral("x"), {}}, Stage::AwaitingAnswer).verdict),
                 int(Verdict::Unknown));
    }
    QCOMPARE(int(interruption({ErrorKind::Cancelled, {}, {}}, Stage::Body).cause), int(Cause::None));
}

void SmtpReplyTest::inspectsTheWireText()
{
    using Fault = WireText::Fault;
    const auto fault = [](const QByteArray &mime) { return int(WireText::inspect(mime).fault); };
    QCOMPARE(fault("A: b\r\n\r\nc\r\n"), int(Fault::None));
    QCOMPARE(fault(""), int(Fault::Empty));
    QCOMPARE(fault("a\nb\r\n"), int(Fault::BareLineEnd));
    QCOMPARE(fault("a\rb\r\n"), int(Fault::BareLineEnd));
    QCOMPARE(fault("\na\r\n"), int(Fault::BareLineEnd));
    QCOMPARE(fault("a\r\n\r"), int(Fault::BareLineEnd));
    QCOMPARE(fault("a\r\r\n"), int(Fault::BareLineEnd));
    QCOMPARE(fault("a\r\n.\n.\r\nMAIL FROM:<x>\r\n"), int(Fault::BareLineEnd));
    QCOMPARE(fault(QByteArray("a\0b\r\n", 5)), int(Fault::NullByte));
    QCOMPARE(fault(QByteArray(998, 'a') + "\r\n"), int(Fault::None));
    QCOMPARE(fault(QByteArray(999, 'a') + "\r\n"), int(Fault::LongLine));
    QCOMPARE(fault("a"), int(Fault::NoFinalLineEnd));
    QVERIFY(WireText::inspect("A: \xc3\xa4\r\n\r\nb\r\n").eightBitHeaders);
    QVERIFY(!WireText::inspect("A: \xc3\xa4\r\n\r\nb\r\n").eightBitBody);
    QVERIFY(WireText::inspect("A: b\r\n\r\n\xc3\xa4\r\n").eightBitBody);
}

void SmtpReplyTest::stuffsDots()
{
    QCOMPARE(dotStuffed(".\r\n..\r\na.b\r\n.c\r\n").join(), QByteArray("..\r\n...\r\na.b\r\n..c\r\n"));
    const QByteArray large = QByteArray(".line\r\n").repeated(20000);
    const QByteArrayList blocks = dotStuffed(large);
    QVERIFY(blocks.size() > 3);
    QCOMPARE(blocks.join(), QByteArray("..line\r\n").repeated(20000));
}

QTEST_GUILESS_MAIN(SmtpReplyTest)
#include "SmtpReplyTest.moc"
