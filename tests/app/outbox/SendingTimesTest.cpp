#include "app/outbox/CalendarWorld.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

using Late = SendingRules::Late;

namespace {
const HandOverOutcome deadAddress =
    FakeTransport::outcome(HandOverOutcome::Verdict::RefusedForGood, HandOverOutcome::Cause::Recipient,
                           HandOverStage::Envelope, 550, QStringLiteral("5.1.1"));
}

/// When the Sender sends, with the rules of the mailboxes in force.
class SendingTimesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsForTheHoursOfTheRecipient();
    void foretellsWhatItThenDoes();
    void anotherComputerIsAskedOnce();
    void lateMailNeverLeavesAllAtOnce();
    void lateMailWaitsForTheNextOpening();
    void lateMailIsHeldForThePerson_data();
    void lateMailIsHeldForThePerson();
    void aShortNapMakesNothingLate();
    void whatWasStoppedIsNotLate();
    void tooManyDeadAddressesPauseTheMailbox();
    void aFewDeadAddressesDoNot();
    void saysWhichRuleHoldsMailBack();
    void saysWhoseHourItIsAndWhence();
    void theHoursMayEndWhileTheKeychainIsAsked();
};

void SendingTimesTest::waitsForTheHoursOfTheRecipient()
{
    CalendarWorld world;
    const QList<LeadId> people = world.queue(2); // in Gdynia
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 29)));
    QVERIFY(world.transport.mails.isEmpty());
    const OutboxPage page = must(world.outbox.page(OutboxShelf::Waiting));
    QCOMPARE(page.rows.first().at, CalendarWorld::utc(1, 7, 30));
    QCOMPARE(page.rows.first().reason, SendReason::Window);
    QVERIFY(page.rows.first().waitsFor.endsWith(QStringLiteral(" in Gdynia")));
    QVERIFY(page.mailboxes.first().pace.startsWith(QStringLiteral("Full limit. Sends ")));
    QCOMPARE(page.lastToday, CalendarWorld::utc(1, 7, 34));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 40)));
    QCOMPARE(world.times(), (QList<QDateTime>{CalendarWorld::utc(1, 7, 30), CalendarWorld::utc(1, 7, 34)}));
}

void SendingTimesTest::foretellsWhatItThenDoes()
{
    CalendarWorld world;
    SendingRules rules = world.rules;
    rules.jitterSeconds = 300;
    rules.perHour = 6;
    rules.perCompanyPerDay = 9; // all of them work for one company
    world.setRules(rules);
    world.queue(20);
    QHash<SendId, QDateTime> told;
    const QList<OutboxRow> rows = must(world.outbox.page(OutboxShelf::Waiting)).rows;
    for (const OutboxRow &row : rows) {
        told.insert(row.id, row.at);
    }
    QVERIFY(world.runUntil(CalendarWorld::utc(5, 20)));
    QCOMPARE(world.transport.mails.size(), 20);
    const QList<QDateTime> times = world.times();
    QList<QDateTime> expected = told.values();
    std::ranges::sort(expected);
    QCOMPARE(times, expected);
    QCOMPARE(times.at(9).date(), QDate(2027, 3, 2)); // nine on the first day
}

void SendingTimesTest::anotherComputerIsAskedOnce()
{
    CalendarWorld world(QStringLiteral("this one"));
    must(world.files.write(
        [](Connection &c) { return SendingRulesStore().putComputer(c, QStringLiteral("that one")); }));
    world.queue(1);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 12)));
    QVERIFY(world.transport.mails.isEmpty());
    QVERIFY(must(world.outbox.page(OutboxShelf::Waiting)).elsewhere);
    QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).rows.first().reason, SendReason::OtherComputer);
    QCOMPARE(must(world.outbox.whyNothingSends()).first().fix, SendObstacle::Fix::ThisComputer);
    must(world.outbox.sendFromHere());
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 12, 10)));
    QCOMPARE(world.transport.mails.size(), 1);
    QVERIFY(!must(world.outbox.page(OutboxShelf::Waiting)).elsewhere);
    // The first one to look is the one, without a question.
    CalendarWorld fresh(QStringLiteral("this one"));
    QVERIFY(fresh.runUntil(CalendarWorld::utc(1, 6)));
    QCOMPARE(must(fresh.files.read([](Connection &c) { return SendingRulesStore().computer(c); })),
             QStringLiteral("this one"));
}

