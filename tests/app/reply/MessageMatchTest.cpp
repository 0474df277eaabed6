#include "reply/MessageMatch.h"

#include <QTest>

using namespace AlwaysLeads;

namespace {

using How = MessageMatch::How;

SentMail mailTo(const QString &address, qint64 number, const QString &subject = QStringLiteral("The hall"))
{
    SentMail mail;
    mail.send = SendId(number);
    mail.lead = LeadId(number);
    mail.messageId = QStringLiteral("Id%1@harbourline.example").arg(number);
    mail.subject = subject;
    mail.address = address;
    mail.sentAt = QDateTime(QDate(2026, 11, 20 + int(number)), QTime(9, 0), Qt::UTC);
    return mail;
}

ReplyMessage from(const QString &address, const QString &subject = QStringLiteral("Re: The hall"))
{
    ReplyMessage message;
    message.fromAddress = address;
    message.subject = subject;
    message.messageId = QStringLiteral("answer@baltway.example");
    message.date = QDateTime(QDate(2026, 11, 25), QTime(9, 0), Qt::UTC);
    return message;
}

const QStringList own = {QStringLiteral("clara@harbourline.example"), QStringLiteral("sales@harbourline.example")};

} // namespace

class MessageMatchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theThreadNamesTheMail();
    void idsCompareWithCase();
    void anotherAddressInTheThreadIsToldApart();
    void anOwnMailIsNoAnswer();
    void theAddressFindsTheMailOfTheSameSubject();
    void aFormerAddressIsTheirsToo();
    void aColleagueHasToBeConfirmed();
    void aPublicDomainIsNoCompany();
    void strangersAreNobody();
    void theIdOfTheDraftNamesTheMail();
    void theConversationTellsWhichMailThePersonAnswers();
    void somebodyElseInTheConversationHasToBeConfirmed();
    void theConversationOfAnotherMailboxSaysNothing();
    void headersCountBeforeTheConversation();
    void reportsAreMatchedByIdThenAddress();
    void prefixesAreNoSubject();
};

void MessageMatchTest::theThreadNamesTheMail()
{
    ReplyMessage answer = from(QStringLiteral("anna@baltway.example"), QStringLiteral("Something else"));
    answer.references = {QStringLiteral("Id1@harbourline.example"), QStringLiteral("x@y.example")};
    const QList<SentMail> sent = {mailTo(QStringLiteral("anna@baltway.example"), 1),
                                  mailTo(QStringLiteral("anna@baltway.example"), 2)};
    const MessageMatch match = matchOf(answer, sent, own);
    QCOMPARE(match.how, How::Thread);
    QCOMPARE(match.mail.send, SendId(1));
    QVERIFY(!match.isSomebodyElse);
}

void MessageMatchTest::idsCompareWithCase()
{
    ReplyMessage answer = from(QStringLiteral("other@elsewhere.example"));
    answer.inReplyTo = {QStringLiteral("ID1@harbourline.example")};
    QCOMPARE(matchOf(answer, {mailTo(QStringLiteral("anna@baltway.example"), 1)}, own).how, How::None);
}

void MessageMatchTest::anotherAddressInTheThreadIsToldApart()
{
    ReplyMessage answer = from(QStringLiteral("boss@baltway.example"));
    answer.inReplyTo = {QStringLiteral("Id1@harbourline.example")};
    const MessageMatch match = matchOf(answer, {mailTo(QStringLiteral("anna@baltway.example"), 1)}, own);
    QCOMPARE(match.how, How::Thread);
    QVERIFY(match.isSomebodyElse);
}

void MessageMatchTest::anOwnMailIsNoAnswer()
{
    ReplyMessage followUp = from(QStringLiteral("Clara@Harbourline.example"));
    followUp.inReplyTo = {QStringLiteral("Id1@harbourline.example")};
    QCOMPARE(matchOf(followUp, {mailTo(QStringLiteral("anna@baltway.example"), 1)}, own).how, How::Own);
    ReplyMessage alias = from(QStringLiteral("sales+x@harbourline.example"));
    alias.inReplyTo = {QStringLiteral("Id1@harbourline.example")};
    QCOMPARE(matchOf(alias, {mailTo(QStringLiteral("anna@baltway.example"), 1)}, own).how, How::Own);
    ReplyMessage copy = from(QStringLiteral("rewritten@relay.example")); // the sender was changed, the id was not
    copy.messageId = QStringLiteral("Id1@harbourline.example");
    QCOMPARE(matchOf(copy, {mailTo(QStringLiteral("anna@baltway.example"), 1)}, own).how, How::Own);
}

