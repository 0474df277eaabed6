#include "CampaignStage.h"
#include "support/Patience.h"
#include "widgets/Combo.h"

#include <QMenu>
#include <QPushButton>

#include <algorithm>

using namespace AlwaysLeads;

namespace {

void chooseInMenu(const QString &text)
{
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    const QList<QAction *> entries = menu->actions();
    for (QAction *entry : entries) {
        if (entry->text() == text) {
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
            return;
        }
    }
    QFAIL(qPrintable(text));
}

} // namespace

class CampaignEditorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAsDesigned();
    void savesAsOneTypes();
    void savesWhenThePageIsLeftAtOnce();
    void savesWhenAnotherCampaignIsOpenedAtOnce();
    void takesNoWordsUntilItsStepIsThere();
    void offersFieldsWhereTheCursorIs();
    void previewsWhatThePersonWouldRead();
    void namesTheMissingValue();
    void aHostileNameIsShownAsText();
    void renames();
    void stepsAreAddedWrittenAndTakenOutByKeys();
    void aStepSaysWhenAndForWhomItIs();
    void variantsHaveTheirOwnWords();
    void aRunningCampaignSaysWhoGetsOldAndNew();
    void everyControlHasAName();
    void tabGoesInReadingOrder();
};

void CampaignEditorTest::looksAsDesigned()
{
    CampaignStage campaigns;
    campaigns.world.setText(
        QStringLiteral("Spreadsheets and {company}’s plan"),
        QStringLiteral("Hi {first name|there},\n\nHarbourline keeps one load plan that every depot sees, and moves the "
                       "affected loads when a slot slips.\n\nWould a 20-minute look at {company}’s own plan in "
                       "{city|your city} be useful?"),
        QStringLiteral("Open with one sentence about their company"));
    campaigns.addPeople({QStringLiteral("Freja"), QStringLiteral("Ioana"), QStringLiteral("Seán")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.preview().contains(QStringLiteral("Hi Freja")));
    campaigns.stage.takePictures(QStringLiteral("campaign-editor-1440"));
    campaigns.stage.window.resize(960, 642);
    campaigns.stage.takePictures(QStringLiteral("campaign-editor-1024"));
    campaigns.stage.window.resize(1216, 862);
    campaigns.stage.appearance.setTextFactor(1.5);
    campaigns.stage.takePictures(QStringLiteral("campaign-editor-150"));
    campaigns.stage.appearance.setTextFactor(1.0);
    campaigns.body()->setPlainText(QStringLiteral("Hi {frist name}, how is {city"));
    campaigns.subject()->clear();
    QTRY_VERIFY(campaigns.savedText().subject.isEmpty());
    QTRY_VERIFY(campaigns.stage.isShown("fixSubject"));
    campaigns.stage.takePictures(QStringLiteral("campaign-editor-wrong"));
    campaigns.stage.find("campaignTabs")->setFocus();
    campaigns.stage.press(Qt::Key_Right);
    QTRY_VERIFY(campaigns.stage.isShown("campaignPeople"));
    campaigns.stage.takePictures(QStringLiteral("campaign-people"));
}

void CampaignEditorTest::savesAsOneTypes()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.subject()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("For {company}"));
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("Hi Łukasz,\nn N"));
    campaigns.stage.find("stepWish")->setFocus();
    campaigns.stage.type(QStringLiteral("warmer"));
    QTRY_COMPARE(
        campaigns.savedText(),
        (StepText{QStringLiteral("For {company}"), QStringLiteral("Hi Łukasz,\nn N"), QStringLiteral("warmer")}));
    QTRY_VERIFY(shownTexts(campaigns.page).filter(QStringLiteral("Saved ")).size() == 1);
    QVERIFY(!campaigns.stage.isShown("newCampaignSheet")); // n and N were letters here
}

void CampaignEditorTest::savesWhenThePageIsLeftAtOnce()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("The last words"));
    campaigns.page->hide();
    QTRY_COMPARE(campaigns.savedText().body, QStringLiteral("The last words"));
}

