#include "ScoringWorld.h"

#include <QElapsedTimer>

using namespace AlwaysLeads;

/// A hundred thousand people: with progress, without holding anybody up, stopped and gone on with.
class ScoringManyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void scoresManyWhileOthersWriteAndCanBeCancelled();
};

void ScoringManyTest::scoresManyWhileOthersWriteAndCanBeCancelled()
{
#if defined(__SANITIZE_ADDRESS__)
    constexpr int people = 20'000;
#else
    constexpr int people = 100'000;
#endif
    ScoringWorld world;
    world.open();
    QVERIFY(world.files.write([](Connection &connection) {
        return connection.run(
            QStringLiteral("INSERT INTO company (id, name, size, created_at) "
                           "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                           "SELECT i, 'Company ' || i, i, 1 FROM n"));
    }));
    QVERIFY(world.files.write([](Connection &connection) {
        return connection.run(
            QStringLiteral("INSERT INTO lead (first_name, last_name, title, company_id, created_at, updated_at) "
                           "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
                           "SELECT 'Person', i, CASE i % 3 WHEN 0 THEN 'Head of Operations' ELSE 'Poet' END, "
                           "1 + i % 500, 1, 1 FROM n"),
            {people});
    }));
    // As a database of before, whose people nobody noted: the run finds them by their rules' version.
    QVERIFY(world.run(QStringLiteral("DELETE FROM score_stale")));
    const Result<qint64> saved = QCoro::waitFor(world.scoring->save(
        {0,
         {ScoringWorld::rule(ScorePart::Role, "title", ScoreTest::ContainsAny, "operations", 20),
          ScoringWorld::rule(ScorePart::CompanyFit, "company size", ScoreTest::Between, "20-500", 10, "{} people")}}));
    QVERIFY(saved);
    QSignalSpy progressed(world.scoring.get(), &Scoring::progressed);
    QSignalSpy finished(world.scoring.get(), &Scoring::finished);
    QSignalSpy reset(world.leads.get(), &Leads::reset);
    world.scoring->start();
    QTRY_VERIFY_WITH_TIMEOUT(progressed.size() >= 4, 60'000);

    // Somebody else's write gets its turn between two batches.
    QElapsedTimer waited;
    waited.start();
    QVERIFY(QCoro::waitFor(world.settings->setValue(Setting<QString>{QLatin1String("test"), {}}, QStringLiteral("x"))));
    QVERIFY2(waited.elapsed() < 30'000, qPrintable(QString::number(waited.elapsed())));
    QVERIFY(world.scoring->isRunning()); // it did not wait for the end of it, however slow the machine is

    world.scoring->cancel();
    QVERIFY(!world.scoring->isRunning());
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished.first().at(1).toBool(), true);
    const qint64 left = QCoro::waitFor(world.scoring->outdated()).value();
    QVERIFY(left > 0 && left < people);
    QVERIFY(!reset.isEmpty()); // what is done is shown

    // It goes on where it stopped, also after a restart.
    world.restart();
    QSignalSpy ended(world.scoring.get(), &Scoring::finished);
    world.scoring->start();
    QTRY_VERIFY_WITH_TIMEOUT(!ended.isEmpty(), 300'000);
    QCOMPARE(ended.first().at(1).toBool(), false);
    QVERIFY(ended.first().at(0).toLongLong() <= left);
    QCOMPARE(QCoro::waitFor(world.scoring->outdated()).value(), 0);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE score = 30 OR score = 20")),
             people / 3);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE score IS NULL")), 0);

    const Result<ScoreEffect> effect = QCoro::waitFor(
        world.scoring->effect({0, {ScoringWorld::rule(ScorePart::Role, "title", ScoreTest::ContainsAny, "poet", 30)}}));
    QVERIFY(effect);
    QCOMPARE(effect->people, people);
    QCOMPARE(effect->down + effect->up + effect->same, people);
}

QTEST_GUILESS_MAIN(ScoringManyTest)
#include "ScoringManyTest.moc"
