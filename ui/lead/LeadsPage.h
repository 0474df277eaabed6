#pragma once

#include "base/LiveQuery.h"
#include "lead/ImportPlan.h"
#include "lead/LeadList.h"
#include "lead/LeadSearch.h"
#include "lead/SavedView.h"
#include "shell/Page.h"
#include "style/Icon.h"

#include <functional>
#include <optional>
#include <stop_token>

class QMenu;
class QStackedWidget;
class QHBoxLayout;
class QTimer;

namespace AlwaysLeads {

class AddressChecks;
class Button;
class DrawerShadow;
class EmptyState;
class IconButton;
class LeadAddresses;
class LeadChanges;
class LeadEditing;
class LeadExport;
class LeadFilterBar;
class LeadImport;
class LeadInspector;
class LeadLists;
class LeadTableModel;
class Leads;
class LeadsTable;
class OptOuts;
class PageHeader;
class Qualification;
class QualificationBatches;
class SavedViews;
class Scoring;
class SearchField;
class SelectionBar;
class Shell;
class Skeleton;
struct LeadWhereabouts;
struct PaletteEntry;

/// Everybody the person knows of: search, filter, sort, choose, and see one person beside the list.
class LeadsPage : public Page
{
    Q_OBJECT
public:
    /// A selection of people that the sidebar offers by name.
    struct View
    {
        QString
            key; ///< stable, for showView(): "all", "new", "waiting", "interested", "optedOut", "deleted", "saved-7"
        QString title; ///< "New this week"
        Icon icon = Icon::ListFilter;
        qint64 count = -1; ///< -1 until it is known
        bool isSaved = false; ///< the person's own: can be renamed, moved and deleted

        bool operator==(const View &) const = default;
    };

    LeadsPage(Leads &leads, LeadSearch &search, SavedViews &savedViews, LeadLists &lists, LeadExport &leadExport,
              Shell &shell, QWidget *parent = nullptr);
    ~LeadsPage() override;

    /// Changing cells in place, many at once, merging, own fields; the inspector tells stories. Once, before commands()
    /// are asked for; `editing` lives as long as the page.
    void enableEditing(LeadEditing &editing);

    /// The score in the inspector, and scoring of the chosen. Once, before commands() are asked for.
    void addScoring(Scoring &scoring, Qualification &qualification, QualificationBatches &batches);

    /// "Never write to this person…". Once, before commands() are asked for; `optOuts` lives as long as the page.
    void addOptOuts(OptOuts &optOuts);

    /// "Past imports…". Once, before commands() are asked for; `import` lives as long as the page.
    void addPastImports(LeadImport &import);

    /// "Check the addresses". Once, before commands() are asked for; `checks` lives as long as the page.
    void addAddressChecks(AddressChecks &checks);

    /// In the order of the keys 1 to 9. The counts arrive late; see viewsChanged().
    QList<View> views() const { return m_views; }
    QString currentView() const { return m_view; }
    /// All that were found are in the list; before, only the first of them.
    bool isComplete() const { return m_foundAll; }
    /// Filter, order or columns differ from those of the view.
    bool isViewChanged() const;
    /// Asks for a name and keeps what is shown as a view.
    void saveViewAs();
    /// What can be done with a saved view of the sidebar.
    void openViewMenu(const QString &key, const QPoint &position);
    /// The views as a menu beside the title, where no sidebar shows them.
    void offerViews(bool offer);
    void showView(const QString &key);
    /// Only these people, under this title, until another view is chosen.
    void showPeople(const QString &title, const QList<LeadId> &people);
    /// Whom this import created or changed: a filter on everybody.
    void showImport(ImportId import);
    /// Those of them whose address can get no mail.
    void showUnreachable(ImportId import);
    /// Makes this person the current row; goes to All leads when the view in force hides them. Says so when they were
    /// deleted, and offers to bring them back.
    void selectLead(LeadId lead);
    /// The chosen people in the order of the list; the current one when none is chosen. Nobody while everybody is
    /// chosen and the list is not read to its end.
    QList<LeadId> selectedLeads() const;
    /// For the palette: up to eight people whose name, company or address begins like this; a newer call supersedes an
    /// older one. Nothing is delivered once `receiver` is gone.
    void findPeople(const QString &text, QObject *receiver, std::function<void(const QList<PaletteEntry> &)> deliver);
    /// Asks for a file and writes the people of the present list to it.
    void exportView();
    void exportTo(const QString &file);
    /// Keys of ExportColumns, in the table's order.
    QStringList visibleColumns() const;