void SendingTimesTest::lateMailNeverLeavesAllAtOnce()
{
    CalendarWorld world;
    world.queue(10);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 31)));
    QCOMPARE(world.transport.mails.size(), 1);
    QSignalSpy late(world.sender.get(), &Sender::wentLate);
    world.clock.jumpTo(CalendarWorld::utc(1, 11)); // the lid was closed
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 11)));
    QCOMPARE(late.size(), 1);
    QCOMPARE(late.first().first().toInt(), 9);
    QCOMPARE(world.transport.mails.size(), 2);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 16, 29)));
    const QList<QDateTime> times = world.times();
    QCOMPARE(times.size(), 10);
    for (qsizetype i = 2; i < times.size(); ++i) {
        QCOMPARE(times.at(i - 1).secsTo(times.at(i)), 240);
    }
}

void SendingTimesTest::lateMailWaitsForTheNextOpening()
{
    CalendarWorld world;
    SendingRules rules = world.rules;
    rules.late = Late::NextWindow;
    world.setRules(rules);
    world.queue(3);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 31)));
    world.end();
    world.clock.advanceTo(CalendarWorld::utc(1, 11)); // the program was closed
    world.restart();
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 16)));
    QCOMPARE(world.transport.mails.size(), 1);
    const OutboxPage page = must(world.outbox.page(OutboxShelf::Waiting));
    QCOMPARE(page.rows.first().reason, SendReason::Late);
    QCOMPARE(page.rows.first().at, CalendarWorld::utc(2, 7, 30));
    QVERIFY(world.runUntil(CalendarWorld::utc(2, 8)));
    QCOMPARE(world.times().mid(1), (QList<QDateTime>{CalendarWorld::utc(2, 7, 30), CalendarWorld::utc(2, 7, 34)}));
}

void SendingTimesTest::lateMailIsHeldForThePerson_data()
{
    QTest::addColumn<bool>("today");
    QTest::newRow("who sends it today") << true;
    QTest::newRow("who sends it with the next opening") << false;
}

void SendingTimesTest::lateMailIsHeldForThePerson()
{
    QFETCH(bool, today);
    CalendarWorld world;
    SendingRules rules = world.rules;
    rules.late = Late::Ask;
    world.setRules(rules);
    world.queue(3);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 31)));
    world.clock.advanceTo(CalendarWorld::utc(1, 11));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 12)));
    QCOMPARE(world.transport.mails.size(), 1);
    const OutboxPage page = must(world.outbox.page(OutboxShelf::Waiting));
    QCOMPARE(page.late, 2);
    QCOMPARE(page.rows.first().reason, SendReason::LateHeld);
    const QList<SendObstacle> why = must(world.outbox.whyNothingSends());
    QVERIFY(std::ranges::count(why, SendObstacle::Fix::Late, &SendObstacle::fix) == 1);
    must(world.outbox.decideLate(today ? Outbox::Late::Today : Outbox::Late::NextOpening));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 16)));
    QCOMPARE(world.transport.mails.size(), today ? 3 : 1);
    QVERIFY(world.runUntil(CalendarWorld::utc(2, 8)));
    QCOMPARE(world.transport.mails.size(), 3);
    QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).late, 0);
}

void SendingTimesTest::aShortNapMakesNothingLate()
{
    CalendarWorld world;
    SendingRules rules = world.rules;
    rules.late = Late::Ask;
    world.setRules(rules);
    world.queue(5);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 7, 31)));
    world.clock.advanceTo(CalendarWorld::utc(1, 7, 44));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 9)));
    QCOMPARE(world.transport.mails.size(), 5);
}

void SendingTimesTest::whatWasStoppedIsNotLate()
{
    CalendarWorld world;
    SendingRules rules = world.rules;
    rules.late = Late::Ask;
    world.setRules(rules);
    const QList<LeadId> people = world.queue(4);
    must(world.outbox.hold(world.sendOf(people.first()).id));
    must(world.outbox.stopAll());
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 10)));
    must(world.outbox.resumeAll()); // the program ran all the time: nobody was asleep
    must(world.outbox.release(world.sendOf(people.first()).id));
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 12)));
    QCOMPARE(world.transport.mails.size(), 4);
}

