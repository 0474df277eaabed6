#include "WindowStage.h"
#include "campaign/Campaigns.h"
#include "draft/DraftWriter.h"
#include "draft/Review.h"
#include "lead/Leads.h"
#include "lead/LeadsPage.h"
#include "mailbox/Mailboxes.h"
#include "outbox/Outbox.h"
#include "settings/Settings.h"
#include "shell/Sidebar.h"
#include "shell/SingleInstance.h"
#include "storage/Profile.h"
#include "support/Patience.h"
#include "widgets/CommandPalette.h"
#include "widgets/Toast.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTextEdit>
#include <QUrl>

#include <algorithm>
#include <thread>

using namespace AlwaysLeads;

namespace {

template <typename T> T must(Task<Result<T>> task)
{
    Result<T> outcome = QCoro::waitFor(std::move(task));
    if (!outcome) {
        qFatal("%s (%s)", qPrintable(outcome.error().message), qPrintable(outcome.error().detail));
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*outcome);
    }
}

LeadId addPerson(WindowStage &stage, const QString &firstName)
{
    Lead lead;
    lead.firstName = firstName;
    lead.lastName = QStringLiteral("Nowak");
    lead.city = QStringLiteral("Gdynia");
    lead.email = EmailAddress::parse(firstName.toLower() + QStringLiteral("@baltway.example")).value();
    return must(stage.application->leads().add(lead));
}

/// One approved mail in a running campaign, with sending stopped, so that it waits.
void queueOne(WindowStage &stage)
{
    Application &app = *stage.application;
    must(app.outbox().stopAll());
    const LeadId lead = addPerson(stage, QStringLiteral("Anna"));
    const CampaignId campaign = must(app.campaigns().create(QStringLiteral("Ports")));
    must(app.campaigns().chooseMailbox(campaign, must(app.mailboxes().list()).first().id));
    must(app.campaigns().editStep(must(app.campaigns().open(campaign)).steps.first().id,
                                  {QStringLiteral("Hello"), QStringLiteral("Hi {first name}, how is {city}?"), {}}));
    must(app.campaigns().enrol(campaign, {lead}));
    must(app.draftWriter().write(campaign));
    const DraftId draft = must(app.review().list(DraftShelf::ToReview)).first().id;
    must(app.review().approve(draft, must(app.review().open(draft)).shownHash));
    must(app.campaigns().launch(campaign));
}

QString toast(const WindowStage &stage)
{
    const QList<Toast *> toasts = stage.window->findChildren<Toast *>();
    for (const Toast *one : toasts) {
        if (one->isVisible()) {
            return one->text();
        }
    }
    return {};
}

QAction *command(const WindowStage &stage, const QString &text)
{
    const QList<QMenu *> menus = stage.window->menuBar()->findChildren<QMenu *>();
    for (const QMenu *menu : menus) {
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text() == text) {
                return action;
            }
        }
    }
    return nullptr;
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesEverywhereByKeys();
    void goesThroughThePanesByF6();
    void everyControlHasAName();
    void nothingIsClipped_data();
    void nothingIsClipped();
    void thePaletteSearchesAndDoes();
    void toastsCanBeUndone();
    void saysProblemsWhereTheyAreRead();
    void theMostSeriousBannerComesFirst();
    void theLookIsKeptOverARestart();
    void theWindowsSizeIsKept();
    void wordsTypedAreKeptOnQuit();
    void withoutATrayClosingWithNothingToSendQuits();
    void withoutATrayClosingAsksOnce();
    void aSecondStartRaisesTheWindow();
    void goesBackToABackup();
    void showsItsKeys();
    void takesADroppedFile();
    void theSandboxBringsASample();
    void theOpenOutboxFollowsTheSender();
    void theSandboxSkipsADay();
};

