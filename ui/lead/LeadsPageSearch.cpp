#include "lead/LeadInspector.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadWords.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/EmptyState.h"

#include <QScrollBar>
#include <QStackedWidget>

namespace AlwaysLeads {

namespace {
constexpr qint64 firstScreenful = 60;
} // namespace

void LeadsPage::search(Ask ask)
{
    m_searching.request_stop();
    m_searching = std::stop_source();
    m_counting.request_stop(); // goes on when the list is there
    m_listIsNew = m_listIsNew || ask == Ask::New;
    if (ask == Ask::New) {
        m_table->wantNoMore();
    }
    ++m_generation;
    if (m_body->currentIndex() == 0) {
        m_skeleton->start();
    }
    if (ask == Ask::New || !m_foundAll || m_found <= 0) {
        askFirst();
    } else {
        askAll();
    }
    renewSaveView();
}

void LeadsPage::searchFailed(const Error &error)
{
    if (error.kind != ErrorKind::Cancelled) {
        m_skeleton->stop();
        m_shell.showProblem(error);
    }
}

void LeadsPage::askFirst()
{
    whenDone(m_search.first(m_query, firstScreenful, m_model->furtherKeys(), m_searching.get_token()), this,
             [this, generation = m_generation](Result<LeadFirstRows> first) {
                 if (isOld(generation)) {
                     return;
                 }
                 if (!first) {
                     searchFailed(first.error());
                     return;
                 }
                 showFirst(*first);
                 if (!first->isAll) {
                     askAll();
                 }
             });
}

void LeadsPage::askAll()
{
    whenDone(m_search.ids(m_query, m_searching.get_token()), this,
             [this, generation = m_generation](Result<std::vector<LeadId>> found) {
                 if (isOld(generation)) {
                     return;
                 }
                 if (!found) {
                     searchFailed(found.error());
                     return;
                 }
                 if (!m_foundAll && m_model->extend(*found)) {
                     setFound(qint64(found->size()), true);
                     m_listIsNew = false;
                     if (currentLead() == m_choice.placed) {
                         restoreChoice();
                     }
                     m_table->setComplete(true);
                     return;
                 }
                 readVisibleAgain(*found);
             });
}

/// The rows that will be in view come with the list, so that none of them is blank when it is replaced.
void LeadsPage::readVisibleAgain(const std::vector<LeadId> &ids)
{
    const int height = std::max(1, m_table->verticalHeader()->defaultSectionSize());
    const size_t onScreen = size_t(m_table->viewport()->height() / height) + 2;
    const size_t top = std::min(size_t(m_table->verticalScrollBar()->value() / height), ids.size());
    const size_t begin = ids.size() < top + onScreen ? (ids.size() > onScreen ? ids.size() - onScreen : 0) : top;
    std::vector<LeadId> visible(ids.begin() + std::ptrdiff_t(begin),
                                ids.begin() + std::ptrdiff_t(std::min(ids.size(), begin + onScreen)));
    whenDone(m_search.rows(std::move(visible), m_searching.get_token(), m_model->furtherKeys()), this,
             [this, generation = m_generation, ids](Result<QList<LeadSummary>> rows) {
                 if (isOld(generation)) {
                     return;
                 }
                 if (!rows) {
                     searchFailed(rows.error());
                     return;
                 }
                 if (m_foundAll && ids == m_model->ids() && !ids.empty()) {
                     m_model->readAgain(*rows);
                     if (!m_wanted.isNull()) {
                         keepChoice();
                         restoreChoice();
                     }
                     readInspector();
                     return;
                 }
                 m_foundAll = true;
                 showFound(ids, *rows);
             });
}

void LeadsPage::showFirst(const LeadFirstRows &first)
{
    m_foundAll = first.isAll;
    const bool jumps = !m_wanted.isNull();
    showFound(first.ids, first.rows);
    if (m_listIsNew && !jumps) {
        m_table->verticalScrollBar()->setValue(0);
    }
    m_listIsNew = !first.isAll;
}

/// Whom to follow into the next list.
void LeadsPage::keepChoice()
{
    m_choice = Choice();
    m_choice.collecting = m_table->isCollecting();
    m_choice.row = std::max(0, m_table->currentIndex().row());
    m_choice.current = m_wanted.isNull() ? currentLead() : m_wanted;
    if (m_choice.collecting || m_table->chosenCount() > 1) {
        const QList<int> rows = m_table->chosenRows();
        for (const int row : rows) {
            const auto id = size_t(m_model->idAt(row).value());
            if (id >= m_choice.people.size()) {
                m_choice.people.resize(std::max(id + 1, m_choice.people.size() * 2));
            }
            m_choice.people[id] = true;
        }
    }
}

void LeadsPage::restoreChoice()
{
    if (m_found == 0) {
        return;
    }
    QList<int> rows;
    if (!m_choice.people.empty()) {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const auto id = size_t(m_model->idAt(row).value());
            if (id < m_choice.people.size() && m_choice.people[id]) {
                rows << row;
            }
        }
    }
    const bool jumps = !m_wanted.isNull() && m_model->rowOf(m_wanted) >= 0;
    int current = m_model->rowOf(m_choice.current);
    if (current < 0 && !m_wanted.isNull() && !m_foundAll) {
        return; // the one asked for comes with the rest
    }
    if (current < 0) { // gone: the one that took its place
        current = m_listIsNew ? 0 : std::min(m_choice.row, m_model->rowCount() - 1);
    }
    if (jumps || m_foundAll) {
        m_wanted = LeadId();
    }
    const bool keepsCollecting = m_choice.collecting && !jumps && !rows.isEmpty();
    m_table->choose(rows.isEmpty() || jumps ? QList<int>{current} : rows, current, keepsCollecting);
    m_choice.placed = currentLead();
    if (jumps) {
        m_table->scrollTo(m_model->index(current, LeadTableModel::Name));
    }
    readInspector();
}

void LeadsPage::setFound(qint64 count, bool isAll)
{
    m_found = count;
    m_foundAll = isAll;
    if (!isAll) {
        m_table->setComplete(false);
    }
    m_header->setCount(isAll ? LeadWords::number(count) : tr("…"));
    renewChoice();
    if (isAll && !m_toCount.isEmpty() && m_counting.stop_requested()) {
        m_counting = std::stop_source();
        countNextView();
    }
}

void LeadsPage::showFound(std::vector<LeadId> ids, const QList<LeadSummary> &rows)
{
    keepChoice();
    m_skeleton->stop();
    const auto count = qint64(ids.size());
    m_model->show(std::move(ids), rows);
    setFound(count, m_foundAll);
    renewSort();
    if (count == 0) {
        m_wanted = LeadId();
        showNothing();
        renewChoice();
        readInspector();
        return;
    }
    const bool wasEmpty = m_body->currentWidget() == m_emptyPlace;
    m_body->setCurrentWidget(m_list);
    if (const QWidget *focus = window()->focusWidget(); // it went with what said that nobody is here
        wasEmpty && isVisible() && (focus == nullptr || focus == window() || !focus->isVisible())) {
        m_table->setFocus(Qt::OtherFocusReason);
    }
    restoreChoice();
    m_table->setComplete(m_foundAll);
}

} // namespace AlwaysLeads
