#pragma once

#include "prospecting/FoundPerson.h"
#include "prospecting/RevealReport.h"
#include "shell/Page.h"

#include <QTimer>

#include <functional>
#include <stop_token>

class QStackedWidget;

namespace AlwaysLeads {

class Button;
class CostBar;
class ElidedLabel;
class FindBannerPlace;
class FindEmptyPlace;
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
    struct StatusPart
    {
        QWidget *widget;
        bool isShown;
    };
    using StatusParts = QList<StatusPart>;

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
    void renewStatus();
    /// Whom the person pays for is read whole; the rest of the line gives way.
    void showStatusParts(StatusParts parts);
    void renewKnownLine();

    void readBudget(bool askApollo);
    void setOffline();
    void renewChoice();
    void dropChoice();
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
    FindBannerPlace *m_banner;
    Label *m_count;
    Button *m_stopButton;
    Label *m_choiceWords; ///< who is chosen elsewhere too
    ElidedLabel *m_hint;
    Button *m_newButton;
    Button *m_revealedButton;
    Button *m_nobodyButton;
    Label *m_pageLabel;
    IconButton *m_previous;
    IconButton *m_next;
    QStackedWidget *m_stack;
    Skeleton *m_skeleton;
    FoundTableModel *m_model;
    FoundTable *m_table;
    FindEmptyPlace *m_empty;
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
    int m_readings = 0; ///< of the people: only the last one counts, there are several readers
    int m_budgetReadings = 0; ///< of what is left, the same
    bool m_readLast = false;
};

} // namespace AlwaysLeads