    void enter() override;
    QList<QAction *> commands() const override { return m_commands; }
    /// Those of the commands that say what the list shows: filter, order, columns, and the views of the keys 1 to 9.
    QList<QAction *> viewCommands() const { return m_listCommands + m_viewActions; }
    void focusSearch() override;
    /// Rows 34 high instead of 48, the title in a column of its own.
    void setCompact(bool compact);
    void createNew() override;
    void toggleInspector() override;
    int bottomBar() const override;
    QWidget *mainControl() override;

Q_SIGNALS:
    /// A count is new.
    void viewsChanged(const QList<AlwaysLeads::LeadsPage::View> &views);
    void currentViewChanged(const QString &key);
    /// The invented people of the sandbox shall be imported.
    void sampleWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Below this width (1100 of the window) the inspector becomes a drawer over the list, and buttons are icons.
    static constexpr int drawerBelow = 1036;

    void build();
    QWidget *buildToolbar();
    QWidget *buildBody();
    void buildSelectionBar();
    void buildCommands();
    QAction *addCommand(Icon icon, const QString &text, const QKeySequence &keys, std::function<void()> run,
                        bool dangerous = false);
    void placeInspector();

    enum class Ask { New, Again };
    /// Asks the database; a newer search makes older ones end unseen. A new one shows its first rows as soon as they
    /// are there; the same again replaces the list when all of it is.
    void search(Ask ask = Ask::New);
    void askFirst();
    void askAll();
    void readVisibleAgain(const std::vector<LeadId> &ids);
    void showFirst(const LeadFirstRows &first);
    void showFound(std::vector<LeadId> ids, const QList<LeadSummary> &rows);
    void keepChoice();
    void restoreChoice();
    void setFound(qint64 count, bool isAll);
    bool isOld(int generation) const { return generation != m_generation; }
    void searchFailed(const Error &error);
    void showNothing();
    EmptyState *nobodyLeft();
    bool isListed(LeadId lead) const;
    void select(LeadId lead);
    void offerToBringBack(const LeadWhereabouts &person);
    void showCounts(const Result<LeadCounts> &counts);
    void readInspector();
    void renewChoice();
    void renewTitle();
    void renewFilters();
    void renewSort();
    void leadsChanged(const QList<LeadId> &ids);

    void setFilter(const LeadFilter &filter);
    void clearFilters();
    void openBuilder();
    /// Goes on with what was put together there and not used, where that is given.
    void openBuilderWith(const std::optional<LeadFilter> &unused);
    void readFields();
    void showFields(const Result<LeadFields> &fields);
    void showSaved(const Result<QList<SavedView>> &views);
    void renewViews();
    void countSavedViews();
    void countNextView();
    void showEverybody();
    void showQuery(const LeadQuery &query, const QList<LeadColumn> &columns);
    static QString keyOf(const SavedView &view);
    const SavedView *savedView(const QString &key) const;
    void renewSaveView();
    void saveView();
    void renameView(const SavedView &view);
    void deleteView(const SavedView &view);
    void applyColumns(const QList<LeadColumn> &columns);
    void showColumn(const QString &key, bool shown);
    void openHeaderMenu(const QPoint &position);
    QMenu *addListMenus(QMenu *menu, const QList<LeadId> &people);
    void addToList(const LeadList &list, const QList<LeadId> &people);
    void removeFromList(const LeadList &list, const QList<LeadId> &people);
    void newListOf(const QList<LeadId> &people);
    void newSegment(const LeadFilter &filter);
    void openLists();
    /// Everybody for whom this holds, in All leads.
    void showAllWith(const LeadCondition &condition);
    void showAllWith(const LeadFilter &filter);
    void openViewsMenu();
    void openSortMenu();
    void openColumnMenu();
    void sortByColumn(int column);
    void setSort(const QList<LeadSortKey> &keys);
    QString sortWords() const;
    /// Of whom is chosen in the table, or of the person the inspector shows.
    enum class Whose { Choice, Inspector };
    void openMenu(const QPoint &position, Whose whose);

    /// selectedLeads(), and says why it is nobody where the list is not read to its end.
    QList<LeadId> toActOn();
    /// Whom the inspector shows; nobody: an empty list.
    QList<LeadId> inspected() const;
    bool isWholeListThere();
    void edit(LeadId lead);
    void writeDrafts(const QList<LeadId> &people);
    void writeDraftsOfView();
    void addToCampaign(const QList<LeadId> &people);
    void tag(const QList<LeadId> &people);
    void applyTag(const QString &tag, const QList<LeadId> &ids);
    void deletePeople(const QList<LeadId> &people);
    void restorePeople(const QList<LeadId> &people);
    void setStatus(const QList<LeadId> &people, LeadStatus status);
    void offerUndo(const QString &said);
    LeadId nextAfterChoice() const;
    void neverWrite(const QList<LeadId> &people, bool domains);
    LeadId currentLead() const;
    void renewEditing();
    void addEditingTo(QMenu &menu);
    void addOptOutsTo(QMenu &menu, Whose whose);
    bool isOwnView() const;
    void showCommon(LeadQuery query);
    void readArrangement();
    void takeArrangement();
    void noteArrangement();
    void keepArrangement();

