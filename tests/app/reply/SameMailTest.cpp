#include "app/reply/ReplyWorld.h"

#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;

/// One mail that came to two mailboxes of the person is one reply.
class SameMailTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsOnceAndSaysBothPlaces();
    void withoutAnIdItsTextTells();
    void theIdOfSomebodyElseHidesNothing();

private:
    static MailboxId another(ReplyWorld &world)
    {
        const MailboxId id = world.addMailbox(QStringLiteral("sales@harbourline.example"));
        world.setImapHost(QStringLiteral("imap.harbourline.example"));
        return id;
    }
    static qint64 replies(ReplyWorld &world) { return world.number(QStringLiteral("SELECT count(*) FROM reply")); }
};

void SameMailTest::countsOnceAndSaysBothPlaces()
{
    ReplyWorld world;
    world.sent(0);
    const MailboxId second = another(world);
    QSignalSpy arrived(&world.watcher, &ReplyWatcher::arrived);
    world.server.deliver(world.answer(0, QStringLiteral("Send me two dates.")));
    QCOMPARE(world.look(), 1);
    QCOMPARE(world.lookInto(second), 0);
    QCOMPARE(arrived.size(), 1);
    QCOMPARE(replies(world), 1);
    QCOMPARE(world.inbox().size(), 1);
    QCOMPARE(must(world.replies.open(ReplyId(1))).mailbox,
             QStringLiteral("clara@harbourline.example, sales@harbourline.example"));
    QCOMPARE(world.number(QStringLiteral("SELECT count(*) FROM lead_event WHERE kind = 'replied'")), 1);
    // Numbered anew, both places are known.
    world.server.folders[QStringLiteral("INBOX")].uidValidity = 8;
    const int fetched = world.server.fetched;
    QCOMPARE(world.look() + world.lookInto(second), 0);
    QCOMPARE(world.server.fetched, fetched);
}

void SameMailTest::withoutAnIdItsTextTells()
{
    ReplyWorld world;
    world.sent(0);
    const MailboxId second = another(world);
    QByteArray mail = world.answer(0, QStringLiteral("Send me two dates."));
    mail.replace("Message-ID: <answer-1@baltway.example>\r\n", "");
    world.server.deliver(mail);
    QCOMPARE(world.look(), 1);
    QCOMPARE(world.lookInto(second), 0);
    QCOMPARE(replies(world), 1);
}

void SameMailTest::theIdOfSomebodyElseHidesNothing()
{
    ReplyWorld world;
    world.sent(0);
    world.sent(1);
    const MailboxId second = another(world);
    world.server.deliver(world.answer(0, QStringLiteral("Send me two dates.")));
    QCOMPARE(world.look(), 1);
    world.server.folders[QStringLiteral("INBOX")].mails.clear();
    world.server.deliver(world.answer(1, QStringLiteral("Call me."))); // with the same id
    QCOMPARE(world.lookInto(second), 1);
    QCOMPARE(replies(world), 2);
}

QTEST_GUILESS_MAIN(SameMailTest)
#include "SameMailTest.moc"
