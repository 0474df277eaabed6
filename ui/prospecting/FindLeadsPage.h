#pragma once

#include "prospecting/FoundPerson.h"
#include "prospecting/RevealReport.h"
#include "shell/Page.h"
#include "style/Icon.h"
#include "style/Theme.h"

#include <QPointer>
#include <QTimer>

#include <functional>
#include <stop_token>

class QStackedWidget;
class QVBoxLayout;

namespace AlwaysLeads {

class Banner;
class Button;
class CostBar;
class ElidedLabel;
class FindFilters;
class FoundTable;
class FoundTableModel;
class IconButton;
class Label;
class LeadFinder;
class PageHeader;
class Shell;
class Skeleton;
class Vault;

/// Find leads: filters, the people found, and what revealing them costs.
class FindLeadsPage : public Page
{
    Q_OBJECT
public:
    FindLeadsPage(LeadFinder &finder, Vault &vault, Shell &shell, QWidget *parent = nullptr);
    ~FindLeadsPage() override;

    void enter() override;
    QList<QAction *> commands() const override { return m_commands; }
    void focusSearch() override;
    void createNew() override;
    int bottomBar() const override;
    QWidget *mainControl() override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// One thing that stands where people would be.
    struct Empty
    {
        Icon icon = Icon::Telescope;
        ToneName tone = ToneName::Accent;
        QString title;
        QString sentence;
        QString button;
        QString buttonName;
        std::function<void()> act;
    };

    void build();
    QWidget *buildResults();
    QWidget *buildStatus();
    QWidget *buildKnownLine();
    void buildCommands();
    void connectFinder();

    void readKey();
    void readLast();
    void search();
    void goTo(int page);
    void openSaved(PeopleSearchId search);
    void runSaved(PeopleSearchId search);
    void showRunProgress(PeopleSearchId search, int done, int pages);
    void endRunProgress();
    void clearFilters();
    void saveSearch();
    void openSavedMenu();
    void renameSaved();
    void forgetSaved();
    /// A search was named, renamed, forgotten or brought back.
    void renewSaved();
    /// Enter on somebody found.
    void openFound(const FoundPerson &person);
    void showRevealed();
    void focusTryAgain();

    /// `again` is what “Try again” does when this fails.
    std::stop_token startWork(std::function<void()> again);
    /// False when it is the answer to an older search.
    bool showAnswer(int turn, const Result<FoundPage> &page);
    void endWork();
    /// Of the search under way: what was there before is shown again.
    void stopWork();
    void show(const FoundPage &page);
    void showNothing();
    void showProblem(Error error);
    void showEmpty(const Empty &empty);
    void showBanner(const Error &error, std::function<void()> again);
    void clearBanner();
    void renewStatus();
    void renewKnownLine();

    void readBudget(bool askApollo);
    void setOffline();
    void renewChoice();
    void reveal();
    void renewPeople();
    void showProgress(const RevealProgress &progress);
    void showReport(const RevealReport &report);
    void toggleKnown();

    LeadFinder &m_finder;
    Vault &m_vault;
    Shell &m_shell;
    PageHeader *m_header;
    Button *m_savedButton;
    QStackedWidget *m_body;
    QWidget *m_noKey = nullptr;
    FindFilters *m_filters;
    QVBoxLayout *m_bannerPlace = nullptr;
    QPointer<Banner> m_banner;
    Label *m_count;
    Button *m_stopButton;
    ElidedLabel *m_hint;
    Button *m_newButton;
    Button *m_revealedButton;
    Label *m_pageLabel;
    IconButton *m_previous;
    IconButton *m_next;
    QStackedWidget *m_stack;
    Skeleton *m_skeleton;
    FoundTableModel *m_model;
    FoundTable *m_table;
    QWidget *m_emptyPlace;
    QWidget *m_knownLine = nullptr;
    ElidedLabel *m_knownText;
    Button *m_knownButton;
    CostBar *m_cost;
    QList<QAction *> m_commands;
    QTimer m_pause;
    QTimer m_lookAgain;
    std::function<void()> m_tryAgain;
    std::stop_source m_stop;
    std::optional<FoundPage> m_page;
    int m_turn = 0;
    PeopleSearchId m_running; ///< the saved search that is run again
    PeopleSearchId m_forgotten; ///< the last one, which Undo may bring back
    QList<LeadId> m_revealed; ///< whom the last reveal brought among the leads
    int m_runDone = 0; ///< of its pages
    int m_runPages = 0;
    bool m_working = false;
    bool m_hasKey = false;
    bool m_offline = false;
    bool m_readLast = false;
};

} // namespace AlwaysLeads
