#include "analytics/DashboardPage.h"
#include "analytics/BreakdownModel.h"
#include "analytics/TimeChart.h"
#include "support/Patience.h"
#include "ui/analytics/DashboardStage.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QBarSet>
#include <QChart>
#include <QComboBox>
#include <QHeaderView>
#include <QStackedBarSeries>
#include <QTableView>
#include <QTest>

using namespace AlwaysLeads;

class DashboardPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAsDesigned();
    void saysTheRateWithItsPeopleAndRange();
    void saysThatThereIsTooLittle();
    void startsWithAnEmptyState();
    void chartsShowWhatTheirTablesSay();
    void filtersByPeriodAndCampaign();
    void putsPeopleSideBySideByAnything();
    void sortsByAnyColumn();
    void followsWhatIsSent();
    void opensACampaignByKey();
    void showsAndSavesTables();
    void everyControlHasAName();
    void nothingIsClipped_data();
    void nothingIsClipped();
    void findsRoundEndsForItsAxes();
};

void DashboardPageTest::looksAsDesigned()
{
    DashboardStage dashboard;
    dashboard.world.queue(5);
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
    dashboard.stage.takePictures(QStringLiteral("dashboard-1440"));
    dashboard.takeWholePicture(QStringLiteral("dashboard-1440-whole"));
    dashboard.stage.find<Segmented>("breakdownChoice")->setCurrent(int(Dimension::Hour));
    dashboard.takeWholePicture(QStringLiteral("dashboard-hours"));
    dashboard.stage.find<Segmented>("breakdownChoice")->setCurrent(int(Dimension::Campaign));
    dashboard.stage.window.resize(960, 642);
    dashboard.stage.takePictures(QStringLiteral("dashboard-1024"));
    dashboard.stage.appearance.setTextFactor(1.5);
    dashboard.takeWholePicture(QStringLiteral("dashboard-1024-150"));
    dashboard.stage.appearance.setTextFactor(1.0);
    dashboard.stage.window.resize(1216, 862);
    dashboard.choosePeriod(AnalyticsQuery::Period::All);
    QTRY_COMPARE(dashboard.page->figures()->query.period, AnalyticsQuery::Period::All);
    dashboard.stage.takePictures(QStringLiteral("dashboard-all"));
    dashboard.stage.click("breakdownMore");
    dashboard.stage.find<QMenu>("figureMenu")->actions().first()->trigger();
    dashboard.stage.find<QMenu>("figureMenu")->close();
    QTRY_VERIFY(dashboard.stage.isShown("figureTable"));
    const QAbstractItemModelTester tester(dashboard.stage.find<QTableView>("figureTable")->model());
    dashboard.stage.takePictures(QStringLiteral("dashboard-table"));
}

void DashboardPageTest::saysTheRateWithItsPeopleAndRange()
{
    DashboardStage dashboard;
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
    const Rate rate = dashboard.page->figures()->people.replies();
    QVERIFY(rate.isEnough());
    const QLocale locale;
    QCOMPARE(dashboard.text("replyRateFigure"), locale.toString(rate.share() * 100, 'f', 1) + QStringLiteral(" %"));
    QCOMPARE(dashboard.text("replyRateOf"),
             QStringLiteral("%1 of %2").arg(locale.toString(rate.hits), locale.toString(rate.of)));
    QVERIFY(dashboard.text("replyRateLikely")
                .startsWith(QStringLiteral("Likely between %1 and %2 %")
                                .arg(locale.toString(rate.likely().from * 100, 'f', 1),
                                     locale.toString(rate.likely().to * 100, 'f', 1))));
    QCOMPARE(dashboard.text("interestedCount"), locale.toString(dashboard.page->figures()->people.interested));
}

void DashboardPageTest::saysThatThereIsTooLittle()
{
    DashboardStage dashboard(12, 20);
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
    const Rate rate = dashboard.page->figures()->people.replies();
    QVERIFY(rate.isKnown() && !rate.isEnough());
    QCOMPARE(dashboard.text("replyRateFigure"), QStringLiteral("%1 of %2").arg(rate.hits).arg(rate.of));
    QVERIFY2(dashboard.text("replyRateLikely").startsWith(QStringLiteral("Not enough data")),
             qPrintable(dashboard.text("replyRateLikely")));
    dashboard.stage.takePictures(QStringLiteral("dashboard-few"));
}

