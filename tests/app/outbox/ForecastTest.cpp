#include "app/outbox/CalendarWorld.h"
#include "campaign/CampaignStore.h"
#include "draft/Sequence.h"
#include "draft/SequenceStage.h"
#include "draft/SequenceStore.h"
#include "draft/WorkingDays.h"
#include "outbox/Forecasts.h"
#include "sending/CountryNames.h"

#include <QtTest>

#include <algorithm>

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
    /// What left: person, step, when.
    QStringList history()
    {
        return must(files.read([](Connection &c) -> Result<QStringList> {
            Result<Query> query = c.query(QStringLiteral(
                "SELECT lead_id, step_id, intent_at FROM send WHERE state = 'accepted' ORDER BY intent_at, id"));
            QStringList found;
            while (query && query->next()) {
                found.append(line(LeadId(query->number(0)), StepId(query->number(1)), query->time(2)));
            }
            return found;
        }));
    }
    static QString line(LeadId lead, StepId step, const QDateTime &at)
    {
        return QStringLiteral("%1 %2 %3")
            .arg(at.toUTC().toString(Qt::ISODateWithMs))
            .arg(lead.value())
            .arg(step.value());
    }
    static QStringList linesOf(const Forecast &forecast)
    {
        QStringList lines;
        for (const ForecastMail &mail : forecast.mails) {
            lines.append(line(mail.lead, mail.step, mail.at));
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
    void theRestOfARunningCampaignIsForetold();
    void theDaysAddUp();
    void peopleWhoGetNothingAreNotCounted();
    void withoutAMailboxItSaysSo();
    void anEmptyCampaignHasNoDays();
    void anotherCampaignTakesItsShare();
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
    QList<LeadId> leads;
    for (int number = 0; number < people; ++number) {
        leads.append(world.person(number));
    }
    must(world.campaigns.enrol(world.campaign, leads));
    const Forecast foretold = must(world.forecasts.of(world.campaign));
    QVERIFY2(foretold.problem.isEmpty(), qPrintable(foretold.problem));
    QCOMPARE(foretold.people, people);
    QVERIFY(foretold.mails.size() > people);

    must(world.campaigns.launch(world.campaign));
    must(world.writer.write(world.campaign));
    world.approveAll();
    world.live(foretold.mails.last().at.addDays(1));
    QCOMPARE(world.history(), ForecastWorld::linesOf(foretold));
}

void ForecastTest::theRestOfARunningCampaignIsForetold()
{
    ForecastWorld world;
    must(world.outbox.rulebook().keepPace(world.mailbox, 5, 240));
    QList<LeadId> leads;
    for (int number = 0; number < 8; ++number) {
        leads.append(world.person(number));
    }
    must(world.campaigns.enrol(world.campaign, leads));
    must(world.campaigns.launch(world.campaign));
    must(world.writer.write(world.campaign));
    world.approveAll();
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
    QList<LeadId> leads;
    for (int number = 0; number < 10; ++number) {
        leads.append(world.person(number));
    }
    must(world.campaigns.enrol(world.campaign, leads));
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

QTEST_GUILESS_MAIN(ForecastTest)
#include "ForecastTest.moc"