void SendingTimesTest::tooManyDeadAddressesPauseTheMailbox()
{
    CalendarWorld world;
    SendingRules rules = world.rules;
    rules.bounceFloor = 10;
    rules.bouncePercent = 15;
    world.setRules(rules);
    world.queue(20);
    for (int person : {2, 4, 13}) {
        world.transport.outcomes.insert(QStringLiteral("person%1@baltway.example").arg(person), {deadAddress});
    }
    QSignalSpy stopped(world.sender.get(), &Sender::mailboxStopped);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 16)));
    // Two of four are no proof yet; the third of thirteen is.
    QCOMPARE(world.transport.mails.size(), 13);
    QCOMPARE(stopped.size(), 1);
    QVERIFY(stopped.first().at(1).toString().startsWith(QStringLiteral("3 of its last 13 mails")));
    must(world.files.write([&](Connection &c) { return MailboxStore().setPaused(c, world.mailbox, {}); }));
    QVERIFY(world.runUntil(CalendarWorld::utc(2, 16)));
    QCOMPARE(world.transport.mails.size(), 20); // the person let it go on: the count began anew
}

void SendingTimesTest::aFewDeadAddressesDoNot()
{
    CalendarWorld world;
    world.queue(25);
    world.transport.outcomes.insert(QStringLiteral("person22@baltway.example"), {deadAddress});
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 16)));
    QCOMPARE(world.transport.mails.size(), 25);
}

void SendingTimesTest::saysWhichRuleHoldsMailBack()
{
    CalendarWorld world;
    SendingRules rules = world.rules;
    rules.perCompanyPerDay = 1;
    world.setRules(rules);
    world.queue(2);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 9)));
    QCOMPARE(world.transport.mails.size(), 1);
    const OutboxRow row = must(world.outbox.page(OutboxShelf::Waiting)).rows.first();
    QCOMPARE(row.reason, SendReason::CompanyLimit);
    QCOMPARE(row.waitsFor, QStringLiteral("One mail a day to a company"));
    QCOMPARE(row.at, CalendarWorld::utc(2, 7, 30));
    const QList<SendObstacle> why = must(world.outbox.whyNothingSends());
    QCOMPARE(why.size(), 1);
    QCOMPARE(why.first().fix, SendObstacle::Fix::Rules);
}

void SendingTimesTest::saysWhoseHourItIsAndWhence()
{
    CalendarWorld world;
    SendingRules rules = world.rules;
    rules.clock = SendingRules::Clock::Recipient;
    world.setRules(rules);
    world.queue(1);
    must(world.files.write([](Connection &connection) {
        return connection.run(QStringLiteral("UPDATE lead SET city = 'Lisbon', country = 'Portugal'"));
    }));
    const OutboxRow row = must(world.outbox.page(OutboxShelf::Waiting)).rows.first();
    const QTime theirs = row.at.toTimeZone(QTimeZone("Europe/Lisbon")).time();
    QCOMPARE(
        row.whyHour,
        QStringLiteral("%1 in Lisbon. From the city Lisbon.").arg(QLocale().toString(theirs, QLocale::ShortFormat)));
}

void SendingTimesTest::theHoursMayEndWhileTheKeychainIsAsked()
{
    CalendarWorld world;
    world.queue(1);
    world.end();
    world.sender = std::make_unique<Sender>(
        *world.files, world.clock, world.transport,
        [&world](MailboxId) -> Task<Result<MailAccount>> {
            if (world.clock.now() < CalendarWorld::utc(1, 17)) {
                world.clock.advanceTo(CalendarWorld::utc(1, 17)); // somebody looked for the password for hours
            }
            return CalendarWorld::account();
        },
        world.policy);
    QVERIFY(world.runUntil(CalendarWorld::utc(1, 20)));
    QVERIFY(world.transport.mails.isEmpty());
    QVERIFY(world.runUntil(CalendarWorld::utc(2, 8)));
    QCOMPARE(world.times(), QList<QDateTime>{CalendarWorld::utc(2, 7, 30)});
}

QTEST_GUILESS_MAIN(SendingTimesTest)
#include "SendingTimesTest.moc"
