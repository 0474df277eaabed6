#include "CampaignStage.h"
#include "support/Patience.h"
#include "widgets/Combo.h"

using namespace AlwaysLeads;

class CampaignPeopleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesSomebodyOutWithUndo();
    void pausesSomebodyUntilADay();
    void tasksAreDoneByKey();
    void choosesWhomToLeaveOut();
    void isFilledFromAListByKeys();
    void isFilledFromASegment();
    void withoutAnyListItSaysSo();
};

void CampaignPeopleTest::leavesSomebodyOutWithUndo()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    QVERIFY(campaigns.openEditor());
    campaigns.stage.find("campaignTabs")->setFocus();
    campaigns.stage.press(Qt::Key_Right);
    QTRY_VERIFY(campaigns.stage.isShown("campaignPeople"));
    auto *table = campaigns.stage.find<QTableView>("campaignPeople");
    table->setFocus();
    table->setCurrentIndex(table->model()->index(1, 0));
    QCOMPARE(namelessControls(campaigns.page).join(QLatin1Char('\n')), QString());
    campaigns.stage.press(Qt::Key_Delete);
    QTRY_COMPARE(campaigns.stage.shell.lastUndoable(), QStringLiteral("Bea Nowak is left out"));
    QTRY_COMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).people, 1);
    QTRY_COMPARE(table->model()->index(1, 3).data().toString(), QStringLiteral("Left out by you"));
    campaigns.stage.shell.undoLast();
    QCOMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).people, 2);
    QTRY_COMPARE(table->model()->index(1, 3).data().toString(), QString());
    campaigns.stage.press(Qt::Key_Delete);
    QTRY_COMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).people, 1);
    campaigns.world.suppress(QStringLiteral("bea@baltway.example"));
    campaigns.stage.shell.undoLast(); // "no" holds for ever
    QCOMPARE(campaigns.stage.shell.problems.size(), 1);
    QCOMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).people, 1);
}

void CampaignPeopleTest::pausesSomebodyUntilADay()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Freja"), QStringLiteral("Ioana")});
    QVERIFY(campaigns.openEditor());
    campaigns.stage.find("campaignTabs")->setFocus();
    campaigns.stage.press(Qt::Key_Right);
    auto *table = campaigns.stage.find<QTableView>("campaignPeople");
    QTRY_VERIFY(table->isVisible());
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 0));
    campaigns.stage.press(Qt::Key_P);
    QTRY_VERIFY(campaigns.stage.isShown("pauseSheet"));
    QCOMPARE(namelessControls(campaigns.stage.find("pauseSheet")).join(QLatin1Char('\n')), QString());
    auto *until = campaigns.stage.find<Combo>("pauseUntil");
    until->setCurrentIndex(until->count() - 1);
    const QDateTime day = until->currentData().toDateTime();
    campaigns.stage.click("pauseNow");
    const auto first = [&] { return must(campaigns.world.campaigns.people(campaigns.world.campaign)).first(); };
    QTRY_VERIFY(first().isPaused);
    QCOMPARE(first().pausedUntil, day);
    QTRY_VERIFY(table->model()->index(0, 3).data().toString().startsWith(QStringLiteral("Paused until")));
    campaigns.stage.takePictures(QStringLiteral("campaign-people-paused"));
    table->setFocus();
    campaigns.stage.press(Qt::Key_P);
    QTRY_VERIFY(!first().isPaused);
}

void CampaignPeopleTest::tasksAreDoneByKey()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Freja")});
    const LeadId freja = campaigns.people.first();
    must(campaigns.world.files.write([&, now = campaigns.world.clock.now()](Connection &c) {
        SequenceTask task{campaigns.world.campaign, freja, campaigns.world.step, QStringLiteral("Call Freja"), {}, now};
        return SequenceStore().addTask(c, task, 1, now);
    }));
    QVERIFY(campaigns.openEditor());
    campaigns.stage.find("campaignTabs")->setFocus();
    campaigns.stage.press(Qt::Key_Right);
    auto *table = campaigns.stage.find<QTableView>("campaignPeople");
    QTRY_COMPARE(table->model()->index(0, 3).data().toString(), QStringLiteral("To do: Call Freja"));
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 0));
    campaigns.stage.press(Qt::Key_D);
    QTRY_COMPARE(table->model()->index(0, 3).data().toString(), QString());
    QVERIFY(must(campaigns.sequence.tasks(campaigns.world.campaign)).isEmpty());
}

void CampaignPeopleTest::choosesWhomToLeaveOut()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    auto *quiet = campaigns.stage.find<Combo>("campaignQuietDays");
    QTRY_COMPARE(quiet->currentData().toInt(), 0);
    quiet->setFocus();
    campaigns.stage.press(Qt::Key_Down);
    QTRY_COMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).campaign.quietDays, 7);
}

