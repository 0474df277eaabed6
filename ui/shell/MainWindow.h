#pragma once

#include "base/LiveQuery.h"
#include "draft/Review.h"
#include "mailbox/Mailbox.h"
#include "outbox/OutboxPage.h"
#include "reply/Reply.h"
#include "shell/Shell.h"
#include "shell/UndoHistory.h"

#include <QHash>
#include <QMainWindow>
#include <QPointer>

#include <memory>

class QMenu;
class QStackedWidget;
class QVBoxLayout;

namespace AlwaysLeads {

class Appearance;
class Application;
class BannerArea;
class CampaignsPage;
class DashboardPage;
class DraftsForPeople;
class DraftsPage;
class FindLeadsPage;
class ImportSheet;
class InboxPage;
class LeadsPage;
class Notes;
class OnboardingView;
class OutboxPageView;
class Page;
class ProgressHost;
class ProgressRow;
class SettingsPage;
class Sidebar;
class ToastHost;
class Tray;
enum class NoteKind;

/// The window: menu bar, sidebar, and the sheet with one page at a time. It is what pages know as the Shell.
class MainWindow : public QMainWindow, public Shell
{
    Q_OBJECT
public:
    MainWindow(Application &application, Appearance &appearance);
    ~MainWindow() override;

    Place place() const { return m_place; }
    /// At sign-in: nothing is shown where a tray appears in time, else the window.
    void startInTray();
    /// The guided start, where the person has not gone through it yet.
    void offerFirstRun();
    /// To the front, from the tray or behind other windows.
    void comeForward();
    /// Without a question: the system ends, and what waits leaves at the next start.
    void quit();

    void open(Place place) override;
    void openLead(LeadId lead) override;
    void showPeople(const QString &title, QList<LeadId> people) override;
    void openCampaign(CampaignId campaign) override;
    void addToCampaign(QList<LeadId> leads) override;
    void writeDrafts(QList<LeadId> leads, bool ask) override;
    void openSettings(const QString &section) override;
    void showToast(const QString &text) override;
    void offerUndo(Undoable undoable) override;
    void undoLast() override { m_undo.undo(); }
    void showProblem(const Error &error) override;
    void showProgress(const QString &id, Progress progress, std::function<void()> cancel) override;
    void endProgress(const QString &id) override;
    void importFile(const QString &path) override;
    /// Rows that were copied in a spreadsheet.
    void importPasted();
    bool isSandbox() const override;
    QDateTime now() const override;

Q_SIGNALS:
    void quitRequested();
    void restartRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildPages();
    void buildMenus();
    void buildTray();
    void watchServices();
    void addPage(Place place, Page *page);
    Page *page() const;
    void placeAbove(int bottomBar);
    void toggleDensity();
    QAction *addCommand(QMenu *menu, Icon icon, const QString &text, const QKeySequence &keys,
                        std::function<void()> act);
    void openPalette();
    ImportSheet *newImportSheet();
    void showDrafts(const Result<DraftShelfCounts> &counts);
    void showSending(const Result<SendingSummary> &summary);
    /// Says who answered, where nobody sees it.
    void tellOfAnswers();
    void tellOfSignOut(MailboxId mailbox, const QString &problem);
    void showVaultState();
    void unlock();
    void decideLateMail(const QString &what);
    void chooseBackup();
    void backUpNow();
    void openNote(NoteKind kind);
    void skipDay();
    void stopSending();
    void resumeSending();
    void askToQuit();
    void showFirstRun();
    void leaveFirstRun();
    void moveBanners(const std::function<void(QWidget *)> &move);
    void showKeys();
    void showAbout();
    void keepWindowState();
    void restoreWindowState();

    Application &m_application;
    Appearance &m_appearance;
    UndoHistory m_undo;
    Sidebar *m_sidebar;
    QVBoxLayout *m_sheet = nullptr; ///< the banners and the pages
    BannerArea *m_banners;
    QStackedWidget *m_pages;
    QStackedWidget *m_stage; ///< the pages with the sidebar, or the guided start
    QHash<Place, Page *> m_byPlace;
    LeadsPage *m_leads = nullptr;
    FindLeadsPage *m_findLeads = nullptr;
    CampaignsPage *m_campaigns = nullptr;
    DashboardPage *m_dashboard = nullptr;
    DraftsPage *m_drafts = nullptr;
    DraftsForPeople *m_draftsForPeople = nullptr;
    OutboxPageView *m_outbox = nullptr;
    InboxPage *m_inbox = nullptr;
    ReplyId m_toldReply; ///< of the last note
    bool m_isTelling = false; ///< of answers
    bool m_tellAgain = false; ///< others came meanwhile
    MailboxId m_signedOut; ///< of the last note
    SettingsPage *m_settings = nullptr;
    std::unique_ptr<ToastHost> m_toasts;
    std::unique_ptr<ProgressHost> m_progress;
    QHash<QString, ProgressRow *> m_progressRows;
    std::unique_ptr<Tray> m_tray;
    std::unique_ptr<Notes> m_notes;
    QList<QAction *> m_commands; ///< of the window; those of the page come on top
    QAction *m_undoAction = nullptr;
    Place m_place = Place::Leads;
    int m_draftsToReview = 0;
    int m_waiting = 0;
    QPointer<OnboardingView> m_firstRun; ///< while it is shown
    QPointer<QWidget> m_quitSheet; ///< the question whether to quit, while it is asked
    bool m_quitting = false;
    LiveQuery<DraftShelfCounts> m_drafted;
    LiveQuery<SendingSummary> m_sending;
    LiveQuery<InboxCounts> m_answered;
};

} // namespace AlwaysLeads
