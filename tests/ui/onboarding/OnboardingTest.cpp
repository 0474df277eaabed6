#include "draft/Review.h"
#include "keychain/Vault.h"
#include "mailbox/Mailboxes.h"
#include "onboarding/OnboardingView.h"
#include "outbox/Outbox.h"
#include "settings/FirstRun.h"
#include "settings/Settings.h"
#include "shell/WindowStage.h"
#include "support/Patience.h"
#include "widgets/LineEdit.h"

#include <QAbstractButton>
#include <QAction>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTest>

#include <algorithm>

using namespace AlwaysLeads;

namespace {

OnboardingView *guide(WindowStage &stage)
{
    return stage.find<OnboardingView>("onboarding");
}

bool isAt(WindowStage &stage, FirstRunStep step)
{
    return guide(stage) != nullptr && guide(stage)->step() == step;
}

void enter(WindowStage &stage, const char *field, const QString &text)
{
    QWidget *edit = stage.visible(field);
    QVERIFY2(edit != nullptr, field);
    edit->setFocus();
    QTest::keyClicks(edit, text);
}

void tellBusiness(WindowStage &stage)
{
    enter(stage, "firstNameEdit", QStringLiteral("Clara Jensen"));
    enter(stage, "firstCompanyEdit", QStringLiteral("Harbourline"));
    enter(stage, "firstOfferEdit", QStringLiteral("One load plan that every depot of a haulier sees."));
    enter(stage, "firstAddressEdit", QStringLiteral("Toldbodgade 18, 1253 Copenhagen"));
    enter(stage, "firstTitlesEdit", QStringLiteral("Head of operations,Dispatch,"));
    enter(stage, "firstPlacesEdit", QStringLiteral("Denmark,Poland,"));
}

/// The entry of the menus with these words.
QAction *command(WindowStage &stage, const QString &text)
{
    const QList<QAction *> menus = stage.window->menuBar()->actions();
    for (const QAction *menu : menus) {
        const QList<QAction *> entries = menu->menu() == nullptr ? QList<QAction *>() : menu->menu()->actions();
        for (QAction *entry : entries) {
            if (entry->text() == text) {
                return entry;
            }
        }
    }
    return nullptr;
}

/// Goes on with Tab until the control of this name has the keyboard.
bool tabTo(WindowStage &stage, const char *name)
{
    for (int i = 0; i < 60; ++i) {
        const QWidget *now = QApplication::focusWidget();
        if (now != nullptr && now->objectName() == QLatin1String(name)) {
            return true;
        }
        stage.press(Qt::Key_Tab);
    }
    return false;
}

} // namespace

class OnboardingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesOnTheFirstStartOfAProfile();
    void leavesASandboxAlone();
    void isGoneThroughByKeyboardAlone();
    void saysWhatIsMissing();
    void goesOnWhereItWasLeft();
    void standsInNobodysWay();
    void saysAboveItThatSendingIsStopped();
    void comesAgainFromTheMenu();
    void opensTheSheetsOfTheSettings();
    void takesTheFirstPeople();
    void everyControlHasAName();
    void nothingIsClipped_data();
    void nothingIsClipped();
};