void CampaignPeopleTest::isFilledFromAListByKeys()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    const LeadId bea = campaigns.world.addLead(QStringLiteral("Bea"), QStringLiteral("bea@baltway.example"));
    const LeadId cleo = campaigns.world.addLead(QStringLiteral("Cleo"), QStringLiteral("cleo@baltway.example"));
    const LeadList list =
        must(campaigns.lists.addList(QStringLiteral("Fair in Gdansk"), {campaigns.people.first(), bea, cleo}));
    campaigns.world.suppress(QStringLiteral("cleo@baltway.example"));
    QVERIFY(campaigns.openEditor());
    campaigns.stage.find("campaignTabs")->setFocus();
    campaigns.stage.press(Qt::Key_Right);
    QTRY_VERIFY(campaigns.stage.isShown("addSource"));
    campaigns.stage.takePictures(QStringLiteral("campaign-people-by-hand"));
    campaigns.stage.find("addSource")->setFocus();
    campaigns.stage.press(Qt::Key_Space);
    QTRY_VERIFY(campaigns.stage.isShown("sourceSheet"));
    QCOMPARE(namelessControls(campaigns.stage.find("sourceSheet")).join(QLatin1Char('\n')), QString());
    campaigns.stage.takePictures(QStringLiteral("campaign-source-sheet"));
    campaigns.stage.press(Qt::Key_Tab);
    campaigns.stage.press(Qt::Key_Space); // follows
    campaigns.stage.press(Qt::Key_Return);
    QTRY_COMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).people, 2);
    QTRY_COMPARE(campaigns.stage.shell.toasts.value(0).section(QLatin1Char('.'), 0, 0),
                 QStringLiteral("1 person(s) added"));
    QVERIFY(campaigns.stage.shell.toasts.value(0).contains(QStringLiteral("1 left out"))); // who opted out
    const QList<CampaignSource> sources = must(campaigns.sources.of(campaigns.world.campaign));
    QCOMPARE(sources.size(), 1);
    QVERIFY(sources.first().follows);
    QTRY_VERIFY(campaigns.stage.isShown(qPrintable(QStringLiteral("source%1").arg(list.id.value()))));
    campaigns.stage.takePictures(QStringLiteral("campaign-people-from-a-list"));
    // Whoever comes onto it later is taken in too, until the x is pressed.
    const LeadId dana = campaigns.world.addLead(QStringLiteral("Dana"), QStringLiteral("dana@baltway.example"));
    must(campaigns.lists.addPeople(list.id, {dana}));
    campaigns.search.forget();
    QCOMPARE(must(campaigns.sources.follow()), 1);
    campaigns.stage.find(qPrintable(QStringLiteral("source%1").arg(list.id.value())))->setFocus();
    campaigns.stage.press(Qt::Key_Delete);
    QTRY_VERIFY(must(campaigns.sources.of(campaigns.world.campaign)).isEmpty());
    QCOMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).people, 3);
}

void CampaignPeopleTest::isFilledFromASegment()
{
    CampaignStage campaigns;
    campaigns.world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"), QStringLiteral("Gdynia"));
    campaigns.world.addLead(QStringLiteral("Bea"), QStringLiteral("bea@baltway.example"), QStringLiteral("Aarhus"));
    LeadCondition condition;
    condition.field = QStringLiteral("city");
    condition.asks = LeadOperator::Is;
    condition.values = QStringList(QStringLiteral("Aarhus"));
    must(campaigns.lists.addSegment(QStringLiteral("In Aarhus"), LeadFilter(condition)));
    QVERIFY(campaigns.openEditor());
    campaigns.stage.find("campaignTabs")->setFocus();
    campaigns.stage.press(Qt::Key_Right);
    QTRY_VERIFY(campaigns.stage.isShown("addSource"));
    campaigns.stage.click("addSource");
    QTRY_VERIFY(campaigns.stage.isShown("sourceAdd"));
    campaigns.stage.click("sourceAdd");
    QTRY_COMPARE(must(campaigns.world.campaigns.people(campaigns.world.campaign)).size(), 1);
    QCOMPARE(must(campaigns.world.campaigns.people(campaigns.world.campaign)).first().name,
             QStringLiteral("Bea Nowak"));
}

void CampaignPeopleTest::withoutAnyListItSaysSo()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.stage.find("campaignTabs")->setFocus();
    campaigns.stage.press(Qt::Key_Right);
    QTRY_VERIFY(campaigns.stage.isShown("addSource"));
    campaigns.stage.click("addSource");
    QTRY_VERIFY(campaigns.stage.shell.toasts.value(0).startsWith(QStringLiteral("There is no list yet.")));
}

QTEST_MAIN(CampaignPeopleTest)
#include "CampaignPeopleTest.moc"
