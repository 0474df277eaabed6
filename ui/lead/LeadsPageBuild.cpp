#include "lead/LeadFilterBar.h"
#include "lead/LeadInspector.h"
#include "lead/LeadRowDelegate.h"
#include "lead/LeadTableColumns.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "widgets/Button.h"
#include "widgets/DrawerShadow.h"
#include "widgets/EmptyState.h"
#include "widgets/IconButton.h"
#include "widgets/Menu.h"
#include "widgets/SearchField.h"
#include "widgets/SelectionBar.h"
#include "widgets/SheetFrame.h"

#include <QApplication>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStackedWidget>

namespace AlwaysLeads {

namespace {
constexpr int toolbarHeight = 48;
constexpr int searchWidth = 232;
constexpr int inspectorWidth = 304;
constexpr int drawerWidth = 320;
} // namespace

void LeadsPage::build()
{
    m_import = new Button(Icon::Upload, QString(), ButtonKind::Ghost);
    m_import->setObjectName(QStringLiteral("leadsImport"));
    m_import->setAccessibleName(tr("Import"));
    m_import->setToolTip(tr("Import a file (Ctrl Shift I)"));
    m_find = new Button(Icon::Telescope, QString(), ButtonKind::Ghost);
    m_find->setObjectName(QStringLiteral("leadsFind"));
    m_find->setAccessibleName(tr("Find leads"));
    m_new = new Button(Icon::Plus, tr("New lead"), ButtonKind::Secondary);
    m_new->setObjectName(QStringLiteral("leadsNew"));
    m_new->setKeyCap(QStringLiteral("N"));
    m_header->addRight(m_import);
    m_header->addRight(m_find);
    m_header->addRight(m_new);
    connect(m_import, &QPushButton::clicked, this, [this] { m_shell.importFile({}); });
    connect(m_find, &QPushButton::clicked, this, [this] { m_shell.open(Place::FindLeads); });
    connect(m_new, &QPushButton::clicked, this, &LeadsPage::createNew);
    connect(m_header, &PageHeader::menuRequested, this, &LeadsPage::openViewsMenu);

    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_header);
    lines->addWidget(buildToolbar());
    lines->addWidget(buildBody(), 1);
    buildCommands();
    buildSelectionBar();
    m_inspectorButton->setChecked(true);
}

