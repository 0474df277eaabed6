#include "CampaignStage.h"
#include "widgets/Combo.h"

#include <QMenu>
#include <QPushButton>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

using namespace AlwaysLeads;

namespace {

/// The formats that colour the first line of an editor, as (start, length) of those with a ground or a wavy line.
QList<QPair<int, int>> marked(const QPlainTextEdit *editor, QTextCharFormat::UnderlineStyle underline)
{
    QList<QPair<int, int>> found;
    const QList<QTextLayout::FormatRange> formats = editor->document()->firstBlock().layout()->formats();
    for (const QTextLayout::FormatRange &range : formats) {
        const bool wavy = range.format.underlineStyle() == QTextCharFormat::WaveUnderline;
        if (wavy == (underline == QTextCharFormat::WaveUnderline)) {
            found.append({range.start, range.length});
        }
    }
    return found;
}

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
    void coloursFieldsAndWhatIsWrong();
    void offersFieldsWhereTheCursorIs();
    void previewsWhatThePersonWouldRead();
    void namesTheMissingValue();
    void aHostileNameIsShownAsText();
    void theLaunchCheckLeadsToItsFix_data();
    void theLaunchCheckLeadsToItsFix();
    void aCampaignWithoutAMailboxLeadsToSettings();
    void launchesByKeys();
    void pausesAndResumes();
    void leavesSomebodyOutWithUndo();
    void renames();
    void stepsAreAddedWrittenAndTakenOutByKeys();
    void aStepSaysWhenAndForWhomItIs();
    void variantsHaveTheirOwnWords();
    void whatIsWrongIsNamedWithItsPlace();
    void aRunningCampaignSaysWhoGetsOldAndNew();
    void pausesSomebodyUntilADay();
    void pausesTheCampaignUntilADay();
    void tasksAreDoneByKey();
    void choosesWhomToLeaveOut();
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

void CampaignEditorTest::coloursFieldsAndWhatIsWrong()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setPlainText(QStringLiteral("Hi {first name}, {nonsense} {{not a field}"));
    QTRY_COMPARE(marked(campaigns.body(), QTextCharFormat::WaveUnderline), (QList<QPair<int, int>>{{17, 10}}));
    QVERIFY(marked(campaigns.body(), QTextCharFormat::NoUnderline).contains({3, 12}));
    QTRY_VERIFY(campaigns.stage.isShown("stepProblem"));
    QVERIFY(campaigns.stage.find<QLabel>("stepProblem")->text().contains(QStringLiteral("nonsense")));
    campaigns.body()->setPlainText(QStringLiteral("Hi {first name}"));
    QTRY_VERIFY(!campaigns.stage.isShown("stepProblem"));
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

void CampaignEditorTest::theLaunchCheckLeadsToItsFix_data()
{
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QByteArray>("fix");
    QTest::newRow("subject") << "subject" << QByteArray("fixSubject");
    QTest::newRow("body") << "body" << QByteArray("fixBody");
    QTest::newRow("people") << "people" << QByteArray("fixPeople");
    QTest::newRow("profile") << "profile" << QByteArray("fixProfile");
}

void CampaignEditorTest::theLaunchCheckLeadsToItsFix()
{
    QFETCH(QString, missing);
    QFETCH(QByteArray, fix);
    CampaignStage campaigns;
    if (missing != QStringLiteral("people")) {
        campaigns.addPeople({QStringLiteral("Anna")});
    }
    if (missing == QStringLiteral("profile")) {
        SenderProfile bare = campaigns.world.profile;
        bare.postalAddress.clear();
        campaigns.world.setProfile(bare);
    }
    QVERIFY(campaigns.openEditor());
    if (missing == QStringLiteral("subject")) {
        campaigns.subject()->clear();
    } else if (missing == QStringLiteral("body")) {
        campaigns.body()->clear();
    }
    QTRY_VERIFY(campaigns.stage.isShown(fix.constData()));
    QTRY_VERIFY(!campaigns.stage.find("campaignLaunch")->isEnabled());
    QVERIFY(!campaigns.stage.find("campaignLaunch")->toolTip().isEmpty());
    campaigns.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!campaigns.stage.isShown("launchSheet"));
    QVERIFY(!campaigns.stage.find(fix.constData())->accessibleName().isEmpty());
    campaigns.stage.find("campaignTabs")->setFocus();
    campaigns.stage.click(fix.constData());
    if (missing == QStringLiteral("subject")) {
        QCOMPARE(QApplication::focusWidget(), campaigns.subject());
    } else if (missing == QStringLiteral("body")) {
        QCOMPARE(QApplication::focusWidget(), campaigns.body());
    } else if (missing == QStringLiteral("people")) {
        QCOMPARE(campaigns.stage.shell.opened, std::optional(Place::Leads));
    } else {
        QCOMPARE(campaigns.stage.shell.openedSection, QStringLiteral("profile"));
    }
}

void CampaignEditorTest::aCampaignWithoutAMailboxLeadsToSettings()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    must(campaigns.mailboxes.remove(campaigns.world.mailbox));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("fixMailbox"));
    campaigns.stage.click("fixMailbox");
    QCOMPARE(campaigns.stage.shell.openedSection, QStringLiteral("mailboxes"));
    // One mailbox alone needs no choosing.
    const MailboxId only = campaigns.world.addMailbox(QStringLiteral("new@harbourline.example"));
    Q_EMIT campaigns.mailboxes.changed();
    QTRY_VERIFY(campaigns.stage.find("campaignMailbox")->isEnabled());
    auto *choice = campaigns.stage.find<Combo>("campaignMailbox");
    choice->setCurrentIndex(choice->findData(only.value()));
    QTRY_COMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).campaign.mailbox, only);
    QTRY_VERIFY(!campaigns.stage.isShown("fixMailbox"));
}

