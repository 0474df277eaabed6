#include "settings/SendingSection.h"
#include "app/campaign/CampaignWorld.h"
#include "sending/SendingRulesStore.h"
#include "stage/PageStage.h"
#include "support/Patience.h"
#include "widgets/Combo.h"
#include "widgets/LineEdit.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"
#include "widgets/SheetFrame.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTest>
#include <QVBoxLayout>

using namespace AlwaysLeads;

namespace {

/// The rules of sending in a window, over a real database.
struct SendingStage
{
    ~SendingStage()
    {
        stage.close();
        world.files.settle();
    }
    void open(QSize size = QSize(1016, 862))
    {
        section = new SendingSection(rulebook, stage.shell);
        auto *ground = new Pane(&Theme::surface);
        auto *place = new QVBoxLayout(ground);
        place->setContentsMargins(0, 0, 0, 0);
        place->addWidget(section);
        stage.show(new ScrollArea(ground), size);
        section->enter();
        QVERIFY(QTest::qWaitFor([this] { return stage.isShown("sendingSummary"); }, testPatience));
    }
    SendingRules kept() { return must(rulebook.mailboxes()).first().rules; }
    Mailbox mailbox() { return must(rulebook.mailboxes()).first().mailbox; }
    void put(const char *name, const QString &text) const
    {
        auto *field = stage.find<QLineEdit>(name);
        QVERIFY2(field != nullptr, name);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Tab);
    }
    QString summary() const { return stage.find<QLabel>("sendingSummary")->text(); }

    CampaignWorld world;
    SendingRulebook rulebook{*world.files};
    PageStage stage; // ends before the services its page uses
    SendingSection *section = nullptr;
};

} // namespace

class SendingSectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAsDesigned();
    void keepsTheHours();
    void keepsWhoseClockAndWhatIsLate();
    void keepsNumbersAndRefusesWrongOnes();
    void keepsThePace();
    void warmsUpFromToday();
    void refusesAWeekWithoutDays();
    void keepsHolidays();
    void eachMailboxHasItsOwn();
    void withoutAMailboxItSaysSo();
    void everyControlHasAName();
    void nothingIsClipped_data();
    void nothingIsClipped();
};

void SendingSectionTest::looksAsDesigned()
{
    SendingStage sending;
    HolidayChoice choice;
    choice.countries = {QLocale::Denmark, QLocale::Germany};
    choice.own = {{QDate(2026, 12, 24), QStringLiteral("Office closed")}};
    must(sending.rulebook.keepHolidays(choice));
    sending.open(QSize(1016, 1700));
    sending.stage.takePictures(QStringLiteral("settings-sending-whole"));
    sending.stage.window.resize(1016, 862);
    sending.stage.takePictures(QStringLiteral("settings-sending-1440"));
    sending.stage.window.resize(760, 642);
    sending.stage.takePictures(QStringLiteral("settings-sending-1024"));
}

void SendingSectionTest::keepsTheHours()
{
    SendingStage sending;
    sending.open();
    QVERIFY2(sending.summary().contains(QStringLiteral("Monday to Friday from")), qPrintable(sending.summary()));
    sending.stage.click("sendingDay5");
    QTRY_VERIFY(!sending.kept().windows[4]);
    auto *from = sending.stage.find<Combo>("sendingFrom1");
    from->setCurrentIndex(from->findData(10 * 60));
    QTRY_COMPARE(sending.kept().windows[0], (std::optional(DayWindow{600, 1050})));
    QTRY_VERIFY2(sending.summary().contains(QStringLiteral("Tuesday to Thursday from")), qPrintable(sending.summary()));
    from->setCurrentIndex(from->findData(18 * 60)); // later than the end
    QTRY_COMPARE(sending.stage.shell.problems.size(), 1);
    QTRY_COMPARE(from->currentData().toInt(), 600); // shows what is kept
    QCOMPARE(sending.kept().windows[0], (std::optional(DayWindow{600, 1050})));
}