void MainWindowTest::goesEverywhereByKeys()
{
    WindowStage stage;
    QCOMPARE(stage.window->place(), Place::Leads);
    const QList<QPair<Qt::Key, Place>> places = {{Qt::Key_1, Place::Inbox},       {Qt::Key_2, Place::Drafts},
                                                 {Qt::Key_3, Place::Outbox},      {Qt::Key_4, Place::Leads},
                                                 {Qt::Key_6, Place::Campaigns},   {Qt::Key_7, Place::Dashboard},
                                                 {Qt::Key_Comma, Place::Settings}};
    for (const auto &[key, place] : places) {
        stage.press(key, Qt::ControlModifier);
        QCOMPARE(stage.window->place(), place);
        QVERIFY(QApplication::focusWidget() != nullptr);
        stage.takePictures(QStringLiteral("window-%1").arg(int(place)));
    }
    stage.press(Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!stage.isShown("sidebar"));
    stage.press(Qt::Key_B, Qt::ControlModifier);
    QVERIFY(stage.isShown("sidebar"));
    stage.click("goDrafts");
    QCOMPARE(stage.window->place(), Place::Drafts);
}

void MainWindowTest::goesThroughThePanesByF6()
{
    WindowStage stage;
    addPerson(stage, QStringLiteral("Anna"));
    MainWindow *window = stage.window.get();
    auto *table = window->findChild<QAbstractItemView *>(QStringLiteral("leadsTable"));
    auto *sidebar = window->findChild<Sidebar *>();
    QVERIFY(table != nullptr && sidebar != nullptr);
    QTRY_VERIFY(table->model()->rowCount() > 0 && table->isVisible());
    sidebar->nextInFocusChain()->setFocus();
    QList<QWidget *> visited;
    for (int press = 0; press < 20 && !visited.contains(window->focusWidget()); ++press) {
        visited << window->focusWidget();
        QTest::keyClick(window, Qt::Key_F6);
    }
    QVERIFY2(visited.size() > 3 && visited.size() < 20, qPrintable(QString::number(visited.size())));
    QVERIFY(visited.contains(table));
    const auto inSidebar = [sidebar](const QWidget *widget) { return sidebar->isAncestorOf(widget); };
    QVERIFY(std::any_of(visited.cbegin(), visited.cend(), inSidebar));
    table->setFocus();
    QTest::keyClick(window, Qt::Key_F6);
    QVERIFY(window->focusWidget() != table);
    QTest::keyClick(window, Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(window->focusWidget(), static_cast<QWidget *>(table));
}

void MainWindowTest::everyControlHasAName()
{
    WindowStage stage;
    for (const Place place :
         {Place::Leads, Place::Campaigns, Place::Dashboard, Place::Drafts, Place::Outbox, Place::Settings}) {
        stage.window->open(place);
        QCOMPARE(namelessControls(stage.window.get()).join(QLatin1Char('\n')), QString());
    }
    const QList<QMenu *> menus = stage.window->menuBar()->findChildren<QMenu *>();
    QVERIFY(menus.size() >= 7);
    for (const QMenu *menu : menus) {
        QVERIFY2(!menu->actions().isEmpty(), qPrintable(menu->title()));
    }
}

void MainWindowTest::nothingIsClipped_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent");
    QTest::newRow("1440") << QSize(1440, 900) << 100;
    QTest::newRow("1024") << QSize(1024, 680) << 100;
    QTest::newRow("1440 at 150 %") << QSize(1440, 900) << 150;
    QTest::newRow("1024 at 150 %") << QSize(1024, 680) << 150;
}

void MainWindowTest::nothingIsClipped()
{
    QFETCH(QSize, size);
    QFETCH(int, percent);
    WindowStage stage;
    stage.appearance.setTextFactor(percent / 100.0);
    stage.window->resize(size);
    for (const Place place : {Place::Campaigns, Place::Dashboard, Place::Drafts, Place::Outbox, Place::Settings}) {
        stage.window->open(place);
        QTRY_COMPARE(clippedTexts(stage.window.get()).join(QLatin1Char('\n')), QString());
        stage.takePictures(QStringLiteral("window-%1-%2-%3").arg(int(place)).arg(size.width()).arg(percent));
    }
    stage.appearance.setTextFactor(1.0);
}

