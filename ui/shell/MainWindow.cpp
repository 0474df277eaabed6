#include "shell/MainWindow.h"

#include "Application.h"
#include "ReplyServices.h"
#include "analytics/DashboardPage.h"
#include "base/Clock.h"
#include "campaign/CampaignsPage.h"
#include "campaign/DraftsForPeople.h"
#include "draft/DraftBatchProgress.h"
#include "draft/DraftsPage.h"
#include "draft/Review.h"
#include "keychain/Vault.h"
#include "lead/LeadEditing.h"
#include "lead/LeadsPage.h"
#include "onboarding/OnboardingView.h"
#include "outbox/OutboxPageView.h"
#include "outbox/Sender.h"
#include "prospecting/ApolloSection.h"
#include "prospecting/FindLeadsPage.h"
#include "reply/InboxPage.h"
#include "sandbox/Sandbox.h"
#include "settings/AppearanceSection.h"
#include "settings/NoteSettings.h"
#include "settings/NotificationsSection.h"
#include "settings/Settings.h"
#include "settings/SettingsPage.h"
#include "settings/SuppressionSection.h"
#include "shell/AutomaticBanner.h"
#include "shell/BannerArea.h"
#include "shell/Notes.h"
#include "shell/Page.h"
#include "shell/SendingCard.h"
#include "shell/Sidebar.h"
#include "shell/StartAtLogin.h"
#include "shell/Tray.h"
#include "storage/Profile.h"
#include "style/AppStyle.h"
#include "style/Appearance.h"
#include "style/Mark.h"
#include "widgets/DialogSheet.h"
#include "widgets/FocusRing.h"
#include "widgets/Progress.h"
#include "widgets/SheetFrame.h"
#include "widgets/Toast.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

namespace AlwaysLeads {

namespace {

constexpr QSize smallest(1024, 680);
constexpr QSize first(1440, 900);
constexpr int railBelow = 1280;
constexpr int gap = 8;
constexpr int aboveEdge = 20; // of a toast, px
constexpr std::chrono::milliseconds trayPatience = std::chrono::seconds(15);
constexpr std::chrono::milliseconds trayLook(500);

/// A dropped file the import can read; empty: none.
QString importableFile(const QMimeData *dragged)
{
    const QList<QUrl> urls = dragged->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile()) {
        return {};
    }
    static const QStringList endings = {QStringLiteral("csv"),  QStringLiteral("tsv"),  QStringLiteral("txt"),
                                        QStringLiteral("xlsx"), QStringLiteral("xlsm"), QStringLiteral("xls"),
                                        QStringLiteral("ods")};
    const QString file = urls.first().toLocalFile();
    return endings.contains(QFileInfo(file).suffix().toLower()) ? file : QString();
}

/// As this program was started, for this profile, and without its window.
StartAtLogin startAtLogin(const QString &folder)
{
    QStringList arguments{QStringLiteral("--in-tray")};
    if (QDir(folder) != QDir(Profile::defaultFolder(QStringLiteral("AlwaysLeads")))) {
        arguments << QStringLiteral("--profile") << QDir(folder).absolutePath();
    }
    return StartAtLogin(QCoreApplication::applicationFilePath(), arguments);
}

} // namespace