QWidget *LeadsPage::buildToolbar()
{
    auto *bar = new Pane(&Theme::surface, Qt::BottomEdge);
    bar->setFixedHeight(toolbarHeight);
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(20, 0, 12, 0);
    line->setSpacing(8);
    m_searchField->setObjectName(QStringLiteral("leadsSearch"));
    m_searchField->setFixedWidth(searchWidth);
    m_searchField->setPause(0); // a newer search ends the older one by itself
    m_filters = new LeadFilterBar;
    m_saveView = new Button(Icon::Bookmark, tr("Save view"), ButtonKind::Ghost);
    m_saveView->setObjectName(QStringLiteral("leadsSaveView"));
    m_saveView->setControlHeight(28);
    m_saveView->setToolTip(tr("Keep filter, order and columns"));
    m_saveView->hide();
    m_restore = new Button(Icon::Undo, tr("Bring back"), ButtonKind::Secondary);
    m_restore->setObjectName(QStringLiteral("leadsToolbarRestore"));
    m_restore->setControlHeight(28);
    m_restore->setKeyCap(QStringLiteral("B"));
    m_restore->hide();
    m_sort = new Button(Icon::ArrowUpDown, QString(), ButtonKind::Ghost);
    m_sort->setObjectName(QStringLiteral("leadsSort"));
    m_sort->setControlHeight(28);
    m_columns = new IconButton(Icon::Columns, tr("Columns"));
    m_columns->setObjectName(QStringLiteral("leadsColumns"));
    m_inspectorButton = new IconButton(Icon::PanelRight, tr("Inspector (Ctrl I)"));
    m_inspectorButton->setObjectName(QStringLiteral("leadsInspectorToggle"));
    m_inspectorButton->setCheckable(true);
    line->addWidget(m_searchField);
    line->addWidget(m_filters, 1);
    line->addWidget(m_saveView);
    line->addWidget(m_restore);
    line->addWidget(m_sort);
    line->addWidget(m_columns);
    line->addWidget(m_inspectorButton);

    connect(m_searchField, &SearchField::searched, this, [this](const QString &text) {
        if (m_query.text != text) {
            m_query.text = text;
            m_table->stopCollecting();
            search();
        }
    });
    connect(m_searchField, &SearchField::movedDown, this, [this] { m_table->setFocus(Qt::TabFocusReason); });
    connect(m_searchField, &SearchField::left, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    connect(m_filters, &LeadFilterBar::filterChanged, this, &LeadsPage::setFilter);
    connect(m_filters, &LeadFilterBar::builderWanted, this, &LeadsPage::openBuilder);
    connect(m_saveView, &QPushButton::clicked, this, &LeadsPage::saveView);
    connect(m_sort, &QPushButton::clicked, this, &LeadsPage::openSortMenu);
    connect(m_columns, &QPushButton::clicked, this, &LeadsPage::openColumnMenu);
    connect(m_inspectorButton, &QPushButton::clicked, this, &LeadsPage::toggleInspector);
    return bar;
}

QWidget *LeadsPage::buildBody()
{
    m_list = new QWidget;
    m_columnsOfBody = new QHBoxLayout(m_list);
    m_columnsOfBody->setContentsMargins(0, 0, 0, 0);
    m_columnsOfBody->setSpacing(0);
    m_table->setObjectName(QStringLiteral("leadsTable"));
    m_table->setModel(m_model);
    auto *delegate = new LeadRowDelegate(m_table);
    m_table->setRowDelegate(delegate);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->header()->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->installEventFilter(this);
    m_columnsOfBody->addWidget(m_table, 1);
    m_columnsOfBody->addWidget(m_inspector);
    m_inspector->setFixedWidth(inspectorWidth);
    m_drawerShadow = new DrawerShadow(m_body);

    m_emptyPlace = new QWidget;
    auto *emptyLine = new QVBoxLayout(m_emptyPlace);
    emptyLine->setContentsMargins(0, 0, 0, 0);
    auto *loading = new QWidget; // blank for 120 ms, then soft rows
    auto *loadingLine = new QVBoxLayout(loading);
    loadingLine->setContentsMargins(0, 34, 0, 0);
    m_skeleton = new Skeleton;
    loadingLine->addWidget(m_skeleton);
    m_body->addWidget(loading);
    m_body->addWidget(m_list);
    m_body->addWidget(m_emptyPlace);

    connect(m_table->header(), &QHeaderView::sectionClicked, this, &LeadsPage::sortByColumn);
    connect(m_table->header(), &QWidget::customContextMenuRequested, this, &LeadsPage::openHeaderMenu);
    connect(m_table->columns(), &LeadTableColumns::changed, this, &LeadsPage::renewSaveView);
    connect(m_table, &LeadsTable::choiceChanged, this, &LeadsPage::renewChoice);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LeadsPage::readInspector);
    connect(m_table, &TableView::opened, this, [this] {
        if (width() < drawerBelow) {
            m_drawerOpen = true;
            placeInspector();
        } else {
            edit(currentLead());
        }
    });
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &position) { openMenu(m_table->viewport()->mapToGlobal(position), Whose::Choice); });
    connect(m_inspector, &LeadInspector::addToCampaignRequested, this, [this] { addToCampaign(inspected()); });
    connect(m_inspector, &LeadInspector::draftRequested, this, [this] { writeDrafts(inspected()); });
    connect(m_inspector, &LeadInspector::restoreRequested, this, [this] { restorePeople(inspected()); });
    connect(m_inspector, &LeadInspector::failed, this, [this](const Error &error) { m_shell.showProblem(error); });
    connect(m_inspector, &LeadInspector::menuRequested, this,
            [this](const QPoint &position) { openMenu(position, Whose::Inspector); });
    return m_body;
}

