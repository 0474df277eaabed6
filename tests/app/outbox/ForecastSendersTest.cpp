#include "ForecastWorld.h"

#include <QHash>
#include <QSet>

using namespace AlwaysLeads;

/// A forecast of a campaign that sends from several mailboxes.
class ForecastSendersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void severalMailboxesAreChosenAsTheyWillBe_data();
    void severalMailboxesAreChosenAsTheyWillBe();
    void theRestOfARunningCampaignWithTwoMailboxesIsForetold();
    void aPausedMailboxSendsNothing();
    void oneThatOnlySendsSendsNoFollowUps();
};

void ForecastSendersTest::severalMailboxesAreChosenAsTheyWillBe_data()
{
    QTest::addColumn<int>("people");
    QTest::addColumn<QList<int>>("limits"); // of each mailbox, its own first
    QTest::addColumn<QByteArray>("otherZone");
    QTest::addColumn<bool>("warmUp"); // of the second
    QTest::newRow("two alike") << 6 << QList<int>{4, 4} << QByteArray("Europe/Copenhagen") << false;
    QTest::newRow("one larger than the other") << 8 << QList<int>{3, 6} << QByteArray("Europe/Copenhagen") << false;
    QTest::newRow("three, full on the first day")
        << 9 << QList<int>{2, 1, 3} << QByteArray("Europe/Copenhagen") << false;
    QTest::newRow("days of different clocks") << 6 << QList<int>{3, 3} << QByteArray("America/New_York") << false;
    QTest::newRow("one is warming up") << 8 << QList<int>{2, 9} << QByteArray("Europe/Copenhagen") << true;
}

void ForecastSendersTest::severalMailboxesAreChosenAsTheyWillBe()
{
    QFETCH(int, people);
    QFETCH(QList<int>, limits);
    QFETCH(QByteArray, otherZone);
    QFETCH(bool, warmUp);
    ForecastWorld world;
    must(world.outbox.rulebook().keepPace(world.mailbox, limits.first(), 240));
    SendingRules rules = world.rules;
    rules.zone = otherZone;
    rules.jitterSeconds = 90;
    if (warmUp) {
        rules.warmUpSince = QDate(2027, 2, 22);
        rules.warmUpStart = 2;
        rules.warmUpStep = 2;
    }
    for (qsizetype other = 1; other < limits.size(); ++other) {
        world.alsoFrom(QStringLiteral("other%1@harbourline.example").arg(other), rules, limits.at(other), 180);
    }
    world.enrolPeople(people);
    const Forecast foretold = must(world.forecasts.of(world.campaign));
    QCOMPARE(foretold.senders.size(), limits.size());
    QCOMPARE(foretold.mails.size(), people * 3);
    QSet<MailboxId> used;
    QHash<LeadId, MailboxId> first;
    for (const ForecastMail &mail : foretold.mails) {
        used.insert(mail.mailbox);
        first.insert(mail.lead, first.value(mail.lead, mail.mailbox));
        QCOMPARE(mail.mailbox, first.value(mail.lead)); // a conversation stays where it began
    }
    QCOMPARE(used.size(), limits.size());

    world.launch();
    world.live(foretold.mails.last().at.addDays(1));
    QCOMPARE(world.history(), ForecastWorld::linesOf(foretold));
}

void ForecastSendersTest::theRestOfARunningCampaignWithTwoMailboxesIsForetold()
{
    ForecastWorld world;
    must(world.outbox.rulebook().keepPace(world.mailbox, 4, 240));
    world.alsoFrom(QStringLiteral("other@harbourline.example"), world.rules, 3, 600);
    world.enrolPeople(7);
    world.launch();
    world.live(CalendarWorld::utc(2, 12));
    const QStringList before = world.history();
    must(world.campaigns.enrol(world.campaign, {world.person(20), world.person(21), world.person(22)}));
    const Forecast rest = must(world.forecasts.of(world.campaign));
    QVERIFY(!before.isEmpty());
    QVERIFY(rest.mails.size() > 12);
    must(world.writer.write(world.campaign));
    world.approveAll();
    world.live(rest.mails.last().at.addDays(1));
    QCOMPARE(world.history(), before + ForecastWorld::linesOf(rest));
}

void ForecastSendersTest::aPausedMailboxSendsNothing()
{
    ForecastWorld world;
    world.enrolPeople(4);
    must(world.files.write(
        [&](Connection &c) { return MailboxStore().setPaused(c, world.mailbox, QStringLiteral("Paused by you.")); }));
    const Forecast alone = must(world.forecasts.of(world.campaign));
    QCOMPARE(alone.withPausedMailbox, 4);
    QVERIFY(alone.mails.isEmpty());
    const MailboxId other = world.alsoFrom(QStringLiteral("other@harbourline.example"), world.rules, 40, 240);
    const Forecast helped = must(world.forecasts.of(world.campaign));
    QCOMPARE(helped.withPausedMailbox, 0);
    QCOMPARE(helped.people, 4);
    QVERIFY(std::ranges::all_of(helped.mails, [other](const ForecastMail &mail) { return mail.mailbox == other; }));
}

void ForecastSendersTest::oneThatOnlySendsSendsNoFollowUps()
{
    ForecastWorld world;
    world.enrolPeople(4);
    Mailbox own = *must(world.files.read([&](Connection &c) { return MailboxStore().find(c, world.mailbox); }));
    own.sendOnly = true;
    must(world.files.write([&](Connection &c) { return MailboxStore().change(c, own); }));
    const Forecast foretold = must(world.forecasts.of(world.campaign));
    QCOMPARE(foretold.mails.size(), 4); // the first of three each
    QCOMPARE(foretold.withoutFollowUps, 4);
    world.launch();
    world.live(foretold.mails.last().at.addDays(10));
    QCOMPARE(world.history(), ForecastWorld::linesOf(foretold)); // and so it is
    const Forecast rest = must(world.forecasts.of(world.campaign));
    QVERIFY(rest.mails.isEmpty());
    QCOMPARE(rest.withoutFollowUps, 4);
    own.followUpsUnread = true;
    must(world.files.write([&](Connection &c) { return MailboxStore().change(c, own); }));
    QCOMPARE(must(world.forecasts.of(world.campaign)).mails.size(), 8);
    QCOMPARE(must(world.forecasts.of(world.campaign)).withoutFollowUps, 0);
}

QTEST_GUILESS_MAIN(ForecastSendersTest)
#include "ForecastSendersTest.moc"
