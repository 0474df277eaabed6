#include "draft/SequencePlan.h"
#include "draft/WorkingDays.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

const QDateTime wednesday(QDate(2026, 11, 25), QTime(9, 30), Qt::UTC);

CampaignStep step(qint64 id, int delay, bool removed = false)
{
    CampaignStep made;
    made.id = StepId(id);
    made.rule.delayDays = delay;
    made.isRemoved = removed;
    return made;
}

StepMark done(qint64 id, const QDateTime &at)
{
    return {StepId(id), StepMark::State::Done, at};
}

} // namespace

class SequencePlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsWorkingDays_data();
    void countsWorkingDays();
    void goesFromStepToStep();
    void waitsWhileAStepIsOpenAndStopsWhereItEnded();
    void neverGoesBackToWhatWasPutInBehindSomebody();
    void aRemovedStepIsPassedAndItsTimeCounts();
    void noStepIsSkippedOrRepeatedOverRandomEdits();
};

void SequencePlanTest::countsWorkingDays_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<QLocale::Territory>("country");
    QTest::addColumn<QDate>("date");
    QTest::newRow("none") << 0 << QLocale::Poland << QDate(2026, 11, 25);
    QTest::newRow("within the week") << 2 << QLocale::Poland << QDate(2026, 11, 27);
    QTest::newRow("over a weekend") << 3 << QLocale::Poland << QDate(2026, 11, 30);
    QTest::newRow("two weeks") << 10 << QLocale::AnyTerritory << QDate(2026, 12, 9);
    QTest::newRow("over Christmas") << 22 << QLocale::Denmark << QDate(2026, 12, 28);
    QTest::newRow("no holidays known") << 22 << QLocale::AnyTerritory << QDate(2026, 12, 25);
    QTest::newRow("back") << -3 << QLocale::AnyTerritory << QDate(2026, 11, 20);
}

void SequencePlanTest::countsWorkingDays()
{
    QFETCH(int, days);
    QFETCH(QLocale::Territory, country);
    QFETCH(QDate, date);
    QCOMPARE(workingDaysAfter(wednesday, days, country), QDateTime(date, wednesday.time(), Qt::UTC));
}

void SequencePlanTest::goesFromStepToStep()
{
    const QList<CampaignStep> steps{step(1, 0), step(2, 3), step(3, 5)};
    const auto next = [&](const QList<StepMark> &marks) {
        return nextStep(steps, marks, wednesday, QLocale::AnyTerritory);
    };
    const DueStep first{StepId(1), wednesday};
    QCOMPARE(next({}), first);
    const DueStep second{StepId(2), wednesday.addDays(5)};
    QCOMPARE(next({done(1, wednesday)}), second);
    const DueStep third{StepId(3), wednesday.addDays(14)};
    QCOMPARE(next({done(2, wednesday.addDays(7)), done(1, wednesday)}), third);
    QVERIFY(!next({done(1, wednesday), done(2, wednesday), done(3, wednesday)}));
}

void SequencePlanTest::waitsWhileAStepIsOpenAndStopsWhereItEnded()
{
    const QList<CampaignStep> steps{step(1, 0), step(2, 3)};
    for (const auto state : {StepMark::State::Open, StepMark::State::Ended}) {
        QVERIFY(!nextStep(steps, {{StepId(1), state, wednesday}}, wednesday, QLocale::AnyTerritory));
        // Two records that became one: the step was had, whatever else became of it.
        QVERIFY(nextStep(steps, {{StepId(1), state, wednesday}, done(1, wednesday)}, wednesday, QLocale::AnyTerritory));
    }
}

void SequencePlanTest::neverGoesBackToWhatWasPutInBehindSomebody()
{
    const QList<CampaignStep> steps{step(1, 0), step(9, 1), step(2, 3), step(3, 5)};
    const std::optional<DueStep> next =
        nextStep(steps, {done(1, wednesday), done(2, wednesday)}, wednesday, QLocale::AnyTerritory);
    QCOMPARE(next->step, StepId(3));
    QCOMPARE(nextStep(steps, {done(1, wednesday)}, wednesday, QLocale::AnyTerritory)->step, StepId(9));
}

void SequencePlanTest::aRemovedStepIsPassedAndItsTimeCounts()
{
    const QList<CampaignStep> steps{step(1, 0), step(2, 3, true), step(3, 1)};
    QCOMPARE(nextStep(steps, {done(1, wednesday)}, wednesday, QLocale::AnyTerritory)->at, wednesday.addDays(1));
    const QDateTime later = wednesday.addDays(7);
    QCOMPARE(nextStep(steps, {done(1, wednesday), done(2, later)}, wednesday, QLocale::AnyTerritory)->at,
             later.addDays(1));
    const QList<StepMark> open{done(1, wednesday), {StepId(2), StepMark::State::Open, wednesday}};
    QCOMPARE(nextStep(steps, open, wednesday, QLocale::AnyTerritory)->step, StepId(3)); // its draft is dead
}

void SequencePlanTest::noStepIsSkippedOrRepeatedOverRandomEdits()
{
    QRandomGenerator random(5);
    for (int round = 0; round < 300; ++round) {
        QList<CampaignStep> steps{step(1, 0)};
        qint64 nextId = 2;
        QList<StepMark> marks;
        QSet<qint64> had;
        QSet<qint64> passedBy; // put in at places that this person was past
        QDateTime now = wednesday;
        for (int turn = 0; turn < 40; ++turn) {
            const int place = random.bounded(1, int(steps.size()) + 1);
            switch (random.bounded(4)) {
            case 0:
                steps.insert(place, step(nextId, random.bounded(6)));
                for (qsizetype behind = place; behind < steps.size(); ++behind) {
                    if (had.contains(steps.at(behind).id.value())) {
                        passedBy.insert(nextId);
                    }
                }
                ++nextId;
                break;
            case 1:
                if (place < steps.size()) {
                    steps[place].isRemoved = true;
                }
                break;
            default: {
                const std::optional<DueStep> next = nextStep(steps, marks, wednesday, QLocale::AnyTerritory);
                if (!next) {
                    break;
                }
                QVERIFY(!had.contains(next->step.value())); // never twice
                QVERIFY(!passedBy.contains(next->step.value())); // never back
                for (const CampaignStep &before : std::as_const(steps)) {
                    if (before.id == next->step) {
                        QVERIFY(!before.isRemoved);
                        break;
                    }
                    QVERIFY(before.isRemoved || had.contains(before.id.value())
                            || passedBy.contains(before.id.value())); // never over one
                }
                QVERIFY(next->at >= wednesday);
                now = std::max(now, next->at).addSecs(random.bounded(100000));
                marks.append({next->step, StepMark::State::Done, now});
                had.insert(next->step.value());
            }
            }
        }
    }
}

QTEST_GUILESS_MAIN(SequencePlanTest)
#include "SequencePlanTest.moc"