    Leads &m_leads;
    LeadSearch &m_search;
    SavedViews &m_savedViews;
    LeadLists &m_lists;
    LeadExport &m_export;
    Shell &m_shell;
    QList<View> m_views;
    QList<View> m_commonViews;
    QList<SavedView> m_saved;
    QList<SavedView> m_toCount;
    QHash<QString, qint64> m_counts; ///< by view
    QString m_view;
    QString m_peopleTitle; ///< of showPeople()
    LeadQuery m_query;
    LeadQuery m_viewQuery; ///< as the view has it
    QList<LeadColumn> m_viewColumns;
    LeadArrangement m_arrangement; ///< of the views that come with the program
    std::optional<LeadArrangement> m_keptArrangement; ///< of the last time, once it is read
    bool m_arrangementTaken = false;
    bool m_fieldsKnown = false;
    LeadFields m_fields = LeadFields::common();
    QList<LeadList> m_knownLists;
    std::stop_source m_searching;
    std::stop_source m_finding;
    std::stop_source m_counting;
    int m_generation = 0;
    qint64 m_found = -1; ///< -1 until the first search has ended
    bool m_foundAll = false; ///< m_found is all there are; false: the first of them
    /// Who was chosen when the search began; they stay chosen, by person and not by row.
    struct Choice
    {
        std::vector<bool> people; ///< by id; empty: nobody but the current one
        LeadId current;
        int row = 0;
        bool collecting = false;
        LeadId placed; ///< who became current in the first rows; somebody else now: the person went on
    };
    Choice m_choice;
    bool m_listIsNew = true; ///< another list was asked for, not the same again
    int m_opening = 0; ///< of selectLead(), which asks first where the person is
    int m_readings = 0; ///< of the current person: only the last one counts, there are several readers
    LeadId m_wanted; ///< to be made current when the next search ends
    bool m_inspectorWanted = true;
    bool m_drawerOpen = false;

    PageHeader *m_header;
    Button *m_import = nullptr;
    Button *m_find = nullptr;
    Button *m_new = nullptr;
    SearchField *m_searchField;
    LeadFilterBar *m_filters = nullptr;
    Button *m_saveView = nullptr;
    Button *m_sort = nullptr;
    IconButton *m_columns = nullptr;
    IconButton *m_inspectorButton = nullptr;
    LeadTableModel *m_model;
    LeadsTable *m_table;
    LeadInspector *m_inspector;
    DrawerShadow *m_drawerShadow = nullptr;
    SelectionBar *m_selectionBar = nullptr;
    QStackedWidget *m_body;
    QWidget *m_list = nullptr;
    QHBoxLayout *m_columnsOfBody = nullptr;
    QWidget *m_emptyPlace = nullptr;
    EmptyState *m_empty = nullptr;
    Skeleton *m_skeleton = nullptr;
    QTimer *m_again;
    QTimer *m_keepArrangement;
    LeadChanges *m_changes;
    QList<QAction *> m_commands;
    QList<QAction *> m_viewActions; ///< of the keys 1 to 9
    QList<QAction *> m_listCommands; ///< filter, order, columns
    QAction *m_editAction = nullptr;
    QAction *m_writeAction = nullptr;
    QAction *m_writeViewAction = nullptr;
    QAction *m_campaignAction = nullptr;
    QAction *m_tagAction = nullptr;
    QAction *m_deleteAction = nullptr;
    QAction *m_restoreAction = nullptr;
    Button *m_restore = nullptr; ///< in the toolbar of the deleted people: nothing else shows it for one of them
    QAction *m_exportAction = nullptr;
    LeadEditing *m_editing = nullptr;
    QWidget *m_moreActions = nullptr; ///< of the selection bar
    QAction *m_manyAction = nullptr;
    QAction *m_mergeAction = nullptr;
    LeadAddresses *m_addresses = nullptr;
    OptOuts *m_optOuts = nullptr;
    QList<QAction *> m_neverActions; ///< the person, the domain
    LiveQuery<LeadFields> m_readingFields;
    LiveQuery<QList<LeadList>> m_readingLists;
    LiveQuery<LeadCounts> m_readingCounts;
    LiveQuery<QList<SavedView>> m_readingViews;
};

} // namespace AlwaysLeads
