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
    whenDone(m_finder.runAgain(search, stop), this,
             [this, turn = m_turn](const Result<FoundPage> &page) { showAnswer(turn, page); });
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
            connect(menu->addDanger(Icon::Trash, tr("Forget this search")), &QAction::triggered, this,
                    &FindLeadsPage::forgetSaved);
        }
        menu->popup(m_savedButton->mapToGlobal(QPoint(0, m_savedButton->height() + 4)));
    });
}

void FindLeadsPage::forgetSaved()
{
    const QString name = m_page ? m_page->name : QString();
    if (name.isEmpty()) {
        return;
    }
    whenDone(m_finder.forget(m_page->search), this, [this, name](const Result<> &gone) {
        if (!gone) {
            m_shell.showProblem(gone.error());
            return;
        }
        m_shell.showToast(tr("“%1” is forgotten. The people it found stay.").arg(name));
        createNew();
    });
}

} // namespace AlwaysLeads
