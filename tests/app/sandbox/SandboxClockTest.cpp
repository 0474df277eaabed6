#include "sandbox/SandboxClock.h"
#include "support/Patience.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

class SandboxClockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSkipWakesWhoSleepsUntilThen();
    void aStopEndsASleep();
    void keepsHowFarItIsAhead();
    void neverGoesBack();
    void anUnreadableFileIsNoSkip();

private:
    static Task<> sleep(SandboxClock *clock, QDateTime when, std::stop_token stop, int *woken)
    {
        co_await clock->sleepUntil(when, stop);
        ++*woken;
    }
};

void SandboxClockTest::aSkipWakesWhoSleepsUntilThen()
{
    SandboxClock clock;
    const QDateTime begin = clock.now();
    QVERIFY(std::abs(begin.msecsTo(QDateTime::currentDateTimeUtc())) < 5000);
    int woken = 0;
    std::stop_source never;
    letRun(sleep(&clock, begin.addDays(1), never.get_token(), &woken));
    letRun(sleep(&clock, begin.addDays(3), never.get_token(), &woken));
    letRun(sleep(&clock, begin.addSecs(-1), never.get_token(), &woken)); // that is over already
    QCOMPARE(woken, 1);
    letRun(sleep(&clock, begin.addSecs(22 * 60 * 60), never.get_token(), &woken));
    clock.skip(23h); // all look at the clock again; whose time it is not sleeps on
    QTRY_COMPARE(woken, 2);
    clock.skip(2h);
    QTRY_COMPARE(woken, 3);
    QVERIFY(clock.now() >= begin.addSecs(25 * 3600));
    clock.skip(72h);
    QTRY_COMPARE(woken, 4);
}

void SandboxClockTest::aStopEndsASleep()
{
    SandboxClock clock;
    int woken = 0;
    std::stop_source stop;
    letRun(sleep(&clock, clock.now().addDays(1), stop.get_token(), &woken));
    QCOMPARE(woken, 0);
    stop.request_stop();
    QTRY_COMPARE(woken, 1);
}

void SandboxClockTest::keepsHowFarItIsAhead()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("clock"));
    {
        SandboxClock clock(file);
        clock.skip(48h);
    }
    SandboxClock later(file);
    QCOMPARE(later.ahead(), 48h);
    QVERIFY(later.now() > QDateTime::currentDateTimeUtc().addSecs(47 * 3600));
}

void SandboxClockTest::neverGoesBack()
{
    SandboxClock clock;
    clock.skip(2h);
    clock.skip(-1h);
    clock.skip(0h);
    QCOMPARE(clock.ahead(), 2h);
}

void SandboxClockTest::anUnreadableFileIsNoSkip()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("clock"));
    for (const QByteArray &bytes : {QByteArray("yesterday"), QByteArray("-5"), QByteArray(1000, '9')}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        QCOMPARE(SandboxClock(path).ahead(), 0h);
    }
}

QTEST_GUILESS_MAIN(SandboxClockTest)
#include "SandboxClockTest.moc"
