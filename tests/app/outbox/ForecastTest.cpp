#include "ForecastWorld.h"

#include <stop_token>

using namespace AlwaysLeads;

class ForecastTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsForetoldIsWhatHappens_data();
    void whatIsForetoldIsWhatHappens();
    void theRestOfARunningCampaignIsForetold();
    void theDaysAddUp();
    void peopleWhoGetNothingAreNotCounted();
    void withoutAMailboxItSaysSo();
    void anEmptyCampaignHasNoDays();
    void anotherCampaignTakesItsShare();
    void whatIsHeldIsCountedAndNotForetold();
    void sendingThatIsStoppedIsSaid();
    void nobodyWaitsForOneThatIsNotWantedAnyMore();
};

void ForecastTest::whatIsForetoldIsWhatHappens_data()
{
    QTest::addColumn<int>("people");
    QTest::addColumn<int>("dailyLimit");
    QTest::addColumn<int>("jitter");
    QTest::addColumn<int>("perCompany");
    QTest::addColumn<bool>("task");
    QTest::newRow("plain") << 8 << 40 << 0 << 0 << false;
    QTest::newRow("pauses by chance") << 8 << 40 << 420 << 0 << false;
    QTest::newRow("a full mailbox") << 10 << 5 << 120 << 0 << false;
    QTest::newRow("two a company") << 14 << 9 << 60 << 2 << false;
    QTest::newRow("with a condition") << 8 << 6 << 60 << 2 << true;
}

void ForecastTest::whatIsForetoldIsWhatHappens()
{
    QFETCH(int, people);
    QFETCH(int, dailyLimit);
    QFETCH(int, jitter);
    QFETCH(int, perCompany);
    QFETCH(bool, task);
    ForecastWorld world;
    SendingRules rules = world.rules;
    rules.jitterSeconds = jitter;
    rules.perCompanyPerDay = perCompany;
    world.setRules(rules);
    must(world.outbox.rulebook().keepPace(world.mailbox, dailyLimit, 240));
    if (task) {
        StepRule rule;
        rule.delayDays = 2;
        rule.condition = QStringLiteral("country is Poland");
        must(world.campaigns.setRule(world.second, rule));
    }
    world.enrolPeople(people);
    const Forecast foretold = must(world.forecasts.of(world.campaign));
    QVERIFY2(foretold.problem.isEmpty(), qPrintable(foretold.problem));
    QCOMPARE(foretold.people, people);
    QVERIFY(foretold.mails.size() > people);

    world.launch();
    world.live(foretold.mails.last().at.addDays(1));
    QCOMPARE(world.history(), ForecastWorld::linesOf(foretold));
}

void ForecastTest::theRestOfARunningCampaignIsForetold()
{
    ForecastWorld world;
    must(world.outbox.rulebook().keepPace(world.mailbox, 5, 240));
    world.enrolPeople(8);
    world.launch();
    world.live(CalendarWorld::utc(3, 12)); // in the middle: some had two mails, some one, some none
    const QStringList before = world.history();
    const Forecast rest = must(world.forecasts.of(world.campaign));
    QVERIFY(!before.isEmpty());
    QVERIFY(rest.mails.size() > 8);
    QVERIFY(std::ranges::any_of(rest.mails, &ForecastMail::isQueued));
    world.live(rest.mails.last().at.addDays(1));
    QCOMPARE(world.history(), before + ForecastWorld::linesOf(rest));
}

void ForecastTest::theDaysAddUp()
{
    ForecastWorld world;
    must(world.outbox.rulebook().keepPace(world.mailbox, 4, 240));
    HolidayChoice holidays;
    holidays.own = {{QDate(2027, 3, 3), QStringLiteral("Company outing")}};
    must(world.outbox.rulebook().keepHolidays(holidays));
    world.enrolPeople(10); // in Sydney it is Monday morning while it is Sunday here
    const Forecast forecast = must(world.forecasts.of(world.campaign));
    QCOMPARE(forecast.steps.size(), 3);
    QCOMPARE(forecast.mails.size(), 30);
    int sum = 0;
    QDate expected = forecast.days.first().date;
    for (const ForecastDay &day : forecast.days) {
        QCOMPARE(day.date, expected);
        expected = expected.addDays(1);
        sum += day.own();
        QVERIFY(day.own() <= day.limit);
        QCOMPARE(day.limit, 4);
        QCOMPARE(day.isOff, day.date.dayOfWeek() > Qt::Friday || day.date == QDate(2027, 3, 3));
    }
    QCOMPARE(sum, 30);
    QCOMPARE(forecast.days.at(2).holiday, QStringLiteral("Company outing"));
    QVERIFY(std::ranges::is_sorted(forecast.mails, {}, &ForecastMail::at));
}