void MainWindowTest::thePaletteSearchesAndDoes()
{
    WindowStage stage;
    addPerson(stage, QStringLiteral("Agnieszka"));
    stage.press(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(stage.isShown("commandPalette"));
    const auto *palette = stage.find<CommandPalette>("commandPalette");
    const QAbstractItemModelTester tester(palette->findChild<QListView *>()->model());
    QVERIFY(palette->shownTitles().contains(QStringLiteral("Outbox")));
    QCOMPARE(palette->titlesWithoutIcon().join(QLatin1Char('\n')), QString());
    stage.takePictures(QStringLiteral("palette"));
    stage.type(QStringLiteral("agnies"));
    QTRY_VERIFY(palette->shownTitles().contains(QStringLiteral("Agnieszka Nowak")));
    stage.takePictures(QStringLiteral("palette-people"));
    stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!stage.isShown("commandPalette"));
    stage.press(Qt::Key_K, Qt::ControlModifier);
    stage.type(QStringLiteral(">outbox"));
    stage.press(Qt::Key_Return);
    QTRY_COMPARE(stage.window->place(), Place::Outbox);
    QTRY_VERIFY(!stage.isShown("commandPalette"));
    stage.click("openPalette");
    QTRY_VERIFY(stage.isShown("commandPalette"));
    stage.type(QStringLiteral("zzzz no such thing"));
    QTRY_VERIFY(stage.find<CommandPalette>("commandPalette")->shownTitles().isEmpty());
    stage.takePictures(QStringLiteral("palette-nothing"));
}

void MainWindowTest::toastsCanBeUndone()
{
    WindowStage stage;
    int undone = 0;
    const auto undo = [&undone]() -> Task<Result<>> {
        ++undone;
        co_return Result<>();
    };
    stage.window->offerUndo({QStringLiteral("4 people deleted"), undo});
    QCOMPARE(toast(stage), QStringLiteral("4 people deleted"));
    stage.takePictures(QStringLiteral("toast"));
    QVERIFY(command(stage, QStringLiteral("Undo: 4 people deleted")) != nullptr);
    stage.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(undone, 1);
    QTRY_COMPARE(toast(stage), QStringLiteral("Undone: 4 people deleted"));
    stage.press(Qt::Key_Z, Qt::ControlModifier); // there is nothing more
    QCOMPARE(undone, 1);
    const auto fails = []() -> Task<Result<>> {
        co_return failure(ErrorKind::Refused, QStringLiteral("This mail has left already."));
    };
    stage.window->offerUndo({QStringLiteral("Approved"), fails});
    stage.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(toast(stage), QStringLiteral("This mail has left already."));
}

void MainWindowTest::saysProblemsWhereTheyAreRead()
{
    WindowStage stage;
    stage.window->showProblem({ErrorKind::Cancelled, QStringLiteral("Cancelled."), {}});
    QCOMPARE(toast(stage), QString());
    stage.window->showProblem({ErrorKind::Refused, QStringLiteral("Short <b>and</b> clear."), {}});
    QCOMPARE(toast(stage), QStringLiteral("Short <b>and</b> clear."));
    const QList<Error> serious = {
        {ErrorKind::Storage, QStringLiteral("The disk is full. Nothing was changed; make room and try again."), {}},
        {ErrorKind::Bug, QStringLiteral("Something went wrong inside the program."), {}},
        {ErrorKind::Network,
         QStringLiteral("The certificate of mail.harbourline.example comes from an authority that this computer does "
                        "not know, so the password was not sent. <img src=x>"),
         {}}};
    int number = 0;
    for (const Error &error : serious) {
        stage.window->showProblem(error);
        QTRY_VERIFY(stage.isShown("problemSheet"));
        QVERIFY(shownTexts(stage.visible("problemSheet")).contains(error.message));
        QCOMPARE(namelessControls(stage.visible("problemSheet")).join(QLatin1Char('\n')), QString());
        QTRY_COMPARE(clippedTexts(stage.visible("problemSheet")).join(QLatin1Char('\n')), QString());
        stage.takePictures(QStringLiteral("problem-%1").arg(++number));
        stage.press(Qt::Key_Return);
        QTRY_VERIFY(!stage.isShown("problemSheet"));
    }
}

void MainWindowTest::theMostSeriousBannerComesFirst()
{
    WindowStage stage;
    QVERIFY(stage.isShown("banner-sandbox"));
    stage.press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(stage.isShown("banner-stopped"));
    QVERIFY(!stage.isShown("banner-sandbox"));
    QVERIFY(stage.visible("banner-stopped")->accessibleName().contains(QStringLiteral("+1")));
    stage.takePictures(QStringLiteral("banner-stopped"));
    stage.window->open(Place::Drafts); // on every screen
    QVERIFY(stage.isShown("banner-stopped"));
    stage.click("bannerButton-stopped");
    QTRY_VERIFY(stage.isShown("banner-sandbox"));
    QVERIFY(!stage.isShown("banner-stopped"));
}

