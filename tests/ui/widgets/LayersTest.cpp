#include "Stage.h"
#include "style/Appearance.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/CommandPalette.h"
#include "widgets/DialogSheet.h"
#include "widgets/Label.h"
#include "widgets/SelectionBar.h"
#include "widgets/TextField.h"
#include "widgets/Toast.h"

#include <QAction>
#include <QApplication>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace AlwaysLeads;

/// What lies over a window: sheets, toasts, the palette.
class LayersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_appearance = std::make_unique<Appearance>(*qApp); }
    void init();

    void aSheetKeepsTabInside();
    void keysOfTheWindowDoNothingBelowASheet();
    void escapeClosesASheetAndGivesTheFocusBack();
    void enterTakesTheSafeAnswer();
    void aDangerousActionCanAskForAWord();
    void aSheetAboveASheetKeepsTheFocus();
    void aToastUndoesOnce();
    void aToastGoesAwayByItself();
    void whatDidNotWorkHasNoCheckMark();
    void aNewToastForgetsTheOldUndo();
    void thePaletteFindsBestFitsFirst();
    void thePalettePrefixNarrows();
    void thePaletteActsAfterClosing();
    void theSelectionBarFoldsItsLastButtonsFirst();
    void fuzzyMatching_data();
    void fuzzyMatching();

private:
    std::unique_ptr<Appearance> m_appearance;
};

void LayersTest::init()
{
    m_appearance->setMode(ColourMode::Light);
    m_appearance->setTextFactor(1);
    m_appearance->setMoreContrast(false);
    m_appearance->setReducedMotion(true);
}

namespace {
QList<PaletteGroup> someGroups(int *performed)
{
    const auto count = [performed] { ++*performed; };
    return {
        {QStringLiteral("Do"),
         QLatin1Char('>'),
         {{Icon::Sparkles, QStringLiteral("Rewrite drafts"), {}, {}, {}, {}, {}},
          {Icon::Sparkles, QStringLiteral("Draft a mail"), QStringLiteral("for Agnieszka Wójcik"), {}, count, {}, {}},
          {Icon::Upload, QStringLiteral("Import a file"), {}, {}, {}, {}, {}}}},
        {QStringLiteral("People"),
         QLatin1Char('@'),
         {{Icon::User, QStringLiteral("Agnieszka Wójcik"), QStringLiteral("Baltway Logistics"), {}, {}, {}, {}}}}};
}
} // namespace

