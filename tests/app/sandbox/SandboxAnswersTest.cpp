#include "sandbox/SandboxAnswers.h"
#include "reply/AutoReply.h"
#include "reply/BounceReport.h"
#include "reply/OptOutWish.h"
#include "reply/ReplyRules.h"
#include "sandbox/SandboxAnswerText.h"
#include "support/Patience.h"

#include <QTest>

using namespace AlwaysLeads;
using Character = SandboxAnswers::Character;

namespace {

QByteArray letterTo(const SandboxPerson &person, int number)
{
    return "From: Clara Jensen <clara@harbourline.example>\r\nTo: " + person.email.toUtf8()
        + "\r\nSubject: The hall\r\nMessage-ID: <ours-" + QByteArray::number(number)
        + "@harbourline.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello, shall we talk?\r\n";
}

} // namespace

/// The invented people who answer, read by the program's own parser of replies.
class SandboxAnswersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachAnswersInCharacter();
    void theyAnswerTheMailboxThatWrote();
    void aSilentOneAnswersTheSecondMail();
    void whatIsSkippedIsAnsweredAtItsTime();
};

void SandboxAnswersTest::eachAnswersInCharacter()
{
    const SandboxPeople people;
    for (int number = 0; number < SandboxAnswers::characters; ++number) {
        const auto character = Character(number);
        const SandboxMail ours(letterTo(people.all().first(), 1));
        const QByteArray mime =
            SandboxAnswerText::of(character, 1, people.all().first(), ours, QDateTime::currentDateTimeUtc());
        QCOMPARE(mime.isEmpty(), character == Character::Silent);
        if (mime.isEmpty()) {
            continue;
        }
        const Result<ReplyMessage> message = readReply(mime);
        QVERIFY(message);
        QVERIFY(SandboxAnswerText::seconds(character) > 0);
        if (character == Character::Bounce) {
            const auto report = bounceReportOf(*message);
            QVERIFY(report);
            QCOMPARE(report->recipients.first().severity, BounceReport::Severity::Hard);
            QVERIFY(report->originalIds.contains(QStringLiteral("ours-1@harbourline.example")));
            continue;
        }
        QVERIFY(message->inReplyTo.contains(QStringLiteral("ours-1@harbourline.example")));
        QCOMPARE(message->fromAddress, people.all().first().email);
        const auto away = autoReplyOf(*message, QDate::currentDate());
        QCOMPARE(away.has_value(), character == Character::OutOfOffice);
        if (away) {
            QVERIFY(away->back > QDate::currentDate());
        }
        QCOMPARE(triesToGiveOrders(message->text), character == Character::Hostile);
        QCOMPARE(optOutWishIn(message->text, message->subject).has_value(), character == Character::OptOut);
    }
}

void SandboxAnswersTest::theyAnswerTheMailboxThatWrote()
{
    const SandboxPeople people;
    MailServer mail({});
    ImapServer imap(ImapServer::Options{});
    GraphServer graph;
    GmailServer gmail;
    SandboxClock clock;
    SandboxAnswers answers(people, mail, imap, graph, gmail, clock, std::chrono::milliseconds(1));
    const auto arrive = [&](int number) {
        MailServer::Received received;
        received.from = QStringLiteral("clara@harbourline.example");
        received.to = people.all().at(number).email;
        received.mime = letterTo(people.all().at(number), number);
        Q_EMIT mail.arrived(received);
    };
    for (int number = 0; number < 5; ++number) {
        arrive(number);
    }
    MailServer::Received stranger;
    stranger.to = QStringLiteral("nobody@elsewhere.example");
    Q_EMIT mail.arrived(stranger);
    QTRY_COMPARE(imap.mails(QStringLiteral("clara@harbourline.example"), QStringLiteral("INBOX")).size(), 5);
    QCOMPARE(answers.answered(), 5);
    QCOMPARE(graph.messages().size(), 0);
}

void SandboxAnswersTest::aSilentOneAnswersTheSecondMail()
{
    const SandboxPeople people;
    MailServer mail({});
    ImapServer imap(ImapServer::Options{});
    GraphServer graph;
    GmailServer gmail;
    SandboxClock clock;
    SandboxAnswers answers(people, mail, imap, graph, gmail, clock, std::chrono::milliseconds(1));
    MailServer::Received received;
    received.from = QStringLiteral("clara@harbourline.example");
    for (int number = 0; number <= int(Character::Silent); ++number) {
        received.to = people.all().at(number).email;
        received.mime = letterTo(people.all().at(number), number);
        Q_EMIT mail.arrived(received);
    }
    QTRY_COMPARE(answers.answered(), int(Character::Silent));
    received.mime = letterTo(people.all().at(int(Character::Silent)), 99);
    Q_EMIT mail.arrived(received);
    QTRY_COMPARE(answers.answered(), int(Character::Silent) + 1);
}

void SandboxAnswersTest::whatIsSkippedIsAnsweredAtItsTime()
{
    const SandboxPeople people;
    MailServer mail({});
    ImapServer imap(ImapServer::Options{});
    GraphServer graph;
    GmailServer gmail;
    SandboxClock clock;
    SandboxAnswers answers(people, mail, imap, graph, gmail, clock, std::chrono::minutes(1));
    const QString user = QStringLiteral("clara@harbourline.example");
    const QDateTime sent = clock.now();
    MailServer::Received received;
    received.from = user;
    for (int number = 0; number < 4; ++number) {
        received.to = people.all().at(number).email;
        received.mime = letterTo(people.all().at(number), number);
        Q_EMIT mail.arrived(received);
    }
    QCOMPARE(answers.answered(), 0);
    clock.skip(std::chrono::minutes(10)); // the dead address says so after 4, who is away after 6
    QCOMPARE(answers.answered(), 2);
    clock.skip(std::chrono::hours(24));
    QCOMPARE(answers.answered(), 4);
    const auto mails = imap.mails(user, QStringLiteral("INBOX"));
    QCOMPARE(mails.size(), 4);
    // Not when it was skipped to, but when they would have written.
    const qint64 minutes = sent.secsTo(mails.last().arrivedAt) / 60;
    QCOMPARE(minutes, qint64(SandboxAnswerText::seconds(Character::Question)));
}

QTEST_GUILESS_MAIN(SandboxAnswersTest)
#include "SandboxAnswersTest.moc"
