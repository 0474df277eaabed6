#include "lead/LeadFilterBar.h"
#include "lead/LeadFilterSheet.h"
#include "lead/LeadLists.h"
#include "lead/LeadTableColumns.h"
#include "lead/LeadTableModel.h"
#include "lead/Leads.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/SavedViews.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/Caption.h"
#include "widgets/SearchField.h"

#include <QPointer>

namespace AlwaysLeads {

namespace {

struct ViewKey
{
    LeadView view;
    QLatin1StringView key;
};
constexpr ViewKey viewKeys[] = {
    {LeadView::All, QLatin1StringView("all")},
    {LeadView::NewThisWeek, QLatin1StringView("new")},
    {LeadView::WaitingForReply, QLatin1StringView("waiting")},
    {LeadView::Interested, QLatin1StringView("interested")},
    {LeadView::OptedOut, QLatin1StringView("optedOut")},
    {LeadView::Deleted, QLatin1StringView("deleted")},
};

Task<Result<>> nothingMore()
{
    co_return Result<>();
}

} // namespace

QString LeadsPage::keyOf(const SavedView &view)
{
    return QStringLiteral("saved-%1").arg(view.id.value());
}

const SavedView *LeadsPage::savedView(const QString &key) const
{
    const auto found = std::ranges::find(m_saved, key, keyOf);
    return found == m_saved.end() ? nullptr : &*found;
}

void LeadsPage::showView(const QString &key)
{
    if (key == m_view && !isViewChanged()) {
        return;
    }
    if (const SavedView *saved = savedView(key)) {
        if (!saved->problem.isEmpty()) {
            m_shell.showToast(saved->problem);
            return;
        }
        m_view = key;
        showQuery(saved->query, saved->columns);
        Q_EMIT currentViewChanged(key);
        return;
    }
    for (const ViewKey &one : viewKeys) {
        if (one.key == key) {
            const bool fromSaved = isOwnView();
            m_view = key;
            LeadQuery query;
            query.view = one.view;
            if (!fromSaved) {
                query.text = m_query.text;
            }
            showCommon(query);
            Q_EMIT currentViewChanged(key);
        }
    }
}

/// All leads, without what was searched for and filtered by.
void LeadsPage::showEverybody()
{
    m_view = m_views.first().key;
    showCommon({});
    Q_EMIT currentViewChanged(m_view);
}

void LeadsPage::showPeople(const QString &title, const QList<LeadId> &people)
{
    m_view = QStringLiteral("people"); // none of the sidebar's
    m_peopleTitle = title;
    LeadQuery query;
    query.people = people;
    showCommon(query);
    Q_EMIT currentViewChanged(m_view);
}

/// Shows another list, as the view has it.
void LeadsPage::showQuery(const LeadQuery &query, const QList<LeadColumn> &columns)
{
    m_query = query;
    m_viewQuery = query;
    m_viewColumns = columns;
    {
        const QSignalBlocker quiet(m_searchField);
        m_searchField->setText(query.text);
    }
    m_searchField->setKeyCap(query.text.isEmpty() ? tr("Ctrl F") : QString()); // its own signal was kept quiet
    m_filters->setFilter(query.filter);
    m_found = -1;
    m_table->stopCollecting();
    if (columns != m_table->columns()->shown()) {
        applyColumns(columns);
    }
    renewTitle();
    renewSort();
    search();
}

bool LeadsPage::isViewChanged() const
{
    LeadQuery now = m_query;
    if (savedView(m_view) == nullptr) {
        now.text = m_viewQuery.text; // what is typed into the search belongs to no built-in view
    }
    const QList<LeadColumn> columns = m_table->columns()->shown();
    const bool columnsDiffer = m_viewColumns.isEmpty() ? !m_table->columns()->isAsDesigned() : columns != m_viewColumns;
    return now != m_viewQuery || columnsDiffer;
}

void LeadsPage::renewSaveView()
{
    m_saveView->setVisible(isViewChanged() && !m_query.people);
    noteArrangement();
}

void LeadsPage::readFields()
{
    m_readingFields.renew();
    m_readingLists.renew();
}

void LeadsPage::showFields(const Result<LeadFields> &fields)
{
    if (!fields) {
        m_shell.showProblem(fields.error());
        return;
    }
    if (fields->all() != m_fields.all()) {
        m_fields = *fields;
        m_filters->setFields(m_fields);
    }
    m_fieldsKnown = true;
    takeArrangement();
}

void LeadsPage::showCounts(const Result<LeadCounts> &counts)
{
    if (!counts) {
        m_shell.showProblem(counts.error());
        return;
    }
    for (const ViewKey &one : viewKeys) {
        m_counts.insert(one.key, counts->views.value(one.view));
    }
    renewViews();
    countSavedViews();
}

/// One after the other, as each may look at every person; a new search comes first.
void LeadsPage::countSavedViews()
{
    m_counting.request_stop();
    m_counting = std::stop_source();
    m_toCount.clear();
    for (const SavedView &view : std::as_const(m_saved)) {
        if (view.problem.isEmpty()) {
            m_toCount << view;
        }
    }
    countNextView();
}

void LeadsPage::countNextView()
{
    if (m_toCount.isEmpty()) {
        return;
    }
    const SavedView view = m_toCount.first();
    whenDone(m_search.count(view.query, m_counting.get_token()), this,
             [this, key = keyOf(view), token = m_counting.get_token()](Result<qint64> count) {
                 if (token.stop_requested()) {
                     return; // begun again after the search
                 }
                 if (count && savedView(key) != nullptr) {
                     m_counts.insert(key, *count);
                     renewViews();
                 }
                 m_toCount.removeFirst();
                 countNextView();
             });
}

void LeadsPage::showSaved(const Result<QList<SavedView>> &views)
{
    if (!views) {
        m_shell.showProblem(views.error());
        return;
    }
    m_saved = *views;
    renewViews();
    renewTitle();
    if (m_view.startsWith(QLatin1String("saved-"))) {
        const SavedView *current = savedView(m_view);
        if (current == nullptr) {
            showView(m_commonViews.first().key);
        } else {
            m_viewQuery = current->query;
            m_viewColumns = current->columns;
            renewSaveView();
        }
    }
    countSavedViews();
}

void LeadsPage::renewViews()
{
    m_views = {m_commonViews.first()};
    for (const SavedView &view : std::as_const(m_saved)) {
        m_views.append({keyOf(view), view.name, Icon::ListFilter, -1, true});
    }
    m_views += m_commonViews.mid(1);
    for (View &view : m_views) {
        view.count = m_counts.value(view.key, -1);
    }
    for (qsizetype key = 0; key < m_viewActions.size(); ++key) {
        const bool there = key < m_views.size();
        m_viewActions.at(key)->setVisible(there);
        m_viewActions.at(key)->setEnabled(there);
        if (there) {
            m_viewActions.at(key)->setText(tr("Show: %1").arg(captionOf(m_views.at(key).title)));
        }
    }
    Q_EMIT viewsChanged(m_views);
}

void LeadsPage::setFilter(const LeadFilter &filter)
{
    m_query.filter = filter;
    if (m_filters->filter() != filter) {
        m_filters->setFilter(filter);
    }
    m_table->stopCollecting();
    search();
}

void LeadsPage::clearFilters()
{
    m_query.filter = LeadFilter();
    m_query.text.clear();
    {
        const QSignalBlocker quiet(m_searchField);
        m_searchField->clear();
    }
    m_searchField->setKeyCap(tr("Ctrl F")); // its own signal was kept quiet
    m_filters->setFilter(m_query.filter);
}

void LeadsPage::openBuilder()
{
    openBuilderWith(std::nullopt);
}

void LeadsPage::openBuilderWith(const std::optional<LeadFilter> &unused)
{
    // With the tags and lists of this moment.
    whenDone(m_search.fields(), this, [this, unused](Result<LeadFields> fields) {
        if (!fields) {
            m_shell.showProblem(fields.error());
            return;
        }
        auto *sheet = new LeadFilterSheet(m_search, *fields, m_query, unused, this);
        connect(sheet, &LeadFilterSheet::applied, this, &LeadsPage::setFilter);
        connect(sheet, &LeadFilterSheet::segmentWanted, this, &LeadsPage::newSegment);
        connect(sheet, &LeadFilterSheet::leftUnused, this, [this](const LeadFilter &filter) {
            m_shell.offerUndo({tr("The filter was closed without your changes"), [self = QPointer(this), filter] {
                                   if (self) {
                                       if (!self->isVisible()) { // Ctrl Z on another page
                                           self->m_shell.open(Place::Leads);
                                       }
                                       self->openBuilderWith(filter);
                                   }
                                   return nothingMore();
                               }});
        });
        sheet->open();
    });
}

} // namespace AlwaysLeads
