#include "app/outbox/CalendarWorld.h"
#include "campaign/CampaignStore.h"
#include "draft/Sequence.h"
#include "draft/SequenceStage.h"
#include "draft/SequenceStore.h"
#include "draft/WorkingDays.h"
#include "outbox/Forecasts.h"
#include "sending/CountryNames.h"

#include <QHash>
#include <QSet>
#include <QtTest>

#include <algorithm>
#include <stop_token>

using namespace AlwaysLeads;

namespace {

/// A campaign of three mails and a call, over people in several countries, foretold and then really run.
struct ForecastWorld : CalendarWorld
{
    ForecastWorld()
    {
        const auto add = [this](StepKind kind, int days, const QString &subject, const QString &body) {
            const StepId last = must(campaigns.open(campaign)).steps.last().id;
            const StepId added = must(campaigns.addStep(campaign, kind, last));
            must(campaigns.editStep(added, StepText{subject, body, {}}));
            StepRule rule;
            rule.delayDays = days;
            must(campaigns.setRule(added, rule));
            return added;
        };
        second = add(StepKind::Mail, 2, QString(), QStringLiteral("Was it of use, {first name}?"));
        third = add(StepKind::Mail, 2, QString(), QStringLiteral("A last word."));
    }
    /// Sends from another mailbox too, with rules of its own.
    MailboxId alsoFrom(const QString &address, const SendingRules &rulesOfIt, int dailyLimit, int gapSeconds)
    {
        const MailboxId other = addMailbox(address);
        setRules(rulesOfIt, other);
        must(outbox.rulebook().keepPace(other, dailyLimit, gapSeconds));
        QList<MailboxId> all = must(campaigns.mailboxes(campaign));
        all.append(other);
        must(campaigns.chooseMailboxes(campaign, all));
        return other;
    }
    QList<LeadId> enrolPeople(int count)
    {
        QList<LeadId> leads;
        for (int number = 0; number < count; ++number) {
            leads.append(person(number));
        }
        must(campaigns.enrol(campaign, leads));
        return leads;
    }
    void launch()
    {
        must(campaigns.launch(campaign));
        must(writer.write(campaign));
        approveAll();
    }
    LeadId person(int number)
    {
        struct Place
        {
            const char *city;
            const char *country;
        };
        static constexpr Place places[] = {{"Gdynia", "Poland"},    {"Hamburg", "Germany"},
                                           {"Lisbon", "Portugal"},  {"Chicago", "United States"},
                                           {"Sydney", "Australia"}, {"", ""}};
        const Place &place = places[size_t(number) % std::size(places)];
        Lead lead;
        lead.firstName = QStringLiteral("Person%1").arg(number);
        lead.companyName = QStringLiteral("Company %1").arg(number % 7);
        lead.city = QString::fromLatin1(place.city);
        lead.country = QString::fromLatin1(place.country);
        lead.email = *EmailAddress::parse(QStringLiteral("person%1@company%2.example").arg(number).arg(number % 7));
        return must(files.write([=, now = clock.now()](Connection &c) { return LeadStore().add(c, lead, now); }));
    }
    /// Writes and approves all that is ready, as a person who always reads at once.
    void approveAll()
    {
        const DraftState ready[] = {DraftState::Ready};
        QList<Draft> drafts = must(files.read([&](Connection &c) { return DraftStore().list(c, ready, campaign); }));
        std::ranges::sort(drafts, {}, [](const Draft &draft) { return draft.id; });
        for (const Draft &draft : std::as_const(drafts)) {
            must(review.approve(draft.id, must(review.open(draft.id)).shownHash));
        }
    }
    /// When the next follow-up is to be written: the moment at which the program looks next; at least four times a day.
    QDateTime nextLook()
    {
        return must(files.read([this, now = clock.now()](Connection &c) -> Result<QDateTime> {
            const QList<CampaignStep> steps = *CampaignStore().allSteps(c, campaign);
            const QList<TemplateField> known = *CampaignStore().fields(c);
            const QHash<LeadId, QDateTime> people = *CampaignStore().active(c, campaign);
            const QHash<LeadId, QList<StepMark>> marks = *SequenceStore().marks(c, campaign);
            QDateTime next = now.addSecs(6 * 3600);
            for (auto person = people.cbegin(); person != people.cend(); ++person) {
                const Lead lead = *LeadStore().lead(c, person.key());
                const auto stage = nextStage(steps, known, marks.value(person.key()), person.value(), lead);
                if (stage) {
                    const QDateTime written =
                        workingDaysAfter(stage->due, -SequenceStages::ahead, countryFrom(lead.country));
                    next = written > now ? std::min(next, written) : next;
                }
            }
            return next;
        }));
    }
    /// Lets days or weeks go by.
    void live(const QDateTime &end)
    {
        Sequence sequence(*files, clock, campaigns, writer);
        while (clock.now() < end) {
            QVERIFY(runUntil(std::min(end, nextLook())));
            const SequenceReport report = must(sequence.run());
            QVERIFY(report.problems.isEmpty());
            if (report.written > 0) {
                approveAll();
            }
        }
    }
    /// What left: when, to whom, which step, from where.
    QStringList history()
    {
        return must(files.read([](Connection &c) -> Result<QStringList> {
            Result<Query> query = c.query(QStringLiteral("SELECT lead_id, step_id, intent_at, mailbox_id FROM send "
                                                         "WHERE state = 'accepted' ORDER BY intent_at, id"));
            QStringList found;
            while (query && query->next()) {
                found.append(line(LeadId(query->number(0)), StepId(query->number(1)), query->time(2),
                                  MailboxId(query->number(3))));
            }
            return found;
        }));
    }
    static QString line(LeadId lead, StepId step, const QDateTime &at, MailboxId from)
    {
        return QStringLiteral("%1 %2 %3 %4")
            .arg(at.toUTC().toString(Qt::ISODateWithMs))
            .arg(lead.value())
            .arg(step.value())
            .arg(from.value());
    }
    static QStringList linesOf(const Forecast &forecast)
    {
        QStringList lines;
        for (const ForecastMail &mail : forecast.mails) {
            lines.append(line(mail.lead, mail.step, mail.at, mail.mailbox));
        }
        return lines;
    }
    Forecasts forecasts{*files, clock, policy};
    StepId second;
    StepId third;
};

} // namespace

class ForecastTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsForetoldIsWhatHappens_data();
    void whatIsForetoldIsWhatHappens();
    void severalMailboxesAreChosenAsTheyWillBe_data();
    void severalMailboxesAreChosenAsTheyWillBe();
    void theRestOfARunningCampaignWithTwoMailboxesIsForetold();
    void theRestOfARunningCampaignIsForetold();
    void theDaysAddUp();
    void peopleWhoGetNothingAreNotCounted();
    void withoutAMailboxItSaysSo();
    void anEmptyCampaignHasNoDays();
    void anotherCampaignTakesItsShare();
    void whatIsHeldIsCountedAndNotForetold();
    void aPausedMailboxSendsNothing();
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

void ForecastTest::severalMailboxesAreChosenAsTheyWillBe_data()
{
    QTest::addColumn<int>("people");
    QTest::addColumn<QList<int>>("limits"); // of each mailbox, its own first
    QTest::addColumn<QByteArray>("otherZone");
    QTest::addColumn<bool>("warmUp"); // of the second
    QTest::newRow("two alike") << 9 << QList<int>{6, 6} << QByteArray("Europe/Copenhagen") << false;
    QTest::newRow("one larger than the other") << 12 << QList<int>{4, 9} << QByteArray("Europe/Copenhagen") << false;
    QTest::newRow("three, full on the first day")
        << 14 << QList<int>{3, 2, 4} << QByteArray("Europe/Copenhagen") << false;
    QTest::newRow("days of different clocks") << 10 << QList<int>{4, 4} << QByteArray("America/New_York") << false;
    QTest::newRow("one is warming up") << 12 << QList<int>{3, 12} << QByteArray("Europe/Copenhagen") << true;
}

void ForecastTest::severalMailboxesAreChosenAsTheyWillBe()
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

void ForecastTest::theRestOfARunningCampaignWithTwoMailboxesIsForetold()
{
    ForecastWorld world;
    must(world.outbox.rulebook().keepPace(world.mailbox, 4, 240));
    world.alsoFrom(QStringLiteral("other@harbourline.example"), world.rules, 3, 600);
    world.enrolPeople(9);
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
    world.enrolPeople(10);
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
        QVERIFY(!day.isOff || day.own() == 0);
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

void ForecastTest::aPausedMailboxSendsNothing()
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
