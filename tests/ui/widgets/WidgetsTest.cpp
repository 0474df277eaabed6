#include "style/AppStyle.h"
#include "style/Appearance.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/CellPainting.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/CommandPalette.h"
#include "widgets/DialogSheet.h"
#include "widgets/ElidedLabel.h"
#include "widgets/FilterChip.h"
#include "widgets/FocusRing.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/MailView.h"
#include "widgets/RowDelegate.h"
#include "widgets/SearchField.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"
#include "widgets/TextArea.h"
#include "widgets/TextField.h"
#include "widgets/Toast.h"

#include <QApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryFile>
#include <QTest>
#include <QVBoxLayout>

using namespace AlwaysLeads;

namespace {

/// A window with two fields, shown and active.
struct Stage
{
    Stage()
    {
        window.resize(900, 700);
        auto *layout = new QVBoxLayout(&window);
        first = new LineEdit;
        second = new LineEdit;
        layout->addWidget(first);
        layout->addWidget(second);
        layout->addStretch(1);
        ring = new FocusRing(&window);
        window.show();
        window.activateWindow();
        ready = QTest::qWaitForWindowActive(&window);
        first->setFocus();
    }
    QWidget window;
    LineEdit *first;
    LineEdit *second;
    FocusRing *ring;
    bool ready = false;
};

/// Lets a test put in what a clipboard would bring.
class PasteView : public MailView
{
public:
    using MailView::insertFromMimeData;
};

} // namespace

class WidgetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void everyTextIsReadable_data();
    void everyTextIsReadable();
    void moreContrastStrengthensLinesAndMutedText();
    void anAvatarKeepsItsColours();
    void themeIsFoundThroughAStyleSheet();
    void changesOfThemeReachOpenWidgets();
    void textSizeMakesControlsGrow();
    void digitsTakeEqualWidth();

    void enterAndSpacePressAButton();
    void aBusyButtonIgnoresClicksAndKeepsItsWidth();
    void aDisabledButtonSaysWhy();
    void spaceSwitchesAToggle();
    void arrowsMoveSegmentsAndStopAtTheEnds();
    void deleteTakesAFilterAway();
    void aWheelDoesNotChangeACombo();
    void typingClearsAnError();
    void escapeClearsASearchThenLeaves();
    void anEyeShowsASecret();
    void labelsNeverReadMarkup();
    void aCutTextHasItsWholeAsTooltip();
    void theRingFollowsTheKeyboardOnly();
    void theRingOfAClosedWidgetGoesAway();

    void aSheetKeepsTabInside();
    void escapeClosesASheetAndGivesTheFocusBack();
    void enterTakesTheSafeAnswer();
    void aDangerousActionCanAskForAWord();
    void aSheetAboveASheetKeepsTheFocus();

    void aToastUndoesOnce();
    void aToastGoesAwayByItself();
    void aNewToastForgetsTheOldUndo();

    void thePaletteFindsBestFitsFirst();
    void thePalettePrefixNarrows();
    void thePaletteActsAfterClosing();
    void fuzzyMatching_data();
    void fuzzyMatching();

    void aClickInTheBoxAddsOneRow();
    void jAndKMoveInATable();
    void lettersDoNotSearchInATable();
    void aMailTakesOnlyPlainText();
    void aMailLineIsTwentyFourHigh();
    void undoInAMailTakesBackWhatWasTyped();
    void aMailNeverLoadsAnything();

private:
    std::unique_ptr<Appearance> m_appearance;
};

void WidgetsTest::initTestCase()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
}

void WidgetsTest::init()
{
    m_appearance->setMode(ColourMode::Light);
    m_appearance->setTextFactor(1);
    m_appearance->setMoreContrast(false);
    m_appearance->setReducedMotion(true);
}

