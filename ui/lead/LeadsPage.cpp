#include "lead/LeadsPage.h"

#include "lead/LeadChanges.h"
#include "lead/LeadFilterBar.h"
#include "lead/LeadInspector.h"
#include "lead/LeadLists.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadWords.h"
#include "lead/Leads.h"
#include "lead/LeadsTable.h"
#include "lead/SavedViews.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/CommandPalette.h"
#include "widgets/EmptyState.h"
#include "widgets/SearchField.h"
#include "widgets/SelectionBar.h"

#include <QLayout>
#include <QStackedWidget>
#include <QTimer>

namespace AlwaysLeads {

namespace {

constexpr qint64 peopleInPalette = 8;
/// Several changes at once (an import's rows, a tag on many) make one new search.
constexpr int changesGather = 30;
constexpr int roomUnderBar = 56; ///< the selection bar never covers the last row

} // namespace

LeadsPage::LeadsPage(Leads &leads, LeadSearch &search, SavedViews &savedViews, LeadLists &lists, LeadExport &leadExport,
                     Shell &shell, QWidget *parent)
    : Page(parent)
    , m_leads(leads)
    , m_search(search)
    , m_savedViews(savedViews)
    , m_lists(lists)
    , m_export(leadExport)
    , m_shell(shell)
    , m_header(new PageHeader(QString()))
    , m_searchField(new SearchField(tr("Search leads"), tr("Ctrl F")))
    , m_model(new LeadTableModel(
          search, [&shell] { return shell.now(); }, this))
    , m_table(new LeadsTable(tr("Leads")))
    , m_inspector(new LeadInspector([&shell] { return shell.now(); }))
    , m_body(new QStackedWidget)
    , m_again(new QTimer(this))
    , m_keepArrangement(new QTimer(this))
    , m_changes(new LeadChanges(shell, this))
    , m_readingFields(
          this, [this] { return m_search.fields(); }, [this](const Result<LeadFields> &fields) { showFields(fields); })
    , m_readingLists(
          this, [this] { return m_lists.all(); },
          [this](const Result<QList<LeadList>> &lists) {
              if (lists) { // only the menus need them
                  m_knownLists = *lists;
              }
          })
    , m_readingCounts(
          this, [this] { return m_search.counts(); }, [this](const Result<LeadCounts> &counts) { showCounts(counts); })
    , m_readingViews(
          this, [this] { return m_savedViews.all(); },
          [this](const Result<QList<SavedView>> &views) { showSaved(views); })
{
    setObjectName(QStringLiteral("leadsPage"));
    m_commonViews = {
        {QStringLiteral("all"), tr("All leads"), Icon::Layers, -1, false},
        {QStringLiteral("new"), tr("New this week"), Icon::ListFilter, -1, false},
        {QStringLiteral("waiting"), tr("Waiting for reply"), Icon::ListFilter, -1, false},
        {QStringLiteral("interested"), tr("Interested"), Icon::ListFilter, -1, false},
        {QStringLiteral("optedOut"), tr("Opted out"), Icon::Ban, -1, false},
        {QStringLiteral("deleted"), tr("Deleted"), Icon::Trash, -1, false},
    };
    m_views = m_commonViews;
    m_view = m_views.first().key;
    m_again->setSingleShot(true);
    m_again->setInterval(changesGather);
    constexpr int arrangingGathers = 500; // ms: a column that is being sized says so for each pixel
    m_keepArrangement->setSingleShot(true);
    m_keepArrangement->setInterval(arrangingGathers);
    connect(m_keepArrangement, &QTimer::timeout, this, &LeadsPage::keepArrangement);
    connect(m_again, &QTimer::timeout, this, [this] {
        LeadsPage::search(Ask::Again);
        if (!m_inspector->shownLead().isNull()) {
            readInspector(); // what sending and replies change comes without names
        }
        m_readingCounts.renew();
        readFields();
    });
    build();
    connect(&m_leads, &Leads::changed, this, &LeadsPage::leadsChanged);
    connect(&m_leads, &Leads::reset, m_again, qOverload<>(&QTimer::start));
    connect(m_model, &LeadTableModel::failed, this, [this](const Error &error) { m_shell.showProblem(error); });
    connect(&m_savedViews, &SavedViews::changed, this, [this] { m_readingViews.renew(); });
    connect(&m_lists, &LeadLists::changed, m_again, qOverload<>(&QTimer::start));
    renewTitle();
    renewSort();
    LeadsPage::search();
    m_readingCounts.renew();
    readFields();
    m_readingViews.renew();
    readArrangement();
}

LeadsPage::~LeadsPage()
{
    if (m_keepArrangement->isActive()) {
        keepArrangement();
    }
    m_searching.request_stop();
    m_finding.request_stop();
    m_counting.request_stop();
}

QList<LeadId> LeadsPage::selectedLeads() const
{
    QList<LeadId> chosen;
    if (m_table->wantsMore()) {
        return chosen;
    }
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

QList<LeadId> LeadsPage::toActOn()
{
    return m_table->wantsMore() && !isWholeListThere() ? QList<LeadId>() : selectedLeads();
}

bool LeadsPage::isWholeListThere()
{
    if (!m_foundAll) {
        m_shell.showToast(tr("The list is still being read. Try again in a moment: then it is about everybody in it."));
    }
    return m_foundAll;
}

QList<LeadId> LeadsPage::inspected() const
{
    const LeadId shown = m_inspector->shownLead();
    return shown.isNull() ? QList<LeadId>() : QList<LeadId>{shown};
}

LeadId LeadsPage::currentLead() const
{
    return m_table->currentIndex().isValid() ? m_model->idAt(m_table->currentIndex().row()) : LeadId();
}

void LeadsPage::showNothing()
{
    const bool narrowed = !m_query.text.trimmed().isEmpty() || !m_query.filter.isEmpty();
    if (m_empty != nullptr && m_empty->isAncestorOf(window()->focusWidget())) {
        m_emptyPlace->setFocus(Qt::OtherFocusReason); // else it would go anywhere; from here the table gets it
    }
    delete m_empty;
    if (!narrowed && m_query.people) {
        m_empty = nobodyLeft();
    } else if (!narrowed && m_query.view == LeadView::All && m_shell.isSandbox()) {
        m_empty = new EmptyState(Icon::Users, tr("Bring the invented people"),
                                 tr("Begin with a table of 40, as imperfect as real ones are. Find leads knows 200."));
        auto *sample = m_empty->addButton(new Button(Icon::Upload, tr("Import the sample"), ButtonKind::Primary));
        sample->setObjectName(QStringLiteral("leadsEmptySample"));
        connect(sample, &QPushButton::clicked, this, &LeadsPage::sampleWanted);
        auto *import = m_empty->addButton(new Button(tr("Import a file"), ButtonKind::Secondary));
        import->setObjectName(QStringLiteral("leadsEmptyImport"));
        connect(import, &QPushButton::clicked, this, [this] { m_shell.importFile({}); });
    } else if (!narrowed && m_query.view == LeadView::All) {
        m_empty = new EmptyState(
            Icon::Users, tr("Bring your first people"),
            tr("Drop a file on this window, or type somebody in. A table from any spreadsheet will do."));
        auto *import = m_empty->addButton(new Button(Icon::Upload, tr("Import a file"), ButtonKind::Primary));
        import->setObjectName(QStringLiteral("leadsEmptyImport"));
        connect(import, &QPushButton::clicked, this, [this] { m_shell.importFile({}); });
        auto *type = m_empty->addButton(new Button(tr("New lead"), ButtonKind::Secondary));
        type->setObjectName(QStringLiteral("leadsEmptyNew"));
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
        const int filters = m_query.filter.conditionCount();
        const QString text = m_query.text.trimmed();
        const QString words = m_query.filter.sentence(m_fields);
        const QString what = text.isEmpty() ? tr("Nobody matches %1").arg(words)
            : filters == 0                  ? tr("Nobody matches “%1”").arg(text)
                                            : tr("Nobody matches “%1” with %2").arg(text, words);
        m_empty = new EmptyState(Icon::SearchX, what, tr("In %1.").arg(m_header->accessibleName()));
        m_empty->setTone(ToneName::Neutral);
        if (filters > 0) {
            auto *remove = m_empty->addButton(
                new Button(filters > 1 ? tr("Remove the filters") : tr("Remove the filter"), ButtonKind::Secondary));
            remove->setObjectName(QStringLiteral("leadsRemoveFilter"));
            connect(remove, &QPushButton::clicked, this, [this] { setFilter(LeadFilter()); });
            LeadQuery wider = m_query;
            wider.filter = LeadFilter();
            whenDone(m_search.count(wider, m_searching.get_token()), m_empty,
                     [empty = m_empty, filters](Result<qint64> found) {
                         if (found) {
                             const QString people = LeadWords::people(*found);
                             const QString verb = *found == 1 ? tr("matches") : tr("match");
                             empty->setSentence(filters > 1 ? tr("%1 %2 without the filters.").arg(people, verb)
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

void LeadsPage::readInspector()
{
    const LeadId wanted = currentLead();
    if (wanted.isNull()) {
        m_inspector->show(std::nullopt);
        return;
    }
    whenDone(m_leads.lead(wanted), this, [this, wanted, reading = ++m_readings](Result<Lead> lead) {
        if (wanted != currentLead() || reading != m_readings) {
            return; // the keyboard has gone on meanwhile, or the person changed
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
    const bool floats = !m_table->wantsMore() && (count > 1 || (count == 1 && m_table->isCollecting()));
    m_selectionBar->setCount(floats ? count : 0);
    m_table->setRoomBelow(floats ? roomUnderBar : 0);
    Q_EMIT bottomBarChanged();
    if (floats) {
        m_selectionBar->raise();
    }
    const bool deleted = m_query.view == LeadView::Deleted;
    const bool anybody = count > 0 || !currentLead().isNull();
    m_editAction->setEnabled(anybody && !deleted);
    m_writeAction->setEnabled(anybody && !deleted);
    m_writeAction->setText(count > 1 ? tr("Write drafts") : tr("Write draft"));
    m_writeViewAction->setEnabled(m_found > 0 && !deleted);
    m_campaignAction->setEnabled(anybody && !deleted);
    m_tagAction->setEnabled(anybody && !deleted);
    m_deleteAction->setEnabled(anybody && !deleted);
    m_restoreAction->setEnabled(anybody && deleted);
    m_restoreAction->setVisible(deleted);
    m_restore->setVisible(deleted);
    m_restore->setDisabledReason(anybody ? QString() : tr("Choose whom to bring back"));
    m_exportAction->setEnabled(m_found > 0);
}

void LeadsPage::renewTitle()
{
    if (m_query.people) {
        m_header->setTitle(m_peopleTitle);
        m_header->setAccessibleName(m_peopleTitle);
        return;
    }
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
    whenDone(m_search.first(query, peopleInPalette, {}, token), receiver,
             [token, deliver, page = QPointer<LeadsPage>(this)](Result<LeadFirstRows> found) {
                 if (!page || !found || token.stop_requested()) {
                     return;
                 }
                 QList<PaletteEntry> people;
                 for (const LeadSummary &lead : std::as_const(found->rows)) {
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
}

void LeadsPage::enter()
{
    m_readingCounts.renew();
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
