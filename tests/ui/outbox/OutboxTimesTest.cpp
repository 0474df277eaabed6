#include "app/outbox/OutboxWorld.h"
#include "outbox/OutboxModel.h"
#include "outbox/OutboxPageView.h"
#include "sending/SendingRulesStore.h"
#include "stage/PageStage.h"
#include "support/Patience.h"

#include <QAbstractButton>
#include <QTableView>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

SendPolicy withCalendar()
{
    SendPolicy policy;
    policy.computer = QStringLiteral("this one");
    return policy;
}

/// The outbox in a window, with the rules of its mailboxes in force and nobody who sends.
struct TimesStage
{
    TimesStage()
    {
        // The morning of the world's clock: late at night the mails of a day are those of two.
        stage.shell.clock = [this] { return world.clock.now(); };
        SendingRules rules;
        rules.windows.fill(DayWindow{0, 24 * 60});
        rules.perCompanyPerDay = 0;
        setRules(rules);
    }
    ~TimesStage()
    {
        stage.close();
        world.files.settle();
    }
    void setRules(const SendingRules &changed)
    {
        rules = changed;
        must(world.outbox.rulebook().keep(world.mailbox, changed));
    }
    void open(QSize size = QSize(1216, 862))
    {
        page = new OutboxPageView(world.outbox, stage.shell);
        stage.show(page, size);
        page->enter();
        page->mainControl()->setFocus();
    }
    QDate today() const { return world.clock.now().toLocalTime().date(); }
    const QAbstractItemModel *model() const { return stage.find<QTableView>("outboxTable")->model(); }
    int rows() const { return stage.isShown("outboxTable") ? model()->rowCount() : 0; }
    QStringList column(int column) const
    {
        QStringList texts;
        for (int row = 0; row < rows(); ++row) {
            texts.append(model()->index(row, column).data().toString());
        }
        return texts;
    }
    /// As the Sender does when it wakes up late.
    void makeLate(int mails, SendReason reason)
    {
        must(world.files.write([=](Connection &c) {
            return c.run(QStringLiteral("UPDATE send SET reason = ? WHERE id <= ?"), {sendReasonWord(reason), mails});
        }));
        Q_EMIT world.outbox.changed();
    }

    OutboxWorld world{withCalendar()};
    SendingRules rules;
    PageStage stage; // ends before the services its page uses
    OutboxPageView *page = nullptr;
};

} // namespace

class OutboxTimesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAsDesigned();
    void saysUntilWhenThisComputerIsNeeded();
    void asksAboutLateMail();
    void asksWhichComputerSends();
    void saysHowAMailboxWarmsUp();
    void everyControlHasAName();
    void nothingIsClipped_data();
    void nothingIsClipped();
};

void OutboxTimesTest::looksAsDesigned()
{
    TimesStage outbox;
    const QTime now = outbox.world.clock.now().toLocalTime().time();
    const int minutes = now.hour() * 60 + now.minute();
    SendingRules rules;
    rules.windows.fill(DayWindow{std::max(0, minutes - 120), std::min(24 * 60, minutes + 240)});
    rules.perCompanyPerDay = 0;
    rules.zone = QTimeZone::systemTimeZoneId();
    outbox.setRules(rules);
    const MailboxId other = outbox.world.addMailbox(QStringLiteral("clara@tryharbour.example"));
    rules.warmUpSince = outbox.today();
    must(outbox.world.outbox.rulebook().keep(other, rules));
    const QList<LeadId> people = outbox.world.queue(14);
    const char *const places[][2] = {{"Valparaíso", "Chile"}, {"Fukuoka", "Japan"}, {"Auckland", "New Zealand"}};
    for (int i = 0; i < 14; ++i) {
        // Not by changing the person, which would lapse the approval of a text that names the city.
        const auto &place = places[i % 3];
        must(outbox.world.files.write([=, lead = people.at(i)](Connection &c) {
            return c.run(QStringLiteral("UPDATE lead SET city = ?, country = ? WHERE id = ?"),
                         {i % 2 == 0 ? QString() : QString::fromUtf8(place[0]),
                          i % 2 == 0 ? QString() : QString::fromUtf8(place[1]), lead.value()});
        }));
    }
    must(outbox.world.outbox.hold(outbox.world.sendOf(people.at(4)).id));
    outbox.open();
    QTRY_VERIFY(outbox.rows() >= 15);
    QVERIFY(outbox.stage.isShown("thisComputer"));
    outbox.stage.takePictures(QStringLiteral("outbox-times-1440"));
    outbox.stage.window.resize(960, 642);
    outbox.stage.takePictures(QStringLiteral("outbox-times-1024"));
    outbox.makeLate(3, SendReason::LateHeld);
    QTRY_VERIFY(outbox.stage.isShown("lateMail"));
    outbox.stage.takePictures(QStringLiteral("outbox-late-1024"));
    outbox.stage.window.resize(1216, 862);
    outbox.stage.takePictures(QStringLiteral("outbox-late-1440"));
}

