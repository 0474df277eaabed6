#include "lead/LeadsPage.h"

#include "lead/LeadInspector.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadWords.h"
#include "lead/Leads.h"
#include "lead/LeadsTable.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/CommandPalette.h"
#include "widgets/EmptyState.h"
#include "widgets/FilterChip.h"
#include "widgets/SearchField.h"
#include "widgets/SelectionBar.h"

#include <QLayout>
#include <QStackedWidget>
#include <QTimer>

#include <unordered_map>

namespace AlwaysLeads {

namespace {

constexpr size_t firstScreenful = 60;
constexpr size_t peopleInPalette = 8;
/// Several changes at once (an import's rows, a tag on many) make one new search.
constexpr int changesGather = 30;
constexpr int roomUnderBar = 56; ///< the selection bar never covers the last row

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

} // namespace

LeadsPage::LeadsPage(Leads &leads, LeadSearch &search, LeadExport &leadExport, Shell &shell, QWidget *parent)
    : Page(parent)
    , m_leads(leads)
    , m_search(search)
    , m_export(leadExport)
    , m_shell(shell)
    , m_header(new PageHeader(QString()))
    , m_searchField(new SearchField(tr("Search leads"), tr("Ctrl F")))
    , m_model(new LeadTableModel(search, this))
    , m_table(new LeadsTable(tr("Leads")))
    , m_inspector(new LeadInspector)
    , m_body(new QStackedWidget)
    , m_again(new QTimer(this))
{
    setObjectName(QStringLiteral("leadsPage"));
    m_views = {
        {viewKeys[0].key, tr("All leads"), Icon::Layers, -1},
        {viewKeys[1].key, tr("New this week"), Icon::ListFilter, -1},
        {viewKeys[2].key, tr("Waiting for reply"), Icon::ListFilter, -1},
        {viewKeys[3].key, tr("Interested"), Icon::ListFilter, -1},
        {viewKeys[4].key, tr("Opted out"), Icon::Ban, -1},
        {viewKeys[5].key, tr("Deleted"), Icon::Trash, -1},
    };
    m_again->setSingleShot(true);
    m_again->setInterval(changesGather);
    connect(m_again, &QTimer::timeout, this, [this] {
        LeadsPage::search();
        readCounts();
    });
    build();
    connect(&m_leads, &Leads::changed, this, &LeadsPage::leadsChanged);
    connect(&m_leads, &Leads::reset, m_again, qOverload<>(&QTimer::start));
    connect(m_model, &LeadTableModel::failed, this, [this](const Error &error) { m_shell.showProblem(error); });
    renewTitle();
    renewFilters();
    renewSort();
    LeadsPage::search();
    readCounts();
}

LeadsPage::~LeadsPage()
{
    m_searching.request_stop();
    m_finding.request_stop();
}

QString LeadsPage::currentView() const
{
    for (const ViewKey &one : viewKeys) {
        if (one.view == m_query.view) {
            return one.key;
        }
    }
    return {};
}

void LeadsPage::showView(const QString &key)
{
    for (const ViewKey &one : viewKeys) {
        if (one.key != key || one.view == m_query.view) {
            continue;
        }
        m_query.view = one.view;
        m_found = -1;
        m_table->stopCollecting();
        renewTitle();
        search();
        Q_EMIT currentViewChanged(key);
    }
}

void LeadsPage::selectLead(LeadId lead)
{
    m_wanted = lead;
    if (const int row = m_model->rowOf(lead); row >= 0 && m_found >= 0) {
        m_wanted = LeadId();
        m_table->choose({row}, row, false);
        m_table->scrollTo(m_model->index(row, LeadTableModel::Name));
        return;
    }
    clearFilters();
    m_query.view = LeadView::All;
    renewTitle();
    search();
    Q_EMIT currentViewChanged(currentView());
}

QList<LeadId> LeadsPage::selectedLeads() const
{
    QList<LeadId> chosen;
    const QList<int> rows = m_table->chosenRows();
    chosen.reserve(rows.size());
    for (const int row : rows) {
        chosen << m_model->idAt(row);
    }
    if (chosen.isEmpty() && !currentLead().isNull()) {
        chosen << currentLead();
    }
    return chosen;
}

LeadId LeadsPage::currentLead() const
{
    return m_table->currentIndex().isValid() ? m_model->idAt(m_table->currentIndex().row()) : LeadId();
}

void LeadsPage::search()
{
    m_searching.request_stop();
    m_searching = std::stop_source();
    const int generation = ++m_generation;
    if (m_body->currentIndex() == 0) {
        m_skeleton->start();
    }
    const auto isOld = [this, generation] { return generation != m_generation; };
    const auto failed = [this](const Error &error) {
        if (error.kind != ErrorKind::Cancelled) {
            m_skeleton->stop();
            m_shell.showProblem(error);
        }
    };
    whenDone(m_search.ids(m_query, m_searching.get_token()), this, [=, this](Result<std::vector<LeadId>> found) {
        if (isOld()) {
            return;
        }
        if (!found) {
            failed(found.error());
            return;
        }
        const size_t many = std::min(found->size(), firstScreenful);
        std::vector<LeadId> first(found->begin(), found->begin() + std::ptrdiff_t(many));
        whenDone(m_search.rows(std::move(first), m_searching.get_token()), this,
                 [=, this, ids = std::move(*found)](Result<QList<LeadSummary>> rows) {
                     if (isOld()) {
                         return;
                     }
                     if (!rows) {
                         failed(rows.error());
                         return;
                     }
                     showFound(ids, *rows);
                 });
    });
}

void LeadsPage::showFound(std::vector<LeadId> ids, const QList<LeadSummary> &firstRows)
{
    // Who is chosen stays chosen, by person and not by row.
    const bool collecting = m_table->isCollecting();
    const QList<int> chosenRows = m_table->chosenRows();
    QSet<LeadId> chosen;
    for (const int row : chosenRows) {
        chosen.insert(m_model->idAt(row));
    }
    const LeadId current = m_wanted.isNull() ? currentLead() : m_wanted;
    const int oldRow = m_table->currentIndex().isValid() ? m_table->currentIndex().row() : 0;
    const bool jumps = !m_wanted.isNull();
    m_wanted = LeadId();

    m_skeleton->stop();
    m_found = qint64(ids.size());
    m_model->show(std::move(ids), firstRows);
    m_header->setCount(LeadWords::number(m_found));
    renewSort();
    if (m_found == 0) {
        showNothing();
        renewChoice();
        readInspector();
        return;
    }
    m_body->setCurrentWidget(m_list);
    QList<int> rows;
    if (collecting || chosen.size() > 1) {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (chosen.contains(m_model->idAt(row))) {
                rows << row;
            }
        }
    }
    int currentRow = m_model->rowOf(current);
    if (currentRow < 0) { // gone: the one that took its place
        currentRow = std::min(oldRow, m_model->rowCount() - 1);
    }
    m_table->choose(rows.isEmpty() || jumps ? QList<int>{currentRow} : rows, currentRow,
                    collecting && !jumps && !rows.isEmpty());
    if (jumps) {
        m_table->scrollTo(m_model->index(currentRow, LeadTableModel::Name));
    }
    readInspector();
}