void MessageMatchTest::theAddressFindsTheMailOfTheSameSubject()
{
    const QList<SentMail> sent = {mailTo(QStringLiteral("anna@baltway.example"), 1),
                                  mailTo(QStringLiteral("anna@baltway.example"), 2, QStringLiteral("Another"))};
    const MessageMatch match =
        matchOf(from(QStringLiteral("ANNA+work@baltway.example"), QStringLiteral("AW: RE: the hall")), sent, own);
    QCOMPARE(match.how, How::Address);
    QCOMPARE(match.mail.send, SendId(1));
    QCOMPARE(matchOf(from(QStringLiteral("anna@baltway.example"), QStringLiteral("New")), sent, own).mail.send,
             SendId(2));
}

void MessageMatchTest::aFormerAddressIsTheirsToo()
{
    SentMail mail = mailTo(QStringLiteral("anna@baltway.example"), 1);
    mail.otherAddresses = {QStringLiteral("a.nowak@baltway.example")};
    QCOMPARE(matchOf(from(QStringLiteral("a.nowak@baltway.example"), QStringLiteral("Hi")), {mail}, own).how,
             How::Address);
}

void MessageMatchTest::aColleagueHasToBeConfirmed()
{
    const QList<SentMail> sent = {mailTo(QStringLiteral("anna@baltway.example"), 1)};
    const MessageMatch match = matchOf(from(QStringLiteral("boss@mail.baltway.example")), sent, own);
    QCOMPARE(match.how, How::Company);
    QVERIFY(match.needsConfirmation());
    QCOMPARE(matchOf(from(QStringLiteral("boss@baltway.example"), QStringLiteral("An offer")), sent, own).how,
             How::None);
    ReplyMessage late = from(QStringLiteral("boss@baltway.example"));
    late.date = late.date.addDays(200);
    QCOMPARE(matchOf(late, sent, own).how, How::None);
}

void MessageMatchTest::aPublicDomainIsNoCompany()
{
    const QList<SentMail> sent = {mailTo(QStringLiteral("anna@gmail.com"), 1)};
    QCOMPARE(matchOf(from(QStringLiteral("other@gmail.com")), sent, own).how, How::None);
    QVERIFY(isPublicMailDomain(QStringLiteral("yahoo.co.uk")));
    QVERIFY(!isPublicMailDomain(QStringLiteral("baltway.example")));
}

void MessageMatchTest::strangersAreNobody()
{
    QCOMPARE(
        matchOf(from(QStringLiteral("news@shop.example")), {mailTo(QStringLiteral("anna@baltway.example"), 1)}, own)
            .how,
        How::None);
    QCOMPARE(matchOf(from(QString()), {mailTo(QStringLiteral("anna@baltway.example"), 1)}, own).how, How::None);
}

void MessageMatchTest::theIdOfTheDraftNamesTheMail()
{
    SentMail mail = mailTo(QStringLiteral("anna@baltway.example"), 1);
    mail.draftMessageId = QStringLiteral("VI1@eurprd.example");
    ReplyMessage answer = from(QStringLiteral("anna@home.example"), QStringLiteral("Something else"));
    answer.inReplyTo = {QStringLiteral("VI1@eurprd.example")};
    QCOMPARE(matchOf(answer, {mail}, own).how, How::Thread);
    ReplyMessage copy = from(QStringLiteral("list@elsewhere.example"));
    copy.messageId = QStringLiteral("VI1@eurprd.example");
    QCOMPARE(matchOf(copy, {mail}, own).how, How::Own); // our own mail, by way of a list
}

void MessageMatchTest::theConversationTellsWhichMailThePersonAnswers()
{
    QList<SentMail> sent = {mailTo(QStringLiteral("anna@baltway.example"), 1, QStringLiteral("The hall")),
                            mailTo(QStringLiteral("anna@baltway.example"), 2, QStringLiteral("The roof"))};
    sent[0].mailbox = sent[1].mailbox = MailboxId(7);
    sent[0].threadId = QStringLiteral("conversation-1");
    sent[1].threadId = QStringLiteral("conversation-2");
    const ReplyMessage answer = from(QStringLiteral("anna@baltway.example"), QStringLiteral("Yes please"));
    QCOMPARE(matchOf(answer, sent, own).mail.send, SendId(2)); // the latest, without it
    const MessageMatch match = matchOf(answer, sent, own, {MailboxId(7), QStringLiteral("conversation-1")});
    QCOMPARE(match.how, How::Address);
    QCOMPARE(match.mail.send, SendId(1));
    QVERIFY(!match.needsConfirmation() && !match.isSomebodyElse);
}

