#pragma once

#include "lead/LeadSearch.h"
#include "lead/TagCount.h"
#include "shell/Page.h"
#include "style/Icon.h"

#include <functional>
#include <stop_token>

class QMenu;
class QStackedWidget;
class QHBoxLayout;
class QTimer;

namespace AlwaysLeads {

class Button;
class EmptyState;
class FilterChip;
class IconButton;
class LeadExport;
class LeadEditing;
class LeadInspector;
class LeadTableModel;
class Leads;
class LeadsTable;
class PageHeader;
class SearchField;
class SelectionBar;
class Shell;
class Skeleton;
struct PaletteEntry;

/// Everybody the person knows of: search, filter, sort, choose, and see one person beside the list.
class LeadsPage : public Page
{
    Q_OBJECT
public:
    /// A selection of people that the sidebar offers by name.
    struct View
    {
        QString key; ///< stable, for showView(): "all", "new", "waiting", "interested", "optedOut", "deleted"
        QString title; ///< "New this week"
        Icon icon = Icon::ListFilter;
        qint64 count = -1; ///< -1 until it is known

        bool operator==(const View &) const = default;
    };

    LeadsPage(Leads &leads, LeadSearch &search, LeadExport &leadExport, Shell &shell, QWidget *parent = nullptr);
    ~LeadsPage() override;

    /// Changing cells in place, many at once, merging, own fields; the inspector tells stories. Once, before commands()
    /// are asked for; `editing` lives as long as the page.
    void enableEditing(LeadEditing &editing);

    /// In the order of the keys 1 to 6. The counts arrive late; see viewsChanged().
    QList<View> views() const { return m_views; }
    QString currentView() const;
    void showView(const QString &key);
    /// Makes this person the current row; goes to All leads when the view in force hides them.
    void selectLead(LeadId lead);
    /// The chosen people in the order of the list; the current one when none is chosen.
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
    void focusSearch() override;
    void createNew() override;
    void toggleInspector() override;
    int bottomBar() const override;
    QWidget *mainControl() override;

Q_SIGNALS:
    /// A count is new.
    void viewsChanged(const QList<AlwaysLeads::LeadsPage::View> &views);
    void currentViewChanged(const QString &key);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildToolbar();
    QWidget *buildBody();
    void buildSelectionBar();
    void buildCommands();
    QAction *addCommand(Icon icon, const QString &text, const QKeySequence &keys, std::function<void()> run,
                        bool dangerous = false);
    void placeInspector();

    /// Asks the database again; a newer search makes older ones end unseen.
    void search();
    void showFound(std::vector<LeadId> ids, const QList<LeadSummary> &firstRows);
    void showNothing();
    void readCounts();
    void readInspector();
    void renewChoice();
    void renewTitle();
    void renewFilters();
    void renewSort();
    void leadsChanged(const QList<LeadId> &ids);

    void setStatusFilter(std::optional<LeadStatus> status);
    void setTagFilter(const QString &tag);
    void clearFilters();
    void openFilterMenu(const QPoint &position, bool statuses, bool tags);
    void openSortMenu();
    void openColumnMenu();
    void sortByColumn(int column);
    void setSort(LeadSort sort, Qt::SortOrder order);
    void openContextMenu(const QPoint &position);

    void edit();
    void addToCampaign();
    void tag();
    void applyTag(const QString &tag, const QList<LeadId> &ids);
    void deleteChosen();
    void restoreChosen();
    void setStatusOfChosen(LeadStatus status);
    LeadId currentLead() const;
    void renewEditing();
    void addEditingTo(QMenu &menu);

    Leads &m_leads;
    LeadSearch &m_search;
    LeadExport &m_export;
    Shell &m_shell;
    QList<View> m_views;
    LeadQuery m_query;
    QList<TagCount> m_tags;
    std::stop_source m_searching;
    std::stop_source m_finding;
    int m_generation = 0;
    qint64 m_found = -1; ///< -1 until the first search has ended
    LeadId m_wanted; ///< to be made current when the next search ends
    QList<LeadId> m_nextAfterDelete;
    bool m_inspectorWanted = true;
    bool m_drawerOpen = false;

    PageHeader *m_header;
    Button *m_import = nullptr;
    Button *m_new = nullptr;
    SearchField *m_searchField;
    FilterChip *m_statusChip = nullptr;
    FilterChip *m_tagChip = nullptr;
    Button *m_filter = nullptr;
    Button *m_sort = nullptr;
    IconButton *m_columns = nullptr;
    IconButton *m_inspectorButton = nullptr;
    LeadTableModel *m_model;
    LeadsTable *m_table;
    LeadInspector *m_inspector;
    SelectionBar *m_selectionBar = nullptr;
    QStackedWidget *m_body;
    QWidget *m_list = nullptr;
    QHBoxLayout *m_columnsOfBody = nullptr;
    QWidget *m_emptyPlace = nullptr;
    EmptyState *m_empty = nullptr;
    Skeleton *m_skeleton = nullptr;
    QTimer *m_again;
    QList<QAction *> m_commands;
    QAction *m_editAction = nullptr;
    QAction *m_campaignAction = nullptr;
    QAction *m_tagAction = nullptr;
    QAction *m_deleteAction = nullptr;
    QAction *m_restoreAction = nullptr;
    QAction *m_exportAction = nullptr;
    LeadEditing *m_editing = nullptr;
    QWidget *m_moreActions = nullptr; ///< of the selection bar
    QAction *m_manyAction = nullptr;
    QAction *m_mergeAction = nullptr;
};

} // namespace AlwaysLeads