void WidgetsTest::everyTextIsReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void WidgetsTest::everyTextIsReadable()
{
    QFETCH(bool, dark);
    const Theme theme = dark ? Theme::dark() : Theme::light();
    const auto readable = [](const char *what, const QColor &ink, const QColor &ground, double least = 4.5) {
        const double value = contrast(ink, ground);
        if (value < least) {
            qWarning("%s: %.2f", what, value);
        }
        return value >= least;
    };
    for (const QColor &ground : {theme.desk, theme.deskHover, theme.surface, theme.hover, theme.sunken, theme.canvas,
                                 theme.mail, theme.raised, theme.selection, theme.neutralSoft}) {
        QVERIFY(readable("text", theme.text, ground));
        QVERIFY(readable("text2", theme.text2, ground));
        QVERIFY(readable("text3", theme.text3, ground));
    }
    QVERIFY(readable("text2 on pressed", theme.text2, theme.pressed));
    QVERIFY(readable("text2 on segOn", theme.text2, theme.segOn));
    QVERIFY(readable("onAccent", theme.onAccent, theme.accent));
    QVERIFY(readable("onAccent hover", theme.onAccent, theme.accentHover));
    QVERIFY(readable("onDanger", theme.onDanger, theme.danger.fill));
    QVERIFY(readable("tip", theme.tipText, theme.tipBg));
    for (const ToneName name : {ToneName::Neutral, ToneName::Accent, ToneName::Success, ToneName::Warn,
                                ToneName::Danger, ToneName::Info, ToneName::Ai}) {
        const Tone tone = theme.tone(name);
        QVERIFY(readable("tone on soft", tone.text, tone.soft));
        QVERIFY(readable("tone on surface", tone.text, theme.surface));
    }
    for (const AvatarPair &pair : theme.avatars) {
        QVERIFY(readable("avatar", pair.ink, pair.ground));
    }
    QVERIFY(readable("focus", theme.focus, theme.surface, 3));
    QVERIFY(readable("borderHigh", theme.borderHigh, theme.surface, 3));
}

void WidgetsTest::moreContrastStrengthensLinesAndMutedText()
{
    m_appearance->setMoreContrast(true);
    const Theme theme = m_appearance->theme();
    QVERIFY(contrast(theme.border, theme.surface) >= 3);
    QCOMPARE(theme.text3, Theme::light().text2);
}

void WidgetsTest::anAvatarKeepsItsColours()
{
    const Theme theme = Theme::light();
    QCOMPARE(theme.avatar(QStringLiteral("A.Wojcik@baltway.example")).ink,
             theme.avatar(QStringLiteral("a.wojcik@baltway.example")).ink);
    QSet<QRgb> seen;
    for (int i = 0; i < 200; ++i) {
        seen.insert(theme.avatar(QStringLiteral("person%1@example.com").arg(i)).ink.rgb());
    }
    QCOMPARE(seen.size(), 8);
}

void WidgetsTest::themeIsFoundThroughAStyleSheet()
{
    QWidget plain;
    QWidget styled;
    styled.setStyleSheet(QStringLiteral("padding: 3px"));
    QVERIFY(qobject_cast<AppStyle *>(styled.style()) == nullptr);
    QCOMPARE(AppStyle::of(&styled), AppStyle::of(&plain));
    QCOMPARE(themeOf(&styled).accent, Theme::light().accent);
}

void WidgetsTest::changesOfThemeReachOpenWidgets()
{
    Stage stage;
    QVERIFY(stage.ready);
    QSignalSpy changed(m_appearance.get(), &Appearance::changed);
    m_appearance->setMode(ColourMode::Dark);
    QCOMPARE(changed.count(), 1);
    QVERIFY(m_appearance->isDark());
    QCOMPARE(stage.window.palette().color(QPalette::Window), Theme::dark().desk);
    QCOMPARE(stage.first->palette().color(QPalette::Text), Theme::dark().text);
    QCOMPARE(stage.window.grab().toImage().pixelColor(450, 600), Theme::dark().desk);
    m_appearance->setMode(ColourMode::Dark);
    QCOMPARE(changed.count(), 1); // nothing new, nothing said
}

void WidgetsTest::textSizeMakesControlsGrow()
{
    Button button(QStringLiteral("Approve"));
    Label label(QStringLiteral("Approve"));
    const QSize small = button.sizeHint();
    QCOMPARE(small.height(), 32);
    m_appearance->setTextFactor(1.5);
    QCOMPARE(button.sizeHint().height(), 48);
    QVERIFY(button.sizeHint().width() > small.width());
    QCOMPARE(label.sizeHint().height(), 30);
}