void OnboardingTest::comesOnTheFirstStartOfAProfile()
{
    WindowStage stage(false);
    QVERIFY(isFirstRunDue(stage.application->settings()));
    stage.window->offerFirstRun();
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    QVERIFY(stage.isShown("exploreSandbox"));
    QVERIFY(!stage.isShown("sidebar"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("firstNameEdit"));
}

void OnboardingTest::leavesASandboxAlone()
{
    WindowStage stage; // its profile is complete
    QVERIFY(!isFirstRunDue(stage.application->settings()));
    stage.window->offerFirstRun();
    QVERIFY(!stage.isShown("onboarding"));
    QVERIFY(stage.isShown("sidebar"));
}

void OnboardingTest::isGoneThroughByKeyboardAlone()
{
    WindowStage stage(false);
    stage.window->offerFirstRun();
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    stage.type(QStringLiteral("Clara Jensen"));
    stage.press(Qt::Key_Tab);
    stage.type(QStringLiteral("Harbourline"));
    stage.press(Qt::Key_Tab);
    stage.type(QStringLiteral("One load plan that every depot sees."));
    stage.press(Qt::Key_Tab);
    stage.type(QStringLiteral("A haulier saved two hours a day."));
    stage.press(Qt::Key_Tab);
    stage.type(QStringLiteral("Toldbodgade 18, 1253 Copenhagen"));
    stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(isAt(stage, FirstRunStep::Mailbox));
    QTRY_COMPARE(stage.application->settings().senderProfile().company, QStringLiteral("Harbourline"));
    QTRY_VERIFY(stage.application->settings().senderProfile().isComplete());
    QTRY_COMPARE(QCoro::waitFor(stage.application->review().writingProfile())->proofs,
                 QStringList(QStringLiteral("A haulier saved two hours a day.")));
    QCOMPARE(stage.application->settings().senderProfile().signature, QStringLiteral("Clara Jensen\nHarbourline"));
    QVERIFY(tabTo(stage, "onboardingLater"));
    stage.press(Qt::Key_Space);
    QTRY_VERIFY(isAt(stage, FirstRunStep::Claude));
    stage.press(Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY(isAt(stage, FirstRunStep::Mailbox));
    QVERIFY(tabTo(stage, "onboardingLater"));
    stage.press(Qt::Key_Space);
    QTRY_VERIFY(isAt(stage, FirstRunStep::Claude));
    stage.press(Qt::Key_Return, Qt::ControlModifier); // on without a key
    QTRY_VERIFY(isAt(stage, FirstRunStep::Leads));
    stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!stage.isShown("onboarding"));
    QVERIFY(stage.isShown("sidebar"));
    QCOMPARE(stage.window->place(), Place::Leads);
    QVERIFY(!isFirstRunDue(stage.application->settings()));
    stage.restart();
    stage.window->offerFirstRun();
    QVERIFY(!stage.isShown("onboarding"));
}

void OnboardingTest::saysWhatIsMissing()
{
    WindowStage stage(false);
    stage.window->offerFirstRun();
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    enter(stage, "firstNameEdit", QStringLiteral("Clara Jensen"));
    enter(stage, "firstCompanyEdit", QStringLiteral("Harbourline"));
    stage.click("onboardingProceed");
    QVERIFY(isAt(stage, FirstRunStep::Business));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("firstAddressEdit"));
    stage.takePictures(QStringLiteral("onboarding-missing"));
    stage.click("onboardingLater"); // skipped all the same
    QTRY_VERIFY(isAt(stage, FirstRunStep::Mailbox));
    stage.click("onboardingBack");
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    QCOMPARE(stage.find<QLineEdit>("firstNameEdit")->text(), QStringLiteral("Clara Jensen"));
}

void OnboardingTest::goesOnWhereItWasLeft()
{
    WindowStage stage(false);
    stage.window->offerFirstRun();
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    tellBusiness(stage);
    stage.click("onboardingProceed");
    QTRY_VERIFY(isAt(stage, FirstRunStep::Mailbox));
    stage.click("onboardingLater");
    QTRY_VERIFY(isAt(stage, FirstRunStep::Claude));
    QTRY_COMPARE(firstRunStep(stage.application->settings()), FirstRunStep::Claude);
    stage.restart();
    stage.window->offerFirstRun();
    QTRY_VERIFY(isAt(stage, FirstRunStep::Claude));
    stage.click("onboardingStep1");
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    QCOMPARE(stage.find<QLineEdit>("firstNameEdit")->text(), QStringLiteral("Clara Jensen"));
    QCOMPARE(stage.application->settings().senderProfile().idealTitles, QStringLiteral("Head of operations, Dispatch"));
    QCOMPARE(stage.application->settings().senderProfile().idealPlaces, QStringLiteral("Denmark, Poland"));
}

void OnboardingTest::standsInNobodysWay()
{
    WindowStage stage(false);
    // Without a keychain that would be the more urgent banner.
    QVERIFY(QCoro::waitFor(stage.application->vault().openWithPassphrase(QStringLiteral("a passphrase long enough"))));
    stage.window->offerFirstRun();
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    enter(stage, "firstCompanyEdit", QStringLiteral("Harbourline"));
    stage.press(Qt::Key_6, Qt::ControlModifier);
    QTRY_VERIFY(!stage.isShown("onboarding"));
    QCOMPARE(stage.window->place(), Place::Campaigns);
    QTRY_COMPARE(stage.application->settings().senderProfile().company, QStringLiteral("Harbourline"));
    const auto goOn = [&]() -> QAbstractButton * {
        const QList<QAbstractButton *> buttons = stage.window->findChildren<QAbstractButton *>();
        const auto found = std::ranges::find_if(buttons, [](const QAbstractButton *button) {
            return button->isVisible() && button->text() == QLatin1String("Go on");
        });
        return found == buttons.end() ? nullptr : *found;
    };
    QTRY_VERIFY(goOn() != nullptr);
    QTest::mouseClick(goOn(), Qt::LeftButton);
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    QCOMPARE(stage.find<QLineEdit>("firstCompanyEdit")->text(), QStringLiteral("Harbourline"));
}