void LeadsPage::buildSelectionBar()
{
    m_selectionBar = new SelectionBar(m_table);
    m_selectionBar->setObjectName(QStringLiteral("leadsSelectionBar"));
    const auto addButton = [this](Icon icon, const QString &text, const QString &keys, const QString &name,
                                  QAction *action) {
        auto *button = new Button(icon, text, ButtonKind::Ghost);
        button->setObjectName(name);
        button->setControlHeight(28);
        button->setKeyCap(keys);
        m_selectionBar->addButton(button);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        const auto follow = [button, action] { button->setVisible(action->isEnabled()); };
        connect(action, &QAction::changed, button, follow);
        follow();
    };
    addButton(Icon::Sparkles, tr("Write drafts"), QStringLiteral("W"), QStringLiteral("leadsWriteDrafts"),
              m_writeAction);
    addButton(Icon::Route, tr("Add to campaign"), QStringLiteral("C"), QStringLiteral("leadsAddToCampaign"),
              m_campaignAction);
    addButton(Icon::Tag, tr("Tag"), QStringLiteral("T"), QStringLiteral("leadsTag"), m_tagAction);
    m_moreActions = new QWidget;
    auto *more = new QHBoxLayout(m_moreActions);
    more->setContentsMargins(0, 0, 0, 0);
    more->setSpacing(4);
    m_selectionBar->addButton(m_moreActions);
    addButton(Icon::Undo, tr("Bring back"), QStringLiteral("B"), QStringLiteral("leadsRestore"), m_restoreAction);
    m_selectionBar->addDivider();
    auto *remove = new IconButton(Icon::Trash, tr("Delete (Del)"));
    remove->setObjectName(QStringLiteral("leadsDelete"));
    remove->setControlSize(28);
    m_selectionBar->addButton(remove);
    connect(remove, &QPushButton::clicked, m_deleteAction, &QAction::trigger);
    connect(m_deleteAction, &QAction::changed, remove,
            [this, remove] { remove->setVisible(m_deleteAction->isEnabled()); });
    connect(m_selectionBar, &SelectionBar::cleared, this, [this] {
        m_table->stopCollecting();
        m_table->setFocus();
    });
    renewChoice();
}

QAction *LeadsPage::addCommand(Icon icon, const QString &text, const QKeySequence &keys, std::function<void()> run,
                               bool dangerous)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setProperty(pictureProperty, int(icon));
    action->setProperty(dangerousProperty, dangerous);
    connect(action, &QAction::triggered, this, std::move(run));
    addAction(action);
    m_commands << action;
    return action;
}

void LeadsPage::buildCommands()
{
    const auto keys = [](const char *text) { return QKeySequence(QLatin1String(text)); };
    addCommand(Icon::Plus, tr("New lead…"), keys("N"), [this] { createNew(); });
    m_editAction = addCommand(Icon::PencilLine, tr("Edit…"), keys("E"), [this] { edit(currentLead()); });
    m_writeAction = addCommand(Icon::Sparkles, tr("Write draft"), keys("W"), [this] { writeDrafts(toActOn()); });
    m_writeViewAction = addCommand(Icon::Sparkles, tr("Write drafts for everybody in this view…"), keys("Ctrl+Shift+W"),
                                   [this] { writeDraftsOfView(); });
    m_campaignAction = addCommand(Icon::Route, tr("Add to campaign…"), keys("C"), [this] { addToCampaign(toActOn()); });
    m_tagAction = addCommand(Icon::Tag, tr("Tag…"), keys("T"), [this] { tag(toActOn()); });
    m_restoreAction = addCommand(Icon::Undo, tr("Bring back"), keys("B"), [this] { restorePeople(toActOn()); });
    connect(m_restore, &QPushButton::clicked, m_restoreAction, &QAction::trigger);
    m_exportAction = addCommand(Icon::Download, tr("Export this list…"), {}, [this] { exportView(); });
    m_listCommands << addCommand(Icon::ListFilter, tr("Filter…"), keys("F"), [this] { m_filters->openPicker(); });
    m_listCommands << addCommand(Icon::Braces, tr("Filter with groups…"), keys("Shift+F"), [this] { openBuilder(); });
    m_listCommands << addCommand(Icon::ArrowUpDown, tr("Sort by…"), keys("S"), [this] { openSortMenu(); });
    m_listCommands << addCommand(Icon::Columns, tr("Columns…"), keys("Shift+C"), [this] { openColumnMenu(); });
    m_listCommands << addCommand(Icon::Bookmark, tr("Save view…"), {}, [this] { saveViewAs(); });
    addCommand(Icon::Layers, tr("Add to a list…"), keys("L"), [this] {
        if (const QList<LeadId> people = toActOn(); !people.isEmpty()) {
            Menu menu(tr("Lists"), this);
            addListMenus(&menu, people)->exec(m_table->viewport()->mapToGlobal(QPoint(60, 60)));
        }
    });
    addCommand(Icon::Layers, tr("Lists and segments…"), keys("Shift+L"), [this] { openLists(); });
    for (int key = 1; key <= 9; ++key) {
        m_viewActions << addCommand(Icon::ListFilter, QString(), QKeySequence(QString::number(key)), [this, key] {
            if (key <= m_views.size()) {
                showView(m_views.at(key - 1).key);
            }
        });
    }
    renewViews();
    m_deleteAction = addCommand(
        Icon::Trash, tr("Delete"), keys("Del"), [this] { deletePeople(toActOn()); }, true);
}

