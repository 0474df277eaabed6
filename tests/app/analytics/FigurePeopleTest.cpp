#include "analytics/Analytics.h"
#include "app/analytics/MailHistory.h"
#include "app/outbox/OutboxWorld.h"
#include "lead/LeadEventStore.h"

#include <QTest>

#include <set>

using namespace AlwaysLeads;
using Who = FigurePeople::Who;

namespace {

const QTimeZone copenhagen("Europe/Copenhagen");

qint64 countOf(const Tally &tally, Who who)
{
    switch (who) {
    case Who::WrittenTo:
        return tally.people;
    case Who::Delivered:
        return tally.delivered;
    case Who::Replied:
        return tally.replied;
    case Who::Interested:
        return tally.interested;
    case Who::Meeting:
        return tally.meetings;
    case Who::Bounced:
        return tally.bounced;
    case Who::OptedOut:
        return tally.optedOut;
    }
    return -1;
}

constexpr Who everybody[] = {Who::WrittenTo, Who::Delivered, Who::Replied, Who::Interested,
                             Who::Meeting,   Who::Bounced,   Who::OptedOut};

struct Stage
{
    Stage()
    {
        world.clock.advanceTo(QDateTime(QDate(2026, 11, 24), QTime(10, 0), Qt::UTC));
        history.emplace(world.files, world.clock.now(), 400, 60);
        // Every seventh person agreed on a meeting, whether they answered or not.
        must(world.files.write([now = world.clock.now()](Connection &connection) {
            return connection
                .run(QStringLiteral("INSERT INTO lead_event (lead_id, at, kind) SELECT id, ?, 'meeting' FROM lead "
                                    "WHERE id % 7 = 0"),
                     {now})
                .map([](qint64) {});
        }));
    }
    ~Stage() { world.files.settle(); }

    Figures figures(AnalyticsQuery query) { return must(analytics.figures(query)); }
    QList<LeadId> people(const FigurePeople &wanted) { return must(analytics.people(wanted)); }

    OutboxWorld world;
    std::optional<MailHistory> history;
    Analytics analytics{*world.files, world.clock, world.policy, [] { return copenhagen; }};
};

} // namespace

/// Behind each number of the dashboard stand as many people as it says, and each of them once.
class FigurePeopleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asManyAsTheNumber_data();
    void asManyAsTheNumber();
    void everyRowHasItsPeople();
    void everyBarHasItsPeople();
    void thoseWhoRepliedAreThoseWhoWrote();
    void aMeetingCountsForThoseWhoAnswered();
    void aMeetingOfBeforeTheMailIsNotItsMerit();
};

void FigurePeopleTest::asManyAsTheNumber_data()
{
    QTest::addColumn<int>("period");
    QTest::addColumn<qint64>("campaign");
    for (const int period : {0, 1, 2, 3}) {
        QTest::addRow("period %d, all campaigns", period) << period << qint64(0);
        if (period > 0) { // too few people in a week
            QTest::addRow("period %d, one campaign", period) << period << MailHistory::firstCampaign;
        }
    }
}

void FigurePeopleTest::asManyAsTheNumber()
{
    QFETCH(int, period);
    QFETCH(qint64, campaign);
    Stage stage;
    const AnalyticsQuery query{AnalyticsQuery::Period(period), CampaignId(campaign)};
    const Figures figures = stage.figures(query);
    QVERIFY(figures.people.people > 20);
    for (const Who who : everybody) {
        FigurePeople wanted;
        wanted.query = query;
        wanted.who = who;
        const QList<LeadId> people = stage.people(wanted);
        QCOMPARE(people.size(), countOf(figures.people, who));
        QCOMPARE(QSet<LeadId>(people.begin(), people.end()).size(), people.size());
    }
}