void WidgetsTest::digitsTakeEqualWidth()
{
    const QFont font = fontsOf(nullptr).body();
    QCOMPARE(TabularText::width(QStringLiteral("1,111"), font), TabularText::width(QStringLiteral("8,888"), font));
}

void WidgetsTest::enterAndSpacePressAButton()
{
    Stage stage;
    QVERIFY(stage.ready);
    Button button(QStringLiteral("Approve"), ButtonKind::Primary, &stage.window);
    button.show();
    button.setFocus();
    QSignalSpy clicked(&button, &QPushButton::clicked);
    QTest::keyClick(&button, Qt::Key_Return);
    QTest::keyClick(&button, Qt::Key_Space);
    QCOMPARE(clicked.count(), 2);
    QCOMPARE(keyCapText(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I)), QStringLiteral("Ctrl Shift I"));
}

void WidgetsTest::aBusyButtonIgnoresClicksAndKeepsItsWidth()
{
    Button button(QStringLiteral("Import 1,223 people"), ButtonKind::Primary);
    button.show();
    const int width = button.width();
    QSignalSpy clicked(&button, &QPushButton::clicked);
    button.setBusy(true, QStringLiteral("Importing…"));
    QCOMPARE(button.sizeHint().width(), width);
    QTest::mouseClick(&button, Qt::LeftButton);
    QTest::keyClick(&button, Qt::Key_Space);
    QTest::keyClick(&button, Qt::Key_Return);
    QCOMPARE(clicked.count(), 0);
    button.setBusy(false);
    QTest::mouseClick(&button, Qt::LeftButton);
    QCOMPARE(clicked.count(), 1);
}

void WidgetsTest::aDisabledButtonSaysWhy()
{
    Button button(QStringLiteral("Launch…"));
    button.setToolTip(QStringLiteral("Starts the campaign"));
    button.setDisabledReason(QStringLiteral("3 people have no city."));
    QVERIFY(!button.isEnabled());
    QCOMPARE(button.toolTip(), QStringLiteral("3 people have no city."));
    QCOMPARE(button.accessibleDescription(), QStringLiteral("3 people have no city."));
    button.setDisabledReason(QString());
    QVERIFY(button.isEnabled());
    QCOMPARE(button.toolTip(), QStringLiteral("Starts the campaign"));
}

void WidgetsTest::spaceSwitchesAToggle()
{
    Toggle toggle(QStringLiteral("Send replies to Claude"));
    toggle.show();
    QTest::keyClick(&toggle, Qt::Key_Space);
    QVERIFY(toggle.isChecked());
    QTest::mouseClick(&toggle, Qt::LeftButton, {}, QPoint(1, 1)); // the whole hit area, not only the track
    QVERIFY(!toggle.isChecked());
    QVERIFY(toggle.sizeHint().height() >= 28);
    QCOMPARE(toggle.accessibleName(), QStringLiteral("Send replies to Claude"));
}

void WidgetsTest::arrowsMoveSegmentsAndStopAtTheEnds()
{
    Segmented segments(QStringLiteral("Drafts"));
    segments.addSegment(QStringLiteral("To review"), 24);
    segments.addSegment(QStringLiteral("Approved"));
    segments.resize(segments.sizeHint());
    segments.show();
    QSignalSpy changed(&segments, &Segmented::currentChanged);
    QTest::keyClick(&segments, Qt::Key_Left);
    QCOMPARE(changed.count(), 0);
    QTest::keyClick(&segments, Qt::Key_Right);
    QTest::keyClick(&segments, Qt::Key_Right);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(segments.current(), 1);
    QVERIFY(segments.accessibleName().contains(QStringLiteral("Approved")));
    QTest::mouseClick(&segments, Qt::LeftButton, {}, QPoint(10, 14));
    QCOMPARE(segments.current(), 0);
}

void WidgetsTest::deleteTakesAFilterAway()
{
    FilterChip chip(QStringLiteral("Score"), QStringLiteral("70 or more"));
    chip.resize(chip.sizeHint());
    chip.show();
    QSignalSpy removed(&chip, &FilterChip::removed);
    QSignalSpy clicked(&chip, &FilterChip::clicked);
    QTest::keyClick(&chip, Qt::Key_Delete);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(chip.width() - 12, 14));
    QCOMPARE(removed.count(), 2);
    QCOMPARE(clicked.count(), 0);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(20, 14));
    QCOMPARE(clicked.count(), 1);
}

