#include "CampaignStage.h"
#include "widgets/Combo.h"

#include <QMenu>
#include <QTextBlock>
#include <QTextLayout>

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
    const QStringList wanted = {QStringLiteral("headerPath"),      QStringLiteral("campaignWriteDrafts"),
                                QStringLiteral("campaignLaunch"),  QStringLiteral("campaignTabs"),
                                QStringLiteral("insertField"),     QStringLiteral("stepSubject"),
                                QStringLiteral("stepBody"),        QStringLiteral("stepWish"),
                                QStringLiteral("previewPerson"),   QStringLiteral("previewBody"),
                                QStringLiteral("campaignMailbox"), QStringLiteral("campaignAddMailbox")};
    QCOMPARE(tabOrder(campaigns.stage).join(QLatin1Char(' ')), wanted.join(QLatin1Char(' ')));
}

QTEST_MAIN(CampaignEditorTest)
#include "CampaignEditorTest.moc"
