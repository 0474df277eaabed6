#include "app/reply/ReplyWorld.h"
#include "support/Patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

/// What the person is told of what came, that nothing is skipped, and lines that are opened anew.
class ReplyNewsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void somebodysAnswerIsNewsOnce();
    void programsAreNoNews();
    void whatWasReadOrDoneIsNoNews();
    void whatCameBeforeTheMailboxWasAddedIsNoNews();
    void aLookThatBreaksOffTellsWhatItFound();
    void anAnswerBehindManyNewerMailsOfOursIsFound();
    void aChangedAccountIsOpenedAnew();

private:
    static QStringList news(ReplyWorld &world)
    {
        QStringList names;
        for (const InboxRow &row : must(world.replies.news())) {
            names += row.name;
        }
        return names;
    }
};

void ReplyNewsTest::somebodysAnswerIsNewsOnce()
{
    ReplyWorld world;
    world.sent(0);
    world.server.deliver(world.answer(0, QStringLiteral("Yes?")));
    QCOMPARE(world.look(), 1);
    QCOMPARE(news(world), QStringList{QStringLiteral("Person1 Nowak")});
    Replies laterStart(*world.files, world.clock);
    QCOMPARE(must(laterStart.news()).size(), 1);
    must(world.replies.noteTold({world.inbox().first().reply.id}));
    QCOMPARE(news(world), QStringList());
    world.server.folders[QStringLiteral("INBOX")].uidValidity = 8;
    QCOMPARE(world.look(), 0);
    QCOMPARE(news(world), QStringList());
}

void ReplyNewsTest::programsAreNoNews()
{
    ReplyWorld world(3);
    world.sent(0);
    world.sent(1);
    world.sent(2);
    world.server.deliver(world.answer(0, QStringLiteral("I am out of the office until 7 December 2026."),
                                      "Auto-Submitted: auto-replied\r\n"));
    world.server.deliver(world.bounce(1, "5.1.1", "550 5.1.1 user unknown"));
    QCOMPARE(world.look(), 2);
    QCOMPARE(news(world), QStringList());
}

void ReplyNewsTest::whatWasReadOrDoneIsNoNews()
{
    ReplyWorld world;
    world.sent(0);
    world.sent(1);
    world.server.deliver(world.answer(0, QStringLiteral("Yes?")));
    world.server.deliver(world.answer(1, QStringLiteral("Call me."), {}, "answer-2"));
    QCOMPARE(world.look(), 2);
    must(world.replies.markRead(ReplyId(1)));
    QCOMPARE(news(world), QStringList{QStringLiteral("Person2 Nowak")});
    must(world.replies.setDone(ReplyId(2), true));
    QCOMPARE(news(world), QStringList());
}

void ReplyNewsTest::whatCameBeforeTheMailboxWasAddedIsNoNews()
{
    ReplyWorld world;
    world.sent(0);
    world.sent(1);
    world.server.deliver(world.answer(0, QStringLiteral("Yes?"))); // 24 November, 10:00
    world.clock.advance(2h); // 11:00
    const MailboxId second = world.addMailbox(QStringLiteral("sales@harbourline.example"));
    QByteArray later = world.answer(1, QStringLiteral("Call me."), {}, "answer-2");
    later.replace(" 10:00:00 ", " 12:00:00 ");
    world.server.deliver(later);
    QCOMPARE(world.lookInto(second), 2);
    QCOMPARE(news(world), QStringList{QStringLiteral("Person2 Nowak")});
}

void ReplyNewsTest::aLookThatBreaksOffTellsWhatItFound()
{
    ReplyWorld world;
    world.sent(0);
    world.server.folders[QStringLiteral("Junk")]; // behind the inbox
    world.server.brokenFolder = QStringLiteral("Junk");
    world.server.deliver(world.answer(0, QStringLiteral("Yes?")));
    QSignalSpy arrived(&world.watcher, &ReplyWatcher::arrived);
    QVERIFY(!QCoro::waitFor(world.watcher.lookAt(world.mailbox, world.clock.now().addDays(-30), {})));
    QCOMPARE(arrived.size(), 1);
    QCOMPARE(arrived.first().first().toInt(), 1);
}

void ReplyNewsTest::anAnswerBehindManyNewerMailsOfOursIsFound()
{
    ReplyWorld world;
    world.sent(0);
    must(world.files.write([&](Connection &c) { // to others at the same company
        return c.script(
            QStringLiteral(
                "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1700) "
                "INSERT INTO lead (id, email, created_at, updated_at) SELECT i, 'other' || i || '@baltway.example', 0, "
                "0 "
                "FROM n; "
                "INSERT INTO draft (lead_id, campaign_id, step_id, version, state, subject, message_id, created_at, "
                "updated_at) SELECT l.id, d.campaign_id, d.step_id, 1, 'sent', 'x', 'x' || l.id, 0, 0 FROM lead l, "
                "(SELECT * FROM draft LIMIT 1) d WHERE l.id >= 1000; "
                "INSERT INTO send (lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, state, "
                "due_at, message_id, approved_hash, mime, queued_at, intent_at) SELECT d.lead_id, d.step_id, 1, d.id, "
                "d.campaign_id, %1, 'other' || d.lead_id || '@baltway.example', 'accepted', 0, d.message_id, x'00', "
                "x'00', 0, %2 FROM draft d WHERE d.lead_id >= 1000;")
                .arg(world.mailbox.value())
                .arg(world.clock.now().addDays(1).toMSecsSinceEpoch()));
    }));
    world.server.deliver(world.answer(0, QStringLiteral("Yes?")));
    QCOMPARE(world.look(), 1);
    QCOMPARE(world.inbox().first().reply.lead, world.leads.first());
}

void ReplyNewsTest::aChangedAccountIsOpenedAnew()
{
    ReplyWorld world;
    world.sent(0);
    world.server.tellsBy = &world.clock;
    world.watcher.start();
    QTRY_COMPARE(world.server.waiting, 1);
    QCOMPARE(world.server.opened, 1);
    world.watcher.wake(); // a look, by the same line
    QTRY_COMPARE(world.server.lookedInto, 2);
    QTRY_COMPARE(world.server.waiting, 1);
    QCOMPARE(world.server.opened, 1);
    world.watcher.reopen(world.mailbox);
    QTRY_COMPARE(world.server.opened, 2);
    QTRY_COMPARE(world.server.waiting, 1);
    world.server.deliver(world.answer(0, QStringLiteral("Yes?")));
    world.watcher.wake();
    QTRY_COMPARE(world.inbox().size(), 1);
    QCOMPARE(world.server.opened, 2);
    // What came of the account of before does not stand in the way of the new one.
    world.server.problem = Error{ErrorKind::SignedOut, QStringLiteral("The password was not accepted."), {}};
    QTRY_COMPARE(world.server.waiting, 1);
    world.watcher.reopen(world.mailbox);
    QTRY_COMPARE(must(world.replies.counts()).problem, QStringLiteral("The password was not accepted."));
    QTRY_VERIFY(!world.watcher.isLooking());
    world.server.problem.reset();
    world.watcher.reopen(world.mailbox);
    QTRY_COMPARE(world.server.waiting, 1);
    QCOMPARE(must(world.replies.counts()).problem, QString());
    QCoro::waitFor(world.watcher.close());
}

QTEST_GUILESS_MAIN(ReplyNewsTest)
#include "ReplyNewsTest.moc"
