#include "campaign/ChooseCampaignSheet.h"
#include "CampaignStage.h"
#include "support/Patience.h"
#include "widgets/Combo.h"

using namespace AlwaysLeads;

class ChooseCampaignSheetTest : public QObject
{
    Q_OBJECT
private:
    static void openSheet(CampaignStage &campaigns, const QList<LeadId> &leads)
    {
        campaigns.open();
        auto *sheet = new ChooseCampaignSheet(campaigns.world.campaigns, leads, campaigns.stage.shell, campaigns.page);
        sheet->open();
    }

private Q_SLOTS:
    void makesANewCampaign()
    {
        CampaignStage campaigns;
        const LeadId anna = campaigns.world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
        openSheet(campaigns, {anna});
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("newCampaignNameEdit"));
        QCOMPARE(namelessControls(campaigns.stage.find("chooseCampaignSheet")).join(QLatin1Char('\n')), QString());
        campaigns.stage.press(Qt::Key_Return);
        QVERIFY(shownTexts(campaigns.stage.find("chooseCampaignSheet"))
                    .contains(QStringLiteral("Give it a name, so that you find it again.")));
        campaigns.stage.takePictures(QStringLiteral("choose-campaign"));
        campaigns.stage.type(QStringLiteral("Nordic ports"));
        campaigns.stage.press(Qt::Key_Return);
        campaigns.stage.press(Qt::Key_Return); // a second Enter makes no second one
        QTRY_VERIFY(!campaigns.stage.isShown("chooseCampaignSheet"));
        QCOMPARE(must(campaigns.world.campaigns.list()).size(), 2);
        QCOMPARE(must(campaigns.world.campaigns.people(campaigns.stage.shell.openedCampaign)).size(), 1);
        QCOMPARE(campaigns.stage.shell.toasts, QStringList{QStringLiteral("1 person(s) added.")});
    }

    void addsToOneThatIsThere()
    {
        CampaignStage campaigns;
        const LeadId anna = campaigns.world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
        openSheet(campaigns, {anna});
        auto *choice = campaigns.stage.find<Combo>("chooseCampaign");
        QTRY_COMPARE(choice->count(), 2);
        choice->setFocus();
        campaigns.stage.press(Qt::Key_Down);
        QVERIFY(!campaigns.stage.isShown("newCampaignNameEdit"));
        campaigns.stage.click("chooseCampaignAdd");
        QTRY_COMPARE(campaigns.stage.shell.openedCampaign, campaigns.world.campaign);
        QCOMPARE(must(campaigns.world.campaigns.people(campaigns.world.campaign)).size(), 1);
    }

    void saysWhoIsLeftOutAndWhy()
    {
        CampaignStage campaigns;
        QList<LeadId> leads = {campaigns.world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example")),
                               campaigns.world.addLead(QStringLiteral("<b>Bea</b>"), QString())};
        campaigns.world.suppress(QStringLiteral("anna@baltway.example"));
        for (int i = 0; i < 9; ++i) {
            leads.append(campaigns.world.addLead(QStringLiteral("Nobody%1").arg(i), QString()));
        }
        leads.append(campaigns.world.addLead(QStringLiteral("Cleo"), QStringLiteral("cleo@baltway.example")));
        openSheet(campaigns, leads);
        campaigns.stage.type(QStringLiteral("Nordic ports"));
        campaigns.stage.press(Qt::Key_Return);
        QTRY_VERIFY(shownTexts(campaigns.stage.find("chooseCampaignSheet")).contains(QStringLiteral("and 3 more")));
        const QStringList texts = shownTexts(campaigns.stage.find("chooseCampaignSheet"));
        QVERIFY(texts.contains(QStringLiteral("Has no email address.")));
        QVERIFY(texts.contains(QStringLiteral("<b>Bea</b> Nowak Has no email address.")));
        campaigns.stage.takePictures(QStringLiteral("choose-campaign-left-out"));
        QTRY_COMPARE(clippedTexts(campaigns.stage.find("chooseCampaignSheet")).join(QLatin1Char('\n')), QString());
        campaigns.stage.press(Qt::Key_Return);
        QTRY_VERIFY(!campaigns.stage.isShown("chooseCampaignSheet"));
        QVERIFY(!campaigns.stage.shell.openedCampaign.isNull());
    }

    void escapeAddsNobody()
    {
        CampaignStage campaigns;
        const LeadId anna = campaigns.world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
        openSheet(campaigns, {anna});
        campaigns.stage.type(QStringLiteral("Nordic ports"));
        campaigns.stage.press(Qt::Key_Escape);
        QTRY_VERIFY(!campaigns.stage.isShown("chooseCampaignSheet"));
        QCOMPARE(must(campaigns.world.campaigns.list()).size(), 1);
    }
};

QTEST_MAIN(ChooseCampaignSheetTest)
#include "ChooseCampaignSheetTest.moc"