void LayersTest::aSheetKeepsTabInside()
{
    Stage stage;
    QVERIFY(stage.ready);
    auto *sheet = new DialogSheet(QStringLiteral("New campaign"), 420, &stage.window);
    auto *name = new TextField(QStringLiteral("Name"));
    sheet->body()->addWidget(name);
    auto *cancel = sheet->addButton(new Button(QStringLiteral("Cancel")));
    auto *create = sheet->addButton(new Button(QStringLiteral("Create"), ButtonKind::Primary));
    sheet->setInitialFocus(name->edit());
    sheet->open();
    QCOMPARE(QApplication::focusWidget(), name->edit());
    QList<QWidget *> seen;
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(sheet->isAncestorOf(QApplication::focusWidget()));
        seen.append(QApplication::focusWidget());
    }
    QVERIFY(seen.contains(cancel));
    QVERIFY(seen.contains(create));
    QVERIFY(seen.contains(name->edit()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
    QVERIFY(sheet->isAncestorOf(QApplication::focusWidget()));
    stage.second->setFocus(); // also not by program
    QVERIFY(sheet->isAncestorOf(QApplication::focusWidget()));
}

void LayersTest::keysOfTheWindowDoNothingBelowASheet()
{
    Stage stage;
    QVERIFY(stage.ready);
    const auto commandOf = [](QWidget *owner, const char *keys) {
        auto *action = new QAction(owner);
        action->setShortcut(QKeySequence(QLatin1String(keys)));
        owner->addAction(action);
        return action;
    };
    QSignalSpy removed(commandOf(&stage.window, "F7"), &QAction::triggered);
    QSignalSpy palette(commandOf(&stage.window, "Ctrl+K"), &QAction::triggered);
    QSignalSpy undone(commandOf(&stage.window, "Ctrl+Z"), &QAction::triggered);
    QTest::keyClick(stage.second, Qt::Key_F7);
    QCOMPARE(removed.count(), 1); // as long as nothing lies above
    auto *sheet = new DialogSheet(QStringLiteral("Merge"), 420, &stage.window);
    auto *button = sheet->addButton(new Button(QStringLiteral("Cancel")));
    QSignalSpy own(commandOf(sheet, "Ctrl+Return"), &QAction::triggered);
    auto *inner = new QShortcut(QKeySequence(QStringLiteral("Ctrl+E")), button);
    QSignalSpy deeper(inner, &QShortcut::activated);
    sheet->setInitialFocus(button);
    sheet->open();
    QCOMPARE(QApplication::focusWidget(), button);
    QTest::keyClick(button, Qt::Key_F7);
    QTest::keyClick(button, Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(palette.count(), 0);
    QTest::keyClick(button, Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(button, Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(own.count(), 1);
    QCOMPARE(deeper.count(), 1);
    QTest::keyClick(button, Qt::Key_Z, Qt::ControlModifier); // what a sheet did can be undone above it
    QCOMPARE(undone.count(), 1);
    sheet->cancel();
    QTest::keyClick(stage.second, Qt::Key_F7);
    QCOMPARE(removed.count(), 2);
}

void LayersTest::escapeClosesASheetAndGivesTheFocusBack()
{
    Stage stage;
    QVERIFY(stage.ready);
    stage.second->setFocus();
    QPointer<DialogSheet> sheet = new DialogSheet(QStringLiteral("New campaign"), 420, &stage.window);
    auto *name = new TextField(QStringLiteral("Name"));
    sheet->body()->addWidget(name);
    sheet->setInitialFocus(name->edit());
    QSignalSpy rejected(sheet, &DialogSheet::rejected);
    sheet->open();
    QTest::keyClick(name->edit(), Qt::Key_Escape);
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(QApplication::focusWidget(), stage.second);
    QTRY_VERIFY(sheet.isNull());
}

void LayersTest::enterTakesTheSafeAnswer()
{
    Stage stage;
    QVERIFY(stage.ready);
    auto *confirm = new ConfirmSheet(QStringLiteral("Stop all sending?"), QStringLiteral("18 mails stay in the queue."),
                                     QStringLiteral("Keep sending"), QStringLiteral("Stop now"),
                                     ConfirmSheet::Weight::Danger, &stage.window);
    QSignalSpy confirmed(confirm, &ConfirmSheet::confirmed);
    QSignalSpy rejected(confirm, &ConfirmSheet::rejected);
    confirm->open();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(confirmed.count(), 0);
    QCOMPARE(rejected.count(), 1);

    auto *again = new ConfirmSheet(QStringLiteral("Stop all sending?"), QStringLiteral("18 mails stay in the queue."),
                                   QStringLiteral("Keep sending"), QStringLiteral("Stop now"),
                                   ConfirmSheet::Weight::Danger, &stage.window);
    QSignalSpy yes(again, &ConfirmSheet::confirmed);
    again->open();
    QTest::mouseClick(again->findChild<Button *>(QStringLiteral("confirmAction")), Qt::LeftButton);
    QCOMPARE(yes.count(), 1);
    QVERIFY(!again->isOpen());
}

void LayersTest::aDangerousActionCanAskForAWord()
{
    Stage stage;
    QVERIFY(stage.ready);
    auto *confirm =
        new ConfirmSheet(QStringLiteral("Delete everything?"), QStringLiteral("1,248 leads."), QStringLiteral("Keep"),
                         QStringLiteral("Delete"), ConfirmSheet::Weight::Danger, &stage.window);
    confirm->askToType(QStringLiteral("DELETE"));
    confirm->open();
    auto *action = confirm->findChild<Button *>(QStringLiteral("confirmAction"));
    QVERIFY(!action->isEnabled());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("DELET"));
    QVERIFY(!action->isEnabled());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("E"));
    QVERIFY(action->isEnabled());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("!"));
    QVERIFY(!action->isEnabled());
}

void LayersTest::aSheetAboveASheetKeepsTheFocus()
{
    Stage stage;
    QVERIFY(stage.ready);
    auto *lower = new DialogSheet(QStringLiteral("Import"), 800, &stage.window);
    auto *field = new TextField(QStringLiteral("Tag them all"));
    lower->body()->addWidget(field);
    lower->setInitialFocus(field->edit());
    lower->open();
    auto *upper =
        new ConfirmSheet(QStringLiteral("Leave the import?"), QStringLiteral("Nothing was imported."),
                         QStringLiteral("Stay"), QStringLiteral("Leave"), ConfirmSheet::Weight::Danger, &stage.window);
    upper->open();
    QVERIFY(upper->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!upper->isOpen());
    QVERIFY(lower->isOpen());
    QCOMPARE(QApplication::focusWidget(), field->edit());
}

void LayersTest::aToastUndoesOnce()
{
    Stage stage;
    QVERIFY(stage.ready);
    ToastHost host(&stage.window);
    int undone = 0;
    host.show(QStringLiteral("4 people deleted"), [&undone] { ++undone; });
    QVERIFY(host.current() != nullptr);
    auto *undo = host.current()->findChild<QPushButton *>(QStringLiteral("toastUndo"));
    QVERIFY(undo != nullptr);
    QTest::mouseClick(undo, Qt::LeftButton);
    QCOMPARE(undone, 1);
    QVERIFY(host.current() == nullptr);
    QVERIFY(!host.undo());
    QCOMPARE(undone, 1);
}

void LayersTest::aToastGoesAwayByItself()
{
    Stage stage;
    QVERIFY(stage.ready);
    ToastHost host(&stage.window);
    host.setStay(30);
    host.show(QStringLiteral("Approved. 23 left."));
    QVERIFY(host.current() != nullptr);
    QVERIFY(host.current()->findChild<QPushButton *>(QStringLiteral("toastUndo")) == nullptr);
    QTRY_VERIFY(host.current() == nullptr);
}

void LayersTest::whatDidNotWorkHasNoCheckMark()
{
    Stage stage;
    QVERIFY(stage.ready);
    ToastHost host(&stage.window);
    host.show(QStringLiteral("Approved. 23 left."));
    QCOMPARE(host.current()->picture(), Icon::Check);
    host.showProblem(QStringLiteral("Apollo has no credits left this month."));
    QCOMPARE(host.current()->picture(), Icon::TriangleAlert);
}

void LayersTest::aNewToastForgetsTheOldUndo()
{
    Stage stage;
    QVERIFY(stage.ready);
    ToastHost host(&stage.window);
    QStringList undone;
    host.show(QStringLiteral("One"), [&undone] { undone.append(QStringLiteral("one")); });
    host.show(QStringLiteral("Two"), [&undone] { undone.append(QStringLiteral("two")); });
    QVERIFY(host.undo());
    QCOMPARE(undone, QStringList(QStringLiteral("two")));
}

void LayersTest::thePaletteFindsBestFitsFirst()
{
    Stage stage;
    QVERIFY(stage.ready);
    int performed = 0;
    auto *palette = new CommandPalette(&stage.window);
    palette->setGroups(someGroups(&performed));
    palette->open();
    QCOMPARE(palette->shownTitles().size(), 4);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("draft"));
    QCOMPARE(palette->shownTitles(), QStringList({QStringLiteral("Draft a mail"), QStringLiteral("Rewrite drafts")}));
    palette->setText(QStringLiteral("wojcik"));
    QCOMPARE(palette->shownTitles(), QStringList({QStringLiteral("Draft a mail"), QStringLiteral("Agnieszka Wójcik")}));
    palette->setText(QStringLiteral("zzz"));
    QVERIFY(palette->shownTitles().isEmpty());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // nothing there, nothing done
    QVERIFY(palette->isOpen());
}