MainWindow::MainWindow(Application &application, Appearance &appearance)
    : m_application(application)
    , m_appearance(appearance)
    , m_sidebar(new Sidebar)
    , m_banners(new BannerArea)
    , m_pages(new QStackedWidget)
    , m_stage(new QStackedWidget)
    , m_drafted(
          this, [this] { return m_application.review().counts(); },
          [this](const Result<DraftShelfCounts> &counts) { showDrafts(counts); })
    , m_sending(
          this, [this] { return m_application.outbox().summary(); },
          [this](const Result<SendingSummary> &summary) { showSending(summary); })
    , m_answered(
          this, [this] { return m_application.replyServices().replies().counts(); },
          [this](const Result<InboxCounts> &counts) {
              if (counts) {
                  m_sidebar->setCount(Place::Inbox, counts->unread);
              }
          })
{
    applyAppearance(application.settings(), appearance); // as the person left it
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(application.isSandbox() ? tr("AlwaysLeads, sandbox") : QStringLiteral("AlwaysLeads"));
    setMinimumSize(smallest);
    setAcceptDrops(true);

    auto *desk = new Pane(&Theme::desk);
    auto *columns = new QHBoxLayout(desk);
    columns->setContentsMargins(0, 0, gap, gap);
    columns->setSpacing(0);
    columns->addWidget(m_sidebar);
    auto *sheet = new SheetFrame;
    auto *lines = new QVBoxLayout(sheet);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_sheet = lines;
    lines->addWidget(m_banners);
    lines->addWidget(new AutomaticBanner(application.review(), application.campaigns(), *this));
    lines->addWidget(m_pages, 1);
    columns->addWidget(sheet, 1);
    m_stage->addWidget(desk);
    setCentralWidget(m_stage);

    buildPages();
    buildMenus();
    m_toasts = std::make_unique<ToastHost>(this);
    m_progress = std::make_unique<ProgressHost>(this);
    new FocusRing(this);
    buildTray();
    watchServices();
    restoreWindowState();
    open(Place::Leads);
    m_drafted.renew();
    m_sending.renew();
    m_answered.renew();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPages()
{
    Application &app = m_application;
    m_leads = new LeadsPage(app.leads(), app.leadSearch(), app.savedViews(), app.leadLists(), app.leadExport(), *this);
    auto *editing = new LeadEditing(
        {app.leads(), app.leadValues(), app.leadMerge(), app.customFields(), app.leadStories()}, *this, m_leads);
    m_leads->enableEditing(*editing);
    m_leads->addScoring(app.scoring(), app.qualification(), app.qualificationBatches());
    m_leads->addOptOuts(app.optOuts());
    m_leads->addPastImports(app.leadImport());
    m_leads->addAddressChecks(app.addressChecks());
    m_campaigns = new CampaignsPage(app.campaigns(), app.draftWriter(), app.mailboxes(), *this);
    m_campaigns->setSequence(app.sequence());
    m_campaigns->setProofs(app.mailProofs());
    m_campaigns->setSpelling(app.spelling(), app.campaignLanguages());
    m_campaigns->setForecasts(app.forecasts());
    m_campaigns->setDomains(app.senderDomains(), app.domainCheck());
    m_campaigns->setSources(app.campaignSources(), app.leadLists());
    m_drafts = new DraftsPage(app.review(), app.campaigns(), *this);
    m_draftsForPeople = new DraftsForPeople(app.campaigns(), app.draftWriter(), app.settings(), *this, this);
    connect(m_draftsForPeople, &DraftsForPeople::draftWanted, this, [this](DraftId draft, DraftState state) {
        open(Place::Drafts);
        m_drafts->showDraft(draft, state);
    });
    connect(m_draftsForPeople, &DraftsForPeople::said, this, [this](const QString &text) {
        m_toasts->showWay(text, tr("Open Drafts"), [this] { open(Place::Drafts); });
    });
    new DraftBatchProgress(app.draftBatches(), *this, this);
    m_outbox = new OutboxPageView(app.outbox(), *this);
    m_outbox->addSettling(app.settling());
    m_settings = new SettingsPage(app.settings(), app.mailboxes(), app.vault(), app.assistant(), m_appearance, *this);
    m_settings->addSending(app.outbox().rulebook(), *this);
    m_settings->enableMailboxSignIn(app.mailboxSignIn());
    m_settings->enableMailboxChecks(app.mailAutoConfig(), app.domainCheck(), app.mailProbe());
    m_inbox = new InboxPage(app.replyServices().replies(), app.replyServices().answers(), app.review(), *this);
    connect(m_inbox, &InboxPage::lookRequested, &app.replyServices().watcher(), &ReplyWatcher::wake);
    m_findLeads = new FindLeadsPage(app.leadFinder(), app.vault(), *this);
    m_settings->addSectionAfter(QStringLiteral("keys"), QStringLiteral("apollo"), Icon::Telescope, tr("Apollo"),
                                new ApolloSection(app.leadFinder(), app.vault(), *this));
    m_settings->addScoring(app.scoring(), app.settings(), *this);
    m_settings->addSectionAfter(QStringLiteral("appearance"), QStringLiteral("notifications"), Icon::Bell,
                                tr("Notifications"),
                                new NotificationsSection(app.settings(), startAtLogin(app.folder()), *this));
    m_settings->addSectionAfter(QStringLiteral("scoring"), QStringLiteral("do-not-contact"), Icon::Ban,
                                tr("Do not contact"), new SuppressionSection(app.optOuts(), app.suppression(), *this));
    m_dashboard = new DashboardPage(app.analytics(), *this);
    addPage(Place::Inbox, m_inbox);
    addPage(Place::Leads, m_leads);
    addPage(Place::FindLeads, m_findLeads);
    addPage(Place::Campaigns, m_campaigns);
    addPage(Place::Dashboard, m_dashboard);
    addPage(Place::Drafts, m_drafts);
    addPage(Place::Outbox, m_outbox);
    addPage(Place::Settings, m_settings);
    connect(m_sidebar, &Sidebar::placeChosen, this, [this](Place place) { open(place); });
    connect(m_sidebar, &Sidebar::paletteRequested, this, &MainWindow::openPalette);
    connect(m_sidebar, &Sidebar::viewChosen, this, [this](const QString &key) {
        open(Place::Leads);
        m_leads->showView(key);
        m_sidebar->setCurrent(Place::Leads, key);
    });
    const auto showViews = [this](const QList<LeadsPage::View> &views) {
        QList<SidebarView> lines;
        for (const LeadsPage::View &view : views) {
            lines.append({view.key, view.title, view.icon, view.count, view.isSaved});
        }
        m_sidebar->setViews(lines);
    };
    connect(m_leads, &LeadsPage::viewsChanged, this, showViews);
    connect(m_sidebar, &Sidebar::newViewRequested, this, [this] {
        open(Place::Leads);
        m_leads->saveViewAs();
    });
    connect(m_sidebar, &Sidebar::viewMenuRequested, m_leads, &LeadsPage::openViewMenu);
    connect(m_leads, &LeadsPage::currentViewChanged, this, [this](const QString &key) {
        if (m_place == Place::Leads) {
            m_sidebar->setCurrent(Place::Leads, key);
        }
    });
    showViews(m_leads->views());
    connect(m_leads, &LeadsPage::sampleWanted, this, [this] {
        const Result<QString> sample = m_application.sandbox()->keepSample();
        sample ? importFile(*sample) : showProblem(sample.error());
    });
}

void MainWindow::addPage(Place place, Page *page)
{
    m_byPlace.insert(place, page);
    m_pages->addWidget(page);
    connect(page, &Page::bottomBarChanged, this, [this, page] {
        if (page == this->page()) {
            placeAbove(page->bottomBar());
        }
    });
}

/// What lies over the page leaves its bottom bar free.
void MainWindow::placeAbove(int bottomBar)
{
    m_toasts->setBottomMargin(aboveEdge + bottomBar);
    m_progress->setBottomMargin(aboveEdge + bottomBar);
}

Page *MainWindow::page() const
{
    return m_byPlace.value(m_place);
}

void MainWindow::open(Place place)
{
    leaveFirstRun();
    m_place = place;
    Page *shown = page();
    m_pages->setCurrentWidget(shown);
    m_sidebar->setCurrent(place, place == Place::Leads ? m_leads->currentView() : QString());
    placeAbove(shown->bottomBar());
    shown->enter();
    shown->mainControl()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_sidebar->setRail(width() < railBelow);
    m_leads->offerViews(m_sidebar->isRail());
    m_sidebar->setCurrent(m_place, m_place == Place::Leads ? m_leads->currentView() : QString());
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!importableFile(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString file = importableFile(event->mimeData());
    if (!file.isEmpty()) {
        event->acceptProposedAction();
        importFile(file);
    }
}

void MainWindow::comeForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::startInTray()
{
    if (m_tray->isAvailable()) {
        return;
    }
    // A desktop that starts shows its tray some seconds after it starts us.
    auto *look = new QTimer(this);
    connect(look, &QTimer::timeout, this, [this, look, patience = QDeadlineTimer(trayPatience)] {
        if (!m_tray->isAvailable() && !patience.hasExpired()) {
            return;
        }
        if (!m_tray->isAvailable()) {
            show();
        }
        look->deleteLater();
    });
    look->start(trayLook);
}

void MainWindow::keepWindowState()
{
    QSettings kept(m_application.folder() + QStringLiteral("/window.ini"), QSettings::IniFormat);
    kept.setValue(QStringLiteral("geometry"), saveGeometry());
}

void MainWindow::restoreWindowState()
{
    const QSettings kept(m_application.folder() + QStringLiteral("/window.ini"), QSettings::IniFormat);
    if (!restoreGeometry(kept.value(QStringLiteral("geometry")).toByteArray())) {
        resize(first);
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    keepWindowState();
    if (m_quitting) {
        event->accept();
        return;
    }
    event->ignore();
    if (!m_tray->isAvailable() || !closesToTray(m_application.settings())) {
        askToQuit();
        return;
    }
    hide();
    if (!knowsOfTray(m_application.settings())) {
        m_notes->tellNow(tr("AlwaysLeads stays in the tray"),
                         tr("Approved mails go on leaving. Quit from the tray's menu, or change this in Settings, "
                            "Notifications."));
        whenDone(setKnowsOfTray(m_application.settings()), this, [](const Result<> &) {});
    }
}

void MainWindow::quit()
{
    m_quitting = true;
    keepWindowState();
    hide(); // pages keep what is typed when they go out of sight
    Q_EMIT quitRequested();
}

void MainWindow::askToQuit()
{
    if (m_waiting == 0) {
        quit();
        return;
    }
    comeForward();
    if (m_quitSheet) {
        return; // it is asked already
    }
    auto *sheet = new ConfirmSheet(
        tr("Quit AlwaysLeads?"),
        tr("Sending stops with it. %n mail(s) wait and leave when AlwaysLeads runs again; none is lost.", nullptr,
           m_waiting),
        tr("Stay"), tr("Quit"), ConfirmSheet::Weight::Plain, this);
    sheet->setObjectName(QStringLiteral("quitSheet"));
    m_quitSheet = sheet;
    connect(sheet, &Overlay::closed, this, [this] { m_quitSheet = nullptr; });
    connect(sheet, &ConfirmSheet::confirmed, this, &MainWindow::quit);
    sheet->open();
}

} // namespace AlwaysLeads
