#include "assistant/AssistantBudget.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QtTest>

using namespace AlwaysLeads;

class AssistantBudgetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "Europe/Copenhagen"); }
    void countsTheMonthOfThisComputer();
    void stopsAtTheLimit();
    void aLimitOfZeroWritesNothing();
    void showsMoney_data();
    void showsMoney();
    void sumsUpADraft();

private:
    static AssistantCall call(const QDateTime &at, qint64 micros, qint64 draftId = 0)
    {
        AssistantCall made;
        made.purpose = QStringLiteral("write mail");
        made.model = QStringLiteral("m");
        made.at = at;
        made.costMicros = micros;
        made.draftId = draftId;
        return made;
    }
};

void AssistantBudgetTest::countsTheMonthOfThisComputer()
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock(QDateTime(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC));
    AssistantBudget budget(*files, clock);
    // Midnight in Copenhagen is 23:00 UTC of the day before.
    const auto record = [&](QDate date, QTime time, qint64 micros) {
        return QCoro::waitFor(budget.record(call(QDateTime(date, time, Qt::UTC), micros))).has_value();
    };
    QVERIFY(record(QDate(2026, 10, 31), QTime(22, 59, 59), 1));
    QVERIFY(record(QDate(2026, 10, 31), QTime(23, 0), 20));
    QVERIFY(record(QDate(2026, 11, 30), QTime(22, 59, 59), 300));
    QVERIFY(record(QDate(2026, 11, 30), QTime(23, 0), 4000));
    QCOMPARE(QCoro::waitFor(budget.spentThisMonth()).value(), 320);
    clock.advanceTo(QDateTime(QDate(2026, 12, 1), QTime(0, 0), Qt::UTC));
    QCOMPARE(QCoro::waitFor(budget.spentThisMonth()).value(), 4000);
}

void AssistantBudgetTest::stopsAtTheLimit()
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    AssistantBudget budget(*files, clock);
    QVERIFY(QCoro::waitFor(budget.record(call(clock.now(), 19'999'999))));
    QVERIFY(QCoro::waitFor(budget.allow(20'000'000)));
    QVERIFY(QCoro::waitFor(budget.record(call(clock.now(), 1))));
    const Result<> stopped = QCoro::waitFor(budget.allow(20'000'000));
    QVERIFY(!stopped.has_value());
    QCOMPARE(stopped.error().kind, ErrorKind::Refused);
    QVERIFY(AssistantBudget::isLimit(stopped.error()));
    QVERIFY(!AssistantBudget::isLimit({ErrorKind::Refused, stopped.error().message, {}}));
    QCOMPARE(stopped.error().message,
             QStringLiteral(
                 "November's $20 are used. Writing starts again on 1 December, or raise the limit. Sending goes on."));
    clock.advance(std::chrono::hours(24 * 7)); // into December
    QVERIFY(QCoro::waitFor(budget.allow(20'000'000)));
}

void AssistantBudgetTest::aLimitOfZeroWritesNothing()
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    AssistantBudget budget(*files, clock);
    QCOMPARE(QCoro::waitFor(budget.allow(0)).error().kind, ErrorKind::Refused);
}

void AssistantBudgetTest::showsMoney_data()
{
    QTest::addColumn<qint64>("micros");
    QTest::addColumn<QString>("shown");
    QTest::newRow("nothing") << qint64(0) << QStringLiteral("$0");
    QTest::newRow("whole") << qint64(20'000'000) << QStringLiteral("$20");
    QTest::newRow("cents") << qint64(4'130'000) << QStringLiteral("$4.13");
    QTest::newRow("a mail") << qint64(1234) << QStringLiteral("$0.0012");
    QTest::newRow("never nothing") << qint64(1) << QStringLiteral("less than $0.0001");
}

void AssistantBudgetTest::showsMoney()
{
    QFETCH(qint64, micros);
    QFETCH(QString, shown);
    QCOMPARE(AssistantBudget::shown(micros), shown);
}

void AssistantBudgetTest::sumsUpADraft()
{
    TestDatabase files = copiedDatabase();
    const AssistantCallStore calls;
    const QDateTime at(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC);
    for (const AssistantCall &one : {call(at, 5, 7), call(at, 6, 7), call(at, 100, 8), call(at, 1000)}) {
        QVERIFY(files.write([&](Connection &connection) { return calls.add(connection, one); }));
    }
    QCOMPARE(files.read([&](Connection &connection) { return calls.spentMicrosForDraft(connection, 7); }).value(), 11);
}

QTEST_GUILESS_MAIN(AssistantBudgetTest)
#include "AssistantBudgetTest.moc"
