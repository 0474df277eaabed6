#include "support/MailStack.h"
#include "mail/Message.h"
#include "mail/ParsedMessage.h"
#include "mail/SmtpTransport.h"

#include <QCoroTask>
#include <QTest>

using namespace AlwaysLeads;

using Verdict = HandOverOutcome::Verdict;
using Security = SmtpAccount::Security;

/// Through the real Postfix into the real Dovecot and back by IMAP: what arrives is what was composed.
class MailStackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void arrivesExactlyAsComposed_data();
    void arrivesExactlyAsComposed();
    void refusesAWrongPassword();
    void refusesAnUntrustedAuthority();
    void refusesTheUnknownRecipient();
    void keepsSeveralMailsApart();

private:
    SmtpAccount account(Security security = Security::ImplicitTls) const
    {
        SmtpAccount account;
        account.host = QStringLiteral("localhost");
        account.security = security;
        account.port = security == Security::ImplicitTls ? m_stack.submissionsPort() : m_stack.submissionPort();
        account.userName = QStringLiteral("jonas@firm.example");
        account.password = QStringLiteral("secret of jonas");
        return account;
    }
    static OutgoingMessage message()
    {
        OutgoingMessage message;
        message.from = {QString::fromUtf8("Jonas Wööd"),
                        EmailAddress::parse(QStringLiteral("jonas@firm.example")).value()};
        message.to = {QStringLiteral("Berg, Anna \"The Boss\""),
                      EmailAddress::parse(QStringLiteral("anna@firm.example")).value()};
        message.subject =
            QString::fromUtf8("Grüße \U0001f44b – a question about your shop, and a subject that has to be folded");
        message.messageId = newMessageId(message.from.address);
        message.date = QDateTime(QDate(2026, 11, 24), QTime(9, 5, 7), Qt::UTC);
        message.unsubscribeTo = message.from.address;
        message.unsubscribeSubject = QStringLiteral("unsubscribe");
        message.text = QStringLiteral("Hello\n");
        return message;
    }
    HandOverOutcome send(const OutgoingMessage &message, const SmtpAccount &to)
    {
        const Envelope envelope{message.from.address, message.to.address, QStringLiteral("draft+1")};
        return QCoro::waitFor(m_transport->handOver(to, envelope, composeMime(message).value(), {}, {}));
    }
    QByteArray received(const OutgoingMessage &message) const
    {
        return m_stack.waitForMail(QStringLiteral("anna"), "Message-ID: <" + message.messageId.toLatin1() + '>');
    }

    MailStack m_stack;
    std::unique_ptr<SmtpTransport> m_transport;
};

