#include "DraftStage.h"
#include "support/Patience.h"

#include <QAccessible>
#include <QLabel>

using namespace AlwaysLeads;

class DraftsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAsDesigned();
    void decidesByKeysAlone();
    void undoesWithOneKey();
    void approvesOnlyWhatIsOnTheScreen();
    void decidesNothingThatIsNotShownYet_data();
    void decidesNothingThatIsNotShownYet();
    void saysWhichValueIsMissing();
    void saysWhyAnApprovalLapsed();
    void saysWhyNobodyMayWriteToThem();
    void showsTheChangesAndTheBytes();
    void countsEachShelf();
    void endsWithWhatWasDecided();
    void theInspectorOpensWithOneKeyInANarrowWindow();
    void everyControlHasAName();
    void tabGoesInReadingOrder();
    void nothingIsClippedAtAnySize_data();
    void nothingIsClippedAtAnySize();
};

void DraftsPageTest::looksAsDesigned()
{
    DraftStage drafts;
    drafts.world.setText(
        QStringLiteral("Spreadsheets and the second terminal"),
        QStringLiteral("Hi {first name},\n\nYou opened a second terminal in {city} in October, and your advert for two "
                       "load planners mentions “advanced Excel”. That usually means someone rebuilds the plan each "
                       "time a truck runs late.\n\nHarbourline keeps one load plan that both terminals see, and moves "
                       "the affected loads when a slot slips.\n\nWould a 20-minute look at your own Thursday plan be "
                       "useful? I can do 1 or 2 December, in the morning."));
    drafts.addPeople({QStringLiteral("Freja"), QStringLiteral("Ioana"), QStringLiteral("Hanna"), QStringLiteral("Mads"),
                      QStringLiteral("Katarzyna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Freja")));
    drafts.stage.takePictures(QStringLiteral("drafts-1440"));
    drafts.stage.press(Qt::Key_R);
    QVERIFY(drafts.stage.isShown("rewritePanel"));
    drafts.stage.takePictures(QStringLiteral("drafts-rewrite-1440"));
    drafts.stage.press(Qt::Key_Escape);
    drafts.stage.press(Qt::Key_E);
    drafts.stage.type(QStringLiteral("Dear Freja, "));
    drafts.stage.takePictures(QStringLiteral("drafts-edit-1440"));
    drafts.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(drafts.stage.isShown("draftApprove"));
    drafts.stage.press(Qt::Key_D);
    drafts.stage.takePictures(QStringLiteral("drafts-changes-1440"));
    drafts.stage.press(Qt::Key_V);
    drafts.stage.takePictures(QStringLiteral("drafts-sent-1440"));
    drafts.stage.press(Qt::Key_V);
    drafts.stage.window.resize(960, 642);
    drafts.stage.takePictures(QStringLiteral("drafts-1024"));
    drafts.stage.window.resize(1216, 862);
    drafts.stage.appearance.setTextFactor(1.5);
    QTRY_COMPARE(clippedTexts(drafts.page).join(QLatin1Char('\n')), QString()); // also of a page that is shown already
    drafts.stage.takePictures(QStringLiteral("drafts-150"));
    drafts.stage.appearance.setTextFactor(1.0);
    drafts.stage.window.setLayoutDirection(Qt::RightToLeft);
    drafts.stage.takePictures(QStringLiteral("drafts-rtl"));
}

void DraftsPageTest::decidesByKeysAlone()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea"), QStringLiteral("Cleo"), QStringLiteral("Dora"),
                      QStringLiteral("Ella")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_A);
    QVERIFY(drafts.shows(QStringLiteral("Bea")));
    QCOMPARE(drafts.stateOf(0), DraftState::Approved);
    QCOMPARE(drafts.stage.shell.lastUndoable(), QStringLiteral("Approved. 4 left."));
    drafts.stage.press(Qt::Key_S);
    QVERIFY(drafts.shows(QStringLiteral("Cleo")));
    QCOMPARE(drafts.stateOf(1), DraftState::Skipped);
    drafts.stage.press(Qt::Key_X);
    QVERIFY(drafts.shows(QStringLiteral("Dora")));
    QCOMPARE(drafts.stateOf(2), DraftState::Rejected);
    drafts.stage.press(Qt::Key_J);
    QVERIFY(drafts.shows(QStringLiteral("Ella")));
    drafts.stage.press(Qt::Key_J); // the last one stays
    drafts.stage.press(Qt::Key_K);
    QVERIFY(drafts.shows(QStringLiteral("Dora")));
    drafts.stage.press(Qt::Key_Down);
    QVERIFY(drafts.shows(QStringLiteral("Ella")));
    QCOMPARE(drafts.stateOf(3), DraftState::Ready);
    QCOMPARE(drafts.stateOf(4), DraftState::Ready);
    QCOMPARE(drafts.stage.shell.problems, QStringList());
}

