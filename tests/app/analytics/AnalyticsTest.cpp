#include "analytics/Analytics.h"
#include "analytics/AnalyticsStore.h"
#include "app/analytics/MailHistory.h"
#include "app/outbox/OutboxWorld.h"
#include "support/Patience.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <map>
#include <set>

using namespace AlwaysLeads;

namespace {

const QTimeZone copenhagen("Europe/Copenhagen");
const QDateTime today(QDate(2026, 11, 24), QTime(10, 0), Qt::UTC);

/// The same figures by another way: sets of people, one after the other, and Qt's own time zones.
struct Recount
{
    const MailHistory &history;
    QDate first;
    QDate last = QDate(2026, 11, 24);
    qint64 campaign = 0;

    QDate dayOf(const QDateTime &at) const { return at.toTimeZone(copenhagen).date(); }
    bool isIn(const QDateTime &at) const { return dayOf(at) >= first && dayOf(at) <= last; }
    bool counts(const MailHistory::Mail &mail) const
    {
        return mail.left.isValid() && isIn(mail.left) && (campaign == 0 || mail.campaign == campaign)
            && (mail.state == QLatin1String("accepted") || mail.state == QLatin1String("refused for good"));
    }
    static bool isHuman(const QString &word)
    {
        static const QStringList machines{QStringLiteral("out of office"), QStringLiteral("bounce"),
                                          QStringLiteral("automatic"), QStringLiteral("complaint")};
        return !machines.contains(word);
    }
    bool hasAnswer(const MailHistory::Mail &mail, const std::function<bool(const QString &)> &meant) const
    {
        return std::ranges::any_of(history.answers, [&](const MailHistory::Answer &answer) {
            return answer.mail == mail.id && answer.counts && meant(answer.word);
        });
    }
    template <typename Key>
    std::map<Key, Tally> by(const std::function<QList<Key>(const MailHistory::Mail &)> &keys) const
    {
        struct People
        {
            std::set<qint64> written, delivered, replied, interested, bounced, optedOut;
        };
        std::map<Key, People> groups;
        for (const MailHistory::Mail &mail : history.mails) {
            if (!counts(mail)) {
                continue;
            }
            const auto is = [&](const char *word) {
                return hasAnswer(mail, [&](const QString &one) { return one == QLatin1String(word); });
            };
            // Whoever answered has it, whatever a server said.
            const bool back = (mail.state != QLatin1String("accepted") || is("bounce")) && !hasAnswer(mail, &isHuman);
            const QList<Key> of = keys(mail);
            for (const Key &key : of) {
                People &group = groups[key];
                group.written.insert(mail.lead);
                if (back) {
                    group.bounced.insert(mail.lead);
                } else {
                    group.delivered.insert(mail.lead);
                }
                if (hasAnswer(mail, &isHuman)) {
                    group.replied.insert(mail.lead);
                }
                if (is("interested")) {
                    group.interested.insert(mail.lead);
                }
                if (is("opt-out")) {
                    group.optedOut.insert(mail.lead);
                }
            }
        }
        std::map<Key, Tally> tallies;
        for (const auto &[key, group] : groups) {
            tallies[key] = {qint64(group.written.size()), qint64(group.delivered.size()),
                            qint64(group.replied.size()), qint64(group.interested.size()),
                            qint64(group.bounced.size()), qint64(group.optedOut.size())};
        }
        return tallies;
    }
};

std::map<qint64, Tally> shownBy(const Figures &figures, Dimension dimension)
{
    std::map<qint64, Tally> tallies;
    for (const BreakdownRow &row : figures.by(dimension)) {
        tallies[row.variant < 0 ? row.id : row.id * 100 + row.variant] = row.tally;
    }
    return tallies;
}

qint64 waitingFor(const Figures &figures, WaitingFigure::Kind kind, SendReason reason = SendReason::None)
{
    for (const WaitingFigure &figure : figures.waiting) {
        if (figure.kind == kind && figure.reason == reason) {
            return figure.count;
        }
    }
    return 0;
}

} // namespace

class AnalyticsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void knowsTheRangesOfTheTextbooks_data();
    void knowsTheRangesOfTheTextbooks();
    void saysWhenThereIsTooLittle();
    void neverCallsARowAWinnerWhoseRangeOverlaps();
    void knowsTheDaysAndHoursOfAZone();
    void putsDaysTogether();
    void countsAsARecountDoes_data();
    void countsAsARecountDoes();
    void countsADayWhereThePersonLives();
    void readsNothingButTheIndex();
    void saysWhatWaitsAndWhy();
    void hasNothingToSayBeforeTheFirstMail();
    void tablesHoldTheFigures();
    void noCellRunsAsAFormula();
    void savesEachTableIntoAFile();
    void stopsWhenAsked();
    void tellsABurstOfChangesOnce();

