#include "CampaignStage.h"
#include "support/Patience.h"

#include <QAbstractButton>
#include <QMenu>

using namespace AlwaysLeads;

namespace {

void chooseFormatted(CampaignStage &campaigns)
{
    campaigns.stage.click("mailFormat");
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().at(1)).center());
    QTRY_COMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).campaign.format, MailFormat::Light);
    // Kept first, then read by the editor: until then its keys are the window's.
    QTRY_COMPARE(campaigns.stage.find<QAbstractButton>("mailFormat")->text(), QStringLiteral("Formatted"));
    campaigns.stage.window.activateWindow(); // the menu took that away; no desktop gives it back here
}

} // namespace

class CampaignFormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void formatsByMenuAndKeys();
    void keysAreTheWindowsWhileTheMailIsPlain();
};

void CampaignFormatTest::formatsByMenuAndKeys()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Freja")});
    QVERIFY(campaigns.openEditor());
    chooseFormatted(campaigns);
    campaigns.body()->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), campaigns.body());
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("Hi {first name|there}, "));
    campaigns.stage.press(Qt::Key_B, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("three"));
    campaigns.stage.press(Qt::Key_End);
    campaigns.stage.type(QStringLiteral(" ideas for you:\n"));
    campaigns.stage.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    campaigns.stage.press(Qt::Key_End);
    campaigns.stage.type(QStringLiteral("see "));
    campaigns.stage.press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    campaigns.stage.type(QStringLiteral("our plan")); // over the chosen word
    campaigns.stage.press(Qt::Key_End);
    campaigns.stage.press(Qt::Key_Left);
    campaigns.stage.type(QStringLiteral("harbourline.example"));
    const QString written = QStringLiteral(
        "Hi {first name|there}, **three** ideas for you:\n- see [our plan](https://harbourline.example)");
    QCOMPARE(campaigns.body()->toPlainText(), written);
    QTRY_COMPARE(campaigns.savedText().body, written);
    QTRY_COMPARE(campaigns.preview(), QStringLiteral("Hi Freja, three ideas for you:\n•  see our plan"));
    campaigns.stage.takePictures(QStringLiteral("campaign-formatted"));
    // Once more takes the mark away again.
    QTextCursor cursor = campaigns.body()->document()->find(QStringLiteral("**three**"));
    campaigns.body()->setTextCursor(cursor);
    campaigns.stage.press(Qt::Key_B, Qt::ControlModifier);
    QVERIFY(campaigns.body()->toPlainText().contains(QStringLiteral(", three ideas")));
}

void CampaignFormatTest::keysAreTheWindowsWhileTheMailIsPlain()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Freja")});
    QVERIFY(campaigns.openEditor());
    const QString before = campaigns.body()->toPlainText();
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_B, Qt::ControlModifier);
    QCOMPARE(campaigns.body()->toPlainText(), before);
    campaigns.body()->setPlainText(QStringLiteral("**Hi**"));
    QTRY_COMPARE(campaigns.preview(), QStringLiteral("**Hi**")); // a star is a star
}

QTEST_MAIN(CampaignFormatTest)
#include "CampaignFormatTest.moc"