void WidgetsTest::aWheelDoesNotChangeACombo()
{
    Combo combo;
    combo.addChoice(QStringLiteral("Verified"));
    combo.addChoice(QStringLiteral("Risky"));
    combo.show();
    QWheelEvent wheel(QPointF(10, 10), combo.mapToGlobal(QPointF(10, 10)), QPoint(), QPoint(0, -120), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&combo, &wheel);
    QCOMPARE(combo.currentIndex(), 0);
    QTest::keyClick(&combo, Qt::Key_Down);
    QCOMPARE(combo.currentIndex(), 1);
}

void WidgetsTest::typingClearsAnError()
{
    TextField field(QStringLiteral("Email"));
    field.setHint(QStringLiteral("Where replies go"));
    field.show();
    field.setError(QStringLiteral("The part after @ has no ending."));
    QVERIFY(field.edit()->isBad());
    QCOMPARE(field.edit()->accessibleDescription(), QStringLiteral("The part after @ has no ending."));
    QTest::keyClicks(field.edit(), QStringLiteral("a"));
    QVERIFY(field.error().isEmpty());
    QVERIFY(!field.edit()->isBad());
    QCOMPARE(field.edit()->accessibleDescription(), QStringLiteral("Where replies go"));

    TextArea area(QStringLiteral("What do you sell?"));
    area.setError(QStringLiteral("Please say it in a sentence."));
    QTest::keyClicks(area.edit(), QStringLiteral("b"));
    QVERIFY(area.error().isEmpty());
    QCOMPARE(area.text(), QStringLiteral("b"));
}

void WidgetsTest::escapeClearsASearchThenLeaves()
{
    Stage stage;
    QVERIFY(stage.ready);
    SearchField search(QStringLiteral("Search leads"), QStringLiteral("Ctrl F"), &stage.window);
    search.show();
    search.setFocus();
    QSignalSpy searched(&search, &SearchField::searched);
    QSignalSpy left(&search, &SearchField::left);
    QTest::keyClicks(&search, QStringLiteral("gdy"));
    QTRY_COMPARE(searched.count(), 1); // one search for three letters
    QCOMPARE(searched.first().first().toString(), QStringLiteral("gdy"));
    QTest::keyClick(&search, Qt::Key_Escape);
    QVERIFY(search.text().isEmpty());
    QVERIFY(search.hasFocus());
    QCOMPARE(left.count(), 0);
    QTest::keyClick(&search, Qt::Key_Escape);
    QVERIFY(!search.hasFocus());
    QCOMPARE(left.count(), 1);
}

void WidgetsTest::anEyeShowsASecret()
{
    LineEdit edit;
    edit.setSecret(true);
    edit.resize(200, 32);
    edit.show();
    QCOMPARE(edit.echoMode(), QLineEdit::Password);
    auto *eye = edit.findChild<IconButton *>();
    QVERIFY(eye != nullptr);
    QVERIFY(!eye->accessibleName().isEmpty());
    QTest::mouseClick(eye, Qt::LeftButton);
    QCOMPARE(edit.echoMode(), QLineEdit::Normal);
    QTest::mouseClick(eye, Qt::LeftButton);
    QCOMPARE(edit.echoMode(), QLineEdit::Password);
}

void WidgetsTest::labelsNeverReadMarkup()
{
    Label label(QStringLiteral("<img src=\"https://tracker.example/x.png\"><b>Freja</b>"));
    QCOMPARE(label.textFormat(), Qt::PlainText);
    Label plain(QStringLiteral("Freja"));
    QVERIFY(label.sizeHint().width() > 3 * plain.sizeHint().width()); // every letter of it is shown
}

void WidgetsTest::aCutTextHasItsWholeAsTooltip()
{
    ElidedLabel label(QStringLiteral("a.very.long.address.indeed@example.com"));
    label.resize(60, 20);
    QVERIFY(label.sizeHint().width() > 60);
    QVERIFY(label.minimumSizeHint().width() <= 60);
    QCOMPARE(label.accessibleName(), QStringLiteral("a.very.long.address.indeed@example.com"));
}