private:
    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<MailHistory> m_history;
};

void AnalyticsTest::initTestCase()
{
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_history = std::make_unique<MailHistory>(*m_files, today, 1500, 140); // over the end of summer time
}

void AnalyticsTest::cleanupTestCase()
{
    m_history.reset();
    m_files.reset();
}

void AnalyticsTest::knowsTheRangesOfTheTextbooks_data()
{
    QTest::addColumn<int>("hits");
    QTest::addColumn<int>("of");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", method 3.
    QTest::newRow("81 of 263") << 81 << 263 << 0.2553 << 0.3662;
    QTest::newRow("15 of 148") << 15 << 148 << 0.0624 << 0.1605;
    QTest::newRow("0 of 20") << 0 << 20 << 0.0 << 0.1611;
    QTest::newRow("1 of 29") << 1 << 29 << 0.0061 << 0.1718;
    QTest::newRow("none of ten") << 0 << 10 << 0.0 << 0.2775;
    QTest::newRow("all of ten") << 10 << 10 << 0.7225 << 1.0;
    QTest::newRow("the design's") << 47 << 398 << 0.0900 << 0.1535;
}

void AnalyticsTest::knowsTheRangesOfTheTextbooks()
{
    QFETCH(int, hits);
    QFETCH(int, of);
    QFETCH(double, from);
    QFETCH(double, to);
    const LikelyRange likely = Rate{hits, of}.likely();
    QVERIFY2(std::abs(likely.from - from) < 0.00006, qPrintable(QString::number(likely.from)));
    QVERIFY2(std::abs(likely.to - to) < 0.00006, qPrintable(QString::number(likely.to)));
}

void AnalyticsTest::saysWhenThereIsTooLittle()
{
    QVERIFY(!Rate().isKnown());
    QCOMPARE(Rate().likely(), (LikelyRange{0, 1}));
    QVERIFY(!(Rate{5, 29}.isEnough()));
    QVERIFY((Rate{0, 30}.isEnough()));
}

void AnalyticsTest::neverCallsARowAWinnerWhoseRangeOverlaps()
{
    const auto row = [](qint64 replied, qint64 people) {
        BreakdownRow made;
        made.tally.replied = replied;
        made.tally.people = people;
        return made;
    };
    const QList<BreakdownRow> close{row(21, 142), row(12, 108), row(2, 22)};
    QCOMPARE(comparisonOf(close, 0), Comparison::Highest);
    QCOMPARE(comparisonOf(close, 1), Comparison::None);
    QCOMPARE(comparisonOf(close, 2), Comparison::TooFew);
    const QList<BreakdownRow> apart{row(120, 200), row(10, 200)};
    QCOMPARE(comparisonOf(apart, 0), Comparison::HighestByFar);
    QCOMPARE(comparisonOf({row(9, 90)}, 0), Comparison::None); // with nobody beside it
    QCOMPARE(comparisonOf({row(9, 90), row(9, 90)}, 0), Comparison::None); // both the same
}

void AnalyticsTest::knowsTheDaysAndHoursOfAZone()
{
    const LocalDays days(QDate(2026, 10, 24), QDate(2026, 10, 26), copenhagen);
    QCOMPARE(days.count(), 3);
    const auto at = [](int day, int hour, int minute) {
        return QDateTime(QDate(2026, 10, day), QTime(hour, minute), Qt::UTC).toMSecsSinceEpoch();
    };
    QCOMPARE(days.dayAt(at(23, 21, 59)), -1);
    QCOMPARE(days.dayAt(at(23, 22, 0)), 0); // midnight of the 24th there
    QCOMPARE(days.dayAt(at(24, 21, 59)), 0);
    QCOMPARE(days.dayAt(at(24, 22, 0)), 1);
    // The day of 25 hours: the clock shows 02:30 twice.
    QCOMPARE(days.hourAt(at(25, 0, 30), 1), 2);
    QCOMPARE(days.hourAt(at(25, 1, 30), 1), 2);
    QCOMPARE(days.hourAt(at(25, 22, 59), 1), 23);
    QCOMPARE(days.dayAt(at(25, 22, 59)), 1);
    QCOMPARE(days.dayAt(at(25, 23, 0)), 2);
    QCOMPARE(days.dayAt(at(26, 23, 0)), -1);
    QCOMPARE(days.hourAt(at(25, 23, 0), 2), 0);
}