void LayersTest::thePalettePrefixNarrows()
{
    Stage stage;
    QVERIFY(stage.ready);
    int performed = 0;
    auto *palette = new CommandPalette(&stage.window);
    palette->setGroups(someGroups(&performed));
    QSignalSpy searched(palette, &CommandPalette::searched);
    palette->open();
    palette->setText(QStringLiteral("@wo"));
    QCOMPARE(palette->shownTitles(), QStringList(QStringLiteral("Agnieszka Wójcik")));
    QCOMPARE(searched.last().at(0).toString(), QStringLiteral("wo"));
    QCOMPARE(searched.last().at(1).toChar(), QLatin1Char('@'));
    palette->setText(QStringLiteral(">"));
    QCOMPARE(palette->shownTitles().size(), 3);
}

void LayersTest::thePaletteActsAfterClosing()
{
    Stage stage;
    QVERIFY(stage.ready);
    stage.second->setFocus();
    int performed = 0;
    QWidget *focusThen = nullptr;
    QPointer<CommandPalette> palette = new CommandPalette(&stage.window);
    QList<PaletteGroup> groups = someGroups(&performed);
    groups[0].entries[1].perform = [&] {
        ++performed;
        focusThen = QApplication::focusWidget();
    };
    palette->setGroups(groups);
    palette->open();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(performed, 1);
    QCOMPARE(focusThen, stage.second);
    QTRY_VERIFY(palette.isNull());
}

