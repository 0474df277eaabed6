#include "sending/SendingRules.h"
#include "sending/SendingWords.h"

#include <QTest>

using namespace AlwaysLeads;

class SendingRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areAsUsualUntilSomebodyChangesThem()
    {
        const SendingRules rules;
        QVERIFY(rules.check());
        QCOMPARE(rules.windows[0], std::optional(DayWindow{510, 1050}));
        QVERIFY(!rules.windows[5] && !rules.windows[6]);
        QCOMPARE(rules.limitOn(40, 0), 40);
    }

    void surviveBeingWrittenDown()
    {
        SendingRules rules;
        rules.windows[2].reset();
        rules.windows[6] = DayWindow{0, 1440};
        rules.clock = SendingRules::Clock::Sender;
        rules.zone = "America/Santiago";
        rules.perHour = 7;
        rules.perWeek = 99;
        rules.jitterSeconds = 1;
        rules.newPerDay = 3;
        rules.perCompanyPerDay = 0;
        rules.warmUpStart = 4;
        rules.warmUpStep = 5;
        rules.warmUpSince = QDate(2027, 3, 1);
        rules.recipientHolidays = false;
        rules.late = SendingRules::Late::Ask;
        rules.bouncePercent = 9;
        rules.bounceFloor = 30;
        QCOMPARE(SendingRules::fromJson(rules.toJson()), rules);
    }

    void readOnlyWhatMakesSense_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no object") << QByteArray("[1, 2]");
        QTest::newRow("a limit out of range") << QByteArray(R"({"perHour": -4})");
        QTest::newRow("hours that end before they begin")
            << QByteArray(R"({"windows": [[600, 500], null, null, null, null, null, null]})");
        QTest::newRow("no day at all") << QByteArray(R"({"windows": [null, null, null, null, null, null, null]})");
        QTest::newRow("no zone") << QByteArray(R"({"zone": "Atlantis/Capital"})");
        QTest::newRow("words of a newer program") << QByteArray(R"({"late": "tomorrow", "clock": "moon", "more": {}})");
    }

    void readOnlyWhatMakesSense()
    {
        QFETCH(QByteArray, json);
        QCOMPARE(SendingRules::fromJson(json), SendingRules());
    }

    void warmUpDayByDayUntilTheLimit()
    {
        SendingRules rules;
        rules.warmUpSince = QDate(2027, 3, 1);
        QCOMPARE(rules.limitOn(40, 0), 10);
        QCOMPARE(rules.limitOn(40, 1), 12);
        QCOMPARE(rules.limitOn(40, 14), 38);
        QCOMPARE(rules.limitOn(40, 15), 40);
        QCOMPARE(rules.limitOn(40, 1000000000), 40);
        QCOMPARE(rules.limitOn(5, 0), 5);
    }

    void areSaidInSentences()
    {
        QCOMPARE(apartWords(240, 540), QStringLiteral("4 to 9 minutes apart"));
        QCOMPARE(apartWords(240, 240), QStringLiteral("4 minutes apart"));
        QCOMPARE(apartWords(10, 40), QStringLiteral("10 to 40 seconds apart"));
        QCOMPARE(apartWords(0, 0), QStringLiteral("one after the other"));
        SendingRules rules;
        rules.windows[4] = DayWindow{540, 720};
        rules.perHour = 6;
        const QString said = rulesInWords(rules, 40, 240);
        QVERIFY2(said.contains(QStringLiteral("Monday to Thursday from")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("Friday from")), qPrintable(said));
        QVERIFY2(
            said.contains(QStringLiteral("At most 40 a day, 6 an hour, 2 a day to one company, 4 to 9 minutes apart.")),
            qPrintable(said));
    }

    void holidaysArePickedOrTyped()
    {
        HolidayChoice choice;
        choice.countries = {QLocale::Germany};
        choice.own = {{QDate(2027, 8, 2), QStringLiteral("Company outing")}};
        QCOMPARE(choice.nameOf(QDate(2027, 8, 2)), QStringLiteral("Company outing"));
        QCOMPARE(choice.nameOf(QDate(2027, 3, 26)), QStringLiteral("Good Friday"));
        QCOMPARE(choice.nameOf(QDate(2027, 3, 25)), QString());
    }
};

QTEST_GUILESS_MAIN(SendingRulesTest)
#include "SendingRulesTest.moc"
