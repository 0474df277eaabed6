#include "app/reply/ReplyWorld.h"

#include <QTest>

using namespace AlwaysLeads;

/// What a report has to carry before an address is never written to again.
class BounceProofTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aReportWithoutOurMailSuppressesNobody();
    void thePersonSaysThatTheAddressIsDead();
    void thePersonPaysNoHeed();
    void returnedHeadersOfOurMailProveIt();
    void returnedHeadersOfSomethingElseProveNothing_data();
    void returnedHeadersOfSomethingElseProveNothing();

private:
    /// A report about this person's address with these headers of the mail that came back.
    static QByteArray report(ReplyWorld &world, int person, const QByteArray &returned)
    {
        QByteArray mime = world.bounce(person, "5.1.1", "550 5.1.1 user unknown");
        mime.replace("Message-ID: <" + world.sendOf(world.leads.at(person)).messageId.toUtf8() + ">\r\n", returned);
        return mime;
    }
    static QByteArray headers(ReplyWorld &world, int person, const QByteArray &from = "clara@harbourline.example")
    {
        return "From: Clara Jensen <" + from + ">\r\nTo: <" + world.address(person).toUtf8()
            + ">\r\nSubject: " + world.draftOf(world.leads.at(person)).subject.toUtf8()
            + "\r\nDate: " + world.clock.now().toString(Qt::RFC2822Date).toUtf8() + "\r\n";
    }
    static qint64 events(ReplyWorld &world)
    {
        return world.number(QStringLiteral("SELECT count(*) FROM lead_event WHERE kind = 'bounced'"));
    }
};

void BounceProofTest::aReportWithoutOurMailSuppressesNobody()
{
    ReplyWorld world;
    world.sent(0);
    world.server.deliver(report(world, 0, "Message-ID: <something@else.example>\r\n"));
    QCOMPARE(world.look(), 1);
    QVERIFY(!world.isSuppressed(0));
    QVERIFY(world.statusOf(0) != LeadStatus::Bounced);
    QCOMPARE(events(world), 0);
    QCOMPARE(world.number(QStringLiteral("SELECT count(*) FROM send WHERE returned_at IS NOT NULL")), 0);
    QCOMPARE(world.lead(world.leads.first()).emailState == EmailState::Invalid, false);
    const QList<InboxRow> asked = world.inbox(InboxShelf::ToAnswer); // not among what nobody reads
    QCOMPARE(asked.size(), 1);
    QVERIFY(asked.first().isOpen);
    QCOMPARE(must(world.replies.counts()).toAnswer, 1);
    const ReplyPage page = must(world.replies.open(asked.first().reply.id));
    QCOMPARE(page.decisions.first().kind, ReplyDecision::Kind::Bounce);
}

void BounceProofTest::thePersonSaysThatTheAddressIsDead()
{
    ReplyWorld world;
    world.sent(0);
    world.server.deliver(report(world, 0, {}));
    QCOMPARE(world.look(), 1);
    const ReplyId id = world.inbox(InboxShelf::ToAnswer).first().reply.id;
    must(world.replies.decideBounce(id, true));
    QVERIFY(world.isSuppressed(0));
    QVERIFY(!world.isSuppressed(1));
    QCOMPARE(world.statusOf(0), LeadStatus::Bounced);
    QVERIFY(world.inbox(InboxShelf::ToAnswer).isEmpty());
}

void BounceProofTest::thePersonPaysNoHeed()
{
    ReplyWorld world;
    world.sent(0);
    world.server.deliver(report(world, 0, {}));
    QCOMPARE(world.look(), 1);
    const ReplyId id = world.inbox(InboxShelf::ToAnswer).first().reply.id;
    must(world.replies.decideBounce(id, false));
    must(world.replies.decideBounce(id, true)); // it was answered already
    QVERIFY(!world.isSuppressed(0));
    QVERIFY(world.inbox(InboxShelf::ToAnswer).isEmpty());
    QCOMPARE(world.inbox(InboxShelf::Done).size(), 1);
}

void BounceProofTest::returnedHeadersOfOurMailProveIt()
{
    ReplyWorld world;
    world.sent(0);
    world.server.deliver(report(world, 0, headers(world, 0)));
    QCOMPARE(world.look(), 1);
    QVERIFY(world.isSuppressed(0));
    QCOMPARE(world.statusOf(0), LeadStatus::Bounced);
    QCOMPARE(events(world), 1);
}

void BounceProofTest::returnedHeadersOfSomethingElseProveNothing_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("instead");
    QTest::newRow("another subject") << QByteArray("Subject: Hello") << QByteArray("Subject: Offer for");
    QTest::newRow("another sender") << QByteArray("<clara@") << QByteArray("<eve@");
    QTest::newRow("another recipient") << QByteArray("To: <person1@") << QByteArray("To: <person2@");
    QTest::newRow("another day") << QByteArray("Date: ") << QByteArray("Date: Mon, 02 Nov 2026 09:00:00 +0000\r\nX: ");
}

void BounceProofTest::returnedHeadersOfSomethingElseProveNothing()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, instead);
    ReplyWorld world;
    world.sent(0);
    QByteArray returned = headers(world, 0);
    QVERIFY(returned.contains(line));
    returned.replace(line, instead);
    world.server.deliver(report(world, 0, returned));
    QCOMPARE(world.look(), 1);
    QVERIFY(!world.isSuppressed(0));
    QVERIFY(!world.isSuppressed(1));
}

QTEST_GUILESS_MAIN(BounceProofTest)
#include "BounceProofTest.moc"