void LayersTest::theSelectionBarFoldsItsLastButtonsFirst()
{
    QWidget list;
    list.resize(900, 300);
    auto *bar = new SelectionBar(&list);
    auto *first = new Button(Icon::Tag, QStringLiteral("Put a tag on them"), ButtonKind::Ghost);
    auto *last = new Button(Icon::Sparkles, QStringLiteral("Ask Claude about them"), ButtonKind::Ghost);
    bar->addButton(first);
    bar->addButton(last);
    list.show();
    bar->setCount(6);
    const QList<Label *> labels = bar->findChildren<Label *>();
    const auto saysSelected = [&labels] {
        return std::ranges::any_of(labels, [](const Label *label) {
            return label->text() == QStringLiteral("selected") && !label->isHidden();
        });
    };
    QVERIFY(saysSelected());
    QCOMPARE(last->text(), QStringLiteral("Ask Claude about them"));

    list.resize(bar->sizeHint().width() - 64 - 20, 300); // 64: the room of its shadow
    QTRY_COMPARE(last->text(), QString());
    QCOMPARE(last->accessibleName(), QStringLiteral("Ask Claude about them"));
    QCOMPARE(last->toolTip(), QStringLiteral("Ask Claude about them"));
    QCOMPARE(first->text(), QStringLiteral("Put a tag on them"));
    QVERIFY(saysSelected());

    list.resize(900, 300);
    QTRY_COMPARE(last->text(), QStringLiteral("Ask Claude about them"));
    QVERIFY(last->accessibleName().isEmpty());
}

void LayersTest::fuzzyMatching_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("positions");
    QTest::newRow("start of a word") << "draft"
                                     << "Write a draft" << QList<int>{8, 9, 10, 11, 12};
    QTest::newRow("initials") << "wd"
                              << "Write draft" << QList<int>{0, 6};
    QTest::newRow("two words in any order") << "draft write"
                                            << "Write draft" << QList<int>{0, 1, 2, 3, 4, 6, 7, 8, 9, 10};
    QTest::newRow("without marks") << "wojcik"
                                   << "Wójcik" << QList<int>{0, 1, 2, 3, 4, 5};
    QTest::newRow("letters scattered anywhere do not count") << "rat"
                                                             << "Write a draft kit" << QList<int>{};
    QTest::newRow("nothing") << "xyz"
                             << "Write" << QList<int>{};
    QTest::newRow("an empty text") << "a"
                                   << "" << QList<int>{};
}

void LayersTest::fuzzyMatching()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(QList<int>, positions);
    const FuzzyMatch match = fuzzyMatch(pattern, text);
    QCOMPARE(match.positions, positions);
    QCOMPARE(bool(match), !positions.isEmpty());
}

QTEST_MAIN(LayersTest)
#include "LayersTest.moc"