void WidgetsTest::theRingFollowsTheKeyboardOnly()
{
    Stage stage;
    QVERIFY(stage.ready);
    auto *one = new Button(QStringLiteral("One"));
    auto *two = new Button(QStringLiteral("Two"));
    stage.window.layout()->addWidget(one);
    stage.window.layout()->addWidget(two);
    QTRY_VERIFY(two->isVisible());
    QTest::mouseClick(one, Qt::LeftButton);
    one->setFocus();
    QVERIFY(!stage.ring->isVisible());
    QTest::keyClick(one, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), two);
    QVERIFY(stage.ring->isVisible());
    QVERIFY(stage.ring->geometry().contains(QRect(two->mapTo(&stage.window, QPoint()), two->size())));
    QTest::mousePress(&stage.window, Qt::LeftButton, {}, QPoint(5, 690));
    QVERIFY(!stage.ring->isVisible());
}

void WidgetsTest::theRingOfAClosedWidgetGoesAway()
{
    Stage stage;
    QVERIFY(stage.ready);
    auto *button = new Button(QStringLiteral("One"));
    stage.window.layout()->addWidget(button);
    QTest::keyClick(stage.second, Qt::Key_Tab);
    button->setFocus();
    QTRY_VERIFY(stage.ring->isVisible());
    delete button;
    QTRY_VERIFY(!stage.ring->isVisible() || QApplication::focusWidget() != nullptr);
    stage.window.grab(); // paints with whatever is left
}

void WidgetsTest::aSheetKeepsTabInside()
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

void WidgetsTest::escapeClosesASheetAndGivesTheFocusBack()
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

void WidgetsTest::enterTakesTheSafeAnswer()
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

void WidgetsTest::aDangerousActionCanAskForAWord()
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

void WidgetsTest::aSheetAboveASheetKeepsTheFocus()
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

void WidgetsTest::aToastUndoesOnce()
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

void WidgetsTest::aToastGoesAwayByItself()
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

void WidgetsTest::aNewToastForgetsTheOldUndo()
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

void WidgetsTest::thePaletteFindsBestFitsFirst()
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

void WidgetsTest::thePalettePrefixNarrows()
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

void WidgetsTest::thePaletteActsAfterClosing()
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

void WidgetsTest::fuzzyMatching_data()
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

void WidgetsTest::fuzzyMatching()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(QList<int>, positions);
    const FuzzyMatch match = fuzzyMatch(pattern, text);
    QCOMPARE(match.positions, positions);
    QCOMPARE(bool(match), !positions.isEmpty());
}

namespace {
struct Rows
{
    Rows()
        : table(QStringLiteral("People"))
        , model(5, 2)
    {
        for (int row = 0; row < 5; ++row) {
            model.setItem(row, 0, new QStandardItem(QStringLiteral("Person %1").arg(row)));
        }
        table.setModel(&model);
        auto *rows = new RowDelegate(&table);
        rows->setCheckColumn(0);
        table.setRowDelegate(rows);
        table.resize(600, 400);
        table.show();
    }
    QList<int> selected() const
    {
        QList<int> rows;
        const QModelIndexList indexes = table.selectionModel()->selectedRows();
        for (const QModelIndex &index : indexes) {
            rows.append(index.row());
        }
        std::sort(rows.begin(), rows.end());
        return rows;
    }
    QPoint box(int row) const { return {table.columnViewportPosition(0) + 20, table.rowViewportPosition(row) + 24}; }
    QPoint words(int row) const { return {table.columnViewportPosition(1) + 20, table.rowViewportPosition(row) + 24}; }
    TableView table;
    QStandardItemModel model;
};
} // namespace

