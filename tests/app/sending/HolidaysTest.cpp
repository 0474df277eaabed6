#include "sending/Holidays.h"

#include <QTest>

#include <algorithm>

using namespace AlwaysLeads;

class HolidaysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsEaster()
    {
        // From the tables of the United States Naval Observatory.
        QCOMPARE(easterSunday(2000), QDate(2000, 4, 23));
        QCOMPARE(easterSunday(2008), QDate(2008, 3, 23));
        QCOMPARE(easterSunday(2011), QDate(2011, 4, 24));
        QCOMPARE(easterSunday(2024), QDate(2024, 3, 31));
        QCOMPARE(easterSunday(2026), QDate(2026, 4, 5));
        QCOMPARE(easterSunday(2027), QDate(2027, 3, 28));
        QCOMPARE(easterSunday(2038), QDate(2038, 4, 25)); // the latest date there is
        for (int year = 1900; year <= 2200; ++year) {
            QCOMPARE(easterSunday(year).dayOfWeek(), 7);
        }
    }

    void knowsDaysOfCountries_data()
    {
        QTest::addColumn<int>("country");
        QTest::addColumn<QDate>("date");
        QTest::addColumn<QString>("name");
        const auto day = [](const char *row, QLocale::Territory country, QDate date, const char *name) {
            QTest::newRow(row) << int(country) << date << QString::fromLatin1(name);
        };
        day("German unity", QLocale::Germany, QDate(2026, 10, 3), "German Unity Day");
        day("Good Friday", QLocale::Germany, QDate(2027, 3, 26), "Good Friday");
        day("not in France", QLocale::France, QDate(2027, 3, 26), "");
        day("Easter Monday", QLocale::France, QDate(2027, 3, 29), "Easter Monday");
        day("Polish Corpus Christi", QLocale::Poland, QDate(2026, 6, 4), "Corpus Christi");
        day("Polish Christmas Eve since 2025", QLocale::Poland, QDate(2026, 12, 24), "Christmas Eve");
        day("not before", QLocale::Poland, QDate(2024, 12, 24), "");
        day("Swedish midsummer", QLocale::Sweden, QDate(2026, 6, 19), "Midsummer Eve");
        day("Danish great prayer day is gone", QLocale::Denmark, QDate(2026, 5, 1), "");
        day("American Thanksgiving", QLocale::UnitedStates, QDate(2026, 11, 26), "Thanksgiving");
        day("American Memorial Day", QLocale::UnitedStates, QDate(2027, 5, 31), "Memorial Day");
        day("4 July on a Saturday", QLocale::UnitedStates, QDate(2026, 7, 3), "Independence Day");
        day("4 July on a Sunday", QLocale::UnitedStates, QDate(2027, 7, 5), "Independence Day");
        day("new year of the next year on a Saturday", QLocale::UnitedStates, QDate(2027, 12, 31), "New Year's Day");
        day("Canadian Thanksgiving", QLocale::Canada, QDate(2026, 10, 12), "Thanksgiving");
        day("Victoria Day", QLocale::Canada, QDate(2026, 5, 18), "Victoria Day");
        day("British Boxing Day on a Saturday", QLocale::UnitedKingdom, QDate(2026, 12, 28), "Boxing Day");
        day("British Christmas on a Saturday", QLocale::UnitedKingdom, QDate(2027, 12, 27), "Christmas Day");
        day("and Boxing Day after it", QLocale::UnitedKingdom, QDate(2027, 12, 28), "Boxing Day");
        day("British spring", QLocale::UnitedKingdom, QDate(2026, 5, 25), "Bank holiday");
        day("King's Day on a Sunday", QLocale::Netherlands, QDate(2031, 4, 26), "King's Day");
        day("Saint Brigid", QLocale::Ireland, QDate(2026, 2, 2), "Saint Brigid's Day");
        day("Saint Brigid on a Friday", QLocale::Ireland, QDate(2030, 2, 1), "Saint Brigid's Day");
        day("unknown country", QLocale::Fiji, QDate(2026, 12, 25), "");
    }

    void knowsDaysOfCountries()
    {
        QFETCH(int, country);
        QFETCH(QDate, date);
        QTEST(holidayIn(QLocale::Territory(country), date), "name");
    }

    void listsEachYearInOrder()
    {
        for (const QLocale::Territory country : countriesWithHolidays()) {
            for (int year = 2020; year < 2060; ++year) {
                const QList<Holiday> days = holidaysOf(country, year);
                QVERIFY(days.size() >= 4);
                QVERIFY(std::ranges::is_sorted(days, {}, &Holiday::date));
            }
        }
        QVERIFY(holidaysOf(QLocale::Germany, 1000).isEmpty());
    }
};

QTEST_GUILESS_MAIN(HolidaysTest)
#include "HolidaysTest.moc"