void CampaignEditorTest::savesWhenAnotherCampaignIsOpenedAtOnce()
{
    CampaignStage campaigns;
    const CampaignId other = must(campaigns.world.campaigns.create(QStringLiteral("Another")));
    const StepId otherStep = must(campaigns.world.campaigns.open(other)).steps.first().id;
    must(campaigns.world.campaigns.editStep(otherStep, {QStringLiteral("Other"), QStringLiteral("Other words"), {}}));
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("Typed for the first"));
    campaigns.page->openCampaign(other);
    QTRY_COMPARE(campaigns.subject()->text(), QStringLiteral("Other"));
    QCOMPARE(campaigns.body()->toPlainText(), QStringLiteral("Other words"));
    QTRY_COMPARE(campaigns.savedText().body, QStringLiteral("Typed for the first"));
    QCOMPARE(must(campaigns.world.campaigns.open(other)).steps.first().current.text.body,
             QStringLiteral("Other words"));
}

void CampaignEditorTest::takesNoWordsUntilItsStepIsThere()
{
    CampaignStage campaigns;
    const CampaignId other = must(campaigns.world.campaigns.create(QStringLiteral("Another")));
    const StepId otherStep = must(campaigns.world.campaigns.open(other)).steps.first().id;
    must(campaigns.world.campaigns.editStep(otherStep, {QStringLiteral("Other"), QStringLiteral("Other words"), {}}));
    QVERIFY(campaigns.openEditor());
    const QString first = campaigns.savedText().body;
    campaigns.page->openCampaign(other);
    campaigns.body()->setFocus();
    campaigns.stage.type(QStringLiteral("Neither here nor there"));
    QTRY_COMPARE(campaigns.subject()->text(), QStringLiteral("Other"));
    QCOMPARE(campaigns.body()->toPlainText(), QStringLiteral("Other words"));
    campaigns.stage.type(QStringLiteral("Now it counts. "));
    QTRY_VERIFY(must(campaigns.world.campaigns.open(other))
                    .steps.first()
                    .current.text.body.startsWith(QStringLiteral("Now it counts. ")));
    QCOMPARE(campaigns.savedText().body, first);
}

void CampaignEditorTest::offersFieldsWhereTheCursorIs()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    QTest::mouseClick(campaigns.subject(), Qt::LeftButton);
    campaigns.stage.press(Qt::Key_End);
    campaigns.stage.click("insertField");
    chooseInMenu(QStringLiteral("Company"));
    QTRY_VERIFY2(campaigns.subject()->text().endsWith(QStringLiteral("{company}")),
                 qPrintable(campaigns.subject()->text()));
    QTRY_COMPARE(QApplication::focusWidget(), campaigns.subject());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_Home, Qt::ControlModifier);
    campaigns.stage.click("insertField");
    chooseInMenu(QStringLiteral("City"));
    QTRY_VERIFY2(campaigns.body()->toPlainText().startsWith(QStringLiteral("{city}")),
                 qPrintable(campaigns.body()->toPlainText()));
    QTRY_COMPARE(QApplication::focusWidget(), campaigns.body());
}

void CampaignEditorTest::previewsWhatThePersonWouldRead()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.preview().startsWith(QStringLiteral("Hi Anna")));
    campaigns.stage.press(Qt::Key_Right, Qt::AltModifier);
    QTRY_VERIFY(campaigns.preview().startsWith(QStringLiteral("Hi Bea")));
    campaigns.stage.press(Qt::Key_Right, Qt::AltModifier); // the last one stays
    QTRY_VERIFY(campaigns.preview().startsWith(QStringLiteral("Hi Bea")));
    QVERIFY(!campaigns.stage.find("previewNext")->isEnabled());
    campaigns.stage.click("previewPrevious");
    QTRY_VERIFY(campaigns.preview().startsWith(QStringLiteral("Hi Anna")));
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_End, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("\nMore for {company}."));
    QTRY_VERIFY(campaigns.preview().endsWith(QStringLiteral("More for Baltway.")));
    const QString previewed = campaigns.preview();
    campaigns.stage.click("campaignWriteDrafts");
    QTRY_COMPARE(campaigns.stage.shell.opened, std::optional(Place::Drafts));
    QCOMPARE(campaigns.world.draftOf(campaigns.people.first()).body, previewed); // nothing else was written
}