void LeadsPage::showNothing()
{
    const bool narrowed = !m_query.text.trimmed().isEmpty() || m_query.status || !m_query.tag.isEmpty();
    delete m_empty;
    if (!narrowed && m_query.view == LeadView::All) {
        m_empty = new EmptyState(
            Icon::Users, tr("Bring your first people"),
            tr("Drop a file on this window, or type somebody in. A table from any spreadsheet will do."));
        auto *import = m_empty->addButton(new Button(Icon::Upload, tr("Import a file"), ButtonKind::Primary));
        import->setObjectName(QStringLiteral("leadsEmptyImport"));
        connect(import, &QPushButton::clicked, this, [this] { m_shell.importFile({}); });
        auto *type = m_empty->addButton(new Button(tr("New lead"), ButtonKind::Secondary));
        connect(type, &QPushButton::clicked, this, &LeadsPage::createNew);
    } else if (!narrowed) {
        static const QHash<LeadView, QString> sentences = {
            {LeadView::NewThisWeek, tr("People added in the last seven days stand here.")},
            {LeadView::WaitingForReply, tr("People who got a mail and have not answered yet stand here.")},
            {LeadView::Interested, tr("People who answered that they are interested stand here.")},
            {LeadView::OptedOut, tr("People who asked for no more mails stand here. They never get one again.")},
            {LeadView::Deleted, tr("Deleted people stand here, so that you can bring them back.")},
        };
        m_empty = new EmptyState(Icon::Users, tr("Nobody here"), sentences.value(m_query.view));
        m_empty->setTone(ToneName::Neutral);
    } else {
        QStringList filters;
        if (m_query.status) {
            filters << shown(*m_query.status);
        }
        if (!m_query.tag.isEmpty()) {
            filters << tr("tag %1").arg(m_query.tag);
        }
        const QString text = m_query.text.trimmed();
        const QString what = text.isEmpty() ? tr("Nobody matches %1").arg(filters.join(QStringLiteral(", ")))
            : filters.isEmpty()             ? tr("Nobody matches “%1”").arg(text)
                                : tr("Nobody matches “%1” with %2").arg(text, filters.join(QStringLiteral(", ")));
        m_empty = new EmptyState(Icon::SearchX, what, tr("In %1.").arg(m_header->accessibleName()));
        m_empty->setTone(ToneName::Neutral);
        if (!filters.isEmpty()) {
            auto *remove = m_empty->addButton(new Button(
                filters.size() > 1 ? tr("Remove the filters") : tr("Remove the filter"), ButtonKind::Secondary));
            remove->setObjectName(QStringLiteral("leadsRemoveFilter"));
            connect(remove, &QPushButton::clicked, this, [this] {
                m_query.status.reset();
                m_query.tag.clear();
                renewFilters();
                search();
            });
            LeadQuery wider = m_query;
            wider.status.reset();
            wider.tag.clear();
            whenDone(m_search.ids(wider, m_searching.get_token()), m_empty,
                     [empty = m_empty, many = filters.size()](Result<std::vector<LeadId>> found) {
                         if (found) {
                             const QString people = LeadWords::people(qint64(found->size()));
                             const QString verb = found->size() == 1 ? tr("matches") : tr("match");
                             empty->setSentence(many > 1 ? tr("%1 %2 without the filters.").arg(people, verb)
                                                         : tr("%1 %2 without the filter.").arg(people, verb));
                         }
                     });
        }
        auto *clear = m_empty->addButton(new Button(tr("Clear all"), ButtonKind::Ghost));
        clear->setObjectName(QStringLiteral("leadsClearAll"));
        connect(clear, &QPushButton::clicked, this, [this] {
            clearFilters();
            search();
            m_searchField->setFocus();
        });
    }
    m_emptyPlace->layout()->addWidget(m_empty);
    m_body->setCurrentWidget(m_emptyPlace);
}