void MessageMatchTest::somebodyElseInTheConversationHasToBeConfirmed()
{
    SentMail mail = mailTo(QStringLiteral("anna@baltway.example"), 1);
    mail.mailbox = MailboxId(7);
    mail.threadId = QStringLiteral("conversation-1");
    const MailPlace place{MailboxId(7), QStringLiteral("conversation-1")};
    const ReplyMessage answer = from(QStringLiteral("anna.w@gmail.com"), QStringLiteral("Hello"));
    QCOMPARE(matchOf(answer, {mail}, own).how, How::None);
    const MessageMatch match = matchOf(answer, {mail}, own, place);
    QCOMPARE(match.how, How::Conversation);
    QCOMPARE(match.mail.send, SendId(1));
    QVERIFY(match.needsConfirmation() && match.isSomebodyElse);
    // Whoever has a mail of their own is meant by that.
    const SentMail theirs = mailTo(QStringLiteral("anna.w@gmail.com"), 2);
    QCOMPARE(matchOf(answer, {mail, theirs}, own, place).mail.send, SendId(2));
}

void MessageMatchTest::theConversationOfAnotherMailboxSaysNothing()
{
    SentMail mail = mailTo(QStringLiteral("anna@baltway.example"), 1);
    mail.mailbox = MailboxId(7);
    mail.threadId = QStringLiteral("conversation-1");
    const ReplyMessage answer = from(QStringLiteral("anna.w@gmail.com"), QStringLiteral("Hello"));
    QCOMPARE(matchOf(answer, {mail}, own, {MailboxId(8), QStringLiteral("conversation-1")}).how, How::None);
    mail.threadId.clear();
    QCOMPARE(matchOf(answer, {mail}, own, {MailboxId(7), QString()}).how, How::None);
}

void MessageMatchTest::headersCountBeforeTheConversation()
{
    QList<SentMail> sent = {mailTo(QStringLiteral("anna@baltway.example"), 1),
                            mailTo(QStringLiteral("piotr@other.example"), 2)};
    sent[0].mailbox = sent[1].mailbox = MailboxId(7);
    sent[0].threadId = QStringLiteral("conversation-1");
    ReplyMessage answer = from(QStringLiteral("piotr@other.example"));
    answer.inReplyTo = {QStringLiteral("Id2@harbourline.example")};
    const MessageMatch match = matchOf(answer, sent, own, {MailboxId(7), QStringLiteral("conversation-1")});
    QCOMPARE(match.how, How::Thread);
    QCOMPARE(match.mail.send, SendId(2));
}

void MessageMatchTest::reportsAreMatchedByIdThenAddress()
{
    const QList<SentMail> sent = {mailTo(QStringLiteral("anna@baltway.example"), 1),
                                  mailTo(QStringLiteral("ewa@baltway.example"), 2)};
    QCOMPARE(
        matchOfReport({QStringLiteral("Id2@harbourline.example")}, QStringLiteral("old@host.example"), sent).mail.send,
        SendId(2));
    QCOMPARE(matchOfReport({QStringLiteral("unknown@x")}, QStringLiteral("anna@baltway.example"), sent).how,
             How::Address);
    QCOMPARE(matchOfReport({}, QStringLiteral("nobody@baltway.example"), sent).how, How::None);
}

void MessageMatchTest::prefixesAreNoSubject()
{
    for (const QString &subject : {QStringLiteral("Re: AW: Fwd: The hall"), QStringLiteral("RE[2]: The hall"),
                                   QStringLiteral("[External] Re: The hall"), QStringLiteral("SV: VS: The hall"),
                                   QStringLiteral("回复：The hall"), QStringLiteral("TR : The hall")}) {
        QCOMPARE(baseSubject(subject), QStringLiteral("The hall"));
    }
    QCOMPARE(baseSubject(QStringLiteral("Report: x")), QStringLiteral("Report: x"));
}

QTEST_GUILESS_MAIN(MessageMatchTest)
#include "MessageMatchTest.moc"
