#include "base/Task.h"
#include "base/Clock.h"
#include "base/TaskScope.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QCoroTimer>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

Task<Result<int>> throwing()
{
    throw std::runtime_error("broken");
    co_return 1;
}

Task<Result<int>> soon(int value)
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(0);
    co_await timer;
    co_return value;
}

Task<Result<>> sleeping(Clock *clock, QDateTime when, std::stop_token stop, bool *ended)
{
    co_await clock->sleepUntil(when, stop);
    *ended = true;
    co_return Result<>();
}

Task<Result<int>> staying(TaskScope *scope)
{
    const TaskScope::Stay stay(*scope);
    auto waiting = soon(7);
    Result<int> value = co_await waiting;
    co_return value;
}

} // namespace

class TaskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deliversTheOutcomeToItsReceiver();
    void deliversToNobodyWhenTheReceiverHasGone();
    void turnsAThrowIntoAnErrorOfKindBug();
    void closingAScopeWakesItsSleepersAndWaitsForThem();
    void closingAScopeWaitsForWhoStaysInIt();
    void theVirtualClockWakesSleepersAtTheirTime();
    void theSystemClockStopsSleepingWhenAsked();
};

void TaskTest::deliversTheOutcomeToItsReceiver()
{
    QObject receiver;
    int got = 0;
    whenDone(soon(7), &receiver, [&got](Result<int> outcome) { got = *outcome; });
    QTRY_COMPARE(got, 7);
}

void TaskTest::deliversToNobodyWhenTheReceiverHasGone()
{
    auto receiver = std::make_unique<QObject>();
    bool called = false;
    QObject other;
    bool otherCalled = false;
    whenDone(soon(7), receiver.get(), [&called](Result<int>) { called = true; });
    receiver.reset();
    whenDone(soon(8), &other, [&otherCalled](Result<int>) { otherCalled = true; });
    QTRY_VERIFY(otherCalled);
    QVERIFY(!called);
}

void TaskTest::turnsAThrowIntoAnErrorOfKindBug()
{
    QObject receiver;
    std::optional<Error> got;
    whenDone(throwing(), &receiver, [&got](Result<int> outcome) { got = outcome.error(); });
    QTRY_VERIFY(got.has_value());
    QCOMPARE(got->kind, ErrorKind::Bug);
    QCOMPARE(got->detail, QStringLiteral("broken"));
}

void TaskTest::closingAScopeWakesItsSleepersAndWaitsForThem()
{
    SystemClock clock;
    TaskScope scope(QStringLiteral("test"));
    bool ended = false;
    scope.run(sleeping(&clock, clock.now().addSecs(3600), scope.token(), &ended));
    QCOMPARE(scope.running(), 1);
    QCoro::waitFor(scope.close());
    QVERIFY(ended);
    QCOMPARE(scope.running(), 0);
}

void TaskTest::closingAScopeWaitsForWhoStaysInIt()
{
    TaskScope scope(QStringLiteral("test"));
    QObject receiver;
    int got = 0;
    whenDone(staying(&scope), &receiver, [&got](Result<int> outcome) { got = *outcome; });
    QCOMPARE(scope.running(), 1);
    QCOMPARE(got, 0);
    QCoro::waitFor(scope.close());
    QCOMPARE(scope.running(), 0);
    QTRY_COMPARE(got, 7);
}

void TaskTest::theVirtualClockWakesSleepersAtTheirTime()
{
    VirtualClock clock;
    TaskScope scope(QStringLiteral("test"));
    bool first = false;
    bool second = false;
    scope.run(sleeping(&clock, clock.now().addSecs(60), scope.token(), &first));
    scope.run(sleeping(&clock, clock.now().addSecs(120), scope.token(), &second));
    clock.advance(std::chrono::seconds(59));
    QCoreApplication::processEvents();
    QVERIFY(!first);
    clock.advance(std::chrono::seconds(1));
    QTRY_VERIFY(first);
    QVERIFY(!second);
    QCoro::waitFor(scope.close());
    QVERIFY(second);
}

void TaskTest::theSystemClockStopsSleepingWhenAsked()
{
    SystemClock clock;
    std::stop_source stop;
    bool ended = false;
    QObject receiver;
    whenDone(sleeping(&clock, clock.now().addSecs(3600), stop.get_token(), &ended), &receiver, [](Result<>) {});
    QVERIFY(!ended);
    stop.request_stop();
    QTRY_VERIFY(ended);
}

QTEST_GUILESS_MAIN(TaskTest)
#include "TaskTest.moc"