void MailStackTest::initTestCase()
{
    if (const QString why = MailStack::whyImpossible(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    const QString trouble = m_stack.start();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    m_transport = std::make_unique<SmtpTransport>(QList{m_stack.authority()});
}

void MailStackTest::arrivesExactlyAsComposed_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<QString>("text");
    const QString hard =
        QString::fromUtf8(
            "Grüße aus Köln, ça va? Łódź \U0001f44b\U0001f3fd \U0001f468\u200d\U0001f469\u200d\U0001f467\n")
        + QStringLiteral(".\n..\n.hidden\nFrom here\n>From there\ntrailing spaces   \ntab\t\n\n\n=3D = =\n")
        + QString(3000, QLatin1Char('x')) + QLatin1Char('\n') + QString(3000, QChar(0xfc))
        + QStringLiteral("\n\nsee https://wood.example/?a=1&b=2\n-- \nJonas\n");
    QTest::newRow("TLS from the first byte") << Security::ImplicitTls << hard;
    QTest::newRow("STARTTLS") << Security::StartTls << hard;
    QTest::newRow("short") << Security::ImplicitTls << QStringLiteral("Hi\n");
    QTest::newRow("a large one")
        << Security::ImplicitTls
        << QStringLiteral("A line of the large mail. ").repeated(4).append(QLatin1Char('\n')).repeated(5000);
}

void MailStackTest::arrivesExactlyAsComposed()
{
    QFETCH(Security, security);
    QFETCH(QString, text);
    OutgoingMessage sent = message();
    sent.text = text;
    const HandOverOutcome outcome = send(sent, account(security));
    QVERIFY2(outcome.verdict == Verdict::Accepted, qPrintable(outcome.message + outcome.serverText + m_stack.logs()));
    QVERIFY(outcome.code == 250 && outcome.enhanced == QStringLiteral("2.0.0"));
    const QByteArray mail = received(sent);
    QVERIFY2(!mail.isEmpty(), qPrintable(m_stack.logs()));
    // The servers put Return-Path, Received and the like on top; below that every byte is as it was composed.
    const QByteArray composed = composeMime(sent).value();
    QVERIFY2(mail.endsWith(composed), mail.left(4000).constData());
    const ParsedMessage read = parseMime(mail).value();
    QCOMPARE(read.text, text);
    QCOMPARE(read.html, htmlOf(text));
    QCOMPARE(read.header(QStringLiteral("Subject")), sent.subject);
    QCOMPARE(read.fromName, sent.from.name);
    QCOMPARE(read.toName, sent.to.name);
    QCOMPARE(read.date, sent.date);
    QCOMPARE(read.messageId, sent.messageId);
    QCOMPARE(read.header(QStringLiteral("Return-Path")), QStringLiteral("<jonas@firm.example>"));
    for (const char *once :
         {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Unsubscribe"}) {
        QCOMPARE(read.headerCount(QLatin1String(once)), 1);
    }
    QVERIFY(read.header(QStringLiteral("Received")).contains(QStringLiteral("localhost"))
            || read.headerCount(QStringLiteral("Received")) > 0);
    // The name of this computer is nobody's business. (The servers, which are here, tell it of themselves.)
    const QByteArray name = QSysInfo::machineHostName().toUtf8() + ' ';
    QVERIFY(!composed.contains(name) && !mail.contains("from " + name));
}

void MailStackTest::refusesAWrongPassword()
{
    SmtpAccount wrong = account();
    wrong.password = QStringLiteral("wrong");
    const Result<> probed = QCoro::waitFor(m_transport->probe(wrong, {}));
    QVERIFY(!probed);
    QCOMPARE(probed.error().kind, ErrorKind::SignedOut);
    QVERIFY(QCoro::waitFor(m_transport->probe(account(), {})));
    QVERIFY(QCoro::waitFor(m_transport->probe(account(Security::StartTls), {})));
}

void MailStackTest::refusesAnUntrustedAuthority()
{
    SmtpTransport strict; // knows the system's authorities only
    for (const Security security : {Security::ImplicitTls, Security::StartTls}) {
        const Result<> probed = QCoro::waitFor(strict.probe(account(security), {}));
        QVERIFY(!probed);
        QVERIFY2(probed.error().message.contains(QStringLiteral("certificate")), qPrintable(probed.error().message));
    }
}

void MailStackTest::refusesTheUnknownRecipient()
{
    OutgoingMessage sent = message();
    sent.to.address = EmailAddress::parse(QStringLiteral("nobody@firm.example")).value();
    const HandOverOutcome outcome = send(sent, account());
    QCOMPARE(int(outcome.verdict), int(Verdict::RefusedForGood));
    QCOMPARE(int(outcome.cause), int(HandOverOutcome::Cause::Recipient));
    QCOMPARE(outcome.enhanced, QStringLiteral("5.1.1"));
}

void MailStackTest::keepsSeveralMailsApart()
{
    QList<OutgoingMessage> all;
    for (int number = 0; number < 10; ++number) {
        OutgoingMessage sent = message();
        sent.text = QStringLiteral("Mail %1\n").arg(number);
        QCOMPARE(int(send(sent, account()).verdict), int(Verdict::Accepted));
        all += sent;
    }
    for (const OutgoingMessage &sent : std::as_const(all)) {
        QVERIFY(received(sent).endsWith(composeMime(sent).value()));
    }
    const QByteArrayList inbox = m_stack.inbox(QStringLiteral("anna"));
    for (const OutgoingMessage &sent : std::as_const(all)) {
        const qsizetype count = std::ranges::count_if(
            inbox, [&](const QByteArray &mail) { return mail.contains('<' + sent.messageId.toLatin1() + '>'); });
        QCOMPARE(count, 1); // exactly once
    }
}

QTEST_GUILESS_MAIN(MailStackTest)
#include "MailStackTest.moc"