void DraftsPageTest::undoesWithOneKey()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea"), QStringLiteral("Cleo")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_A);
    QVERIFY(drafts.shows(QStringLiteral("Bea")));
    drafts.stage.press(Qt::Key_X);
    QVERIFY(drafts.shows(QStringLiteral("Cleo")));
    QTRY_COMPARE(drafts.rows(), 2);
    drafts.stage.press(Qt::Key_U);
    QTRY_COMPARE(drafts.rows(), 3);
    QCOMPARE(drafts.stateOf(1), DraftState::Ready);
    QCOMPARE(drafts.stateOf(0), DraftState::Approved);
    drafts.stage.press(Qt::Key_U);
    QTRY_COMPARE(drafts.rows(), 4);
    QCOMPARE(drafts.stateOf(0), DraftState::Ready);
    QVERIFY(drafts.world.draftOf(drafts.people.at(0)).approvedHash.isEmpty());
    QCOMPARE(drafts.stage.shell.problems, QStringList());
}

void DraftsPageTest::approvesOnlyWhatIsOnTheScreen()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    SenderProfile moved = drafts.world.profile;
    moved.postalAddress = QStringLiteral("Another street 1");
    drafts.world.setProfile(moved); // behind the page's back: what is shown is not what would leave
    drafts.stage.press(Qt::Key_A);
    QTRY_COMPARE(drafts.stage.shell.problems, QStringList{QStringLiteral("The text changed since you read it.")});
    QCOMPARE(drafts.stateOf(0), DraftState::Ready);
    QTRY_VERIFY(drafts.stage.find<QLabel>("draftFooter")->text().contains(QStringLiteral("Another street 1")));
    drafts.stage.press(Qt::Key_A);
    QTRY_COMPARE(drafts.stateOf(0), DraftState::Approved);
}

void DraftsPageTest::decidesNothingThatIsNotShownYet_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("approve") << int(Qt::Key_A);
    QTest::newRow("skip") << int(Qt::Key_S);
    QTest::newRow("reject") << int(Qt::Key_X);
    QTest::newRow("edit") << int(Qt::Key_E);
    QTest::newRow("rewrite") << int(Qt::Key_R);
}

void DraftsPageTest::decidesNothingThatIsNotShownYet()
{
    QFETCH(int, key);
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_J);
    drafts.stage.press(Qt::Key(key)); // faster than the database
    QVERIFY(!drafts.stage.isShown("draftKeep"));
    QVERIFY(!drafts.stage.isShown("rewritePanel"));
    QVERIFY(drafts.shows(QStringLiteral("Bea")));
    QCOMPARE(drafts.stateOf(0), DraftState::Ready);
    QCOMPARE(drafts.stateOf(1), DraftState::Ready);
}

void DraftsPageTest::saysWhichValueIsMissing()
{
    DraftStage drafts;
    drafts.people = {drafts.world.addLead(QStringLiteral("Anna"), QStringLiteral("a@baltway.example"), QString())};
    drafts.world.write(drafts.people);
    drafts.open();
    QTRY_VERIFY2(drafts.banner().startsWith(QStringLiteral("No city.")), qPrintable(drafts.banner()));
    QVERIFY(!drafts.stage.isShown("draftApprove"));
    QVERIFY(drafts.stage.isShown("draftRetry"));
    drafts.stage.takePictures(QStringLiteral("drafts-blocked"));
    drafts.stage.press(Qt::Key_A);
    drafts.world.changeLead(drafts.people.first(), [](Lead &lead) { lead.city = QStringLiteral("Gdynia"); });
    drafts.stage.click("draftRetry");
    QTRY_VERIFY(drafts.stage.isShown("draftApprove"));
    QVERIFY(drafts.text().contains(QStringLiteral("how is Gdynia?")));
    QVERIFY(!drafts.stage.isShown("draftProblem"));
    QCOMPARE(drafts.stateOf(0), DraftState::Ready);
}