void OutboxTimesTest::saysUntilWhenThisComputerIsNeeded()
{
    TimesStage outbox;
    outbox.world.queue(2);
    outbox.open();
    QTRY_COMPARE(outbox.rows() >= 3, true);
    QVERIFY(outbox.stage.isShown("thisComputer"));
    QVERIFY(!shownTexts(outbox.page).filter(QStringLiteral("Keep this computer on until ")).isEmpty());
    QVERIFY(!shownTexts(outbox.page).filter(QStringLiteral("the next free slot")).isEmpty());
    SendingRules rules = outbox.rules;
    rules.late = SendingRules::Late::Ask;
    outbox.setRules(rules); // the page follows the rule
    QTRY_VERIFY(!shownTexts(outbox.page).filter(QStringLiteral("late mails are held")).isEmpty());
    outbox.stage.click("lateRule");
    QCOMPARE(outbox.stage.shell.openedSection, QStringLiteral("sending"));
    must(outbox.world.outbox.stopAll());
    QTRY_VERIFY(!outbox.stage.isShown("thisComputer"));
}

void OutboxTimesTest::asksAboutLateMail()
{
    TimesStage outbox;
    const QList<LeadId> people = outbox.world.queue(3);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 4);
    QVERIFY(!outbox.stage.isShown("lateMail"));
    outbox.makeLate(2, SendReason::LateHeld);
    QTRY_VERIFY(outbox.stage.isShown("lateMail"));
    QVERIFY(!shownTexts(outbox.page).filter(QStringLiteral("2 mails are late.")).isEmpty());
    QCOMPARE(outbox.column(OutboxModel::StateColumn).count(QStringLiteral("On hold")), 2);
    outbox.stage.click("lateToday");
    QTRY_VERIFY(!outbox.stage.isShown("lateMail"));
    QCOMPARE(outbox.world.sendOf(people.first()).reason, SendReason::Turn);
    // One alone is let go like a mail that was held by hand.
    outbox.makeLate(1, SendReason::LateHeld);
    QTRY_VERIFY(outbox.stage.isShown("lateMail"));
    must(outbox.world.outbox.release(outbox.world.sendOf(people.first()).id));
    QTRY_VERIFY(!outbox.stage.isShown("lateMail"));
}

void OutboxTimesTest::asksWhichComputerSends()
{
    TimesStage outbox;
    outbox.world.queue(1);
    must(outbox.world.files.write(
        [](Connection &c) { return SendingRulesStore().putComputer(c, QStringLiteral("that one")); }));
    outbox.open();
    QTRY_VERIFY(outbox.stage.isShown("otherComputer"));
    QVERIFY(
        outbox.column(OutboxModel::ReasonColumn).contains(QStringLiteral("Another computer sends for this profile")));
    outbox.stage.takePictures(QStringLiteral("outbox-other-computer"));
    outbox.stage.click("outboxWhy");
    QTRY_VERIFY(outbox.stage.isShown("whySheet"));
    QVERIFY(shownTexts(outbox.stage.find("whySheet")).contains(QStringLiteral("Send from here")));
    outbox.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!outbox.stage.isShown("whySheet"));
    outbox.stage.click("sendFromHere");
    QTRY_VERIFY(!outbox.stage.isShown("otherComputer"));
    QVERIFY(!must(outbox.world.outbox.page(OutboxShelf::Waiting)).elsewhere);
}

void OutboxTimesTest::saysHowAMailboxWarmsUp()
{
    TimesStage outbox;
    SendingRules rules = outbox.rules;
    rules.warmUpSince = outbox.today().addDays(-3);
    rules.warmUpStart = 1;
    outbox.setRules(rules);
    outbox.world.queue(3);
    outbox.open();
    QTRY_VERIFY(outbox.rows() >= 4);
    QTRY_VERIFY(
        !shownTexts(outbox.page).filter(QStringLiteral("Warming up: day 1, 2 more each day until 40.")).isEmpty());
    QTRY_VERIFY(outbox.column(OutboxModel::ReasonColumn).contains(QStringLiteral("Warming up: 1 a day")));
    outbox.stage.click("outboxWhy");
    QTRY_VERIFY(outbox.stage.isShown("whySheet"));
    for (QAbstractButton *way : outbox.stage.find("whySheet")->findChildren<QAbstractButton *>()) {
        if (way->text() == QStringLiteral("Change the rules")) {
            way->click();
            break;
        }
    }
    QCOMPARE(outbox.stage.shell.openedSection, QStringLiteral("sending"));
}

void OutboxTimesTest::everyControlHasAName()
{
    TimesStage outbox;
    outbox.world.queue(2);
    outbox.open();
    QTRY_COMPARE(outbox.rows(), 3);
    outbox.makeLate(1, SendReason::LateHeld);
    QTRY_VERIFY(outbox.stage.isShown("lateMail"));
    QCOMPARE(namelessControls(outbox.page).join(QLatin1Char('\n')), QString());
}

void OutboxTimesTest::nothingIsClipped_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("text");
    QTest::newRow("1440") << QSize(1216, 862) << 1.0;
    QTest::newRow("1024") << QSize(960, 642) << 1.0;
    QTest::newRow("1440 at 150 %") << QSize(1216, 862) << 1.5;
    QTest::newRow("1024 at 150 %") << QSize(960, 642) << 1.5;
}

void OutboxTimesTest::nothingIsClipped()
{
    QFETCH(QSize, size);
    QFETCH(double, text);
    TimesStage outbox;
    outbox.world.queue(2);
    outbox.stage.appearance.setTextFactor(text);
    outbox.open(size);
    QTRY_COMPARE(outbox.rows(), 3);
    outbox.makeLate(1, SendReason::LateHeld);
    QTRY_VERIFY(outbox.stage.isShown("lateMail"));
    QTRY_COMPARE(clippedTexts(outbox.page).join(QLatin1Char('\n')), QString());
    outbox.stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(OutboxTimesTest)
#include "OutboxTimesTest.moc"
