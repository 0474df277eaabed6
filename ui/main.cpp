#include "Application.h"
#include "shell/EndSignals.h"
#include "shell/MainWindow.h"
#include "shell/SingleInstance.h"
#include "shell/StartProblem.h"
#include "storage/Profile.h"
#include "style/Appearance.h"
#include "tour/Tour.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCoroTask>
#include <QDesktopServices>
#include <QDir>
#include <QLocale>
#include <QProcess>
#include <QTranslator>

#include <cstdlib>
#include <optional>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

using namespace AlwaysLeads;

struct Arguments
{
    QString folder;
    bool sandbox = false;
    bool inTray = false;
    QString tourFolder; ///< empty: no tour
};

Arguments readArguments(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Writes to businesses, one approved mail at a time."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption profile(QStringLiteral("profile"),
                                     QCoreApplication::translate("main", "Keep everything in this folder."),
                                     QStringLiteral("DIR"));
    const QCommandLineOption sandbox(
        QStringLiteral("sandbox"),
        QCoreApplication::translate("main", "Try it with invented people; nothing leaves this computer."));
    const QCommandLineOption tour(
        QStringLiteral("tour"),
        QCoreApplication::translate(
            "main", "Drive the window through the whole job in a fresh sandbox, save pictures there and quit."),
        QStringLiteral("DIR"));
    const QCommandLineOption inTray(
        QStringLiteral("in-tray"),
        QCoreApplication::translate("main", "Start without the window, where the system has a tray."));
    parser.addOptions({profile, sandbox, tour, inTray});
    parser.process(application);
    Arguments arguments;
    arguments.tourFolder = parser.value(tour);
    arguments.inTray = parser.isSet(inTray);
    arguments.sandbox = parser.isSet(sandbox) || parser.isSet(tour);
    arguments.folder = parser.value(profile);
    if (arguments.folder.isEmpty() && !arguments.tourFolder.isEmpty()) {
        arguments.folder = QDir(arguments.tourFolder).filePath(QStringLiteral("profile"));
        QDir(arguments.folder).removeRecursively(); // a tour always starts with nothing
    }
    if (arguments.folder.isEmpty()) {
        arguments.folder = Profile::defaultFolder(arguments.sandbox ? QStringLiteral("AlwaysLeads sandbox")
                                                                    : QStringLiteral("AlwaysLeads"));
    }
    return arguments;
}

} // namespace

int main(int argc, char **argv)
{
#ifdef __GLIBC__
    // Lists of a million people are given back to the system when they are gone: without a fixed limit the C library
    // keeps room for the largest block it ever freed.
    mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
#endif
    QApplication qt(argc, argv);
    QApplication::setApplicationName(QStringLiteral("AlwaysLeads"));
    QApplication::setApplicationVersion(QStringLiteral(ALWAYSLEADS_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("alwaysleads"));
    QApplication::setQuitOnLastWindowClosed(false);
    if (QLocale::system().language() == QLocale::C) {
        QLocale::setDefault(
            QLocale(QLocale::English, QLocale::UnitedKingdom)); // times without seconds, dates people read
    }
    QTranslator plurals;
    if (plurals.load(QStringLiteral(":/i18n/alwaysleads_en.qm"))) {
        QApplication::installTranslator(&plurals);
    }
    const Arguments arguments = readArguments(qt);
    Appearance appearance(qt);

    const QString serverName = Profile::serverName(arguments.folder);
    Application::Options options;
    options.folder = arguments.folder;
    options.sandbox = arguments.sandbox;
    options.version = QApplication::applicationVersion();
    options.openBrowser = [](const QUrl &page) { return QDesktopServices::openUrl(page); };
    options.furnished = arguments.tourFolder.isEmpty(); // the tour begins as a person does, with nothing
    Result<std::unique_ptr<Application>> opened = Application::open(std::move(options));
    if (!opened) {
        if (opened.error().kind == ErrorKind::Refused && SingleInstance::raiseOther(serverName)) {
            return EXIT_SUCCESS;
        }
        return showStartProblem(opened.error(), arguments.folder);
    }
    std::unique_ptr<Application> application = std::move(*opened);
    SingleInstance instance(serverName);
    instance.listen();

    const Result<> started = QCoro::waitFor(application->start());
    if (!started) {
        return showStartProblem(started.error(), arguments.folder);
    }
    int exitCode = EXIT_SUCCESS;
    bool restart = false;
    std::optional<Error> damage;
    QObject::connect(application.get(), &Application::damaged, &qt, [&damage](const Error &problem) {
        damage = problem;
        QApplication::exit(EXIT_FAILURE);
    });
    {
        MainWindow window(*application, appearance);
        const EndSignals signals;
        QObject::connect(&signals, &EndSignals::endRequested, &window, &MainWindow::quit);
        QObject::connect(&instance, &SingleInstance::raiseRequested, &window, &MainWindow::comeForward);
        QObject::connect(&window, &MainWindow::quitRequested, &qt, &QApplication::quit);
        QObject::connect(&window, &MainWindow::restartRequested, &qt, [&restart] {
            restart = true;
            QApplication::quit();
        });
        std::unique_ptr<Tour> tour;
        if (!arguments.tourFolder.isEmpty()) {
            tour = std::make_unique<Tour>(*application, window, appearance, arguments.tourFolder);
            QObject::connect(tour.get(), &Tour::finished, &qt,
                             [](bool complete) { QApplication::exit(complete ? EXIT_SUCCESS : EXIT_FAILURE); });
            tour->start();
        }
        if (arguments.inTray && arguments.tourFolder.isEmpty()) {
            window.startInTray();
        } else {
            window.show();
            if (arguments.tourFolder.isEmpty()) {
                window.offerFirstRun();
            }
        }
        exitCode = QApplication::exec();
    }
    QCoro::waitFor(application->close()); // after the window, whose fields give up their last words as it goes
    application.reset();
    if (damage) {
        return showStartProblem(*damage, arguments.folder);
    }
    if (restart) {
        QProcess::startDetached(QApplication::applicationFilePath(), QApplication::arguments().mid(1));
    }
    return exitCode;
}