void AnalyticsTest::putsDaysTogether()
{
    QCOMPARE(bucketSizeFor(90), BucketSize::Day);
    QCOMPARE(bucketSizeFor(400), BucketSize::Week);
    QCOMPARE(bucketSizeFor(1000), BucketSize::Month);
    const LocalDays days(QDate(2026, 11, 26), QDate(2026, 12, 8), copenhagen); // from a Thursday
    std::vector<qint64> ones(size_t(days.count()), 1);
    const QList<TimeBucket> weeks = bucketsOf(days, BucketSize::Week, ones, ones, ones);
    QCOMPARE(weeks.size(), 3);
    QCOMPARE(weeks.at(0).to, QDate(2026, 11, 29));
    QCOMPARE(weeks.at(0).mails, 4);
    QCOMPARE(weeks.at(1).from, QDate(2026, 11, 30));
    QCOMPARE(weeks.at(1).replies, 7);
    QCOMPARE(weeks.at(2).costMicros, 2);
    const QList<TimeBucket> months = bucketsOf(days, BucketSize::Month, ones, ones, ones);
    QCOMPARE(months.size(), 2);
    QCOMPARE(months.at(1).from, QDate(2026, 12, 1));
    QCOMPARE(months.at(1).mails, 8);
}

void AnalyticsTest::countsAsARecountDoes_data()
{
    QTest::addColumn<int>("period");
    QTest::addColumn<qint64>("campaign");
    for (int period = 0; period < 4; ++period) {
        QTest::addRow("period %d, all", period) << period << qint64(0);
        QTest::addRow("period %d, one campaign", period) << period << MailHistory::firstCampaign + 1;
    }
}

void AnalyticsTest::countsAsARecountDoes()
{
    QFETCH(int, period);
    QFETCH(qint64, campaign);
    TestDatabase &files = *m_files;
    const MailHistory &history = *m_history;
    QVERIFY(history.mails.size() > 2500);
    VirtualClock clock(today);
    Analytics analytics(*files, clock, {}, [] { return copenhagen; });
    AnalyticsQuery query{AnalyticsQuery::Period(period), CampaignId(campaign)};
    const Figures figures = must(analytics.figures(query));

    Recount recount{history, QDate(), QDate(2026, 11, 24), campaign};
    const int days = daysOf(query.period);
    recount.first = days > 0 ? recount.last.addDays(1 - days) : QDate(2000, 1, 1);
    if (days > 0) {
        QCOMPARE(figures.first, recount.first);
    }
    QCOMPARE(figures.last, recount.last);
    QVERIFY(figures.hasEverSent);
    using Mail = MailHistory::Mail;
    QCOMPARE(figures.people, recount.by<int>([](const Mail &) { return QList<int>{0}; })[0]);
    QVERIFY(figures.people.people > 10);
    QVERIFY(figures.people.replied > 0);
    QVERIFY(period == 0 || figures.people.interested > 0);
    QCOMPARE(shownBy(figures, Dimension::Campaign),
             recount.by<qint64>([](const Mail &mail) { return QList<qint64>{mail.campaign}; }));
    QCOMPARE(shownBy(figures, Dimension::Step),
             recount.by<qint64>([](const Mail &mail) { return QList<qint64>{mail.step}; }));
    QCOMPARE(shownBy(figures, Dimension::Mailbox),
             recount.by<qint64>([](const Mail &mail) { return QList<qint64>{mail.mailbox}; }));
    QCOMPARE(shownBy(figures, Dimension::Variant), recount.by<qint64>([](const Mail &mail) {
        return mail.step % 10 == 2 ? QList<qint64>{mail.step * 100 + mail.variant} : QList<qint64>();
    }));
    QCOMPARE(shownBy(figures, Dimension::Hour), recount.by<qint64>([](const Mail &mail) {
        return QList<qint64>{mail.left.toTimeZone(copenhagen).time().hour()};
    }));
    QCOMPARE(shownBy(figures, Dimension::Segment), recount.by<qint64>([&](const Mail &mail) {
        QList<qint64> lists;
        if (MailHistory::isOnList(mail.lead)) {
            lists << history.list;
        }
        if (MailHistory::isInSegment(mail.lead)) {
            lists << history.segment;
        }
        return lists;
    }));

    std::map<QDate, std::array<qint64, 3>> byDay;
    for (const Mail &mail : history.mails) {
        byDay[recount.dayOf(mail.left)][0] += recount.counts(mail) ? 1 : 0;
    }
    for (const MailHistory::Answer &answer : history.answers) {
        const bool counts = answer.counts && Recount::isHuman(answer.word) && recount.isIn(answer.at)
            && (campaign == 0 || answer.campaign == campaign);
        byDay[recount.dayOf(answer.at)][1] += counts ? 1 : 0;
    }
    qint64 cost = 0;
    for (const MailHistory::Cost &one : history.costs) {
        const bool counts = recount.isIn(one.at) && (campaign == 0 || one.campaign == campaign);
        byDay[recount.dayOf(one.at)][2] += counts ? one.micros : 0;
        cost += counts ? one.micros : 0;
    }
    std::array<qint64, 3> sums{};
    for (const TimeBucket &bucket : figures.overTime) {
        std::array<qint64, 3> expected{};
        for (QDate day = bucket.from; day <= bucket.to; day = day.addDays(1)) {
            for (size_t i = 0; i < 3; ++i) {
                expected[i] += byDay[day][i];
            }
        }
        QCOMPARE((std::array<qint64, 3>{bucket.mails, bucket.replies, bucket.costMicros}), expected);
        for (size_t i = 0; i < 3; ++i) {
            sums[i] += expected[i];
        }
    }
    QCOMPARE(figures.mails, sums[0]);
    QCOMPARE(figures.replies, sums[1]);
    QCOMPARE(figures.costMicros, cost);
    QCOMPARE(sums[2], cost);
    QCOMPARE(figures.overTime.constFirst().from, figures.first);
    QCOMPARE(figures.overTime.constLast().to, figures.last);
}

