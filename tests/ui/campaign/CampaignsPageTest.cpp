#include "CampaignStage.h"
#include "campaign/CampaignListModel.h"
#include "campaign/PeopleList.h"
#include "support/Patience.h"

#include <QAbstractItemModelTester>
#include <QMenu>

using namespace AlwaysLeads;

class CampaignsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAsDesigned();
    void asksForANameAndOpensTheEditor();
    void offersTheFirstCampaignWhenThereIsNone();
    void filtersByState();
    void opensAndComesBackByKeys();
    void deletesWithUndo();
    void theMenuOfARowDeletesToo();
    void everyControlHasAName();
    void nothingIsClipped_data();
    void nothingIsClipped();
    void theDayOfTheNextMailIsByTheProgramsClock();
    void theModelsKeepQtsRules();
};

void CampaignsPageTest::looksAsDesigned()
{
    CampaignStage campaigns;
    campaigns.world.queue(4);
    const CampaignId paused = must(campaigns.world.campaigns.create(QStringLiteral("Alpine transit, autumn")));
    must(campaigns.world.campaigns.create(QStringLiteral("A name so long that it cannot possibly fit into the column "
                                                         "that was made for the names of campaigns")));
    Q_UNUSED(paused)
    campaigns.open();
    QTRY_COMPARE(campaigns.table()->model()->rowCount(), 3);
    campaigns.stage.takePictures(QStringLiteral("campaigns-1440"));
    campaigns.stage.window.resize(960, 642);
    campaigns.stage.takePictures(QStringLiteral("campaigns-1024"));
    campaigns.stage.window.resize(1216, 862);
    campaigns.stage.appearance.setTextFactor(1.5);
    campaigns.stage.takePictures(QStringLiteral("campaigns-150"));
    campaigns.stage.appearance.setTextFactor(1.0);
}

