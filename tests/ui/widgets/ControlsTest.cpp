#include "Stage.h"
#include "style/Appearance.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/ElidedLabel.h"
#include "widgets/FilterChip.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/SearchField.h"
#include "widgets/Segmented.h"
#include "widgets/TextArea.h"
#include "widgets/TextField.h"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <memory>

using namespace AlwaysLeads;

/// Buttons, fields, chips and the focus ring, by keyboard and mouse.
class ControlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_appearance = std::make_unique<Appearance>(*qApp); }
    void init();

    void enterAndSpacePressAButton();
    void aBusyButtonIgnoresClicksAndKeepsItsWidth();
    void aDisabledButtonSaysWhy();
    void spaceSwitchesAToggle();
    void arrowsMoveSegmentsAndStopAtTheEnds();
    void deleteTakesAFilterAway();
    void aWheelDoesNotChangeACombo();
    void aLongComboIsSearchedAndWalkedByKeyboard();
    void aComboLongerThanTheScreenShowsADozenAtATime();
    void aComboMayGoWhileItIsOpen();
    void typingClearsAnError();
    void escapeClearsASearchThenLeaves();
    void aFieldInWhichNothingWasTypedLeavesUndoToTheProgram();
    void anEyeShowsASecret();
    void labelsNeverReadMarkup();
    void aCutTextHasItsWholeAsTooltip();
    void theRingFollowsTheKeyboardOnly();
    void theRingFollowsTheSegment();
    void theRingOfAClosedWidgetGoesAway();

private:
    std::unique_ptr<Appearance> m_appearance;
};

void ControlsTest::init()
{
    m_appearance->setMode(ColourMode::Light);
    m_appearance->setTextFactor(1);
    m_appearance->setMoreContrast(false);
    m_appearance->setReducedMotion(true);
}

void ControlsTest::enterAndSpacePressAButton()
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

void ControlsTest::aBusyButtonIgnoresClicksAndKeepsItsWidth()
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

void ControlsTest::aDisabledButtonSaysWhy()
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

void ControlsTest::spaceSwitchesAToggle()
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

void ControlsTest::arrowsMoveSegmentsAndStopAtTheEnds()
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

void ControlsTest::deleteTakesAFilterAway()
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

void ControlsTest::aWheelDoesNotChangeACombo()
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

void ControlsTest::aLongComboIsSearchedAndWalkedByKeyboard()
{
    Stage stage;
    QVERIFY(stage.ready);
    Combo combo(&stage.window);
    for (int i = 0; i < 20; ++i) {
        combo.addChoice(QStringLiteral("Choice %1").arg(i), i, Icon::User);
    }
    combo.setCurrentIndex(7);
    combo.show();
    // What stands in the menu while `keys` are pressed one after the other in its search line.
    const auto pressed = [&](const QList<Qt::Key> &keys, const QString &letters) {
        QString active;
        QTimer::singleShot(0, &combo, [&] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            auto *search = menu != nullptr ? menu->findChild<SearchField *>() : nullptr;
            if (search == nullptr || !search->isVisible() || search->height() < 20 || search->width() < 60
                || menu->focusWidget() != search) {
                active = QStringLiteral("no search line");
                if (menu != nullptr) {
                    menu->close();
                }
                return;
            }
            QTest::keyClicks(search, letters);
            for (const Qt::Key key : keys) {
                active = menu->activeAction() != nullptr ? menu->activeAction()->text() : QString();
                QTest::keyClick(search, key);
            }
            if (menu->isVisible()) {
                active = QStringLiteral("still open");
                menu->close();
            }
        });
        combo.showPopup();
        return active;
    };
    QCOMPARE(pressed({Qt::Key_Escape}, {}), QStringLiteral("Choice 7")); // the chosen one, and one Esc leaves
    QCOMPARE(combo.currentIndex(), 7);
    QCOMPARE(pressed({Qt::Key_Down, Qt::Key_Down, Qt::Key_Up, Qt::Key_Return}, {}), QStringLiteral("Choice 8"));
    QCOMPARE(combo.currentIndex(), 8);
    QCOMPARE(pressed({Qt::Key_Down, Qt::Key_Return}, QStringLiteral("choice 1")), QStringLiteral("Choice 10"));
    QCOMPARE(combo.currentIndex(), 10);
    QCOMPARE(pressed({Qt::Key_Return, Qt::Key_Escape, Qt::Key_Escape}, QStringLiteral("nothing like it")),
             QStringLiteral("Choice 10"));
    QCOMPARE(combo.currentIndex(), 10);
}

