#include "lead/LeadEdit.h"
#include "lead/LeadTableColumns.h"
#include "lead/LeadWords.h"
#include "lead/Leads.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/NameSheet.h"
#include "lead/SavedViews.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/Caption.h"
#include "widgets/Menu.h"

#include <algorithm>

namespace AlwaysLeads {

void LeadsPage::saveView()
{
    const SavedView *current = savedView(m_view);
    if (current == nullptr) {
        saveViewAs();
        return;
    }
    Menu menu(tr("Save view"), this);
    connect(menu.addEntry(Icon::Save, tr("Save in “%1”").arg(captionOf(current->name))), &QAction::triggered, this,
            [this, before = *current] {
                SavedView now = before;
                now.query = m_query;
                now.columns = m_table->columns()->isAsDesigned() ? QList<LeadColumn>() : m_table->columns()->shown();
                whenDone(m_savedViews.save(now), this, [this, before](Result<> saved) {
                    if (!saved) {
                        m_shell.showProblem(saved.error());
                        return;
                    }
                    m_shell.offerUndo({tr("%1 saved").arg(before.name),
                                       [&views = m_savedViews, before] { return views.save(before); }});
                });
            });
    connect(menu.addEntry(Icon::Plus, tr("Save as a new view…")), &QAction::triggered, this, &LeadsPage::saveViewAs);
    connect(menu.addEntry(Icon::RotateCcw, tr("Back to how it was")), &QAction::triggered, this,
            [this, view = *current] { showQuery(view.query, view.columns); });
    menu.exec(m_saveView->mapToGlobal(QPoint(0, m_saveView->height() + 4)));
}

void LeadsPage::saveViewAs()
{
    if (m_query.people) {
        m_shell.showToast(
            tr("These are the people of one moment. Choose them all and put them on a list to keep them."));
        return;
    }
    const QString name = m_query.filter.isEmpty() ? QString() : m_query.filter.sentence(m_fields);
    auto *sheet = new NameSheet(tr("Save this view"), tr("Name"), tr("Save view"), name, this);
    connect(sheet, &NameSheet::named, this, [this](const QString &chosen) {
        SavedView view;
        view.name = chosen;
        view.query = m_query;
        view.columns = m_table->columns()->isAsDesigned() ? QList<LeadColumn>() : m_table->columns()->shown();
        whenDone(m_savedViews.add(view), this, [this](Result<SavedView> added) {
            if (!added) {
                m_shell.showProblem(added.error());
                return;
            }
            m_view = keyOf(*added);
            if (savedView(m_view) == nullptr) { // the list is read again by itself, sooner or later than this
                m_saved << *added;
            }
            m_viewQuery = added->query;
            m_viewColumns = added->columns;
            renewViews();
            renewTitle();
            renewSaveView();
            Q_EMIT currentViewChanged(m_view);
        });
    });
    sheet->open();
}

void LeadsPage::offerViews(bool offer)
{
    m_header->setMenu(offer ? tr("Views") : QString());
}

void LeadsPage::openViewsMenu()
{
    Menu menu(tr("Views"), this);
    for (qsizetype place = 0; place < m_views.size(); ++place) {
        const View &view = m_views.at(place);
        const QString title = captionOf(view.title);
        QAction *entry =
            menu.addAction(view.count < 0 ? title : tr("%1 (%2)").arg(title, LeadWords::number(view.count)), this,
                           [this, key = view.key] { showView(key); });
        entry->setCheckable(true);
        entry->setChecked(view.key == m_view);
        if (place < m_viewActions.size()) {
            entry->setShortcut(m_viewActions.at(place)->shortcut());
        }
    }
    menu.addSeparator();
    connect(menu.addEntry(Icon::Bookmark, tr("Save view…")), &QAction::triggered, this, &LeadsPage::saveViewAs);
    const QPoint below = m_header->menuButton()->mapToGlobal(QPoint(0, m_header->menuButton()->height() + 4));
    if (savedView(m_view) != nullptr) {
        connect(menu.addEntry(Icon::PencilLine, tr("Rename, move or delete this view…")), &QAction::triggered, this,
                [this, below] { openViewMenu(m_view, below); });
    }
    menu.exec(below);
}

void LeadsPage::openViewMenu(const QString &key, const QPoint &position)
{
    const SavedView *found = savedView(key);
    if (found == nullptr) {
        return;
    }
    const SavedView view = *found;
    const auto place = std::ranges::find(m_saved, view.id, &SavedView::id) - m_saved.begin();
    Menu menu(view.name, this);
    const auto move = [this, view](int step) {
        whenDone(m_savedViews.move(view.id, step), this, [this](Result<> moved) {
            if (!moved) {
                m_shell.showProblem(moved.error());
            }
        });
    };
    connect(menu.addEntry(Icon::PencilLine, tr("Rename…")), &QAction::triggered, this,
            [this, view] { renameView(view); });
    QAction *up = menu.addEntry(Icon::ArrowUp, tr("Move up"));
    up->setEnabled(place > 0);
    connect(up, &QAction::triggered, this, [move] { move(-1); });
    QAction *down = menu.addEntry(Icon::ArrowDown, tr("Move down"));
    down->setEnabled(place + 1 < m_saved.size());
    connect(down, &QAction::triggered, this, [move] { move(1); });
    menu.addSeparator();
    connect(menu.addDanger(Icon::Trash, tr("Delete the view")), &QAction::triggered, this,
            [this, view] { deleteView(view); });
    menu.exec(position);
}

void LeadsPage::renameView(const SavedView &view)
{
    auto *sheet = new NameSheet(tr("Rename the view"), tr("Name"), tr("Rename"), view.name, this);
    connect(sheet, &NameSheet::named, this, [this, view](const QString &name) {
        SavedView renamed = view;
        renamed.name = name;
        whenDone(m_savedViews.save(renamed), this, [this](Result<> saved) {
            if (!saved) {
                m_shell.showProblem(saved.error());
            }
        });
    });
    sheet->open();
}

void LeadsPage::deleteView(const SavedView &view)
{
    whenDone(m_savedViews.remove(view.id), this, [this, view](Result<> removed) {
        if (!removed) {
            m_shell.showProblem(removed.error());
            return;
        }
        m_shell.offerUndo({tr("View %1 deleted").arg(view.name),
                           [&views = m_savedViews, view] { return withoutValue(views.add(view)); }});
    });
}

} // namespace AlwaysLeads
