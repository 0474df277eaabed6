#include "spreadsheet/NumberFormat.h"

#include <QtTest>

using namespace AlwaysLeads;
using Look = NumberFormat::Look;

class NumberFormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsWhatAFormatShows_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<Look>("look");
        QTest::newRow("general") << "General" << Look::Plain;
        QTest::newRow("money") << "#,##0.00 [$€-407]" << Look::Plain;
        QTest::newRow("a month's letter in a text") << "0 \"mdy\"" << Look::Plain;
        QTest::newRow("a colour with a d") << "[Red]0" << Look::Plain;
        QTest::newRow("scientific") << "0.00E+00" << Look::Plain;
        QTest::newRow("per cent") << "0.0%" << Look::Percent;
        QTest::newRow("German date") << "dd\\.mm\\.yyyy" << Look::Date;
        QTest::newRow("date with a language") << "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy" << Look::Date;
        QTest::newRow("month and year") << "mmm-yy" << Look::Date;
        QTest::newRow("time") << "h:mm AM/PM" << Look::Time;
        QTest::newRow("minutes") << "mm:ss" << Look::Time;
        QTest::newRow("both") << "yyyy-mm-dd hh:mm" << Look::DateTime;
        QTest::newRow("hours over a day") << "[h]:mm:ss" << Look::Duration;
        QTest::newRow("only the first section") << "0;yyyy" << Look::Plain;
    }
    void knowsWhatAFormatShows()
    {
        QFETCH(QString, code);
        QTEST(NumberFormat::fromCode(code).look, "look");
    }

    void showsNumbersAsPeopleSeeThem_data()
    {
        QTest::addColumn<QString>("stored");
        QTest::addColumn<NumberFormat>("format");
        QTest::addColumn<QString>("shown");
        QTest::newRow("telephone") << "4512345678" << NumberFormat() << "4512345678";
        QTest::newRow("telephone with an exponent") << "4.512345678E9" << NumberFormat() << "4512345678";
        QTest::newRow("long telephone") << "4.9123456789012E+13" << NumberFormat() << "49123456789012";
        QTest::newRow("every digit") << "12345678901234567" << NumberFormat() << "12345678901234567";
        QTest::newRow("a rounding error") << "0.30000000000000004" << NumberFormat() << "0.3";
        QTest::newRow("small") << "1.5E-5" << NumberFormat() << "0.000015";
        QTest::newRow("negative") << "-12.50" << NumberFormat() << "-12.5";
        QTest::newRow("postal code") << "1067" << NumberFormat::fromCode(QStringLiteral("00000")) << "01067";
        QTest::newRow("per cent") << "0.25" << NumberFormat{Look::Percent, 0} << "25%";
        QTest::newRow("no number") << "abc" << NumberFormat{Look::Date, 0} << "abc";
        QTest::newRow("infinite") << "1e999" << NumberFormat() << "1e999";
        QTest::newRow("date") << "46351" << NumberFormat{Look::Date, 0} << "2026-11-25";
        QTest::newRow("the last day of January 1900") << "31" << NumberFormat{Look::Date, 0} << "1900-01-31";
        QTest::newRow("the day that never was") << "60" << NumberFormat{Look::Date, 0} << "1900-02-29";
        QTest::newRow("the day after it") << "61" << NumberFormat{Look::Date, 0} << "1900-03-01";
        QTest::newRow("date and time") << "46351.604166666664" << NumberFormat{Look::DateTime, 0} << "2026-11-25 14:30";
        QTest::newRow("almost midnight") << "46351.999999999" << NumberFormat{Look::DateTime, 0} << "2026-11-26 00:00";
        QTest::newRow("time") << "0.60421296296" << NumberFormat{Look::Time, 0} << "14:30:04";
        QTest::newRow("hours") << "1.5" << NumberFormat{Look::Duration, 0} << "36:00";
        QTest::newRow("no day") << "-5" << NumberFormat{Look::Date, 0} << "-5";
        QTest::newRow("beyond the last day") << "99999999" << NumberFormat{Look::Date, 0} << "99999999";
    }
    void showsNumbersAsPeopleSeeThem()
    {
        QFETCH(QString, stored);
        QFETCH(NumberFormat, format);
        QTEST(shownNumber(stored, format, DateSystem::From1900), "shown");
    }

    void countsFrom1904WhereTheWorkbookDoes()
    {
        QCOMPARE(shownNumber(QStringLiteral("44889"), {Look::Date, 0}, DateSystem::From1904),
                 QStringLiteral("2026-11-25"));
        QCOMPARE(shownNumber(QStringLiteral("0"), {Look::Date, 0}, DateSystem::From1904), QStringLiteral("1904-01-01"));
    }
};

QTEST_GUILESS_MAIN(NumberFormatTest)
#include "NumberFormatTest.moc"