void SendingSectionTest::keepsWhoseClockAndWhatIsLate()
{
    SendingStage sending;
    sending.open();
    sending.stage.find("sendingClock")->setFocus();
    sending.stage.press(Qt::Key_Right);
    QTRY_COMPARE(sending.kept().clock, SendingRules::Clock::Sender);
    QTRY_VERIFY(sending.summary().contains(QStringLiteral("by your own clock")));
    auto *zone = sending.stage.find<Combo>("sendingZone");
    zone->setCurrentIndex(zone->findData(QByteArray("America/Santiago")));
    QTRY_COMPARE(sending.kept().zone, QByteArray("America/Santiago"));
    auto *late = sending.stage.find<Combo>("sendingLate");
    late->setCurrentIndex(late->findData(int(SendingRules::Late::Ask)));
    QTRY_COMPARE(sending.kept().late, SendingRules::Late::Ask);
    sending.stage.click("sendingTheirHolidays");
    QTRY_VERIFY(!sending.kept().recipientHolidays);
    QCOMPARE(sending.kept().zone, QByteArray("America/Santiago")); // one edit does not undo another
}

void SendingSectionTest::keepsNumbersAndRefusesWrongOnes()
{
    SendingStage sending;
    sending.open();
    sending.put("sendingHour", QStringLiteral("7"));
    sending.put("sendingNew", QStringLiteral("12"));
    QTRY_COMPARE(sending.kept().newPerDay, 12);
    QCOMPARE(sending.kept().perHour, 7);
    for (const QString &wrong : {QStringLiteral("-1"), QStringLiteral("many"), QStringLiteral("999999")}) {
        sending.put("sendingWeek", wrong);
        QVERIFY(sending.stage.find<LineEdit>("sendingWeek")->isBad());
        QVERIFY(!sending.stage.find("sendingWeek")->toolTip().isEmpty());
        QCOMPARE(sending.kept().perWeek, 0);
    }
    sending.put("sendingWeek", QStringLiteral("90"));
    QTRY_COMPARE(sending.kept().perWeek, 90);
    QVERIFY(!sending.stage.find<LineEdit>("sendingWeek")->isBad());
    QCOMPARE(sending.stage.shell.problems, QStringList());
}

void SendingSectionTest::keepsThePace()
{
    SendingStage sending;
    sending.open();
    sending.put("sendingDaily", QStringLiteral("25"));
    QTRY_COMPARE(sending.mailbox().dailyLimit, 25);
    sending.put("sendingLongest", QStringLiteral("12"));
    QTRY_COMPARE(sending.kept().jitterSeconds, 480);
    sending.put("sendingLeast", QStringLiteral("13")); // longer than the longest
    QVERIFY(sending.stage.find<LineEdit>("sendingLongest")->isBad());
    QCOMPARE(sending.mailbox().gapSeconds, 240);
    sending.put("sendingLongest", QStringLiteral("20"));
    QTRY_COMPARE(sending.mailbox().gapSeconds, 780);
    QTRY_COMPARE(sending.kept().jitterSeconds, 420);
    QTRY_VERIFY(sending.summary().contains(QStringLiteral("13 to 20 minutes apart")));
}

void SendingSectionTest::warmsUpFromToday()
{
    SendingStage sending;
    sending.open();
    QVERIFY(!sending.stage.find("sendingWarmUpStart")->isEnabled());
    sending.stage.find("sendingWarmUp")->setFocus();
    sending.stage.press(Qt::Key_Space);
    QTRY_VERIFY(sending.kept().warmUpSince.isValid());
    QVERIFY(qAbs(sending.kept().warmUpSince.daysTo(QDate::currentDate())) <= 1);
    QTRY_VERIFY(sending.stage.find("sendingWarmUpStart")->isEnabled());
    sending.put("sendingWarmUpStart", QStringLiteral("5"));
    QTRY_COMPARE(sending.kept().warmUpStart, 5);
    QTRY_VERIFY(sending.summary().contains(QStringLiteral("Warming up: 5 on the first day")));
    sending.stage.find("sendingWarmUp")->setFocus();
    sending.stage.press(Qt::Key_Space);
    QTRY_VERIFY(!sending.kept().warmUpSince.isValid());
}

void SendingSectionTest::refusesAWeekWithoutDays()
{
    SendingStage sending;
    sending.open();
    for (const char *day : {"sendingDay1", "sendingDay2", "sendingDay3", "sendingDay4"}) {
        sending.stage.click(day);
    }
    QTRY_VERIFY(!sending.kept().windows[3]);
    sending.stage.click("sendingDay5");
    QTRY_COMPARE(sending.stage.shell.problems.size(), 1);
    QVERIFY(sending.kept().windows[4]);
    QTRY_VERIFY(sending.stage.find<QAbstractButton>("sendingDay5")->isChecked());
}