void WidgetsTest::aClickInTheBoxAddsOneRow()
{
    Rows rows;
    QTest::mouseClick(rows.table.viewport(), Qt::LeftButton, {}, rows.words(0));
    QCOMPARE(rows.selected(), QList<int>({0}));
    QTest::mouseClick(rows.table.viewport(), Qt::LeftButton, {}, rows.box(2));
    QTest::mouseClick(rows.table.viewport(), Qt::LeftButton, {}, rows.box(4));
    QCOMPARE(rows.selected(), QList<int>({0, 2, 4}));
    QTest::mouseClick(rows.table.viewport(), Qt::LeftButton, {}, rows.box(2));
    QCOMPARE(rows.selected(), QList<int>({0, 4}));
    QTest::mouseClick(rows.table.viewport(), Qt::LeftButton, {}, rows.words(3));
    QCOMPARE(rows.selected(), QList<int>({3}));
    QTest::keyClick(&rows.table, Qt::Key_Space);
    QCOMPARE(rows.selected(), QList<int>());
    QCOMPARE(rows.table.rowHeight(0), 48);
    QCOMPARE(rows.table.header()->height(), 34);
}

void WidgetsTest::jAndKMoveInATable()
{
    Rows rows;
    rows.table.setCurrentIndex(rows.model.index(0, 0));
    QTest::keyClick(&rows.table, Qt::Key_J);
    QTest::keyClick(&rows.table, Qt::Key_J);
    QCOMPARE(rows.table.currentIndex().row(), 2);
    QTest::keyClick(&rows.table, Qt::Key_K);
    QCOMPARE(rows.table.currentIndex().row(), 1);
    QSignalSpy opened(&rows.table, &TableView::opened);
    QTest::keyClick(&rows.table, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toModelIndex().row(), 1);
}

void WidgetsTest::lettersDoNotSearchInATable()
{
    Rows rows;
    rows.table.setCurrentIndex(rows.model.index(2, 0));
    QTest::keyClicks(&rows.table, QStringLiteral("person 4"));
    QCOMPARE(rows.table.currentIndex().row(), 2);
}

void WidgetsTest::aMailTakesOnlyPlainText()
{
    PasteView mail;
    mail.setMail(QString());
    mail.setEditable(true);
    QMimeData paste;
    paste.setHtml(QStringLiteral("<b>bold</b><img src='https://tracker.example/x.png'>"));
    paste.setText(QStringLiteral("<b>bold</b>"));
    mail.insertFromMimeData(&paste);
    QCOMPARE(mail.plainText(), QStringLiteral("<b>bold</b>"));
    mail.setMail(QStringLiteral("<h1>Not a title</h1>"));
    QCOMPARE(mail.plainText(), QStringLiteral("<h1>Not a title</h1>"));
}

void WidgetsTest::aMailLineIsTwentyFourHigh()
{
    MailView mail;
    mail.resize(400, 300);
    mail.show();
    mail.setMail(QStringLiteral("One\nTwo\nThree"));
    QCOMPARE(mail.sizeHint().height(), 3 * 24);
    mail.setMail(QStringLiteral("One\n\nTwo"));
    QCOMPARE(mail.sizeHint().height(), 24 + 14 + 24);
    QCOMPARE(mail.plainText(), QStringLiteral("One\n\nTwo"));
}

void WidgetsTest::undoInAMailTakesBackWhatWasTyped()
{
    MailView mail;
    mail.resize(400, 300);
    mail.show();
    mail.setMail(QStringLiteral("Hi"));
    mail.setEditable(true);
    mail.moveCursor(QTextCursor::End);
    QTest::keyClick(&mail, Qt::Key_Return);
    QTest::keyClicks(&mail, QStringLiteral("you"));
    QCOMPARE(mail.plainText(), QStringLiteral("Hi\nyou"));
    for (int i = 0; i < 6 && mail.plainText() != QStringLiteral("Hi"); ++i) {
        mail.undo();
    }
    QCOMPARE(mail.plainText(), QStringLiteral("Hi"));
    QTRY_COMPARE(mail.sizeHint().height(), 24);
}

void WidgetsTest::aMailNeverLoadsAnything()
{
    MailView mail;
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("secret");
    file.flush();
    for (const QTextDocument::ResourceType type :
         {QTextDocument::HtmlResource, QTextDocument::ImageResource, QTextDocument::StyleSheetResource}) {
        QVERIFY(mail.document()->resource(type, QUrl::fromLocalFile(file.fileName())).toByteArray().isEmpty());
    }
}

QTEST_MAIN(WidgetsTest)
#include "WidgetsTest.moc"