void MainWindowTest::theLookIsKeptOverARestart()
{
    WindowStage stage;
    must(stage.application->settings().setTheme(ThemeChoice::Dark));
    must(stage.application->settings().setTextPercent(125));
    stage.appearance.setMode(ColourMode::Light);
    stage.restart();
    QVERIFY(stage.appearance.isDark());
    QCOMPARE(stage.appearance.textFactor(), 1.25);
    stage.appearance.setTextFactor(1.0);
    stage.appearance.setMode(ColourMode::Light);
}

void MainWindowTest::theWindowsSizeIsKept()
{
    WindowStage stage;
    QCOMPARE(stage.window->size(), QSize(1440, 900));
    stage.window->resize(1111, 700);
    QTRY_COMPARE(stage.window->size(), QSize(1111, 700));
    QSignalSpy quit(stage.window.get(), &MainWindow::quitRequested);
    stage.window->close();
    QTRY_COMPARE(quit.size(), 1);
    stage.restart();
    QTRY_COMPARE(stage.window->size(), QSize(1111, 700));
    QVERIFY(stage.window->minimumWidth() <= 1024);
}

void MainWindowTest::wordsTypedAreKeptOnQuit()
{
    WindowStage stage;
    queueOne(stage);
    const CampaignId campaign = must(stage.application->campaigns().list()).first().campaign.id;
    stage.window->openCampaign(campaign);
    QTRY_VERIFY(stage.isShown("stepWish"));
    QTRY_VERIFY(!stage.find<QLineEdit>("stepSubject")->text().isEmpty());
    stage.visible("stepWish")->setFocus();
    stage.type(QStringLiteral("warm"));
    QSignalSpy quit(stage.window.get(), &MainWindow::quitRequested);
    stage.press(Qt::Key_Q, Qt::ControlModifier);
    if (quit.isEmpty()) {
        QTRY_VERIFY(stage.isShown("quitSheet"));
        stage.click("confirmAction");
    }
    QTRY_COMPARE(quit.size(), 1);
    stage.restart();
    QCOMPARE(must(stage.application->campaigns().open(campaign)).steps.first().current.text.wish,
             QStringLiteral("warm"));
}

void MainWindowTest::withoutATrayClosingWithNothingToSendQuits()
{
    WindowStage stage;
    QSignalSpy quit(stage.window.get(), &MainWindow::quitRequested);
    stage.press(Qt::Key_W, Qt::ControlModifier);
    QTRY_COMPARE(quit.size(), 1);
}

void MainWindowTest::withoutATrayClosingAsksOnce()
{
    WindowStage stage;
    queueOne(stage);
    QTRY_VERIFY(stage.isShown("banner-stopped"));
    const auto banner = [&] { // a new one with each change
        const QWidget *shown = stage.visible("banner-stopped");
        return shown == nullptr ? QString() : shown->accessibleName();
    };
    QTRY_VERIFY(banner().contains(QStringLiteral("1 mail"))); // not any 1: "+1" says that there is another banner
    QSignalSpy quit(stage.window.get(), &MainWindow::quitRequested);
    stage.window->close();
    QTRY_VERIFY(stage.isShown("quitSheet"));
    stage.takePictures(QStringLiteral("quit-sheet"));
    QCOMPARE(namelessControls(stage.visible("quitSheet")).join(QLatin1Char('\n')), QString());
    stage.window->close(); // impatient
    stage.window->close();
    int sheets = 0;
    const QList<QWidget *> all = stage.window->findChildren<QWidget *>(QStringLiteral("quitSheet"));
    for (const QWidget *sheet : all) {
        sheets += sheet->isVisible() ? 1 : 0;
    }
    QCOMPARE(sheets, 1);
    QVERIFY(stage.window->isVisible());
    stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!stage.isShown("quitSheet"));
    QCOMPARE(quit.size(), 0);
    stage.window->close();
    QTRY_VERIFY(stage.isShown("quitSheet"));
    stage.click("confirmAction");
    QCOMPARE(quit.size(), 1);
}

