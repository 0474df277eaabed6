#include "CalendarWorld.h"
#include "suppression/SuppressionStore.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

using Verdict = HandOverOutcome::Verdict;
using Cause = HandOverOutcome::Cause;
using Stage = HandOverStage;

/// "Now" skips pauses and hours and nothing else; and what else a person decides about mails that wait.
class SendNowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesBeforeTheOthersWithoutThePause();
    void goesOutsideOfTheHoursAndSaysSoBefore();
    void keepsTheLimitOfTheDay();
    void neverPassesAStopAPauseOrTheList();
    void neverPassesAHoldOfTheReply();
    void isOverWithTheNextAttempt();
    void lateMailsFollowTheDecision();
    void severalAreHeldReleasedAndTakenOutAtOnce();
    void theHistoryIsSearched();
};

void SendNowTest::goesBeforeTheOthersWithoutThePause()
{
    CalendarWorld world;
    const QList<LeadId> people = world.queue(4);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 31)));
    QCOMPARE(world.transport.mails.size(), 1);
    const SendId last = world.sendOf(people.at(3)).id;
    must(world.outbox.sendNow({last}));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 31)));
    QCOMPARE(world.transport.mails.size(), 2);
    QCOMPARE(world.transport.mailsTo(QStringLiteral("person4@baltway.example")), 1);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 34))); // the others keep their pause, after it too
    QCOMPARE(world.transport.mails.size(), 2);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 36)));
    QCOMPARE(world.transport.mails.size(), 3);
}

void SendNowTest::goesOutsideOfTheHoursAndSaysSoBefore()
{
    CalendarWorld world; // 05:00 UTC, before the hours in Gdynia
    const QList<LeadId> people = world.queue(2);
    const SendId first = world.sendOf(people.first()).id;
    const SendNowOutlook outlook = must(world.outbox.sendNowOutlook({first}));
    QCOMPARE(outlook.mails, 1);
    QCOMPARE(outlook.outside, 1);
    QVERIFY2(outlook.whereItIs.contains(QStringLiteral("Gdynia")), qPrintable(outlook.whereItIs));
    QCOMPARE(outlook.holds, QString());
    must(world.outbox.sendNow({first}));
    const QList<OutboxRow> rows = must(world.outbox.page(OutboxShelf::Waiting)).rows;
    QCOMPARE(rows.first().id, first);
    QCOMPARE(rows.first().waitsFor, QStringLiteral("Goes next, as you said"));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 5, 1)));
    QCOMPARE(world.transport.mails.size(), 1); // and the other one waits for the hours
    const SendNowOutlook inside = [&] {
        (void)world.runUntil(CalendarWorld::utc(1, 7, 30));
        return must(world.outbox.sendNowOutlook({world.sendOf(people.at(1)).id}));
    }();
    QCOMPARE(inside.outside, 0);
}

void SendNowTest::keepsTheLimitOfTheDay()
{
    CalendarWorld world;
    must(world.files.write([id = world.mailbox](Connection &c) {
        return c.run(QStringLiteral("UPDATE mailbox SET daily_limit = 2 WHERE id = ?"), {id.value()});
    }));
    const QList<LeadId> people = world.queue(3);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 9)));
    QCOMPARE(world.transport.mails.size(), 2);
    const SendId third = world.sendOf(people.at(2)).id;
    const SendNowOutlook outlook = must(world.outbox.sendNowOutlook({third}));
    QCOMPARE(outlook.holds, QStringLiteral("Daily limit of 2"));
    must(world.outbox.sendNow({third}));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 22)));
    QCOMPARE(world.transport.mails.size(), 2);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 23, 30))); // past midnight in Copenhagen
    QCOMPARE(world.transport.mails.size(), 3);
}

void SendNowTest::neverPassesAStopAPauseOrTheList()
{
    CalendarWorld world;
    const QList<LeadId> people = world.queue(2);
    const SendId first = world.sendOf(people.first()).id;
    must(world.outbox.stopAll());
    must(world.outbox.sendNow({first}));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 8)));
    QCOMPARE(world.transport.mails.size(), 0);
    must(world.campaigns.pause(world.campaign));
    must(world.outbox.resumeAll());
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 8, 10)));
    QCOMPARE(world.transport.mails.size(), 0);
    QCOMPARE(must(world.outbox.sendNowOutlook({first})).mails, 0); // nothing of that is overridden
    must(world.campaigns.resume(world.campaign));
    must(world.files.write([now = world.clock.now()](Connection &c) {
        return SuppressionStore().addAddress(c, *EmailAddress::parse(QStringLiteral("person1@baltway.example")),
                                             SuppressionReason::OptedOut, QString(), now);
    }));
    world.sender->wake();
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 9)));
    QCOMPARE(world.transport.mailsTo(QStringLiteral("person1@baltway.example")), 0);
    QCOMPARE(world.sendOf(people.first()).state, SendState::Cancelled);
}

