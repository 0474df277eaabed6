#include "analytics/BreakdownModel.h"
#include "analytics/FunnelBars.h"
#include "analytics/TimeChart.h"
#include "support/Patience.h"
#include "ui/analytics/DashboardStage.h"

#include <QTableView>
#include <QTest>

using namespace AlwaysLeads;

/// Numbers and bars of the dashboard lead to their people, by mouse and by keyboard.
class DashboardPeopleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNumberListsItsPeople_data();
    void aNumberListsItsPeople();
    void theFunnelListsItsPeopleByKey();
    void whatIsNotTrackedListsNobody();
    void aBarListsItsPeopleByKey();
    void aCellListsItsPeople();
    void aNumberOfNobodySaysSo();
};

namespace {

void open(DashboardStage &dashboard)
{
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
}

} // namespace

void DashboardPeopleTest::aNumberListsItsPeople_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("title");
    QTest::newRow("replied") << QStringLiteral("repliedPeople") << QStringLiteral("Replied, the last 30 days");
    QTest::newRow("interested") << QStringLiteral("interestedPeople") << QStringLiteral("Interested, the last 30 days");
    QTest::newRow("bounced") << QStringLiteral("bouncedPeople") << QStringLiteral("Bounced, the last 30 days");
    QTest::newRow("opted out") << QStringLiteral("optedOutPeople") << QStringLiteral("Opted out, the last 30 days");
}

void DashboardPeopleTest::aNumberListsItsPeople()
{
    QFETCH(QString, button);
    QFETCH(QString, title);
    DashboardStage dashboard;
    open(dashboard);
    const Tally people = dashboard.page->figures()->people;
    const qint64 expected = button.startsWith(QStringLiteral("replied")) ? people.replied
        : button.startsWith(QStringLiteral("interested"))                ? people.interested
        : button.startsWith(QStringLiteral("bounced"))                   ? people.bounced
                                                                         : people.optedOut;
    dashboard.stage.click(qPrintable(button));
    QTRY_COMPARE(dashboard.stage.shell.shownPeople.size(), expected);
    QCOMPARE(dashboard.stage.shell.toasts, QStringList{title});
    dashboard.stage.shell.shownPeople.clear();
    dashboard.stage.find<QWidget>(qPrintable(button))->setFocus(Qt::TabFocusReason);
    dashboard.stage.press(Qt::Key_Return);
    QTRY_COMPARE(dashboard.stage.shell.shownPeople.size(), expected);
}

void DashboardPeopleTest::theFunnelListsItsPeopleByKey()
{
    DashboardStage dashboard;
    open(dashboard);
    dashboard.stage.find<QWidget>("funnelBars")->setFocus(Qt::TabFocusReason);
    dashboard.stage.press(Qt::Key_Down);
    dashboard.stage.takePictures(QStringLiteral("dashboard-funnel-key"));
    dashboard.stage.press(Qt::Key_Return);
    QTRY_COMPARE(dashboard.stage.shell.shownPeople.size(), dashboard.page->figures()->people.delivered);
    QCOMPARE(dashboard.stage.shell.toasts.last(), QStringLiteral("Delivered, the last 30 days"));
    for (int i = 0; i < 9; ++i) {
        dashboard.stage.press(Qt::Key_Up); // it stops at the first
    }
    dashboard.stage.press(Qt::Key_Return);
    QTRY_COMPARE(dashboard.stage.shell.shownPeople.size(), dashboard.page->figures()->people.people);
}

void DashboardPeopleTest::whatIsNotTrackedListsNobody()
{
    DashboardStage dashboard;
    open(dashboard);
    auto *funnel = dashboard.stage.find<FunnelBars>("funnelBars");
    QVERIFY(funnel->accessibleDescription().contains(QStringLiteral("Opened: not tracked")));
    funnel->setFocus(Qt::TabFocusReason);
    dashboard.stage.press(Qt::Key_Down);
    dashboard.stage.press(Qt::Key_Down);
    QCOMPARE(funnel->currentRow(), 2);
    dashboard.stage.press(Qt::Key_Return);
    QTest::qWait(0);
    QCOMPARE(dashboard.stage.shell.toasts, QStringList());
}

void DashboardPeopleTest::aBarListsItsPeopleByKey()
{
    DashboardStage dashboard;
    open(dashboard);
    auto *chart = dashboard.stage.find<TimeChart>("mailsChart");
    chart->setFocus(Qt::TabFocusReason);
    dashboard.stage.press(Qt::Key_Left); // the last day on which mails left
    dashboard.stage.takePictures(QStringLiteral("dashboard-bar-key"));
    dashboard.stage.press(Qt::Key_Return);
    QTRY_VERIFY(!dashboard.stage.shell.shownPeople.isEmpty());
    const TimeBucket *last = nullptr;
    for (const TimeBucket &bucket : dashboard.page->figures()->overTime) {
        last = bucket.mails > 0 || bucket.replies > 0 ? &bucket : last;
    }
    QVERIFY(last != nullptr);
    QVERIFY(dashboard.stage.shell.shownPeople.size() <= last->mails); // some got two that day
    QCOMPARE(dashboard.stage.shell.toasts.last(),
             QStringLiteral("Written to, %1").arg(QLocale().toString(last->from, QStringLiteral("d MMM yyyy"))));
}

void DashboardPeopleTest::aCellListsItsPeople()
{
    DashboardStage dashboard;
    open(dashboard);
    auto *table = dashboard.stage.find<QTableView>("breakdownTable");
    const BreakdownRow row = dashboard.page->figures()->by(Dimension::Campaign).first();
    const QModelIndex replied = table->model()->index(0, BreakdownModel::RepliedColumn);
    table->scrollTo(replied);
    Q_EMIT table->clicked(replied);
    QTRY_COMPARE(dashboard.stage.shell.shownPeople.size(), row.tally.replied);
    QCOMPARE(dashboard.stage.shell.toasts.last(), QStringLiteral("Replied, %1").arg(row.label));
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 0));
    dashboard.stage.press(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(dashboard.stage.shell.shownPeople.size(), row.tally.people);
}

void DashboardPeopleTest::aNumberOfNobodySaysSo()
{
    DashboardStage dashboard;
    open(dashboard);
    QCOMPARE(dashboard.page->figures()->people.meetings, 0);
    dashboard.stage.click("meetingPeople");
    QTRY_COMPARE(dashboard.stage.shell.toasts, QStringList{QStringLiteral("Nobody is behind this number.")});
    QVERIFY(dashboard.stage.shell.shownPeople.isEmpty());
}

QTEST_MAIN(DashboardPeopleTest)
#include "DashboardPeopleTest.moc"