void CampaignEditorTest::namesTheMissingValue()
{
    CampaignStage campaigns;
    campaigns.people = {
        campaigns.world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"), QString())};
    must(campaigns.world.campaigns.enrol(campaigns.world.campaign, campaigns.people));
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setPlainText(QStringLiteral("How is {city}?"));
    QTRY_VERIFY(campaigns.stage.isShown("previewMissing"));
    const QString missing = campaigns.stage.find<QLabel>("previewMissing")->text();
    QVERIFY2(missing.contains(QStringLiteral("city")), qPrintable(missing));
    QTRY_VERIFY(shownTexts(campaigns.page).filter(QStringLiteral("have no")).size()
                    + shownTexts(campaigns.page).filter(QStringLiteral("has no")).size()
                >= 1);
    campaigns.body()->setPlainText(QStringLiteral("How is {city|your city}?"));
    QTRY_VERIFY(!campaigns.stage.isShown("previewMissing"));
    QCOMPARE(campaigns.preview(), QStringLiteral("How is your city?"));
}

void CampaignEditorTest::aHostileNameIsShownAsText()
{
    CampaignStage campaigns;
    campaigns.people = {
        campaigns.world.addLead(QStringLiteral("<b>Anna</b>{city}&amp;"), QStringLiteral("a@x.example")),
        campaigns.world.addLead(QStringLiteral("<img src=x>{city}"), QStringLiteral("i@x.example"))};
    must(campaigns.world.campaigns.enrol(campaigns.world.campaign, campaigns.people));
    QVERIFY(campaigns.openEditor());
    campaigns.stage.press(Qt::Key_Right, Qt::AltModifier);
    QTRY_VERIFY2(campaigns.preview().startsWith(QStringLiteral("Hi <img src=x>{city}")),
                 qPrintable(campaigns.preview())); // and a value is never a template
    campaigns.stage.takePictures(QStringLiteral("campaign-hostile"));
}

void CampaignEditorTest::renames()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    const QList<QAction *> commands = campaigns.page->commands();
    for (QAction *command : commands) {
        if (command->text() == QStringLiteral("Rename the campaign…")) {
            command->trigger();
        }
    }
    QTRY_VERIFY(campaigns.stage.isShown("renameCampaignSheet"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("renameCampaignName"));
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.press(Qt::Key_Delete);
    campaigns.stage.press(Qt::Key_Return);
    QTRY_VERIFY(campaigns.stage.isShown("renameCampaignSheet")); // a name of nothing is refused
    campaigns.stage.type(QStringLiteral("Ports"));
    campaigns.stage.press(Qt::Key_Return);
    QTRY_VERIFY(!campaigns.stage.isShown("renameCampaignSheet"));
    QCOMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).campaign.name, QStringLiteral("Ports"));
    QTRY_VERIFY(shownTexts(campaigns.page).contains(QStringLiteral("Ports")));
}

