#include "prospecting/FindBannerPlace.h"
#include "prospecting/FindFilters.h"
#include "prospecting/FindLeadsPage.h"
#include "prospecting/LeadFinder.h"
#include "prospecting/SaveSearchSheet.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/Caption.h"
#include "widgets/Menu.h"

namespace AlwaysLeads {

namespace {
const QString runId = QStringLiteral("saved search");
}

void FindLeadsPage::openSaved(PeopleSearchId search)
{
    whenDone(m_finder.storedPage(search, 1), this, [this, search, turn = m_turn](const Result<FoundPage> &page) {
        if (turn != m_turn) {
            return; // another search was begun since
        }
        if (!page) {
            m_shell.showProblem(page.error());
            return;
        }
        m_filters->setFilters(page->filters);
        show(*page);
        runSaved(search);
    });
}

void FindLeadsPage::runSaved(PeopleSearchId search)
{
    const std::stop_token stop = startWork([this, search] { runSaved(search); });
    m_running = search;
    whenDone(m_finder.runAgain(search, stop), this, [this, turn = m_turn](const Result<FoundPage> &page) {
        const QWidget *now = window()->focusWidget();
        if (showAnswer(turn, page) && page && isVisible() && (now == nullptr || !m_filters->isAncestorOf(now))) {
            mainControl()->setFocus();
        }
    });
}

void FindLeadsPage::showRunProgress(PeopleSearchId search, int done, int pages)
{
    if (!m_working || search != m_running || done >= pages) {
        return;
    }
    m_runDone = done;
    m_runPages = pages;
    m_shell.showProgress(runId, {Icon::Search, tr("Reading pages"), done, pages}, [this] { stopWork(); });
    renewStatus();
}

void FindLeadsPage::endRunProgress()
{
    m_running = PeopleSearchId();
    m_runDone = 0;
    m_runPages = 0;
    m_shell.endProgress(runId);
}

void FindLeadsPage::saveSearch()
{
    if (!m_page || !m_page->name.isEmpty() || m_working) {
        return;
    }
    auto *sheet = new SaveSearchSheet(m_finder, *m_page, this);
    connect(sheet, &SaveSearchSheet::saved, this, [this, search = m_page->search](const QString &name) {
        if (m_page && m_page->search == search) {
            m_page->name = name;
            m_filters->setSavable(true, name);
        }
        m_shell.showToast(tr("Saved as “%1”.").arg(name));
    });
    sheet->open();
}

void FindLeadsPage::openSavedMenu()
{
    whenDone(m_finder.saved(), this, [this](const Result<QList<SavedPeopleSearch>> &searches) {
        if (!searches) {
            m_shell.showProblem(searches.error());
            return;
        }
        auto *menu = new Menu(QString(), this);
        menu->setObjectName(QStringLiteral("savedSearchesMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        if (searches->isEmpty()) {
            menu->addEntry(Icon::Bookmark, tr("None yet. Save one with “Save search”."))->setEnabled(false);
        }
        for (const SavedPeopleSearch &search : *searches) {
            const QString name = captionOf(search.name);
            const QString text = search.newPeople > 0 ? tr("%1, %L2 new").arg(name).arg(search.newPeople) : name;
            connect(menu->addEntry(Icon::Bookmark, text), &QAction::triggered, this,
                    [this, id = search.id] { openSaved(id); });
        }
        if (m_page && !m_page->name.isEmpty()) {
            menu->addSeparator();
            connect(menu->addEntry(Icon::PencilLine, tr("Rename this search…"), QStringLiteral("F2")),
                    &QAction::triggered, this, &FindLeadsPage::renameSaved);
            connect(menu->addDanger(Icon::Trash, tr("Forget this search")), &QAction::triggered, this,
                    &FindLeadsPage::forgetSaved);
        }
        menu->popup(m_savedButton->mapToGlobal(QPoint(0, m_savedButton->height() + 4)));
    });
}

void FindLeadsPage::renameSaved()
{
    if (!m_page || m_page->name.isEmpty()) {
        m_shell.showProblem({ErrorKind::Refused, tr("Only a saved search has a name. Ctrl S saves this one."), {}});
        return;
    }
    auto *sheet = new SaveSearchSheet(m_finder, *m_page, this);
    connect(sheet, &SaveSearchSheet::saved, this,
            [this, search = m_page->search, before = m_page->name](const QString &name) {
                if (name != before) {
                    m_shell.offerUndo({tr("The search is called “%1” now").arg(name),
                                       [&finder = m_finder, search, before] { return finder.save(search, before); }});
                }
            });
    sheet->open();
}

void FindLeadsPage::forgetSaved()
{
    const QString name = m_page ? m_page->name : QString();
    if (name.isEmpty()) {
        return;
    }
    const PeopleSearchId search = m_page->search;
    whenDone(m_finder.forget(search), this, [this, search, name](const Result<> &gone) {
        if (!gone) {
            m_shell.showProblem(gone.error());
            return;
        }
        m_forgotten = search;
        if (m_page && m_page->search == search) {
            createNew();
        }
        m_shell.offerUndo({tr("“%1” is forgotten. The people it found stay.").arg(name),
                           [&finder = m_finder, search, name] { return finder.bringBack(search, name); }});
    });
}

void FindLeadsPage::renewSaved()
{
    const PeopleSearchId search = m_page ? m_page->search : m_forgotten;
    if (search.isNull()) {
        return;
    }
    const int page = m_page ? m_page->page : 1;
    whenDone(m_finder.storedPage(search, page), this, [this, search](const Result<FoundPage> &stored) {
        if (!stored || m_working) {
            return;
        }
        if (m_page && m_page->search == search) {
            m_page->name = stored->name;
            m_filters->setSavable(m_banner->isEmpty(), stored->name);
        } else if (!m_page && search == m_forgotten && !stored->name.isEmpty() && m_filters->filters().isEmpty()) {
            m_forgotten = PeopleSearchId(); // it is back, and nothing else is looked at or typed
            m_filters->setFilters(stored->filters);
            show(*stored);
        }
    });
}

} // namespace AlwaysLeads