void DashboardPageTest::startsWithAnEmptyState()
{
    DashboardStage dashboard(0);
    dashboard.world.queue(2); // approved, but nothing has left
    dashboard.open();
    QTRY_VERIFY(dashboard.stage.isShown("dashboardStart"));
    QVERIFY(!dashboard.stage.isShown("dashboardExport"));
    dashboard.stage.takePictures(QStringLiteral("dashboard-empty"));
    dashboard.stage.click("dashboardStart");
    QCOMPARE(dashboard.stage.shell.opened, Place::Campaigns);
}

void DashboardPageTest::chartsShowWhatTheirTablesSay()
{
    DashboardStage dashboard;
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
    const Figures figures = *dashboard.page->figures();
    const auto setsOf = [&](const char *name) {
        const auto *chart = dashboard.stage.find<TimeChart>(name);
        const QList<QAbstractSeries *> series = chart->chart()->series();
        return qobject_cast<QStackedBarSeries *>(series.first())->barSets();
    };
    const FigureTable mails = FigureTable::overTime(figures);
    const QList<QBarSet *> bars = setsOf("mailsChart");
    QCOMPARE(bars.first()->count(), mails.rows.size());
    for (int bar = 0; bar < bars.first()->count(); ++bar) {
        const double left = mails.rows.at(bar).at(2).toDouble();
        const double came = mails.rows.at(bar).at(3).toDouble();
        QCOMPARE(bars.at(0)->at(bar), came); // the dark part
        QCOMPARE(bars.at(0)->at(bar) + bars.at(1)->at(bar), std::max(left, came)); // the top
    }
    const FigureTable costs = FigureTable::costsOverTime(figures);
    const QList<QBarSet *> dollars = setsOf("costChart");
    for (int bar = 0; bar < dollars.first()->count(); ++bar) {
        QCOMPARE(dollars.at(1)->at(bar), costs.rows.at(bar).at(2).toDouble() / 1e6);
    }
    // A screen reader is told every bar that is not empty.
    const QString spoken = dashboard.stage.find("mailsChart")->accessibleDescription();
    qsizetype notEmpty = 0;
    for (const QVariantList &row : mails.rows) {
        notEmpty += row.at(2).toLongLong() + row.at(3).toLongLong() > 0 ? 1 : 0;
    }
    QVERIFY(notEmpty > 10);
    QCOMPARE(spoken.split(QStringLiteral("; ")).size(), notEmpty);
    QVERIFY(dashboard.stage.find("funnelBars")
                ->accessibleDescription()
                .contains(QLocale().toString(figures.people.delivered)));
}

void DashboardPageTest::filtersByPeriodAndCampaign()
{
    DashboardStage dashboard;
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
    const qint64 month = dashboard.page->figures()->people.people;
    dashboard.stage.press(Qt::Key_Left); // the keyboard is on the period
    QTRY_COMPARE(dashboard.page->figures()->query.period, AnalyticsQuery::Period::Week);
    QVERIFY(dashboard.page->figures()->people.people < month);
    auto *campaigns = dashboard.stage.find<QComboBox>("dashboardCampaign");
    QCOMPARE(campaigns->count(), MailHistory::campaignCount + 2); // all, and the one of the world
    campaigns->setCurrentIndex(campaigns->findData(MailHistory::firstCampaign));
    QTRY_COMPARE(dashboard.page->figures()->query.campaign, CampaignId(MailHistory::firstCampaign));
    QCOMPARE(dashboard.page->figures()->by(Dimension::Campaign).size(), 1);
}