void ForecastTest::peopleWhoGetNothingAreNotCounted()
{
    ForecastWorld world;
    const QList<LeadId> leads{world.person(0), world.person(1), world.person(2), world.person(3)};
    must(world.campaigns.enrol(world.campaign, leads));
    must(world.campaigns.pausePerson(world.campaign, leads.at(0)));
    must(world.campaigns.leaveOut(world.campaign, leads.at(1), QStringLiteral("Left out")));
    world.setText(QStringLiteral("Hello"), QStringLiteral("Hi {title}")); // nobody has one
    must(world.writer.write(world.campaign));
    world.changeLead(leads.at(2), [](Lead &lead) { lead.title = QStringLiteral("Head of planning"); });
    must(world.writer.write(world.campaign));
    const Forecast forecast = must(world.forecasts.of(world.campaign));
    QCOMPARE(forecast.paused, 1);
    QCOMPARE(forecast.blocked, 1);
    QCOMPARE(forecast.people, 1);
    for (const ForecastMail &mail : forecast.mails) {
        QCOMPARE(mail.lead, leads.at(2));
        QCOMPARE(mail.name, QStringLiteral("Person2"));
    }
}

void ForecastTest::withoutAMailboxItSaysSo()
{
    ForecastWorld world;
    must(world.campaigns.enrol(world.campaign, {world.person(0)}));
    must(world.campaigns.chooseMailbox(world.campaign, MailboxId()));
    const Forecast forecast = must(world.forecasts.of(world.campaign));
    QVERIFY(forecast.problem.contains(QStringLiteral("mailbox")));
    QVERIFY(forecast.mails.isEmpty());
}

void ForecastTest::anEmptyCampaignHasNoDays()
{
    ForecastWorld world;
    const Forecast forecast = must(world.forecasts.of(world.campaign));
    QVERIFY(forecast.problem.isEmpty());
    QVERIFY(forecast.days.isEmpty());
    QCOMPARE(forecast.people, 0);
}

void ForecastTest::anotherCampaignTakesItsShare()
{
    ForecastWorld world;
    must(world.outbox.rulebook().keepPace(world.mailbox, 5, 240));
    const CampaignId other = must(world.campaigns.create(QStringLiteral("Another")));
    must(world.campaigns.chooseMailbox(other, world.mailbox));
    const StepId step = must(world.campaigns.open(other)).steps.first().id;
    must(world.campaigns.editStep(step, StepText{QStringLiteral("Hello"), QStringLiteral("Hi {first name}"), {}}));
    QList<LeadId> theirs;
    QList<LeadId> ours;
    for (int number = 0; number < 5; ++number) {
        theirs.append(world.person(6 * number + 1)); // in Hamburg
        ours.append(world.person(100 * 6 + 6 * number + 1));
    }
    must(world.campaigns.enrol(other, theirs));
    must(world.campaigns.launch(other));
    must(world.campaigns.enrol(world.campaign, ours));
    const Forecast forecast = must(world.forecasts.of(world.campaign));
    QCOMPARE(forecast.people, 5);
    QCOMPARE(forecast.days.first().date, QDate(2027, 3, 2)); // the first day belongs to those who were there before
}

void ForecastTest::whatIsHeldIsCountedAndNotForetold()
{
    ForecastWorld world;
    const QList<LeadId> leads = world.enrolPeople(4);
    world.launch();
    const SendId held = world.sendOf(leads.first()).id;
    must(world.outbox.hold(held));
    const Forecast forecast = must(world.forecasts.of(world.campaign));
    QCOMPARE(forecast.held, 1);
    QCOMPARE(forecast.people, 3);
    QVERIFY(std::ranges::none_of(forecast.mails, [&](const ForecastMail &mail) { return mail.lead == leads.first(); }));
}

void ForecastTest::sendingThatIsStoppedIsSaid()
{
    ForecastWorld world;
    world.enrolPeople(2);
    QVERIFY(!must(world.forecasts.of(world.campaign)).isStopped);
    must(world.outbox.stopAll());
    const Forecast forecast = must(world.forecasts.of(world.campaign));
    QVERIFY(forecast.isStopped);
    QCOMPARE(forecast.people, 2);
}

void ForecastTest::nobodyWaitsForOneThatIsNotWantedAnyMore()
{
    ForecastWorld world;
    world.enrolPeople(3);
    std::stop_source stop;
    stop.request_stop();
    const Result<Forecast> forecast = QCoro::waitFor(world.forecasts.of(world.campaign, stop.get_token()));
    QVERIFY(!forecast);
    QCOMPARE(forecast.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(ForecastTest)
#include "ForecastTest.moc"
