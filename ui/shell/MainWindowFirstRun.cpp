#include "Application.h"
#include "keychain/Vault.h"
#include "mailbox/Mailboxes.h"
#include "onboarding/OnboardingView.h"
#include "settings/FirstRun.h"
#include "shell/AutomaticBanner.h"
#include "shell/BannerArea.h"
#include "shell/MainWindow.h"
#include "shell/Page.h"
#include "widgets/Toast.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
const QString setUpNotice = QStringLiteral("set-up");
constexpr int aboveFooter = 64 + 12; // of a toast, px
} // namespace

void MainWindow::offerFirstRun()
{
    if (isFirstRunDue(m_application.settings())) {
        showFirstRun();
    }
}

void MainWindow::showFirstRun()
{
    if (m_firstRun) {
        return;
    }
    Application &app = m_application;
    auto *view = new OnboardingView({app.settings(), app.mailboxes(), app.mailboxSignIn(), app.mailAutoConfig(),
                                     app.domainCheck(), app.mailProbe(), app.vault(), app.assistant(), app.leadSearch(),
                                     app.leads(), app.review(), *this});
    m_firstRun = view;
    view->addNotice(new AutomaticBanner(app.review(), app.campaigns(), *this));
    m_banners->remove(setUpNotice);
    moveBanners([view](QWidget *banners) { view->addNotice(banners); });
    connect(view, &OnboardingView::ended, this, [this] { open(Place::Leads); });
    connect(view, &OnboardingView::pasteRequested, this, &MainWindow::importPasted);
    connect(view, &OnboardingView::sandboxRequested, this, [this] {
        // Beside this window, in a profile of its own.
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--sandbox")})
            ? showToast(tr("The sandbox opens in a window of its own."))
            : showProblem(Error{ErrorKind::NotFound, tr("The sandbox could not be started."), {}});
    });
    m_stage->addWidget(view);
    m_stage->setCurrentWidget(view);
    m_toasts->setBottomMargin(aboveFooter); // the page that comes after it sets its own
    view->start();
}

/// They stand above whatever is shown, the guided start too.
void MainWindow::moveBanners(const std::function<void(QWidget *)> &move)
{
    const bool hidden = m_banners->isHidden(); // a new parent hides it
    move(m_banners);
    m_banners->setVisible(!hidden);
}

/// Whoever goes elsewhere meanwhile finds the way back above the page, until the start has been gone through.
void MainWindow::leaveFirstRun()
{
    if (!m_firstRun) {
        return;
    }
    moveBanners([this](QWidget *banners) { m_sheet->insertWidget(0, banners); });
    m_stage->setCurrentIndex(0);
    m_firstRun->deleteLater();
    m_firstRun = nullptr;
    if (isFirstRunDue(m_application.settings())) {
        m_banners->show({setUpNotice, ToneName::Info, Icon::Info, tr("The guided start is not finished."),
                         tr("It goes on where you left it."), tr("Go on"), [this] { showFirstRun(); }});
    }
}

} // namespace AlwaysLeads