void MainWindowTest::aSecondStartRaisesTheWindow()
{
    WindowStage stage;
    const QString name = Profile::serverName(stage.application->folder());
    SingleInstance instance(name);
    instance.listen();
    connect(&instance, &SingleInstance::raiseRequested, stage.window.get(), &MainWindow::comeForward);
    stage.window->hide();
    // The second start is refused the profile, and asks the first one to show itself.
    const auto second = Application::open({stage.application->folder(), true, {}});
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Refused);
    const std::jthread other([name] { SingleInstance::raiseOther(name); });
    QTRY_VERIFY(stage.window->isVisible());
    stage.window->showMinimized();
    const std::jthread third([name] { SingleInstance::raiseOther(name); });
    QTRY_VERIFY(!stage.window->isMinimized());
}

void MainWindowTest::goesBackToABackup()
{
    WindowStage stage;
    addPerson(stage, QStringLiteral("Anna"));
    command(stage, QStringLiteral("Back up now"))->trigger();
    QTRY_VERIFY2(toast(stage).startsWith(QStringLiteral("Backed up, ")), qPrintable(toast(stage)));
    addPerson(stage, QStringLiteral("Bea"));
    command(stage, QStringLiteral("Restore a backup…"))->trigger();
    QTRY_VERIFY(stage.isShown("backupSheet"));
    QVERIFY(stage.find<QRadioButton>("backup0")->isChecked());
    QCOMPARE(namelessControls(stage.visible("backupSheet")).join(QLatin1Char('\n')), QString());
    QTRY_COMPARE(clippedTexts(stage.visible("backupSheet")).join(QLatin1Char('\n')), QString());
    stage.takePictures(QStringLiteral("backup-sheet"));
    QSignalSpy restart(stage.window.get(), &MainWindow::restartRequested);
    stage.press(Qt::Key_Return); // Enter is the safe answer
    QTRY_VERIFY(!stage.isShown("backupSheet"));
    QCOMPARE(restart.size(), 0);
    command(stage, QStringLiteral("Restore a backup…"))->trigger();
    QTRY_VERIFY(stage.isShown("backupSheet"));
    stage.click("backupRestore");
    QTRY_COMPARE(restart.size(), 1);
    stage.restart();
    QTRY_COMPARE(
        stage.visible("leadsTable") == nullptr ? 0 : stage.find<QAbstractItemView>("leadsTable")->model()->rowCount(),
        1);
    // What waits in the copy may have left since: nothing leaves before the person has looked.
    QTRY_VERIFY(stage.isShown("banner-stopped"));
    QVERIFY(stage.visible("banner-stopped")->accessibleName().contains(QStringLiteral("older copy")));
    for (const QSize size : {QSize(1440, 900), QSize(1024, 680)}) {
        stage.window->resize(size);
        QTRY_COMPARE(clippedTexts(stage.visible("banner-stopped")).join(QLatin1Char('\n')), QString());
        stage.takePictures(QStringLiteral("restored-%1").arg(size.width()));
    }
    stage.click("bannerButton-stopped");
    QTRY_VERIFY(!stage.isShown("banner-stopped"));
    stage.restart(); // once: what was resumed stays so
    QCOMPARE(QCoro::waitFor(stage.application->outbox().summary())->stopCause, StopCause::None);
}

void MainWindowTest::showsItsKeys()
{
    WindowStage stage;
    for (const Place place : {Place::Drafts, Place::Outbox, Place::Campaigns, Place::Leads}) {
        stage.window->open(place);
        command(stage, QStringLiteral("Keys of this screen"))->trigger();
        QTRY_VERIFY(stage.isShown("keysSheet"));
        const QStringList texts = shownTexts(stage.visible("keysSheet"));
        QVERIFY(texts.contains(QStringLiteral("On this screen")));
        stage.takePictures(QStringLiteral("keys-%1").arg(int(place)));
        stage.press(Qt::Key_Escape);
        QTRY_VERIFY(!stage.isShown("keysSheet"));
    }
    stage.window->open(Place::Outbox);
    stage.press(Qt::Key_Question); // without Shift: this platform knows no keyboard that would take it away
    QTRY_VERIFY(stage.isShown("keysSheet"));
    stage.press(Qt::Key_Escape);
    command(stage, QStringLiteral("About AlwaysLeads"))->trigger();
    QTRY_VERIFY(stage.isShown("aboutSheet"));
    stage.takePictures(QStringLiteral("about"));
    QTRY_COMPARE(clippedTexts(stage.visible("aboutSheet")).join(QLatin1Char('\n')), QString());
}