void LeadsPage::readCounts()
{
    whenDone(m_search.counts(), this, [this](Result<LeadCounts> counts) {
        if (!counts) {
            m_shell.showProblem(counts.error());
            return;
        }
        for (View &view : m_views) {
            for (const ViewKey &one : viewKeys) {
                if (one.key == view.key) {
                    view.count = counts->views.value(one.view);
                }
            }
        }
        Q_EMIT viewsChanged(m_views);
    });
    whenDone(m_leads.tags(), this, [this](Result<QList<TagCount>> tags) {
        if (tags) { // only the filter menu needs them
            m_tags = *tags;
        }
    });
}

void LeadsPage::readInspector()
{
    const LeadId wanted = currentLead();
    if (wanted.isNull()) {
        m_inspector->show(std::nullopt);
        return;
    }
    whenDone(m_leads.lead(wanted), this, [this, wanted](Result<Lead> lead) {
        if (wanted != currentLead()) {
            return; // the keyboard has gone on meanwhile
        }
        if (!lead && lead.error().kind != ErrorKind::NotFound) {
            m_shell.showProblem(lead.error());
        }
        m_inspector->show(lead ? std::optional<Lead>(*lead) : std::nullopt);
    });
}

void LeadsPage::renewChoice()
{
    const qint64 count = m_found > 0 ? m_table->chosenCount() : 0;
    const bool floats = count > 1 || (count == 1 && m_table->isCollecting());
    m_selectionBar->setCount(floats ? count : 0);
    m_table->setRoomBelow(floats ? roomUnderBar : 0);
    Q_EMIT bottomBarChanged();
    if (floats) {
        m_selectionBar->raise();
    }
    const bool deleted = m_query.view == LeadView::Deleted;
    const bool anybody = count > 0 || !currentLead().isNull();
    m_editAction->setEnabled(anybody && !deleted);
    m_campaignAction->setEnabled(anybody && !deleted);
    m_tagAction->setEnabled(anybody && !deleted);
    m_deleteAction->setEnabled(anybody && !deleted);
    m_restoreAction->setEnabled(anybody && deleted);
    m_restoreAction->setVisible(deleted);
    m_exportAction->setEnabled(m_found > 0);
}