void AnalyticsTest::countsADayWhereThePersonLives()
{
    TestDatabase files = copiedDatabase();
    const MailHistory history(files, today, 30, 20);
    VirtualClock clock(QDateTime(QDate(2026, 11, 24), QTime(23, 30), Qt::UTC));
    QTimeZone zone = QTimeZone::utc();
    Analytics analytics(*files, clock, {}, [&zone] { return zone; });
    QCOMPARE(must(analytics.figures({})).last, QDate(2026, 11, 24));
    zone = copenhagen; // half past midnight there
    QCOMPARE(must(analytics.figures({})).last, QDate(2026, 11, 25));
}

void AnalyticsTest::readsNothingButTheIndex()
{
    TestDatabase files = copiedDatabase();
    const QString plan = must(files.read([](Connection &connection) -> Result<QString> {
        Result<Query> rows = connection.query(QStringLiteral(
            "EXPLAIN QUERY PLAN SELECT lead_id, intent_at, state = 'accepted', campaign_id, step_id, version, "
            "mailbox_id, draft_id, id FROM send INDEXED BY send_for_figures WHERE intent_at IS NOT NULL AND intent_at "
            ">= 1 AND intent_at < 2 AND state IN ('accepted', 'refused for good') ORDER BY lead_id"));
        if (!rows) {
            return failureOf(std::move(rows));
        }
        QStringList lines;
        while (rows->next()) {
            lines << rows->text(3);
        }
        return lines.join(QLatin1Char('\n'));
    }));
    QVERIFY2(plan.contains(QLatin1String("COVERING INDEX send_for_figures")), qPrintable(plan));
    QVERIFY2(!plan.contains(QLatin1String("TEMP B-TREE")), qPrintable(plan)); // it comes person by person
}