void CampaignsPageTest::asksForANameAndOpensTheEditor()
{
    CampaignStage campaigns;
    campaigns.open();
    QTRY_COMPARE(campaigns.table()->model()->rowCount(), 1);
    campaigns.stage.press(Qt::Key_N);
    QVERIFY(campaigns.stage.isShown("newCampaignSheet"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("campaignName"));
    campaigns.stage.press(Qt::Key_Return);
    QVERIFY(shownTexts(campaigns.stage.find("newCampaignSheet"))
                .contains(QStringLiteral("Give it a name, so that you find it again.")));
    campaigns.stage.takePictures(QStringLiteral("campaign-new"));
    campaigns.stage.type(QStringLiteral("Nordic ports"));
    campaigns.stage.press(Qt::Key_Return);
    QTRY_VERIFY(campaigns.stage.isShown("campaignEditor"));
    QTRY_VERIFY(!campaigns.stage.isShown("newCampaignSheet"));
    QTRY_VERIFY(shownTexts(campaigns.page).contains(QStringLiteral("Nordic ports")));
    QCOMPARE(must(campaigns.world.campaigns.list()).size(), 2);
}

void CampaignsPageTest::offersTheFirstCampaignWhenThereIsNone()
{
    CampaignStage campaigns;
    must(campaigns.world.campaigns.softDelete(campaigns.world.campaign));
    campaigns.open();
    QTRY_VERIFY(campaigns.stage.isShown("campaignsEmptyNew"));
    campaigns.stage.takePictures(QStringLiteral("campaigns-empty"));
    campaigns.stage.click("campaignsEmptyNew");
    QVERIFY(campaigns.stage.isShown("newCampaignSheet"));
    campaigns.stage.press(Qt::Key_Escape);
    QVERIFY(!campaigns.stage.isShown("newCampaignSheet"));
    QVERIFY(must(campaigns.world.campaigns.list()).isEmpty());
}

void CampaignsPageTest::filtersByState()
{
    CampaignStage campaigns;
    campaigns.world.queue(1); // launches it
    must(campaigns.world.campaigns.create(QStringLiteral("Another")));
    campaigns.open();
    QTRY_COMPARE(campaigns.table()->model()->rowCount(), 2);
    campaigns.stage.find("campaignFilter")->setFocus();
    campaigns.stage.press(Qt::Key_Right);
    QCOMPARE(campaigns.table()->model()->rowCount(), 1);
    QCOMPARE(campaigns.table()->model()->index(0, 0).data().toString(), QStringLiteral("Baltic forwarders"));
    campaigns.stage.press(Qt::Key_Right);
    QCOMPARE(campaigns.table()->model()->rowCount(), 0);
    campaigns.stage.press(Qt::Key_Right);
    QCOMPARE(campaigns.table()->model()->index(0, 0).data().toString(), QStringLiteral("Another"));
}

void CampaignsPageTest::opensAndComesBackByKeys()
{
    CampaignStage campaigns;
    campaigns.open();
    QTRY_COMPARE(campaigns.table()->model()->rowCount(), 1);
    QTRY_VERIFY(campaigns.table()->currentIndex().isValid());
    campaigns.stage.press(Qt::Key_Return);
    QTRY_VERIFY(campaigns.stage.isShown("campaignEditor"));
    campaigns.stage.find("headerPath")->setFocus();
    campaigns.stage.press(Qt::Key_Space);
    QVERIFY(!campaigns.stage.isShown("campaignEditor"));
    QCOMPARE(QApplication::focusWidget(), campaigns.table());
}

void CampaignsPageTest::deletesWithUndo()
{
    CampaignStage campaigns;
    campaigns.world.queue(1);
    campaigns.open();
    QTRY_COMPARE(campaigns.table()->model()->rowCount(), 1);
    campaigns.page->openCampaign(campaigns.world.campaign);
    QTRY_VERIFY(campaigns.subject() != nullptr && !campaigns.subject()->text().isEmpty());
    const QList<QAction *> commands = campaigns.page->commands();
    commands.last()->trigger();
    QTRY_VERIFY(campaigns.stage.isShown("campaignsEmptyNew"));
    QCOMPARE(campaigns.stage.shell.lastUndoable(), QStringLiteral("The campaign is deleted"));
    campaigns.stage.shell.undoLast();
    QTRY_VERIFY(campaigns.table() != nullptr && campaigns.table()->model()->rowCount() == 1);
    QCOMPARE(campaigns.state(), CampaignState::Paused); // it never sends on its own again
}

void CampaignsPageTest::theMenuOfARowDeletesToo()
{
    CampaignStage campaigns;
    campaigns.open();
    QTRY_COMPARE(campaigns.table()->model()->rowCount(), 1);
    const QModelIndex more = campaigns.table()->model()->index(0, CampaignListModel::MoreColumn);
    QTest::mouseClick(campaigns.table()->viewport(), Qt::LeftButton, {}, campaigns.table()->visualRect(more).center());
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    QVERIFY(menu->actions().first()->text().startsWith(QStringLiteral("Open"))); // its key follows
    QTest::keyClick(menu, Qt::Key_Up); // the last entry
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY(campaigns.stage.isShown("campaignsEmptyNew"));
}

void CampaignsPageTest::everyControlHasAName()
{
    CampaignStage campaigns;
    campaigns.open();
    QTRY_COMPARE(campaigns.table()->model()->rowCount(), 1);
    QCOMPARE(namelessControls(&campaigns.stage.window).join(QLatin1Char('\n')), QString());
    campaigns.stage.press(Qt::Key_N);
    QCOMPARE(namelessControls(&campaigns.stage.window).join(QLatin1Char('\n')), QString());
    QCOMPARE(campaigns.table()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Baltic forwarders, Not launched, Nobody yet, clara@harbourline.example"));
}

void CampaignsPageTest::nothingIsClipped_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("text");
    QTest::newRow("1440") << QSize(1216, 862) << 1.0;
    QTest::newRow("1024") << QSize(960, 642) << 1.0;
    QTest::newRow("1440 at 150 %") << QSize(1216, 862) << 1.5;
    QTest::newRow("1024 at 150 %") << QSize(960, 642) << 1.5;
}

void CampaignsPageTest::nothingIsClipped()
{
    QFETCH(QSize, size);
    QFETCH(double, text);
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    campaigns.stage.appearance.setTextFactor(text);
    campaigns.open(size);
    QTRY_COMPARE(campaigns.table()->model()->rowCount(), 1);
    QTRY_COMPARE(clippedTexts(campaigns.page).join(QLatin1Char('\n')), QString());
    campaigns.page->openCampaign(campaigns.world.campaign);
    QTRY_VERIFY(campaigns.subject() != nullptr && !campaigns.subject()->text().isEmpty());
    QTRY_VERIFY(!campaigns.preview().isEmpty());
    QTRY_COMPARE(clippedTexts(campaigns.page).join(QLatin1Char('\n')), QString());
    campaigns.stage.appearance.setTextFactor(1.0);
}

void CampaignsPageTest::theDayOfTheNextMailIsByTheProgramsClock()
{
    // A day that this computer's clock has not reached: the sandbox can be put forward.
    const QDateTime noon(QDate(2031, 3, 14), QTime(12, 0));
    QDateTime now = noon;
    CampaignListModel list([&now] { return now.toUTC(); });
    CampaignRow row;
    row.counts.nextMailAt = noon.addSecs(60 * 60).toUTC();
    list.setRows({row});
    const auto shown = [&list] { return list.index(0, CampaignListModel::NextColumn).data().toString(); };
    QVERIFY2(shown().startsWith(QStringLiteral("Today ")), qPrintable(shown()));
    now = noon.addDays(-1);
    QVERIFY2(shown().startsWith(QStringLiteral("Tomorrow ")), qPrintable(shown()));
    now = noon.addDays(-2);
    QVERIFY2(shown().startsWith(QStringLiteral("14 Mar ")), qPrintable(shown()));
}

void CampaignsPageTest::theModelsKeepQtsRules()
{
    CampaignListModel list(&QDateTime::currentDateTimeUtc);
    QAbstractItemModelTester listTester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    CampaignRow row;
    row.campaign.id = CampaignId(1);
    row.campaign.name = QStringLiteral("One");
    list.setRows({row});
    list.setRows({row, row});
    list.setRows({row, row});
    list.setRows({});
    PeopleModel people;
    QAbstractItemModelTester peopleTester(&people, QAbstractItemModelTester::FailureReportingMode::QtTest);
    EnrolledPerson person;
    person.name = QStringLiteral("Anna");
    people.setPeople({person});
    people.setPeople({person, person});
    people.setPeople({});
}

QTEST_MAIN(CampaignsPageTest)
#include "CampaignsPageTest.moc"