void CampaignEditorTest::stepsAreAddedWrittenAndTakenOutByKeys()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Freja"), QStringLiteral("Ioana")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("stepCard1"));
    campaigns.stage.click("addStep");
    chooseInMenu(QStringLiteral("Mail, in the same thread"));
    QTRY_COMPARE(campaigns.steps().size(), 2);
    QTRY_COMPARE(campaigns.body()->toPlainText(), QString());
    QTRY_COMPARE(campaigns.stage.window.focusWidget(), campaigns.body());
    campaigns.stage.window.activateWindow(); // the menu took that away; no desktop gives it back here
    QTRY_COMPARE(QApplication::focusWidget(), campaigns.body());
    campaigns.stage.type(QStringLiteral("{~Hi|Hello} {first name}, is it of use?"));
    QTRY_COMPARE(campaigns.steps().last().current.text.body, QStringLiteral("{~Hi|Hello} {first name}, is it of use?"));
    QTRY_VERIFY(campaigns.preview().endsWith(QStringLiteral(" Freja, is it of use?")));
    campaigns.stage.click("addStep");
    chooseInMenu(QStringLiteral("Task for you, such as a call"));
    QTRY_COMPARE(campaigns.steps().size(), 3);
    QTRY_VERIFY(!campaigns.stage.isShown("stepWish"));
    campaigns.subject()->setFocus();
    campaigns.stage.window.activateWindow();
    QTRY_COMPARE(QApplication::focusWidget(), campaigns.subject());
    campaigns.stage.type(QStringLiteral("Call {first name}"));
    QTRY_COMPARE(campaigns.steps().last().current.text.subject, QStringLiteral("Call {first name}"));
    QTRY_VERIFY(campaigns.stage.isShown("stepCard3"));
    campaigns.stage.find("stepCard3")->setFocus();
    campaigns.stage.press(Qt::Key_Up);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("stepCard2"));
    QTRY_VERIFY(campaigns.body()->toPlainText().contains(QStringLiteral("of use")));
    campaigns.stage.takePictures(QStringLiteral("campaign-steps-1440"));
    campaigns.stage.window.resize(960, 642);
    campaigns.stage.takePictures(QStringLiteral("campaign-steps-1024"));
    campaigns.stage.window.resize(1216, 862);
    campaigns.stage.press(Qt::Key_Delete);
    QTRY_COMPARE(campaigns.steps().size(), 2);
    QTRY_VERIFY(!campaigns.stage.isShown("stepCard3"));
    QTRY_COMPARE(campaigns.stage.shell.lastUndoable(), QStringLiteral("The step is taken out"));
    QTRY_VERIFY(campaigns.subject()->text().startsWith(QStringLiteral("Hello"))); // the first one is shown
    campaigns.stage.shell.undoLast();
    QCOMPARE(campaigns.steps().size(), 3);
}

void CampaignEditorTest::aStepSaysWhenAndForWhomItIs()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Freja")});
    QVERIFY(campaigns.openEditor());
    const StepId added =
        must(campaigns.world.campaigns.addStep(campaigns.world.campaign, StepKind::Mail, campaigns.world.step));
    QTRY_VERIFY(campaigns.stage.isShown("stepDelay2"));
    campaigns.stage.click("stepDelay2");
    QTRY_VERIFY(campaigns.stage.isShown("stepRuleSheet"));
    QCOMPARE(namelessControls(campaigns.stage.find("stepRuleSheet")).join(QLatin1Char('\n')), QString());
    campaigns.stage.takePictures(QStringLiteral("campaign-step-rule"));
    auto *delay = campaigns.stage.find<Combo>("stepRuleDelay");
    delay->setCurrentIndex(delay->findData(5));
    auto *condition = campaigns.stage.find<QLineEdit>("stepRuleCondition");
    condition->setText(QStringLiteral("citty is Gdynia"));
    campaigns.stage.click("stepRuleKeep");
    QTRY_VERIFY(!shownTexts(campaigns.stage.find("stepRuleSheet")).filter(QStringLiteral("Did you mean")).isEmpty());
    condition->setText(QStringLiteral("city is Gdynia"));
    campaigns.stage.click("stepRuleKeep");
    QTRY_VERIFY(!campaigns.stage.isShown("stepRuleSheet"));
    QCOMPARE(campaigns.steps().last().id, added);
    QCOMPARE(campaigns.steps().last().rule, (StepRule{5, StepAudience::Silent, QStringLiteral("city is Gdynia")}));
    QTRY_COMPARE(campaigns.stage.find<QPushButton>("stepDelay2")->text(),
                 QStringLiteral("5 working day(s), on a condition"));
}