void DashboardPageTest::putsPeopleSideBySideByAnything()
{
    DashboardStage dashboard;
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
    auto *choice = dashboard.stage.find<Segmented>("breakdownChoice");
    QCOMPARE(choice->count(), dimensionCount);
    const auto *table = dashboard.stage.find<QTableView>("breakdownTable");
    const QAbstractItemModelTester tester(table->model());
    for (int dimension = 0; dimension < dimensionCount; ++dimension) {
        choice->setCurrent(dimension);
        const QList<BreakdownRow> &rows = dashboard.page->figures()->by(Dimension(dimension));
        QVERIFY(!rows.isEmpty());
        QCOMPARE(table->model()->rowCount(), rows.size());
        for (int row = 0; row < rows.size(); ++row) {
            QCOMPARE(table->model()->index(row, BreakdownModel::NameColumn).data().toString(), rows.at(row).label);
            QVERIFY(!rows.at(row).label.isEmpty());
            const QString spoken = table->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
            QVERIFY(spoken.startsWith(rows.at(row).label));
            QVERIFY(spoken.contains(QStringLiteral("Likely between")));
        }
    }
}

void DashboardPageTest::sortsByAnyColumn()
{
    DashboardStage dashboard;
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
    auto *table = dashboard.stage.find<QTableView>("breakdownTable");
    auto *model = qobject_cast<BreakdownModel *>(table->model());
    const QAbstractItemModelTester tester(model);
    dashboard.stage.find<Segmented>("breakdownChoice")->setCurrent(int(Dimension::Hour));
    const auto click = [&](int column) {
        QHeaderView *header = table->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint(header->sectionViewportPosition(column) + 20, header->height() / 2));
    };
    const auto isSorted = [&](auto before) { return std::ranges::is_sorted(model->rows(), before); };
    using Row = BreakdownRow;
    click(BreakdownModel::PeopleColumn);
    QVERIFY(isSorted([](const Row &one, const Row &other) { return one.tally.people > other.tally.people; }));
    click(BreakdownModel::PeopleColumn);
    QVERIFY(isSorted([](const Row &one, const Row &other) { return one.tally.people < other.tally.people; }));
    click(BreakdownModel::NameColumn);
    QVERIFY(isSorted([](const Row &one, const Row &other) { return one.label < other.label; }));
    table->setFocus();
    dashboard.stage.press(Qt::Key_S); // after the name come the people, then the replies
    dashboard.stage.press(Qt::Key_S);
    const auto byRate = [](const Row &one, const Row &other) {
        return one.tally.replies().share() > other.tally.replies().share();
    };
    QVERIFY(isSorted(byRate));
    Q_EMIT dashboard.analytics.changed(); // what is read anew comes in the same order
    QTRY_VERIFY(isSorted(byRate));
    dashboard.stage.find<Segmented>("breakdownChoice")->setCurrent(int(Dimension::Step)); // has an order of its own
    QCOMPARE(model->rows().first(), dashboard.page->figures()->by(Dimension::Step).first());
}

void DashboardPageTest::followsWhatIsSent()
{
    DashboardStage dashboard(0);
    const QList<LeadId> leads = dashboard.world.queue(1);
    dashboard.open();
    QTRY_VERIFY(dashboard.stage.isShown("dashboardStart"));
    QObject::connect(&dashboard.world.outbox, &Outbox::changed, &dashboard.analytics, &Analytics::noteChange);
    const SendId send = dashboard.world.sendOf(leads.first()).id;
    must(dashboard.world.files.write([&](Connection &connection) {
        return connection.run(QStringLiteral("UPDATE send SET state = 'accepted', intent_at = ? WHERE id = ?"),
                              {dashboard.world.clock.now(), send.value()});
    }));
    dashboard.world.outbox.settled();
    QTRY_VERIFY(dashboard.stage.isShown("replyRateFigure"));
    QCOMPARE(dashboard.page->figures()->people.people, 1);
}

void DashboardPageTest::opensACampaignByKey()
{
    DashboardStage dashboard;
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
    auto *table = dashboard.stage.find<QTableView>("breakdownTable");
    table->setFocus(Qt::TabFocusReason);
    table->setCurrentIndex(table->model()->index(1, 0));
    dashboard.stage.press(Qt::Key_Return);
    QCOMPARE(dashboard.stage.shell.openedCampaign.value(), dashboard.page->figures()->by(Dimension::Campaign).at(1).id);
}