void ControlsTest::aComboLongerThanTheScreenShowsADozenAtATime()
{
    Stage stage;
    QVERIFY(stage.ready);
    Combo combo(&stage.window);
    for (int i = 0; i < 60; ++i) {
        combo.addChoice(QStringLiteral("Choice %1").arg(i), i);
    }
    combo.setCurrentIndex(30);
    combo.show();
    QStringList faults;
    QTimer::singleShot(0, &combo, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        auto *search = menu != nullptr ? menu->findChild<SearchField *>() : nullptr;
        if (search == nullptr) {
            faults << QStringLiteral("no search line");
            return;
        }
        const auto check = [&](const char *when, int most, const QString &active) {
            int shown = 0;
            for (const QAction *action : menu->actions()) {
                shown += action->isVisible() && action->isCheckable() ? 1 : 0;
            }
            const QRect line(search->mapToGlobal(QPoint()), search->size());
            const QString at = menu->activeAction() != nullptr ? menu->activeAction()->text() : QString();
            if (shown != most || at != active || !menu->activeAction()->isVisible()
                || !menu->screen()->geometry().contains(line)) {
                faults << QStringLiteral("%1: %2 shown, at %3").arg(QLatin1String(when)).arg(shown).arg(at);
            }
        };
        const QRect opened = menu->geometry();
        check("opened", 12, QStringLiteral("Choice 30"));
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(search, Qt::Key_PageDown);
        }
        check("at the end", 12, QStringLiteral("Choice 59"));
        QTest::keyClick(search, Qt::Key_Up);
        check("one up", 12, QStringLiteral("Choice 58"));
        QTest::keyClicks(search, QStringLiteral("choice 4"));
        check("typed", 11, QStringLiteral("Choice 4"));
        QTest::keyClicks(search, QStringLiteral("7"));
        check("one left", 1, QStringLiteral("Choice 47"));
        if (menu->geometry() != opened) {
            faults << QStringLiteral("it moved");
        }
        QTest::keyClick(search, Qt::Key_Return);
    });
    combo.showPopup();
    QCOMPARE(faults, QStringList());
    QCOMPARE(combo.currentIndex(), 47);
}

void ControlsTest::aComboMayGoWhileItIsOpen()
{
    Stage stage;
    QVERIFY(stage.ready);
    QPointer<Combo> combo = new Combo(&stage.window);
    combo->addChoice(QStringLiteral("One"), 1);
    combo->show();
    QTimer::singleShot(0, &stage.window, [&] { delete combo.data(); });
    combo->showPopup();
    QVERIFY(!combo);
}

void ControlsTest::typingClearsAnError()
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

void ControlsTest::escapeClearsASearchThenLeaves()
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

void ControlsTest::aFieldInWhichNothingWasTypedLeavesUndoToTheProgram()
{
    Stage stage;
    QVERIFY(stage.ready);
    int undone = 0;
    QAction undo;
    undo.setShortcut(QKeySequence(QKeySequence::Undo));
    connect(&undo, &QAction::triggered, this, [&undone] { ++undone; });
    stage.window.addAction(&undo);
    LineEdit *edit = stage.first;
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(undone, 1); // as the toast says that has just put the keyboard here
    QTest::keyClicks(edit, QStringLiteral("a"));
    QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(edit->text(), QString());
    QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier); // once too often undoes nothing else
    QCOMPARE(undone, 1);
}

void ControlsTest::anEyeShowsASecret()
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

void ControlsTest::labelsNeverReadMarkup()
{
    Label label(QStringLiteral("<img src=\"https://tracker.example/x.png\"><b>Freja</b>"));
    QCOMPARE(label.textFormat(), Qt::PlainText);
    Label plain(QStringLiteral("Freja"));
    QVERIFY(label.sizeHint().width() > 3 * plain.sizeHint().width()); // every letter of it is shown
}

void ControlsTest::aCutTextHasItsWholeAsTooltip()
{
    ElidedLabel label(QStringLiteral("a.very.long.address.indeed@example.com"));
    label.resize(60, 20);
    QVERIFY(label.sizeHint().width() > 60);
    QVERIFY(label.minimumSizeHint().width() <= 60);
    QCOMPARE(label.accessibleName(), QStringLiteral("a.very.long.address.indeed@example.com"));
}

void ControlsTest::theRingFollowsTheKeyboardOnly()
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

void ControlsTest::theRingFollowsTheSegment()
{
    Stage stage;
    QVERIFY(stage.ready);
    auto *segments = new Segmented(QStringLiteral("Drafts"));
    segments->addSegment(QStringLiteral("Waiting"), 0);
    segments->addSegment(QStringLiteral("Sent today"), 8);
    stage.window.layout()->addWidget(segments);
    segments->setFocus();
    const auto inWindow = [&] {
        const QRect outline = segments->focusOutline().toRect();
        return QRect(segments->mapTo(&stage.window, outline.topLeft()), outline.size());
    };
    QTest::keyClick(segments, Qt::Key_Home);
    QTRY_VERIFY(stage.ring->isVisible() && stage.ring->geometry().contains(inWindow()));
    const QRect first = stage.ring->geometry();
    QTest::keyClick(segments, Qt::Key_Right);
    QTRY_VERIFY(stage.ring->geometry() != first && stage.ring->geometry().contains(inWindow()));
}

void ControlsTest::theRingOfAClosedWidgetGoesAway()
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

QTEST_MAIN(ControlsTest)
#include "ControlsTest.moc"
