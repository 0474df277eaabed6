#pragma once

#include "Application.h"
#include "shell/MainWindow.h"
#include "stage/PageStage.h"
#include "style/Appearance.h"
#include "support/Patience.h"

#include <QApplication>
#include <QCoroTask>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

namespace AlwaysLeads {

/// The program as main() builds it, in a profile of its own: services, then the window.
struct WindowStage
{
    explicit WindowStage(bool sandbox = true)
        : isSandbox(sandbox)
    {
        start();
    }
    ~WindowStage() { end(); }

    void start()
    {
        Result<std::unique_ptr<Application>> opened =
            Application::open({folder.filePath(QStringLiteral("profile")), isSandbox, QStringLiteral("0.0")});
        if (!opened) {
            qFatal("%s", qPrintable(opened.error().message));
        }
        application = std::move(*opened);
        if (const Result<> started = QCoro::waitFor(application->start()); !started) {
            qFatal("%s", qPrintable(started.error().message));
        }
        window = std::make_unique<MainWindow>(*application, appearance);
        appearance.setReducedMotion(true);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get(), testPatience)) {
            qFatal("The window did not become active");
        }
    }
    void end()
    {
        window.reset();
        if (application) {
            QCoro::waitFor(application->close());
        }
        application.reset();
    }
    void restart()
    {
        end();
        start();
    }

    QWidget *visible(const char *name) const
    {
        const QList<QWidget *> candidates = window->findChildren<QWidget *>(QString::fromLatin1(name));
        for (QWidget *candidate : candidates) {
            if (candidate->isVisible()) {
                return candidate;
            }
        }
        return nullptr;
    }
    template <typename T> T *find(const char *name) const { return qobject_cast<T *>(visible(name)); }
    bool isShown(const char *name) const { return visible(name) != nullptr; }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget *focused = QApplication::focusWidget();
        QTest::keyClick(focused == nullptr ? window.get() : focused, key, modifiers);
    }
    void type(const QString &text) const { QTest::keyClicks(QApplication::focusWidget(), text); }
    void click(const char *name) const
    {
        QTRY_VERIFY2(visible(name) != nullptr && visible(name)->isEnabled(), name); // as a person waits for it
        QTest::mouseClick(visible(name), Qt::LeftButton);
    }
    void takePictures(const QString &name)
    {
        const QString wished = qEnvironmentVariable("ALWAYSLEADS_PICTURES");
        const QDir pictures(wished.isEmpty() ? folder.filePath(QStringLiteral("pictures")) : wished);
        QVERIFY(pictures.mkpath(QStringLiteral(".")));
        for (const ColourMode mode : {ColourMode::Light, ColourMode::Dark}) {
            appearance.setMode(mode);
            QCoreApplication::processEvents();
            QVERIFY(window->grab().save(pictures.filePath(
                name + (mode == ColourMode::Light ? QStringLiteral("-light.png") : QStringLiteral("-dark.png")))));
        }
        appearance.setMode(ColourMode::Light);
        QCoreApplication::processEvents();
    }

    bool isSandbox;
    QTemporaryDir folder;
    Appearance appearance{*qApp};
    std::unique_ptr<Application> application;
    std::unique_ptr<MainWindow> window;
};

} // namespace AlwaysLeads
