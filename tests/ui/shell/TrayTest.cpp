#include "shell/Tray.h"
#include "WindowStage.h"
#include "settings/NoteSettings.h"
#include "support/Patience.h"

#include <QApplication>
#include <QIcon>
#include <QMenu>
#include <QPixmap>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace AlwaysLeads;

namespace {

const char *const insideDisplay = "ALWAYSLEADS_TRAY_TEST_INSIDE";

QIcon square(Qt::GlobalColor colour)
{
    QPixmap picture(24, 24);
    picture.fill(colour);
    return QIcon(picture);
}

} // namespace

/// Without a tray, on the offscreen platform; and with a real one, where the test starts itself once more on a display
/// of its own that has a tray.
class TrayTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutATrayNotesAreRefused()
    {
        if (qEnvironmentVariableIsSet(insideDisplay)) {
            QSKIP("this display has a tray");
        }
        Tray tray(square(Qt::blue), square(Qt::red));
        QVERIFY(!tray.isAvailable());
        QVERIFY(!tray.note(QStringLiteral("The mails are out."), {}));
    }

    void withATrayItIsThere()
    {
        if (!qEnvironmentVariableIsSet(insideDisplay)) {
            QSKIP("no tray here");
        }
        Tray tray(square(Qt::blue), square(Qt::red));
        QTRY_VERIFY_WITH_TIMEOUT(tray.isAvailable(), testPatience);
        QVERIFY(tray.note(QStringLiteral("The mails are out."), {}) || !QSystemTrayIcon::supportsMessages());
    }

    void withATrayClosingHidesTheWindow()
    {
        if (!qEnvironmentVariableIsSet(insideDisplay)) {
            QSKIP("no tray here");
        }
        WindowStage stage;
        QTRY_VERIFY_WITH_TIMEOUT(QSystemTrayIcon::isSystemTrayAvailable(), testPatience);
        QSignalSpy quit(stage.window.get(), &MainWindow::quitRequested);
        stage.window->close();
        QTRY_VERIFY(!stage.window->isVisible());
        QCOMPARE(quit.size(), 0);
        stage.window->comeForward();
        QTRY_VERIFY(stage.window->isVisible());
        QTRY_VERIFY(knowsOfTray(stage.application->settings())); // told once, for ever
        // Who does not want that quits by closing.
        QVERIFY(QCoro::waitFor(setClosesToTray(stage.application->settings(), false)));
        stage.window->close();
        QTRY_COMPARE(quit.size(), 1);
    }

    void atSignInTheWindowStaysAwayWhereThereIsATray()
    {
        WindowStage stage;
        stage.window->hide();
        stage.window->startInTray();
        if (qEnvironmentVariableIsSet(insideDisplay)) {
            QTRY_VERIFY_WITH_TIMEOUT(QSystemTrayIcon::isSystemTrayAvailable(), testPatience);
            QVERIFY(!stage.window->isVisible());
        } else {
            QTRY_VERIFY_WITH_TIMEOUT(stage.window->isVisible(), 30000);
        }
    }

    void onADisplayWithATray()
    {
        if (qEnvironmentVariableIsSet(insideDisplay)) {
            QSKIP("it is this one");
        }
        const QString xvfb = QStandardPaths::findExecutable(QStringLiteral("Xvfb"));
        const QString trayer = QStandardPaths::findExecutable(QStringLiteral("trayer"));
        if (xvfb.isEmpty() || trayer.isEmpty()) {
            QSKIP("Xvfb or trayer is missing");
        }
        QProcess server;
        server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        server.start(xvfb,
                     {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                      QStringLiteral("800x600x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
        QVERIFY(server.waitForStarted());
        QByteArray number;
        QVERIFY(QTest::qWaitFor(
            [&] {
                number += server.readAllStandardOutput();
                return number.contains('\n');
            },
            60000));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), QLatin1Char(':') + QString::fromLatin1(number.trimmed()));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        environment.insert(QString::fromLatin1(insideDisplay), QStringLiteral("1"));
        QProcess panel;
        panel.setProcessEnvironment(environment);
        panel.start(trayer,
                    {QStringLiteral("--edge"), QStringLiteral("top"), QStringLiteral("--width"), QStringLiteral("20"),
                     QStringLiteral("--height"), QStringLiteral("24")});
        QVERIFY(panel.waitForStarted());
        QProcess inside;
        inside.setProcessEnvironment(environment);
        inside.setProcessChannelMode(QProcess::ForwardedChannels);
        inside.start(QCoreApplication::applicationFilePath(), QStringList());
        const bool ended = inside.waitForFinished(240000);
        const int code = inside.exitCode();
        for (QProcess *process : {&inside, &panel, &server}) {
            process->terminate();
            process->waitForFinished(5000);
        }
        QVERIFY(ended);
        QCOMPARE(code, 0);
    }

    void theMenuSaysWhatIsGoingOn()
    {
        Tray tray(square(Qt::blue), square(Qt::red));
        const QMenu *menu = menuOf(tray);
        QVERIFY(menu != nullptr);
        Tray::State state;
        state.sending = QStringLiteral("41 sent today");
        state.next = QStringLiteral("Next at 10:42 to Mathieu Lefèvre");
        state.draftsToReview = 24;
        state.waiting = 18;
        tray.setState(state);
        QCOMPARE(texts(menu),
                 (QStringList{QStringLiteral("41 sent today"), QStringLiteral("Next at 10:42 to Mathieu Lefèvre"),
                              QStringLiteral("Drafts to review: 24"), QStringLiteral("Outbox: 18"),
                              QStringLiteral("Stop all sending"), QStringLiteral("Open AlwaysLeads"),
                              QStringLiteral("Quit, 18 mail(s) wait")}));
        state.stopped = true;
        state.next.clear();
        tray.setState(state);
        QVERIFY(texts(menu).contains(QStringLiteral("Resume sending")));
        QVERIFY(!texts(menu).contains(QStringLiteral("Stop all sending")));
        QSignalSpy resumed(&tray, &Tray::resumeRequested);
        QSignalSpy drafts(&tray, &Tray::draftsRequested);
        const QList<QAction *> entries = menu->actions();
        for (QAction *entry : entries) {
            if (entry->text() == QStringLiteral("Resume sending")
                || entry->text() == QStringLiteral("Drafts to review: 24")) {
                entry->trigger();
            }
        }
        QCOMPARE(resumed.size(), 1);
        QCOMPARE(drafts.size(), 1);
    }

private:
    /// The menu that opens at the icon; it has no window of its own until then.
    static const QMenu *menuOf(const Tray &)
    {
        const QWidgetList all = QApplication::topLevelWidgets();
        for (const QWidget *widget : all) {
            if (const auto *menu = qobject_cast<const QMenu *>(widget)) {
                return menu;
            }
        }
        return nullptr;
    }
    static QStringList texts(const QMenu *menu)
    {
        QStringList shown;
        const QList<QAction *> entries = menu->actions();
        for (const QAction *entry : entries) {
            if (entry->isVisible() && !entry->isSeparator()) {
                shown << entry->text();
            }
        }
        return shown;
    }
};

QTEST_MAIN(TrayTest)
#include "TrayTest.moc"