void DraftsPageTest::saysWhyAnApprovalLapsed()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_A);
    QTRY_COMPARE(drafts.stateOf(0), DraftState::Approved);
    SenderProfile moved = drafts.world.profile;
    moved.postalAddress = QStringLiteral("Another street 1");
    drafts.world.setProfile(moved);
    QCOMPARE(must(drafts.world.review.refreshApprovals()), 1);
    auto *shelves = drafts.stage.find<Segmented>("draftShelves");
    QVERIFY(shelves != nullptr);
    shelves->setFocus();
    for (int i = 0; i < 3; ++i) {
        drafts.stage.press(Qt::Key_Right);
    }
    QCOMPARE(shelves->text(shelves->current()), QStringLiteral("Lapsed"));
    QTRY_VERIFY(drafts.banner().startsWith(QStringLiteral("The approval lapsed.")));
    const QString reason = drafts.world.draftOf(drafts.people.first()).reason;
    QVERIFY(!reason.isEmpty());
    QVERIFY(drafts.banner().contains(reason));
    drafts.stage.takePictures(QStringLiteral("drafts-lapsed"));
    QTRY_VERIFY(drafts.stage.isShown("draftApprove"));
    drafts.page->mainControl()->setFocus();
    drafts.stage.press(Qt::Key_A); // read again, approved again
    QTRY_COMPARE(drafts.stateOf(0), DraftState::Approved);
}

void DraftsPageTest::saysWhyNobodyMayWriteToThem()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.world.suppress(QStringLiteral("anna@baltway.example"));
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.stage.isShown("draftApprove"));
    QVERIFY(!drafts.stage.find("draftApprove")->isEnabled());
    QVERIFY(!drafts.banner().isEmpty());
    QCOMPARE(drafts.stage.find("draftApprove")->toolTip(), drafts.banner());
    drafts.stage.press(Qt::Key_A);
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QCOMPARE(drafts.stateOf(0), DraftState::Ready);
}

void DraftsPageTest::showsTheChangesAndTheBytes()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_V);
    const auto *bytes = drafts.stage.find<QPlainTextEdit>("draftBytes");
    QVERIFY(bytes != nullptr);
    QVERIFY(bytes->toPlainText().contains(QStringLiteral("List-Unsubscribe: ")));
    QVERIFY(bytes->isReadOnly());
    drafts.stage.press(Qt::Key_V);
    QVERIFY(drafts.stage.isShown("draftText"));
    drafts.stage.press(Qt::Key_E);
    drafts.stage.press(Qt::Key_End, Qt::ControlModifier);
    drafts.stage.type(QStringLiteral(" Rainy, I hear."));
    drafts.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(drafts.stage.isShown("draftApprove"));
    drafts.stage.press(Qt::Key_D);
    const auto *changes = drafts.stage.find<MailView>("draftChanges");
    QVERIFY(changes != nullptr);
    QVERIFY2(changes->plainText().endsWith(QStringLiteral("how is Gdynia? Rainy, I hear.")),
             qPrintable(changes->plainText()));
    drafts.stage.press(Qt::Key_D);
    QVERIFY(drafts.stage.isShown("draftText"));
}

void DraftsPageTest::countsEachShelf()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea"), QStringLiteral("Cleo")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    const auto *shelves = drafts.stage.find<Segmented>("draftShelves");
    const auto spoken = [&] {
        return QAccessible::queryAccessibleInterface(const_cast<Segmented *>(shelves))->text(QAccessible::Name)
            + QLatin1Char(' ')
            + QAccessible::queryAccessibleInterface(const_cast<Segmented *>(shelves))->text(QAccessible::Description)
            + QAccessible::queryAccessibleInterface(const_cast<Segmented *>(shelves))->text(QAccessible::Value);
    };
    QTRY_VERIFY2(spoken().contains(QLatin1Char('3')), qPrintable(spoken()));
    drafts.stage.press(Qt::Key_A);
    QVERIFY(drafts.shows(QStringLiteral("Bea")));
    QTRY_VERIFY2(spoken().contains(QLatin1Char('2')), qPrintable(spoken()));
    QTRY_COMPARE(drafts.stage.find<QLabel>("draftPosition")->text(), QStringLiteral("1 of 2"));
}

void DraftsPageTest::endsWithWhatWasDecided()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_A);
    QVERIFY(drafts.shows(QStringLiteral("Bea")));
    drafts.stage.press(Qt::Key_X);
    QTRY_VERIFY(drafts.stage.isShown("draftsSeeOutbox"));
    QCOMPARE(namelessControls(drafts.page).join(QLatin1Char('\n')), QString());
    QVERIFY(shownTexts(drafts.page).contains(QStringLiteral("That was the last one")));
    QTRY_VERIFY2(shownTexts(drafts.page).contains(QStringLiteral("2 decided: 1 approved, 0 skipped, 1 rejected.")),
                 qPrintable(shownTexts(drafts.page).join(QLatin1Char('|'))));
    QVERIFY(drafts.page->isAncestorOf(QApplication::focusWidget())); // U still works from here
    drafts.stage.takePictures(QStringLiteral("drafts-done"));
    drafts.stage.press(Qt::Key_U);
    QVERIFY(drafts.shows(QStringLiteral("Bea")));
    drafts.stage.press(Qt::Key_X);
    QTRY_VERIFY(drafts.stage.isShown("draftsSeeOutbox"));
    drafts.stage.click("draftsSeeOutbox");
    QCOMPARE(drafts.stage.shell.opened, std::optional(Place::Outbox));
    drafts.stage.click("draftsUndoLast");
    QVERIFY(drafts.shows(QStringLiteral("Bea")));
}

