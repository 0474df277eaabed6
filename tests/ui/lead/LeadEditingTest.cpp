#include "lead/LeadEditing.h"
#include "EditingStage.h"
#include "lead/BulkLinesModel.h"
#include "lead/LeadCellEditor.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadInspector.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadTimeline.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "support/Patience.h"
#include "suppression/SuppressionStore.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/FieldMessage.h"
#include "widgets/FilterChip.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"
#include "widgets/TextField.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;

class LeadEditingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changesACellInPlace()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Editing opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.choose(QStringLiteral("Freja Nørgaard"));
        opened.press(Qt::Key_F2);
        QTRY_VERIFY(opened.find<LeadCellEditor>("leadCellEditor")->isOpen());
        auto *line = opened.find<QLineEdit>("leadCellEditorLine");
        QCOMPARE(line->text(), QStringLiteral("Freja Nørgaard"));
        QVERIFY(line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("Freja Nielsen"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(opened.cell(QStringLiteral("Freja Nielsen"), LeadTableModel::Company),
                     QStringLiteral("Sundet Freight"));
        QCOMPARE(stage.shell.lastUndoable(), QStringLiteral("Name changed"));
        QVERIFY(opened.table->hasFocus());
        stage.shell.undoLast();
        QTRY_VERIFY(!opened.cell(QStringLiteral("Freja Nørgaard"), LeadTableModel::Company).isEmpty());
    }

    void saysAtTheCellWhatDoesNotFit()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Editing opened(stage);
        QVERIFY(opened.hasRows(15));
        const QModelIndex cell = opened.table->model()->index(2, LeadTableModel::Email);
        QTest::mouseDClick(opened.table->viewport(), Qt::LeftButton, {}, opened.table->visualRect(cell).center());
        auto *editor = opened.find<LeadCellEditor>("leadCellEditor");
        QTRY_VERIFY(editor->isOpen());
        auto *line = opened.find<QLineEdit>("leadCellEditorLine");
        const QString before = cell.data().toString();
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("two@@signs"));
        QTest::keyClick(line, Qt::Key_Return);
        auto *message = opened.find<FieldMessage>("leadCellEditorMessage");
        QTRY_VERIFY(!message->text().isEmpty());
        QVERIFY(editor->isOpen());
        QVERIFY(opened.table->viewport()->rect().contains(editor->geometry()));
        stage.takePictures(QStringLiteral("leads-cell-1440"));
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!editor->isOpen());
        QCOMPARE(cell.data().toString(), before);
        QVERIFY(stage.shell.undoables.empty());
    }

    void tabGoesOnToTheNextCell()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Editing opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.choose(QStringLiteral("Freja Nørgaard"));
        opened.press(Qt::Key_F2);
        auto *editor = opened.find<LeadCellEditor>("leadCellEditor");
        QTRY_VERIFY(editor->isOpen());
        QTest::keyClick(opened.find<QLineEdit>("leadCellEditorLine"), Qt::Key_Tab);
        QTRY_COMPARE(editor->field(), QStringLiteral("company"));
        QTRY_VERIFY(editor->isOpen());
        QCOMPARE(opened.find<QLineEdit>("leadCellEditorLine")->text(), QStringLiteral("Sundet Freight"));
    }

    void losesNothingOfWhatIsTypedFasterThanItIsKept()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Editing opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.choose(QStringLiteral("Freja Nørgaard"));
        // Each key goes where the focus is at that moment, and nothing waits for an answer between them.
        const auto press = [](Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); };
        const auto type = [](const QString &text) {
            for (const QChar letter : text) {
                QTest::keyClick(QApplication::focusWidget(), letter.toLatin1());
            }
        };
        opened.press(Qt::Key_F2);
        type(QStringLiteral("Freja Nielsen"));
        press(Qt::Key_Tab);
        type(QStringLiteral("Sun Freight"));
        press(Qt::Key_Return);
        press(Qt::Key_Down); // of the table again
        QTRY_COMPARE(opened.cell(QStringLiteral("Freja Nielsen"), LeadTableModel::Company),
                     QStringLiteral("Sun Freight"));
        auto *editor = opened.find<LeadCellEditor>("leadCellEditor");
        QTRY_VERIFY(!editor->isOpen());
        QTRY_VERIFY(opened.table->currentIndex().siblingAtColumn(LeadTableModel::Name).data().toString()
                    != QStringLiteral("Freja Nielsen"));
        QCOMPARE(stage.shell.undoables.size(), 2);

        // Esc ends what has not begun.
        opened.choose(QStringLiteral("Freja Nielsen"));
        opened.press(Qt::Key_F2);
        type(QStringLiteral("nobody"));
        press(Qt::Key_Escape);
        stage.files.settle();
        QVERIFY(!editor->isOpen());
        QVERIFY(!opened.cell(QStringLiteral("Freja Nielsen"), LeadTableModel::Company).isEmpty());
        QCOMPARE(stage.shell.undoables.size(), 2);
    }

    void previewsABulkEditAndUndoesItAtOnce()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Editing opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.press(Qt::Key_A, Qt::ControlModifier);
        opened.press(Qt::Key_E, Qt::ShiftModifier);
        QTRY_VERIFY(opened.find<QWidget>("bulkEditSheet") != nullptr);
        QTRY_VERIFY(opened.find<Combo>("bulkEditWhat")->count() > 8);
        const QAbstractItemModelTester tester(opened.find<TableView>("bulkEditTable")->model());
        opened.pick("bulkEditWhat", QStringLiteral("title"));
        auto *value = opened.find<QLineEdit>("bulkEditValue");
        QVERIFY(value != nullptr);
        opened.find<Combo>("bulkEditWhat")->setFocus();
        QTest::keyClick(opened.find<Combo>("bulkEditWhat"), Qt::Key_Tab);
        QCOMPARE(value->window()->focusWidget(), value); // the next thing to fill in
        QTest::keyClicks(value, QStringLiteral("Operations Director"));
        auto *apply = opened.find<Button>("bulkEditApply");
        // Freja and Marta have this title already.
        QTRY_COMPARE(apply->text(), QStringLiteral("Change 13 people"));
        auto *table = opened.find<TableView>("bulkEditTable");
        QCOMPARE(table->model()->rowCount(), 13);
        QCOMPARE(table->model()->index(0, BulkLinesModel::After).data().toString(),
                 QStringLiteral("Operations Director"));
        stage.takePictures(QStringLiteral("leads-bulk-1440"));
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_VERIFY(opened.find<QWidget>("bulkEditSheet") == nullptr);
        QCOMPARE(stage.shell.lastUndoable(), QStringLiteral("13 people changed: Title"));
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE title = 'Operations Director'")),
                 15);
        stage.shell.undoLast();
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE title = 'Operations Director'")),
                 2);
    }

    void aBulkEditTellsWhoStays()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Editing opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.press(Qt::Key_A, Qt::ControlModifier);
        opened.click("leadsChange");
        QTRY_VERIFY(opened.find<Combo>("bulkEditWhat") != nullptr && opened.find<Combo>("bulkEditWhat")->count() > 8);
        opened.pick("bulkEditWhat", QStringLiteral("status"));
        opened.pick("bulkEditStatus", int(LeadStatus::Contacted));
        auto *segments = opened.find<Segmented>("bulkEditSegments");
        QTRY_VERIFY(opened.find<Button>("bulkEditApply")->isEnabled());
        segments->setCurrent(1);
        auto *table = opened.find<TableView>("bulkEditTable");
        QStringList reasons;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            reasons << table->model()->index(row, BulkLinesModel::After).data().toString();
        }
        QCOMPARE(reasons.count(QStringLiteral("Opted out, and that holds")), 1);
        QCOMPARE(reasons.count(QStringLiteral("Has it already")), 5);
        QTest::keyClick(opened.find<Combo>("bulkEditWhat"), Qt::Key_Escape);
        QTRY_VERIFY(opened.find<QWidget>("bulkEditSheet") == nullptr);
    }

    void aStoppedBulkEditChangesNobody()
    {
        LeadStage stage;
        stage.addMany(4000);
        // Each person takes some milliseconds, so that there is something to stop.
        QVERIFY(stage.files.write([](Connection &connection) {
            return connection.script(QStringLiteral(
                "CREATE TRIGGER slow AFTER UPDATE OF title ON lead BEGIN SELECT count(*) FROM (SELECT 1 FROM lead AS "
                "one, lead AS other LIMIT 200000); END;"));
        }));
        Editing opened(stage);
        QVERIFY(opened.hasRows(4000));
        opened.press(Qt::Key_A, Qt::ControlModifier);
        opened.click("leadsChange");
        QTRY_VERIFY(opened.find<Combo>("bulkEditWhat") != nullptr && opened.find<Combo>("bulkEditWhat")->count() > 8);
        opened.pick("bulkEditWhat", QStringLiteral("title"));
        QTest::keyClicks(opened.find<QLineEdit>("bulkEditValue"), QStringLiteral("Owner"));
        auto *apply = opened.find<Button>("bulkEditApply");
        QTRY_COMPARE_WITH_TIMEOUT(apply->text(), QStringLiteral("Change 4,000 people"), 30000);
        auto *cancel = opened.find<Button>("bulkEditCancel");
        opened.click("bulkEditApply");
        QCOMPARE(cancel->text(), QStringLiteral("Stop"));
        QVERIFY(opened.find<QWidget>("bulkEditMeter")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(
            opened.find<Label>("bulkEditState")->text().contains(QStringLiteral(" of 4,000 people")), 30000);
        stage.takePictures(QStringLiteral("leads-bulk-progress-1440"));
        opened.click("bulkEditCancel");
        auto *problem = opened.find<FieldMessage>("bulkEditProblem");
        QTRY_COMPARE_WITH_TIMEOUT(problem->text(), QStringLiteral("Stopped. Nobody was changed."), 30000);
        QCOMPARE(cancel->text(), QStringLiteral("Cancel"));
        QVERIFY(apply->isEnabled()); // it can be tried again
        QVERIFY(stage.shell.undoables.empty());
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE title = 'Owner'")), 0);
    }

    void mergesTwoPeopleFieldByField()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Lead twin;
        twin.firstName = QStringLiteral("Agnieszka");
        twin.lastName = QStringLiteral("Wójcik");
        twin.title = QStringLiteral("COO");
        twin.companyName = QStringLiteral("Baltway Logistics");
        twin.phone = QStringLiteral("+48 58 000 00 00");
        twin.city = QStringLiteral("Gdańsk");
        stage.add(twin);
        Editing opened(stage);
        QVERIFY(opened.hasRows(16));
        opened.editing->findDuplicates();
        QTRY_VERIFY(opened.find<QPushButton>("duplicatesCompare") != nullptr);
        stage.takePictures(QStringLiteral("leads-duplicates-1440"));
        stage.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&stage.window, testPatience));
        auto *apart = opened.find<QPushButton>("duplicatesApart");
        apart->setFocus();
        QTest::keyClick(apart, Qt::Key_Space);
        QTRY_VERIFY(opened.find<QPushButton>("duplicatesCompare") == nullptr);
        QVERIFY(opened.find<Label>("duplicatesState")->text().startsWith(QStringLiteral("Nobody is here twice")));
        QCOMPARE(stage.shell.lastUndoable(), QStringLiteral("2 people named Agnieszka Wójcik are different ones"));
        QVERIFY(opened.find<QPushButton>("duplicatesClose")->hasFocus());
        stage.shell.undoLast();
        const auto canBeClicked = [&opened](const char *name) {
            const auto *button = opened.find<QPushButton>(name);
            return button != nullptr && button->visibleRegion().contains(button->rect().center());
        };
        QTRY_VERIFY(canBeClicked("duplicatesCompare"));
        opened.click("duplicatesCompare");
        const QPoint hit(10, 10);
        QTRY_VERIFY(opened.find<QRadioButton>("merge-title-1") != nullptr
                    && opened.find<QRadioButton>("merge-title-1")->isVisible()
                    && opened.find<QRadioButton>("merge-title-1")->visibleRegion().contains(hit));
        QVERIFY(opened.find<QRadioButton>("merge-title-0")->isChecked());
        QTest::mouseClick(opened.find<QRadioButton>("merge-title-1"), Qt::LeftButton, {}, hit);
        QVERIFY(opened.find<QRadioButton>("merge-title-1")->isChecked());
        stage.takePictures(QStringLiteral("leads-merge-1440"));
        auto *scroll = opened.find<QWidget>("mergeSheet")->findChild<ScrollArea *>();
        QCOMPARE(scroll->verticalScrollBar()->maximum(), 0); // the window has room for all of it
        opened.click("mergeDo");
        QTRY_VERIFY(opened.find<QWidget>("mergeSheet") == nullptr);
        QTRY_VERIFY(opened.find<QPushButton>("duplicatesCompare") == nullptr);
        opened.click("duplicatesClose");
        QTRY_COMPARE(opened.table->model()->rowCount(), 15);
        QTRY_COMPARE(opened.find<LeadInspector>("leadsInspector")->shownLead(), LeadId(1));
        const Lead kept = *QCoro::waitFor(stage.leads.lead(LeadId(1)));
        QCOMPARE(kept.title, QStringLiteral("COO"));
        QCOMPARE(kept.phone, QStringLiteral("+48 58 000 00 00"));
        stage.shell.undoLast();
        QTRY_COMPARE(opened.table->model()->rowCount(), 16);
    }

    void managesOwnFields()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Editing opened(stage);
        QVERIFY(opened.hasRows(15));
        QVERIFY(QCoro::waitFor(opened.fields.add(QStringLiteral("Trucks"), FieldKind::Text, {})));
        QVERIFY(QCoro::waitFor(opened.fields.add(QStringLiteral("Contract ends"), FieldKind::Date, {})));
        QVERIFY(
            QCoro::waitFor(opened.values.set(LeadId(1), QStringLiteral("custom:trucks"), QStringLiteral("many"), {})));
        opened.editing->manageFields();
        QTRY_COMPARE(stage.window.findChildren<IconButton *>(QStringLiteral("fieldsEdit")).size(), 2);
        opened.click("fieldsAdd");
        QTRY_VERIFY(opened.find<QLineEdit>("fieldFormName") != nullptr);
        auto *name = opened.find<QLineEdit>("fieldFormName");
        const int usual = name->height();
        opened.click("fieldFormSave"); // without a name
        QTRY_VERIFY(!static_cast<TextField *>(name->parentWidget())->error().isEmpty());
        auto *kind = opened.find<Combo>("fieldFormKind");
        QTRY_COMPARE(kind->visibleRegion().boundingRect(), kind->rect()); // the sheet has grown
        QTRY_COMPARE(name->height(), usual);
        stage.takePictures(QStringLiteral("leads-field-unnamed-1440"));
        QTest::keyClicks(name, QStringLiteral("Class"));
        opened.pick("fieldFormKind", int(FieldKind::Choice));
        opened.click("fieldFormSave");
        QTRY_VERIFY(!opened.find<Button>("fieldFormSave")->isBusy());
        QVERIFY(opened.find<QWidget>("fieldForm") != nullptr); // nothing to choose from yet
        opened.find<QPlainTextEdit>("fieldFormChoices")->setPlainText(QStringLiteral("Gold\nSilver"));
        opened.click("fieldFormSave");
        QTRY_VERIFY(opened.find<QWidget>("fieldForm") == nullptr);
        QTRY_COMPARE(stage.window.findChildren<IconButton *>(QStringLiteral("fieldsEdit")).size(), 3);
        stage.takePictures(QStringLiteral("leads-fields-1440"));
        // Another kind says first what would be lost.
        opened.click("fieldsEdit");
        QTRY_VERIFY(opened.find<QLineEdit>("fieldFormName") != nullptr);
        opened.pick("fieldFormKind", int(FieldKind::Number));
        QTRY_VERIFY(opened.find<FieldMessage>("fieldFormWarning")->text().contains(QStringLiteral("1 person")));
        stage.takePictures(QStringLiteral("leads-field-form-1440"));
        QTest::keyClick(opened.find<QLineEdit>("fieldFormName"), Qt::Key_Escape);
        QTRY_VERIFY(opened.find<QWidget>("fieldForm") == nullptr);
        opened.click("fieldsDelete");
        QTRY_COMPARE(stage.window.findChildren<IconButton *>(QStringLiteral("fieldsEdit")).size(), 2);
        stage.shell.undoLast();
        QTRY_COMPARE(stage.window.findChildren<IconButton *>(QStringLiteral("fieldsEdit")).size(), 3);
    }

    void theFormAsksForOwnFieldsByTheirKind()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Editing opened(stage);
        QVERIFY(opened.hasRows(15));
        QVERIFY(QCoro::waitFor(opened.fields.add(QStringLiteral("Trucks"), FieldKind::Number, {})));
        QVERIFY(QCoro::waitFor(opened.fields.add(QStringLiteral("Class"), FieldKind::Choice,
                                                 {QStringLiteral("Gold"), QStringLiteral("Silver")})));
        QVERIFY(QCoro::waitFor(opened.fields.add(QStringLiteral("Contract ends"), FieldKind::Date, {})));
        QVERIFY(opened.hasRows(15));
        opened.choose(QStringLiteral("Freja Nørgaard"));
        opened.press(Qt::Key_E);
        QTRY_VERIFY(opened.find<QLineEdit>("leadFormOwn-trucks") != nullptr);
        auto *trucks = opened.find<QLineEdit>("leadFormOwn-trucks");
        trucks->setFocus();
        QTest::keyClicks(trucks, QStringLiteral("many"));
        opened.pick("leadFormOwn-class", QStringLiteral("Silver"));
        opened.click("leadFormSave");
        QVERIFY(opened.find<QWidget>("leadForm") != nullptr); // "many" is no number
        auto *wrong = trucks->parentWidget()->findChild<FieldMessage *>();
        QTRY_VERIFY(wrong->isVisible());
        QTRY_COMPARE(wrong->visibleRegion().boundingRect(), wrong->rect()); // all that is wrong can be read
        QTRY_COMPARE(trucks->visibleRegion().boundingRect(), trucks->rect());
        stage.takePictures(QStringLiteral("lead-form-fields-1440"));
        trucks->clear();
        QTest::keyClicks(trucks, QStringLiteral("48"));
        opened.click("leadFormSave");
        QTRY_VERIFY(opened.find<QWidget>("leadForm") == nullptr);
        const LeadId freja = opened.find<LeadInspector>("leadsInspector")->shownLead();
        const Lead kept = *QCoro::waitFor(stage.leads.lead(freja));
        QCOMPARE(kept.custom.value(QStringLiteral("trucks")), QStringLiteral("48"));
        QCOMPARE(kept.custom.value(QStringLiteral("class")), QStringLiteral("Silver"));
        QVERIFY(!kept.custom.contains(QStringLiteral("contract ends")));
    }

    void tellsAStoryAndKeepsNotes()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Editing opened(stage);
        QVERIFY(opened.hasRows(15));
        QVERIFY(QCoro::waitFor(opened.fields.add(QStringLiteral("Trucks"), FieldKind::Number, {})));
        QVERIFY(
            QCoro::waitFor(opened.values.set(LeadId(1), QStringLiteral("custom:trucks"), QStringLiteral("48"), {})));
        QVERIFY(QCoro::waitFor(
            opened.values.set(LeadId(1), QStringLiteral("website"), QStringLiteral("https://baltway.example"), {})));
        Lead colleague;
        colleague.firstName = QStringLiteral("Piotr");
        colleague.lastName = QStringLiteral("Zieliński");
        colleague.companyName = QStringLiteral("Baltway Logistics");
        stage.add(colleague);
        QVERIFY(stage.files.write([&stage](Connection &connection) -> Result<> {
            const LeadEventStore events;
            const QDateTime now = stage.clock.now();
            if (Result<qint64> older =
                    connection.run(QStringLiteral("UPDATE lead SET created_at = ? WHERE id = 1"), {now.addDays(-5)});
                !older) {
                return failureOf(std::move(older));
            }
            for (const auto &[kind, detail, hours] : std::initializer_list<std::tuple<LeadEventKind, QString, int>>{
                     {LeadEventKind::Enrolled, QStringLiteral("Baltic forwarders"), 60},
                     {LeadEventKind::DraftWritten, QStringLiteral("The second terminal"), 50},
                     {LeadEventKind::Approved, QString(), 30},
                     {LeadEventKind::Sent, QStringLiteral("The second terminal"), 26}}) {
                if (Result<> added = events.append(connection, LeadId(1), kind, detail, now.addSecs(-3600 * hours));
                    !added) {
                    return added;
                }
            }
            Result<SuppressionEntry> no = SuppressionStore().addAddress(
                connection, *EmailAddress::parse(QStringLiteral("priya@coromandel.example")),
                SuppressionReason::OptedOut, {}, now);
            return no ? Result<>() : failureOf(std::move(no));
        }));
        auto *inspector = opened.find<LeadInspector>("leadsInspector");
        opened.page->selectLead(LeadId(1));
        QTRY_VERIFY(inspector->shownLead() == LeadId(1) && opened.find<LeadTimeline>("leadTimeline") != nullptr
                    && opened.find<LeadTimeline>("leadTimeline")->count() == 5);
        QCOMPARE(opened.find<LeadTimeline>("leadTimeline")->text(0), QStringLiteral("Sent: The second terminal"));
        QVERIFY(opened.find<QPushButton>("leadsInspectorColleague") != nullptr);
        QStringList origins;
        for (const Label *origin : stage.window.findChildren<Label *>(QStringLiteral("leadsInspectorOrigin"))) {
            origins << origin->text();
        }
        const QString known = origins.join(QStringLiteral(", "));
        QVERIFY2(known.startsWith(QStringLiteral("First name, Last name, ")), qPrintable(known));
        QVERIFY2(known.contains(QStringLiteral("Company")) && known.endsWith(QStringLiteral("Website, Trucks")),
                 qPrintable(known));
        QVERIFY(!opened.find<QWidget>("leadsInspectorTabs")->isVisible());
        stage.takePictures(QStringLiteral("leads-story-1440"));

        auto *notes = opened.find<QPlainTextEdit>("leadNotesText");
        notes->setFocus();
        QTest::keyClicks(notes, QStringLiteral("Call in May"));
        opened.table->setFocus(); // leaving keeps at once
        QTRY_COMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE notes = 'Call in May'")), 1);
        QTRY_COMPARE(stage.leads.history().undoText(), QStringLiteral("Note on Agnieszka Wójcik"));
        QVERIFY(QCoro::waitFor(stage.leads.undoLast()));
        QTRY_VERIFY(notes->toPlainText().isEmpty());

        // A long story stands behind tabs.
        QVERIFY(QCoro::waitFor(stage.leads.setNotes(LeadId(1), QStringLiteral("A long note. ").repeated(40))));
        auto *tabs = opened.find<Tabs>("leadsInspectorTabs");
        QTRY_VERIFY(tabs->isVisible());
        QVERIFY(!opened.find<QWidget>("leadTimeline")->isVisible());
        tabs->setCurrent(1);
        QVERIFY(opened.find<QWidget>("leadTimeline")->isVisible());
        stage.takePictures(QStringLiteral("leads-story-timeline-1440"));
        tabs->setCurrent(2);
        QVERIFY(notes->isVisible());

        QTest::mouseClick(opened.find<QPushButton>("leadsInspectorColleague"), Qt::LeftButton);
        const QSize size = stage.window.size();
        stage.window.resize(size.width(), 420);
        auto *bar = inspector->findChild<ScrollArea *>()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        bar->setValue(bar->maximum());
        opened.page->selectLead(LeadId(15));
        QTRY_VERIFY(opened.find<QWidget>("leadsInspectorSuppressed") != nullptr);
        QCOMPARE(bar->value(), 0); // another person begins at the top
        stage.window.resize(size);
        stage.takePictures(QStringLiteral("leads-story-suppressed-1440"));

        opened.page->selectLead(LeadId(1));
        QTRY_VERIFY(inspector->shownLead() == LeadId(1)
                    && opened.find<QPushButton>("leadsInspectorCompany") != nullptr);
        const QString company = QCoro::waitFor(stage.leads.lead(LeadId(1)))->companyName;
        QTest::mouseClick(opened.find<QPushButton>("leadsInspectorCompany"), Qt::LeftButton);
        QTRY_VERIFY(opened.find<FilterChip>("filterChip0") != nullptr);
        QCOMPARE(opened.find<FilterChip>("filterChip0")->text(), QStringLiteral("Company is ") + company);
    }
};

QTEST_MAIN(LeadEditingTest)
#include "LeadEditingTest.moc"