void MainWindowTest::takesADroppedFile()
{
    WindowStage stage;
    QFile file(stage.folder.filePath(QStringLiteral("people.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("First name,Email\nAnna,anna@baltway.example\n");
    file.close();
    const auto drop = [&](const QString &path) {
        QMimeData dragged;
        dragged.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(500, 400), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QApplication::sendEvent(stage.window.get(), &enter);
        if (enter.isAccepted()) {
            QDropEvent dropped(QPoint(500, 400), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(stage.window.get(), &dropped);
        }
        return enter.isAccepted();
    };
    QVERIFY(!drop(stage.folder.filePath(QStringLiteral("picture.png"))));
    QVERIFY(!stage.isShown("importSheet"));
    stage.window->open(Place::Settings);
    QVERIFY(drop(file.fileName()));
    QTRY_VERIFY(stage.isShown("importSheet"));
    QCOMPARE(stage.window->place(), Place::Leads);

    auto *run = stage.window->findChild<QPushButton *>(QStringLiteral("importRun"));
    auto *done = stage.window->findChild<QPushButton *>(QStringLiteral("importDone"));
    auto *table = stage.window->findChild<QAbstractItemView *>(QStringLiteral("leadsTable"));
    QVERIFY(run != nullptr && done != nullptr && table != nullptr);
    QTRY_VERIFY(run->isEnabled());
    QTest::mouseClick(run, Qt::LeftButton);
    QTRY_VERIFY(done->isVisible() && table->model()->rowCount() == 1);
    QTest::keyClick(done, Qt::Key_Return);
    QTRY_COMPARE(stage.window->focusWidget(), static_cast<QWidget *>(table)); // its keys go on
}

void MainWindowTest::theSandboxBringsASample()
{
    WindowStage stage;
    QTRY_VERIFY(stage.isShown("leadsEmptySample"));
    stage.takePictures(QStringLiteral("sandbox-empty"));
    QTRY_VERIFY(stage.isShown("leadsEmptySample")); // another look at the empty list made it anew
    stage.click("leadsEmptySample");
    QTRY_VERIFY(stage.isShown("importRun"));
    QTRY_VERIFY(stage.visible("importRun")->isEnabled());
    stage.click("importRun");
    QTRY_VERIFY(stage.isShown("importDone"));
    stage.click("importDone");
    QTRY_VERIFY(!stage.isShown("importSheet"));
    QTRY_VERIFY(!stage.isShown("leadsEmptySample"));
    // 40 rows, one of them somebody once more, one without a usable address.
    QTRY_COMPARE(stage.window->findChild<LeadsPage *>()->views().first().count, qint64(38));
}

void MainWindowTest::theOpenOutboxFollowsTheSender()
{
    WindowStage stage;
    queueOne(stage);
    stage.window->open(Place::Outbox);
    const auto rows = [&] {
        const auto *table = stage.find<QAbstractItemView>("outboxTable");
        return table == nullptr ? 0 : table->model()->rowCount();
    };
    QTRY_COMPARE(rows(), 2); // the day and its mail
    must(stage.application->outbox().resumeAll());
    QTRY_VERIFY(!stage.isShown("outboxTable")); // it left: nothing waits
}

void MainWindowTest::theSandboxSkipsADay()
{
    WindowStage stage;
    const QDateTime before = stage.window->now();
    stage.click("bannerButton-sandbox");
    QVERIFY(before.secsTo(stage.window->now()) >= 24 * 60 * 60);
    QTRY_VERIFY(toast(stage).startsWith(QStringLiteral("It is ")));
    QVERIFY(command(stage, QStringLiteral("Skip a day of the sandbox")) != nullptr);
    stage.restart();
    QVERIFY(before.secsTo(stage.window->now()) >= 24 * 60 * 60); // a later start is not in the past of this one
}

QTEST_MAIN(MainWindowTest)
#include "MainWindowTest.moc"