void LeadsPage::renewTitle()
{
    for (const View &view : std::as_const(m_views)) {
        if (view.key == currentView()) {
            m_header->setTitle(view.title);
            m_header->setAccessibleName(view.title);
        }
    }
}

void LeadsPage::leadsChanged(const QList<LeadId> &ids)
{
    if (ids.contains(m_inspector->shownLead())) {
        readInspector();
    }
    m_again->start();
}

void LeadsPage::findPeople(const QString &text, QObject *receiver,
                           std::function<void(const QList<PaletteEntry> &)> deliver)
{
    m_finding.request_stop();
    m_finding = std::stop_source();
    const std::stop_token token = m_finding.get_token();
    if (text.trimmed().isEmpty()) {
        deliver({});
        return;
    }
    LeadQuery query;
    query.text = text;
    query.sort = LeadSort::Name;
    query.order = Qt::AscendingOrder;
    whenDone(m_search.ids(query, token), receiver,
             [=, this, page = QPointer<LeadsPage>(this)](Result<std::vector<LeadId>> found) {
                 if (!page || !found || token.stop_requested()) {
                     return;
                 }
                 found->resize(std::min(found->size(), peopleInPalette));
                 whenDone(m_search.rows(*found, token), receiver, [=](Result<QList<LeadSummary>> rows) {
                     if (!page || !rows || token.stop_requested()) {
                         return;
                     }
                     QList<PaletteEntry> people;
                     for (const LeadSummary &lead : std::as_const(*rows)) {
                         PaletteEntry entry;
                         entry.title = LeadWords::nameOf(lead);
                         QStringList detail = {lead.company, lead.email};
                         detail.removeAll(QString());
                         entry.detail = detail.join(QStringLiteral(" · "));
                         entry.avatarName = entry.title;
                         entry.avatarKey = lead.email;
                         entry.perform = [page, id = lead.id] {
                             if (page) {
                                 page->m_shell.openLead(id);
                             }
                         };
                         people << entry;
                     }
                     deliver(people);
                 });
             });
}

void LeadsPage::enter()
{
    readCounts();
}

void LeadsPage::focusSearch()
{
    m_searchField->setFocus(Qt::ShortcutFocusReason);
    m_searchField->selectAll();
}

int LeadsPage::bottomBar() const
{
    return m_selectionBar->isHidden() ? 0 : roomUnderBar;
}

QWidget *LeadsPage::mainControl()
{
    return m_found == 0 ? static_cast<QWidget *>(m_searchField) : m_table;
}

} // namespace AlwaysLeads