void LeadsPage::toggleInspector()
{
    if (width() < drawerBelow) {
        m_drawerOpen = !m_drawerOpen;
    } else {
        m_inspectorWanted = !m_inspectorWanted;
    }
    placeInspector();
}

void LeadsPage::placeInspector()
{
    const bool drawer = width() < drawerBelow;
    const bool isDrawer = m_inspector->parentWidget() == m_body;
    if (drawer && !isDrawer) {
        m_columnsOfBody->removeWidget(m_inspector);
        m_inspector->setParent(m_body);
        m_inspector->setFixedWidth(drawerWidth);
    } else if (!drawer && isDrawer) {
        m_columnsOfBody->addWidget(m_inspector);
        m_inspector->setFixedWidth(inspectorWidth);
        m_drawerOpen = false;
    }
    m_table->columns()->setNarrow(drawer);
    const bool visible = drawer ? m_drawerOpen : m_inspectorWanted;
    if (!visible && m_inspector->isAncestorOf(QApplication::focusWidget())) {
        m_table->setFocus(Qt::OtherFocusReason); // else the focus goes wherever the window has its next control
    }
    m_inspector->setVisible(visible);
    m_inspectorButton->setChecked(visible);
    m_import->setText(drawer ? QString() : tr("Import"));
    m_find->setText(drawer ? QString() : tr("Find leads"));
    m_find->setToolTip(drawer ? tr("Find leads") : QString());
    renewSort();
    if (drawer && visible) {
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        m_inspector->setGeometry(mirrored ? 0 : m_body->width() - drawerWidth, 0, drawerWidth, m_body->height());
        m_drawerShadow->placeBeside(m_inspector->geometry());
        m_drawerShadow->raise();
        m_inspector->raise();
    }
    m_drawerShadow->setVisible(drawer && visible);
}

void LeadsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    layout()->activate(); // the body's size decides where the drawer goes
    placeInspector();
}

void LeadsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_drawerOpen && width() < drawerBelow) {
        toggleInspector();
        m_table->setFocus();
        event->accept();
        return;
    }
    // Meant for the list, wherever the focus is, unless a field wanted it for itself.
    if (event->matches(QKeySequence::SelectAll) && m_table->isVisible() && focusWidget() != m_table) {
        m_table->setFocus(Qt::ShortcutFocusReason);
        QCoreApplication::sendEvent(m_table, event);
        return;
    }
    Page::keyPressEvent(event);
}

bool LeadsPage::eventFilter(QObject *watched, QEvent *event)
{
    // With one row chosen Esc has nothing left to clear in the table: it closes the drawer.
    if (watched == m_table && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !m_table->isCollecting()
        && m_table->chosenCount() < 2) {
        keyPressEvent(static_cast<QKeyEvent *>(event));
        return true;
    }
    return Page::eventFilter(watched, event);
}

} // namespace AlwaysLeads