void FigurePeopleTest::everyRowHasItsPeople()
{
    Stage stage;
    const AnalyticsQuery query{AnalyticsQuery::Period::Quarter, {}};
    const Figures figures = stage.figures(query);
    for (int number = 0; number < dimensionCount; ++number) {
        const auto dimension = Dimension(number);
        QVERIFY(!figures.by(dimension).isEmpty());
        for (const BreakdownRow &row : figures.by(dimension)) {
            for (const Who who : {Who::WrittenTo, Who::Replied, Who::Bounced}) {
                const FigurePeople wanted{query, who, dimension, row.id, row.version, row.variant, {}, {}};
                QCOMPARE(stage.people(wanted).size(), countOf(row.tally, who));
            }
        }
    }
}

void FigurePeopleTest::everyBarHasItsPeople()
{
    Stage stage;
    const AnalyticsQuery query{AnalyticsQuery::Period::Month, {}};
    const Figures figures = stage.figures(query);
    for (const TimeBucket &bucket : figures.overTime) {
        std::set<qint64> expected;
        for (const MailHistory::Mail &mail : stage.history->mails) {
            const QDate day = mail.left.toTimeZone(copenhagen).date();
            const bool settled =
                mail.state == QLatin1String("accepted") || mail.state == QLatin1String("refused for good");
            if (settled && day >= bucket.from && day <= bucket.to) {
                expected.insert(mail.lead);
            }
        }
        FigurePeople wanted;
        wanted.query = query;
        wanted.from = bucket.from;
        wanted.to = bucket.to;
        const QList<LeadId> people = stage.people(wanted);
        std::set<qint64> found;
        for (const LeadId lead : people) {
            found.insert(lead.value());
        }
        QVERIFY(found == expected);
    }
}

void FigurePeopleTest::thoseWhoRepliedAreThoseWhoWrote()
{
    Stage stage;
    static const QStringList machines{QStringLiteral("out of office"), QStringLiteral("bounce"),
                                      QStringLiteral("automatic")};
    std::set<qint64> expected;
    for (const MailHistory::Answer &answer : stage.history->answers) {
        if (answer.counts && !machines.contains(answer.word)) {
            expected.insert(stage.history->mails[size_t(answer.mail - 1)].lead);
        }
    }
    FigurePeople wanted;
    wanted.query.period = AnalyticsQuery::Period::All;
    wanted.who = Who::Replied;
    std::set<qint64> found;
    for (const LeadId lead : stage.people(wanted)) {
        found.insert(lead.value());
    }
    QVERIFY(!found.empty());
    QVERIFY(found == expected);
}

void FigurePeopleTest::aMeetingCountsForThoseWhoAnswered()
{
    Stage stage;
    AnalyticsQuery query;
    query.period = AnalyticsQuery::Period::All;
    const Figures figures = stage.figures(query);
    FigurePeople wanted;
    wanted.query = query;
    wanted.who = Who::Meeting;
    const QList<LeadId> people = stage.people(wanted);
    QVERIFY(!people.isEmpty());
    QVERIFY(people.size() < figures.people.replied);
    wanted.who = Who::Replied;
    const QList<LeadId> replied = stage.people(wanted);
    for (const LeadId lead : replied) {
        QCOMPARE(people.contains(lead), lead.value() % 7 == 0);
    }
}

void FigurePeopleTest::aMeetingOfBeforeTheMailIsNotItsMerit()
{
    Stage stage;
    AnalyticsQuery query;
    query.period = AnalyticsQuery::Period::All;
    QVERIFY(stage.figures(query).people.meetings > 0);
    must(stage.world.files.write([](Connection &connection) { // of a customer of last year, before all mails
        return connection.run(QStringLiteral("UPDATE lead_event SET at = 0 WHERE kind = 'meeting'"), {})
            .map([](qint64) {});
    }));
    QCOMPARE(stage.figures(query).people.meetings, 0);
}

QTEST_GUILESS_MAIN(FigurePeopleTest)
#include "FigurePeopleTest.moc"