void CampaignEditorTest::variantsHaveTheirOwnWords()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Freja")});
    QVERIFY(campaigns.openEditor());
    campaigns.stage.click("addVariant");
    QTRY_COMPARE(campaigns.steps().first().current.others.size(), 1);
    QTRY_VERIFY(campaigns.stage.isShown("variantB")); // kept first, then shown
    QTRY_COMPARE(campaigns.stage.find("variantB")->accessibleName(), QStringLiteral("B 50 %, chosen"));
    campaigns.subject()->setText(QStringLiteral("The other subject"));
    QTRY_COMPARE(campaigns.steps().first().current.others.first().text.subject, QStringLiteral("The other subject"));
    campaigns.stage.click("variantA");
    QTRY_COMPARE(campaigns.subject()->text(), QStringLiteral("Hello {first name}"));
    QCOMPARE(campaigns.savedText().subject, QStringLiteral("Hello {first name}"));
    campaigns.stage.click("variantShares");
    chooseInMenu(QStringLiteral("80 % for A"));
    QTRY_COMPARE(campaigns.stage.find<QPushButton>("variantA")->text(), QStringLiteral("A 80 %"));
    QCOMPARE(campaigns.steps().first().current.variants().last().weight, 20);
    campaigns.stage.takePictures(QStringLiteral("campaign-variants"));
}

void CampaignEditorTest::aRunningCampaignSaysWhoGetsOldAndNew()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Freja"), QStringLiteral("Ioana")});
    QVERIFY(campaigns.openEditor());
    QVERIFY(!campaigns.stage.isShown("stepReach")); // nothing was written
    must(campaigns.world.writer.write(campaigns.world.campaign));
    must(campaigns.world.campaigns.launch(campaigns.world.campaign));
    campaigns.addPeople({QStringLiteral("Seán")});
    QTRY_VERIFY(campaigns.stage.isShown("stepReach"));
    const auto reach = [&] { return campaigns.stage.find<QLabel>("stepReach")->text(); };
    QTRY_VERIFY(reach().contains(QStringLiteral("; 1 person")));
    QVERIFY2(reach().contains(QStringLiteral("2 draft")), qPrintable(reach()));
    campaigns.stage.takePictures(QStringLiteral("campaign-running"));
}

void CampaignEditorTest::everyControlHasAName()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    QVERIFY(campaigns.openEditor());
    campaigns.subject()->clear();
    QTRY_VERIFY(campaigns.stage.isShown("fixSubject"));
    QCOMPARE(namelessControls(campaigns.page).join(QLatin1Char('\n')), QString());
}

void CampaignEditorTest::tabGoesInReadingOrder()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.find("campaignLaunch")->isEnabled());
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    campaigns.stage.find("headerPath")->setFocus();
    const QStringList wanted = {
        QStringLiteral("headerPath"),        QStringLiteral("campaignTest"),    QStringLiteral("campaignWriteDrafts"),
        QStringLiteral("campaignLaunch"),    QStringLiteral("campaignTabs"),    QStringLiteral("stepCard1"),
        QStringLiteral("addStep"),           QStringLiteral("variantA"),        QStringLiteral("addVariant"),
        QStringLiteral("mailFormat"),        QStringLiteral("insertField"),     QStringLiteral("stepSubject"),
        QStringLiteral("stepBody"),          QStringLiteral("stepWish"),        QStringLiteral("previewPerson"),
        QStringLiteral("previewBody"),       QStringLiteral("campaignMailbox"), QStringLiteral("campaignAddMailbox"),
        QStringLiteral("campaignQuietDays"), QStringLiteral("forecastAll"),     QStringLiteral("forecastBars")};
    QCOMPARE(tabOrder(campaigns.stage).join(QLatin1Char(' ')), wanted.join(QLatin1Char(' ')));
}

QTEST_MAIN(CampaignEditorTest)
#include "CampaignEditorTest.moc"