void OnboardingTest::saysAboveItThatSendingIsStopped()
{
    WindowStage stage(false);
    QVERIFY(QCoro::waitFor(stage.application->vault().openWithPassphrase(QStringLiteral("a passphrase long enough"))));
    stage.window->offerFirstRun();
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    QVERIFY(QCoro::waitFor(stage.application->outbox().stopAll()));
    QTRY_VERIFY(stage.isShown("banner-stopped"));
    QVERIFY(guide(stage)->isAncestorOf(stage.visible("banner-stopped")));
    stage.takePictures(QStringLiteral("onboarding-stopped"));
    QTRY_COMPARE(clippedTexts(stage.visible("banner-stopped")).join(QLatin1Char('\n')), QString());
    stage.press(Qt::Key_6, Qt::ControlModifier);
    QTRY_VERIFY(!stage.isShown("onboarding"));
    QVERIFY(stage.isShown("banner-stopped")); // above the pages too
    stage.click("bannerButton-stopped");
    QTRY_VERIFY(!stage.isShown("banner-stopped"));
}

void OnboardingTest::comesAgainFromTheMenu()
{
    WindowStage stage;
    QAction *again = command(stage, QStringLiteral("Guided start"));
    QVERIFY(again != nullptr);
    again->trigger();
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    QVERIFY(!stage.isShown("exploreSandbox")); // it is one
    QVERIFY(!stage.find<QLineEdit>("firstNameEdit")->text().isEmpty());
}

void OnboardingTest::opensTheSheetsOfTheSettings()
{
    WindowStage stage(false);
    stage.window->offerFirstRun();
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    stage.click("onboardingLater");
    QTRY_VERIFY(isAt(stage, FirstRunStep::Mailbox));
    stage.click("firstMicrosoft");
    stage.click("onboardingProceed");
    QTRY_VERIFY(stage.isShown("connectSheet"));
    QVERIFY(stage.find<QAbstractButton>("connectMicrosoft")->isChecked());
    stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!stage.isShown("connectSheet"));
    stage.click("firstOther");
    stage.click("onboardingProceed");
    QTRY_VERIFY(stage.isShown("mailboxForm"));
    stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!stage.isShown("mailboxForm"));
    QVERIFY(isAt(stage, FirstRunStep::Mailbox));
}

void OnboardingTest::takesTheFirstPeople()
{
    WindowStage stage(false);
    stage.window->offerFirstRun();
    QTRY_VERIFY(isAt(stage, FirstRunStep::Business));
    stage.click("onboardingStep4");
    QTRY_VERIFY(isAt(stage, FirstRunStep::Leads));
    QCOMPARE(stage.find<QAbstractButton>("onboardingProceed")->text(), QStringLiteral("Start without people"));
    const QString path = stage.folder.filePath(QStringLiteral("people.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("First name,Last name,Email\nMarta,Oliveira,marta@porto.example\n");
    file.close();
    stage.window->importFile(path);
    QTRY_VERIFY(stage.isShown("importRun"));
    QVERIFY(stage.isShown("onboarding")); // below the sheet
    QTRY_VERIFY(stage.find<QAbstractButton>("importRun")->isEnabled());
    stage.click("importRun");
    QTRY_COMPARE(guide(stage)->findChild<QLabel *>(QStringLiteral("firstPeople"))->text(),
                 QStringLiteral("1 person(s) here already."));
}

void OnboardingTest::everyControlHasAName()
{
    WindowStage stage(false);
    stage.window->offerFirstRun();
    for (int step = 0; step < firstRunSteps; ++step) {
        QTRY_VERIFY(isAt(stage, FirstRunStep(step)));
        QCOMPARE(namelessControls(guide(stage)).join(QLatin1Char('\n')), QString());
        stage.takePictures(QStringLiteral("onboarding-%1").arg(step + 1));
        stage.click(step == firstRunSteps - 1 ? "onboardingProceed" : "onboardingLater");
    }
}

void OnboardingTest::nothingIsClipped_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("factor");
    QTest::newRow("1440x900") << QSize(1440, 900) << 1.0;
    QTest::newRow("1024x680") << QSize(1024, 680) << 1.0;
    QTest::newRow("1440x900 at 150 %") << QSize(1440, 900) << 1.5;
    QTest::newRow("1024x680 at 150 %") << QSize(1024, 680) << 1.5;
}

void OnboardingTest::nothingIsClipped()
{
    QFETCH(QSize, size);
    QFETCH(double, factor);
    WindowStage stage(false);
    stage.window->resize(size);
    stage.appearance.setTextFactor(factor);
    stage.window->offerFirstRun();
    for (int step = 0; step < firstRunSteps; ++step) {
        QTRY_VERIFY(isAt(stage, FirstRunStep(step)));
        QTRY_COMPARE(clippedTexts(guide(stage)).join(QLatin1Char('\n')), QString());
        if (factor > 1) {
            stage.takePictures(QStringLiteral("onboarding-%1-%2-150").arg(size.width()).arg(step + 1));
        }
        stage.click(step == firstRunSteps - 1 ? "onboardingProceed" : "onboardingLater");
    }
    stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(OnboardingTest)
#include "OnboardingTest.moc"