void SendingSectionTest::keepsHolidays()
{
    SendingStage sending;
    sending.open();
    QTRY_VERIFY(sending.stage.isShown("holidays-DK"));
    sending.stage.find("holidays-DK")->setFocus();
    sending.stage.press(Qt::Key_Space);
    QTRY_COMPARE(must(sending.rulebook.holidays()).countries, QList{QLocale::Denmark});
    sending.put("holidayDate", QStringLiteral("31 of never"));
    sending.stage.find("holidayAdd")->setFocus();
    sending.stage.press(Qt::Key_Space);
    QVERIFY(sending.stage.find<LineEdit>("holidayDate")->isBad());
    sending.put("holidayDate", QStringLiteral("2027-08-02"));
    sending.put("holidayName", QStringLiteral("Outing"));
    sending.stage.find("holidayAdd")->setFocus();
    sending.stage.press(Qt::Key_Space);
    const Holiday outing{QDate(2027, 8, 2), QStringLiteral("Outing")};
    QTRY_COMPARE(must(sending.rulebook.holidays()).own, QList{outing});
    QTRY_VERIFY(shownTexts(sending.section).contains(QStringLiteral("Outing")));
    for (QAbstractButton *button : sending.section->findChildren<QAbstractButton *>()) {
        if (button->accessibleName() == QStringLiteral("Remove Outing")) {
            button->click();
            break;
        }
    }
    QTRY_VERIFY(must(sending.rulebook.holidays()).own.isEmpty());
    QCOMPARE(must(sending.rulebook.holidays()).countries, QList{QLocale::Denmark});
}

void SendingSectionTest::eachMailboxHasItsOwn()
{
    SendingStage sending;
    const MailboxId other = sending.world.addMailbox(QStringLiteral("clara@tryharbour.example"));
    sending.open();
    auto *mailbox = sending.stage.find<Combo>("sendingMailbox");
    QVERIFY(mailbox != nullptr);
    mailbox->setCurrentIndex(1);
    sending.put("sendingHour", QStringLiteral("3"));
    QTRY_COMPARE(
        must(sending.world.files.read([=](Connection &c) { return SendingRulesStore().find(c, other); })).perHour, 3);
    QCOMPARE(sending.kept().perHour, 0);
    QTRY_COMPARE(mailbox->currentIndex(), 1);
}

void SendingSectionTest::withoutAMailboxItSaysSo()
{
    SendingStage sending;
    must(sending.world.files.write(
        [&](Connection &c) { return MailboxStore().remove(c, sending.world.mailbox, sending.world.clock.now()); }));
    sending.section = new SendingSection(sending.rulebook, sending.stage.shell);
    sending.stage.show(sending.section, QSize(1016, 862));
    sending.section->enter();
    QTRY_VERIFY(shownTexts(sending.section).contains(QStringLiteral("No mailbox yet")));
    QTRY_VERIFY(!sending.stage.isShown("sendingSummary"));
}

void SendingSectionTest::everyControlHasAName()
{
    SendingStage sending;
    sending.open();
    QCOMPARE(namelessControls(sending.section).join(QLatin1Char('\n')), QString());
}

void SendingSectionTest::nothingIsClipped_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("text");
    QTest::newRow("1440") << QSize(1016, 862) << 1.0;
    QTest::newRow("1024") << QSize(760, 642) << 1.0;
    QTest::newRow("1440 at 150 %") << QSize(1016, 862) << 1.5;
    QTest::newRow("1024 at 150 %") << QSize(760, 642) << 1.5;
}

void SendingSectionTest::nothingIsClipped()
{
    QFETCH(QSize, size);
    QFETCH(double, text);
    SendingStage sending;
    sending.stage.appearance.setTextFactor(text);
    sending.open(size);
    QTRY_COMPARE(clippedTexts(sending.section).join(QLatin1Char('\n')), QString());
    sending.stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(SendingSectionTest)
#include "SendingSectionTest.moc"