void AnalyticsTest::saysWhatWaitsAndWhy()
{
    OutboxWorld world;
    const QList<LeadId> leads = world.queue(4);
    must(world.outbox.hold(world.sendOf(leads.first()).id));
    const LeadId reader = world.addLead(QStringLiteral("Reader"), QStringLiteral("reader@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {reader}));
    must(world.writer.write(world.campaign));
    Analytics analytics(*world.files, world.clock, world.policy, [] { return copenhagen; });
    Figures figures = must(analytics.figures({}));
    QCOMPARE(waitingFor(figures, WaitingFigure::Kind::Outbox, SendReason::Hold), 1);
    qint64 outbox = 0;
    for (const WaitingFigure &figure : std::as_const(figures.waiting)) {
        QVERIFY(!figure.text.isEmpty());
        outbox += figure.kind == WaitingFigure::Kind::Outbox ? figure.count : 0;
    }
    QCOMPARE(outbox, 4);
    QCOMPARE(waitingFor(figures, WaitingFigure::Kind::Review), 1);

    const CampaignId other = must(world.campaigns.create(QStringLiteral("Alpine transit")));
    AnalyticsQuery query;
    query.campaign = other;
    figures = must(analytics.figures(query));
    QVERIFY(figures.waiting.isEmpty());
    query.campaign = world.campaign;
    QCOMPARE(waitingFor(must(analytics.figures(query)), WaitingFigure::Kind::Outbox, SendReason::Hold), 1);
}

void AnalyticsTest::hasNothingToSayBeforeTheFirstMail()
{
    OutboxWorld world;
    world.queue(2);
    Analytics analytics(*world.files, world.clock, world.policy);
    for (int period = 0; period < 4; ++period) {
        const Figures figures = must(analytics.figures({AnalyticsQuery::Period(period), {}}));
        QVERIFY(!figures.hasEverSent);
        QCOMPARE(figures.people, Tally());
        QCOMPARE(figures.mails, 0);
        QVERIFY(!figures.overTime.isEmpty());
        QVERIFY(figures.by(Dimension::Campaign).isEmpty());
    }
}

void AnalyticsTest::tablesHoldTheFigures()
{
    TestDatabase files = copiedDatabase();
    const MailHistory history(files, today, 300, 25);
    VirtualClock clock(today);
    Analytics analytics(*files, clock, {}, [] { return copenhagen; });
    const Figures figures = must(analytics.figures({}));
    const QList<FigureTable> tables = FigureTable::all(figures);
    QCOMPARE(tables.size(), 12);
    std::set<QString> names;
    for (const FigureTable &table : tables) {
        QVERIFY2(names.insert(table.name).second, qPrintable(table.name));
        QCOMPARE(table.labels.size(), table.columns.size());
        for (qsizetype row = 0; row < table.rows.size(); ++row) {
            QCOMPARE(table.rows.at(row).size(), table.columns.size());
            for (qsizetype column = 0; column < table.columns.size(); ++column) {
                QVERIFY(!table.shown(row, column).isEmpty());
            }
        }
        QCOMPARE(table.csv().count("\r\n"), table.rows.size() + 1);
    }
    const FigureTable days = FigureTable::overTime(figures);
    QCOMPARE(days.rows.size(), 30);
    qint64 mails = 0;
    for (const QVariantList &row : days.rows) {
        mails += row.at(2).toLongLong();
    }
    QCOMPARE(mails, figures.mails);
    const FigureTable rates = FigureTable::summary(figures);
    QCOMPARE(rates.rows.at(0).at(1).toLongLong(), figures.people.replied);
    QCOMPARE(rates.rows.at(0).at(3).toDouble(), figures.people.replies().share());
    const FigureTable campaigns = FigureTable::breakdown(figures, Dimension::Campaign);
    QCOMPARE(campaigns.rows.size(), MailHistory::campaignCount);
    QCOMPARE(campaigns.rows.at(0).at(1).toLongLong(), figures.by(Dimension::Campaign).at(0).tally.people);
}

void AnalyticsTest::noCellRunsAsAFormula()
{
    TestDatabase files = copiedDatabase();
    const MailHistory history(files, today, 60, 20);
    VirtualClock clock(today);
    Analytics analytics(*files, clock);
    const QByteArray csv = FigureTable::breakdown(must(analytics.figures({})), Dimension::Campaign).csv();
    QVERIFY2(csv.contains("'=Pacific ports"), csv.constData());
    QVERIFY(!csv.contains("\n=Pacific"));
}

void AnalyticsTest::savesEachTableIntoAFile()
{
    TestDatabase files = copiedDatabase();
    const MailHistory history(files, today, 60, 20);
    VirtualClock clock(today);
    Analytics analytics(*files, clock);
    const QList<FigureTable> tables = FigureTable::all(must(analytics.figures({})));
    const QTemporaryDir folder;
    must(analytics.saveAll(tables, folder.path()));
    for (const FigureTable &table : tables) {
        QFile file(folder.filePath(table.name + QStringLiteral(".csv")));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(table.name));
        QCOMPARE(file.readAll(), table.csv());
    }
    const Result<> refused =
        QCoro::waitFor(analytics.save(tables.first(), folder.filePath(QStringLiteral("not/there.csv"))));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
}

void AnalyticsTest::stopsWhenAsked()
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock(today);
    Analytics analytics(*files, clock);
    std::stop_source stop;
    stop.request_stop();
    const Result<Figures> figures = QCoro::waitFor(analytics.figures({}, stop.get_token()));
    QVERIFY(!figures);
    QCOMPARE(figures.error().kind, ErrorKind::Cancelled);
}

void AnalyticsTest::tellsABurstOfChangesOnce()
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock(today);
    Analytics analytics(*files, clock);
    QSignalSpy told(&analytics, &Analytics::changed);
    for (int i = 0; i < 50; ++i) {
        analytics.noteChange();
    }
    QTRY_COMPARE(told.size(), 1);
    analytics.noteChange();
    QTRY_COMPARE(told.size(), 2);
}

QTEST_GUILESS_MAIN(AnalyticsTest)
#include "AnalyticsTest.moc"