void CampaignEditorTest::launchesByKeys()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.find("campaignLaunch")->isEnabled());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(campaigns.stage.isShown("launchSheet"));
    campaigns.stage.takePictures(QStringLiteral("launch-sheet"));
    QCOMPARE(namelessControls(campaigns.stage.find("launchSheet")).join(QLatin1Char('\n')), QString());
    campaigns.stage.press(Qt::Key_Escape);
    QCOMPARE(campaigns.state(), CampaignState::NotLaunched);
    QCOMPARE(QApplication::focusWidget(), campaigns.body()); // back to where it was called from
    campaigns.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(campaigns.stage.isShown("launchNow"));
    campaigns.stage.press(Qt::Key_Return);
    QTRY_COMPARE(campaigns.state(), CampaignState::Running);
    QTRY_COMPARE(campaigns.stage.shell.opened, std::optional(Place::Drafts));
    for (const LeadId person : std::as_const(campaigns.people)) {
        QCOMPARE(campaigns.world.draftOf(person).state, DraftState::Ready);
    }
    QCOMPARE(campaigns.world.files.number(QStringLiteral("SELECT count(*) FROM send")), 0); // nobody has read them
}

void CampaignEditorTest::pausesAndResumes()
{
    CampaignStage campaigns;
    campaigns.world.queue(1);
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.find("campaignLaunch")->isEnabled());
    campaigns.stage.click("campaignLaunch");
    QTRY_COMPARE(campaigns.state(), CampaignState::Paused);
    QTRY_VERIFY(shownTexts(campaigns.page).contains(QStringLiteral("Resume")));
    campaigns.stage.click("campaignLaunch");
    QTRY_COMPARE(campaigns.state(), CampaignState::Running);
    QTRY_VERIFY(shownTexts(campaigns.page).contains(QStringLiteral("Pause")));
}

void CampaignEditorTest::leavesSomebodyOutWithUndo()
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

void CampaignEditorTest::whatIsWrongIsNamedWithItsPlace()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setPlainText(QStringLiteral("Hi,\n\nhere {if city}is {city}"));
    QTRY_VERIFY(campaigns.stage.isShown("stepProblem"));
    const QString problem = campaigns.stage.find<QLabel>("stepProblem")->text();
    QVERIFY2(problem.startsWith(QStringLiteral("Line 3, column 6: This {if} never ends")), qPrintable(problem));
    const QTextBlock third = campaigns.body()->document()->findBlockByNumber(2);
    const QList<QTextLayout::FormatRange> formats = third.layout()->formats();
    QVERIFY(std::ranges::any_of(formats, [](const QTextLayout::FormatRange &range) {
        return range.start == 5 && range.length == 9 && range.format.underlineStyle() == QTextCharFormat::WaveUnderline;
    }));
    campaigns.stage.takePictures(QStringLiteral("campaign-template-wrong"));
    campaigns.body()->setPlainText(QStringLiteral("Hi,\n\nhere {if city}is {city}{end}"));
    QTRY_VERIFY(!campaigns.stage.isShown("stepProblem"));
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

void CampaignEditorTest::pausesSomebodyUntilADay()
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

void CampaignEditorTest::pausesTheCampaignUntilADay()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Freja")});
    must(campaigns.world.campaigns.launch(campaigns.world.campaign));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("campaignPauseUntil"));
    campaigns.stage.click("campaignPauseUntil");
    QTRY_VERIFY(campaigns.stage.isShown("pauseSheet"));
    auto *until = campaigns.stage.find<Combo>("pauseUntil");
    until->setCurrentIndex(until->count() - 1);
    const QDateTime day = until->currentData().toDateTime();
    campaigns.stage.click("pauseNow");
    QTRY_COMPARE(campaigns.state(), CampaignState::Paused);
    QCOMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).campaign.resumeAt, day);
    QTRY_VERIFY(!campaigns.stage.isShown("campaignPauseUntil"));
}

void CampaignEditorTest::tasksAreDoneByKey()
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

void CampaignEditorTest::choosesWhomToLeaveOut()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    auto *quiet = campaigns.stage.find<Combo>("campaignQuietDays");
    QTRY_COMPARE(quiet->currentData().toInt(), 0);
    quiet->setFocus();
    campaigns.stage.press(Qt::Key_Down);
    QTRY_COMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).campaign.quietDays, 7);
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
    campaigns.stage.find("headerPath")->setFocus();
    const QStringList wanted = {
        QStringLiteral("headerPath"),      QStringLiteral("campaignTest"),       QStringLiteral("campaignWriteDrafts"),
        QStringLiteral("campaignLaunch"),  QStringLiteral("campaignTabs"),       QStringLiteral("stepCard1"),
        QStringLiteral("addStep"),         QStringLiteral("variantA"),           QStringLiteral("addVariant"),
        QStringLiteral("insertField"),     QStringLiteral("stepSubject"),        QStringLiteral("stepBody"),
        QStringLiteral("stepWish"),        QStringLiteral("previewPerson"),      QStringLiteral("previewBody"),
        QStringLiteral("campaignMailbox"), QStringLiteral("campaignAddMailbox"), QStringLiteral("campaignQuietDays")};
    QCOMPARE(tabOrder(campaigns.stage).join(QLatin1Char(' ')), wanted.join(QLatin1Char(' ')));
}

QTEST_MAIN(CampaignEditorTest)
#include "CampaignEditorTest.moc"
