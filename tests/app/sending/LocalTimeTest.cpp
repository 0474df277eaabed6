#include "sending/LocalTime.h"

#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

const QTimeZone berlin("Europe/Berlin");
const QTimeZone newYork("America/New_York");
const QTimeZone lordHowe("Australia/Lord_Howe"); // changes its clocks by half an hour

Moment utc(int month, int day, int hour, int minute = 0)
{
    return toMoment(QDateTime(QDate(2027, month, day), QTime(hour, minute), Qt::UTC));
}

} // namespace

class LocalTimeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsOrdinaryTimes()
    {
        QCOMPARE(momentOf(QDate(2027, 1, 15), QTime(8, 30), berlin), utc(1, 15, 7, 30));
        QCOMPARE(momentOf(QDate(2027, 7, 15), QTime(8, 30), berlin), utc(7, 15, 6, 30));
        QCOMPARE(momentOf(QDate(2027, 7, 15), QTime(8, 30), newYork), utc(7, 15, 12, 30));
        QCOMPARE(timeIn(newYork, utc(7, 15, 12, 30)), QTime(8, 30));
        QCOMPARE(dateIn(QTimeZone("Pacific/Auckland"), utc(7, 15, 12, 30)), QDate(2027, 7, 16));
    }

    void aTimeThatIsSkippedIsTheMomentOfTheJump()
    {
        // 28 March 2027: from 02:00 to 03:00 in Berlin, at 01:00 UTC.
        QCOMPARE(momentOf(QDate(2027, 3, 28), QTime(1, 59), berlin), utc(3, 28, 0, 59));
        QCOMPARE(momentOf(QDate(2027, 3, 28), QTime(2, 0), berlin), utc(3, 28, 1, 0));
        QCOMPARE(momentOf(QDate(2027, 3, 28), QTime(2, 30), berlin), utc(3, 28, 1, 0));
        QCOMPARE(momentOf(QDate(2027, 3, 28), QTime(3, 0), berlin), utc(3, 28, 1, 0));
        // Two weeks earlier in New York, at 07:00 UTC.
        QCOMPARE(momentOf(QDate(2027, 3, 14), QTime(2, 15), newYork), utc(3, 14, 7, 0));
    }

    void aTimeThatIsShownTwiceIsTheFirstOrTheLast()
    {
        // 31 October 2027: from 03:00 back to 02:00 in Berlin, at 01:00 UTC.
        QCOMPARE(momentOf(QDate(2027, 10, 31), QTime(2, 30), berlin), utc(10, 31, 0, 30));
        QCOMPARE(momentOf(QDate(2027, 10, 31), QTime(2, 30), berlin, Which::Last), utc(10, 31, 1, 30));
        QCOMPARE(momentOf(QDate(2027, 10, 31), QTime(3, 0), berlin), utc(10, 31, 2, 0));
        QCOMPARE(momentOf(QDate(2027, 10, 31), QTime(1, 59), berlin, Which::Last), utc(10, 30, 23, 59));
    }

    void changesOfHalfAnHourAreChangesToo()
    {
        // 4 April 2027: from 02:00 back to 01:30, at 15:00 UTC of the day before.
        QCOMPARE(momentOf(QDate(2027, 4, 4), QTime(1, 45), lordHowe), utc(4, 3, 14, 45));
        QCOMPARE(momentOf(QDate(2027, 4, 4), QTime(1, 45), lordHowe, Which::Last), utc(4, 3, 15, 15));
        // 3 October 2027: from 02:00 to 02:30, at 15:30 UTC of the day before.
        QCOMPARE(momentOf(QDate(2027, 10, 3), QTime(2, 10), lordHowe), utc(10, 2, 15, 30));
    }

    void daysOfAChangeAreShorterAndLonger()
    {
        const auto length = [](QDate day) { return startOfDay(day.addDays(1), berlin) - startOfDay(day, berlin); };
        QCOMPARE(length(QDate(2027, 3, 27)), 24h);
        QCOMPARE(length(QDate(2027, 3, 28)), 23h);
        QCOMPARE(length(QDate(2027, 10, 31)), 25h);
    }

    void hoursNeverShowATimeOutsideOfThem_data()
    {
        QTest::addColumn<QDate>("date");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("until");
        QTest::newRow("an ordinary day") << QDate(2027, 3, 29) << 8 * 60 + 30 << 17 * 60 + 30;
        QTest::newRow("all of the short day") << QDate(2027, 3, 28) << 0 << 24 * 60;
        QTest::newRow("all of the long day") << QDate(2027, 10, 31) << 0 << 24 * 60;
        QTest::newRow("opens in the skipped hour") << QDate(2027, 3, 28) << 150 << 360;
        QTest::newRow("closes in the skipped hour") << QDate(2027, 3, 28) << 60 << 150;
        QTest::newRow("opens in the doubled hour") << QDate(2027, 10, 31) << 150 << 360;
        QTest::newRow("closes in the doubled hour") << QDate(2027, 10, 31) << 60 << 150;
        QTest::newRow("all in the doubled hour") << QDate(2027, 10, 31) << 130 << 170;
    }

    void hoursNeverShowATimeOutsideOfThem()
    {
        QFETCH(QDate, date);
        QFETCH(int, from);
        QFETCH(int, until);
        const Span hours = hoursOf(date, from, until, berlin);
        QVERIFY(!hours.isEmpty());
        for (Moment at = hours.from; at < hours.until; at += 1min) {
            const QTime shown = timeIn(berlin, at);
            const int minutes = shown.hour() * 60 + shown.minute();
            QVERIFY2(dateIn(berlin, at) == date && minutes >= from && minutes < until, qPrintable(shown.toString()));
        }
    }

    void hoursThatAreSkippedAreEmpty()
    {
        QVERIFY(hoursOf(QDate(2027, 3, 28), 125, 175, berlin).isEmpty());
        QVERIFY(!hoursOf(QDate(2027, 3, 29), 125, 175, berlin).isEmpty());
    }
};

QTEST_GUILESS_MAIN(LocalTimeTest)
#include "LocalTimeTest.moc"