void DashboardPageTest::showsAndSavesTables()
{
    DashboardStage dashboard;
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
    for (const char *card : {"replyRate", "mails", "funnel", "waiting", "breakdown", "costs"}) {
        const QByteArray more = QByteArray(card) + "More";
        QTest::mouseClick(dashboard.stage.find(more.constData()), Qt::LeftButton);
        auto *menu = dashboard.stage.find<QMenu>("figureMenu");
        QVERIFY2(menu != nullptr, card);
        menu->actions().first()->trigger();
        menu->close();
        QTRY_VERIFY2(dashboard.stage.isShown("figureSheet"), card);
        dashboard.stage.press(Qt::Key_Escape);
        QTRY_VERIFY(!dashboard.stage.isShown("figureSheet"));
        QTRY_VERIFY(!dashboard.stage.isShown("figureMenu"));
    }
    const QTemporaryDir folder;
    dashboard.page->saveAllTo(folder.path());
    QTRY_COMPARE(QDir(folder.path()).entryList({QStringLiteral("*.csv")}).size(), 12);
    QTRY_VERIFY(!dashboard.stage.shell.toasts.isEmpty());
}

void DashboardPageTest::everyControlHasAName()
{
    DashboardStage dashboard;
    dashboard.world.queue(3);
    dashboard.open();
    QTRY_VERIFY(dashboard.isRead());
    QCOMPARE(namelessControls(&dashboard.stage.window).join(QLatin1Char('\n')), QString());
    const QStringList order = tabOrder(dashboard.stage);
    QCOMPARE(order.first(), QStringLiteral("dashboardPeriod"));
    for (const char *name : {"dashboardCampaign", "dashboardExport", "replyRateMore", "mailsMore", "breakdownChoice",
                             "breakdownTable", "waitingOutbox"}) {
        QVERIFY2(order.contains(QLatin1String(name)), name);
    }
    QVERIFY(order.indexOf(QStringLiteral("replyRateMore")) < order.indexOf(QStringLiteral("mailsMore")));
    QVERIFY(order.indexOf(QStringLiteral("mailsMore")) < order.indexOf(QStringLiteral("funnelMore")));
    QVERIFY(order.indexOf(QStringLiteral("funnelMore")) < order.indexOf(QStringLiteral("breakdownTable")));
}

void DashboardPageTest::nothingIsClipped_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("factor");
    QTest::newRow("1440x900") << QSize(1216, 862) << 1.0;
    QTest::newRow("1024x680") << QSize(960, 642) << 1.0;
    QTest::newRow("1440x900 at 150 %") << QSize(1216, 862) << 1.5;
    QTest::newRow("1024x680 at 150 %") << QSize(960, 642) << 1.5;
}

void DashboardPageTest::nothingIsClipped()
{
    QFETCH(QSize, size);
    QFETCH(double, factor);
    DashboardStage dashboard(400, 60);
    dashboard.world.queue(3);
    dashboard.stage.appearance.setTextFactor(factor);
    dashboard.open(size);
    QTRY_VERIFY(dashboard.isRead());
    QTRY_COMPARE(clippedTexts(&dashboard.stage.window).join(QLatin1Char('\n')), QString());
    const auto *scroll = dashboard.stage.find<QScrollArea>("dashboardScroll");
    QVERIFY(scroll->widget()->width() <= scroll->viewport()->width());
    dashboard.stage.appearance.setTextFactor(1.0);
}

void DashboardPageTest::findsRoundEndsForItsAxes()
{
    QCOMPARE(TimeChart::axisFor(41), std::pair(50.0, 2));
    QCOMPARE(TimeChart::axisFor(0), std::pair(1.0, 1));
    QCOMPARE(TimeChart::axisFor(3), std::pair(3.0, 3));
    QCOMPARE(TimeChart::axisFor(0.07), std::pair(0.08, 2));
    QCOMPARE(TimeChart::axisFor(1000), std::pair(1000.0, 2));
    QCOMPARE(TimeChart::axisFor(1001), std::pair(2000.0, 2));
}

QTEST_MAIN(DashboardPageTest)
#include "DashboardPageTest.moc"