void DraftsPageTest::theInspectorOpensWithOneKeyInANarrowWindow()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open(QSize(960, 620));
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QVERIFY(!drafts.stage.isShown("draftInspector")); // the mail needs the room, nobody hid it
    drafts.page->toggleInspector(); // as Ctrl I does
    QVERIFY(drafts.stage.isShown("draftInspector"));
    drafts.page->toggleInspector();
    QVERIFY(!drafts.stage.isShown("draftInspector"));
    drafts.stage.window.resize(1216, 862);
    QTRY_VERIFY(drafts.page->width() > 1000);
    QVERIFY(!drafts.stage.isShown("draftInspector")); // hidden by the person now
    drafts.page->toggleInspector();
    QVERIFY(drafts.stage.isShown("draftInspector"));
}

void DraftsPageTest::everyControlHasAName()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QCOMPARE(namelessControls(drafts.page).join(QLatin1Char('\n')), QString());
    drafts.stage.press(Qt::Key_R);
    QCOMPARE(namelessControls(drafts.page).join(QLatin1Char('\n')), QString());
    drafts.stage.press(Qt::Key_Escape);
    drafts.stage.press(Qt::Key_V);
    QCOMPARE(namelessControls(drafts.page).join(QLatin1Char('\n')), QString());
    drafts.stage.press(Qt::Key_E);
    QVERIFY(drafts.stage.isShown("draftKeep"));
    QCOMPARE(namelessControls(drafts.page).join(QLatin1Char('\n')), QString());
    drafts.stage.press(Qt::Key_Escape);

    QAbstractItemModel *rows = drafts.stage.find<QListView>("draftQueue")->model();
    QCOMPARE(rows->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Baltic forwarders, 2 draft(s)"));
    const QString spoken = rows->index(1, 0).data(Qt::AccessibleTextRole).toString();
    QCOMPARE(spoken, QStringLiteral("Anna Nowak, Baltway and the second terminal"));
}

void DraftsPageTest::tabGoesInReadingOrder()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.stage.isShown("draftOpenPerson"));
    drafts.stage.find("draftShelves")->setFocus();
    const QStringList wanted = {
        QStringLiteral("draftShelves"),    QStringLiteral("draftMore"),    QStringLiteral("draftQueue"),
        QStringLiteral("draftSides"),      QStringLiteral("draftText"),    QStringLiteral("draftOpenPerson"),
        QStringLiteral("draftFact1"),      QStringLiteral("draftFact2"),   QStringLiteral("draftFact3"),
        QStringLiteral("draftOtherFacts"), QStringLiteral("draftApprove"), QStringLiteral("draftEdit"),
        QStringLiteral("draftRewrite"),    QStringLiteral("draftSkip"),    QStringLiteral("draftReject")};
    QCOMPARE(tabOrder(drafts.stage).join(QLatin1Char(' ')), wanted.join(QLatin1Char(' ')));
}

void DraftsPageTest::nothingIsClippedAtAnySize_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("text");
    QTest::newRow("1440") << QSize(1216, 862) << 1.0;
    QTest::newRow("1024") << QSize(960, 642) << 1.0;
    QTest::newRow("1440 at 150 %") << QSize(1216, 862) << 1.5;
    QTest::newRow("1024 at 150 %") << QSize(960, 642) << 1.5;
}

void DraftsPageTest::nothingIsClippedAtAnySize()
{
    QFETCH(QSize, size);
    QFETCH(double, text);
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.stage.appearance.setTextFactor(text);
    drafts.open(size);
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_COMPARE(clippedTexts(drafts.page).join(QLatin1Char('\n')), QString());
    drafts.stage.press(Qt::Key_R);
    QTRY_COMPARE(clippedTexts(drafts.page).join(QLatin1Char('\n')), QString());
    drafts.stage.press(Qt::Key_Escape);
    drafts.stage.press(Qt::Key_E);
    QTRY_COMPARE(clippedTexts(drafts.page).join(QLatin1Char('\n')), QString());
    drafts.stage.press(Qt::Key_Escape);
    drafts.stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(DraftsPageTest)
#include "DraftsPageTest.moc"