void SendNowTest::neverPassesAHoldOfTheReply()
{
    CalendarWorld world;
    const QList<LeadId> people = world.queue(1);
    const LeadId lead = people.first();
    const MailboxId mailbox = world.mailbox;
    const auto hold = [&](const QDateTime &until) {
        must(world.files.write([=](Connection &c) -> Result<> {
            Result<qint64> id = c.insert(
                QStringLiteral("INSERT INTO reply (mailbox_id, message_key, lead_id, matched_by, received_at, class, "
                               "class_by, created_at) VALUES (?, ?, ?, 'thread', 0, 'opt-out', 'words', 0)"),
                {mailbox.value(), QString::number(until.toMSecsSinceEpoch()), lead.value()});
            Result<qint64> gone = c.run(QStringLiteral("DELETE FROM reply_hold"));
            Result<qint64> held = id && gone
                ? c.insert(QStringLiteral("INSERT INTO reply_hold (lead_id, reply_id, until) VALUES (?, ?, ?)"),
                           {lead.value(), *id, until})
                : id;
            return held ? Result<>() : failureOf(std::move(held));
        }));
    };
    hold(CalendarWorld::utc(9, 0));
    QVERIFY(must(world.outbox.page(OutboxShelf::Waiting))
                .rows.first()
                .waitsFor.startsWith(QStringLiteral("They are away until")));
    hold(QDateTime(QDate(9999, 12, 31), QTime(), Qt::UTC)); // until a person says
    const OutboxRow row = must(world.outbox.page(OutboxShelf::Waiting)).rows.first();
    QCOMPARE(row.reason, SendReason::Replied);
    QCOMPARE(row.stateWord, QStringLiteral("On hold"));
    QVERIFY(!row.at.isValid());
    const Result<> refused = QCoro::waitFor(world.outbox.sendNow({row.id}));
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
    QVERIFY(!world.sendOf(lead).urgent);
    const QList<SendObstacle> why = must(world.outbox.whyNothingSends());
    QCOMPARE(why.first().fix, SendObstacle::Fix::Inbox);
    QVERIFY(world.runUntil(CalendarWorld::utc(2, 12)));
    QCOMPARE(world.transport.mails.size(), 0);
}

void SendNowTest::isOverWithTheNextAttempt()
{
    CalendarWorld world;
    const QList<LeadId> people = world.queue(1);
    world.transport.outcomes.insert(
        QStringLiteral("person1@baltway.example"),
        {FakeTransport::outcome(Verdict::RefusedForNow, Cause::Server, Stage::Envelope, 451),
         FakeTransport::accepted()});
    must(world.outbox.sendNow({world.sendOf(people.first()).id}));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 5)));
    QCOMPARE(world.transport.mails.size(), 1);
    QCOMPARE(world.sendOf(people.first()).state, SendState::RefusedForNow);
    QVERIFY(!world.sendOf(people.first()).urgent);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 20))); // the next try waits for the hours
    QCOMPARE(world.transport.mails.size(), 1);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 8)));
    QCOMPARE(world.transport.mails.size(), 2);
}

void SendNowTest::lateMailsFollowTheDecision()
{
    CalendarWorld world;
    world.queue(4);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 31)));
    world.clock.jumpTo(CalendarWorld::utc(1, 11)); // the lid was closed
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 11)));
    const QList<SendId> late = world.sender->lateMails();
    QCOMPARE(late.size(), 3);
    must(world.outbox.decideLate(Outbox::Late::Ask, late)); // one of them is leaving or has left by now
    QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).late, 2);
    must(world.outbox.decideLate(Outbox::Late::NextOpening, late));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 20)));
    QCOMPARE(world.transport.mails.size(), 2);
    must(world.outbox.decideLate(Outbox::Late::Today, late)); // sooner after all, but not outside of the hours
    QVERIFY(world.runUntil(CalendarWorld::utc(2, 12)));
    QCOMPARE(world.transport.mails.size(), 4);
}

void SendNowTest::severalAreHeldReleasedAndTakenOutAtOnce()
{
    CalendarWorld world;
    const QList<LeadId> people = world.queue(3);
    QList<SendId> mails;
    for (const LeadId lead : people) {
        mails.append(world.sendOf(lead).id);
    }
    must(world.outbox.hold(mails));
    QCOMPARE(must(world.outbox.whyNothingSends()).first().fix, SendObstacle::Fix::Release);
    must(world.outbox.releaseHeld());
    QCOMPARE(world.sendOf(people.at(2)).reason, SendReason::Turn);
    must(world.outbox.takeOut(mails));
    QCOMPARE(world.sends(SendState::Cancelled), 3);
    must(world.outbox.putBack(mails));
    QCOMPARE(world.sends(SendState::Waiting), 3);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 31)));
    QCOMPARE(world.sends(SendState::Accepted), 1);
    QVERIFY(!QCoro::waitFor(world.outbox.takeOut(mails))); // one has left: all or none
    QCOMPARE(world.sends(SendState::Waiting), 2);
}

void SendNowTest::theHistoryIsSearched()
{
    CalendarWorld world;
    const QList<LeadId> people = world.queue(3);
    world.transport.outcomes.insert(
        QStringLiteral("person2@baltway.example"),
        {FakeTransport::outcome(Verdict::RefusedForGood, Cause::Server, Stage::Envelope, 554)});
    must(world.outbox.takeOut(world.sendOf(people.at(2)).id));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 12)));
    const auto found = [&](const QString &words) { return must(world.outbox.page(OutboxShelf::History, words)).rows; };
    QCOMPARE(found(QString()).size(), 3); // sent, refused, taken out
    QCOMPARE(found(QStringLiteral("PERSON1")).size(), 1);
    QCOMPARE(found(QStringLiteral("what the server said nowak")).size(), 2); // to both
    QCOMPARE(found(QStringLiteral("server person2")).size(), 1);
    QCOMPARE(found(QStringLiteral("server person2")).first().state, SendState::RefusedForGood);
    QCOMPARE(found(world.sendOf(people.first()).messageId).size(), 1);
    QCOMPARE(found(QStringLiteral("person1 person2")).size(), 0);
    QCOMPARE(found(QStringLiteral("%")).size(), 0); // a letter, no pattern
    QVERIFY(!must(world.outbox.page(OutboxShelf::History)).isCut);
}

QTEST_GUILESS_MAIN(SendNowTest)
#include "SendNowTest.moc"
