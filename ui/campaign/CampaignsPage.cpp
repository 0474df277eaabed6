#include "campaign/CampaignsPage.h"

#include "campaign/CampaignEditor.h"
#include "campaign/CampaignListModel.h"
#include "campaign/CampaignRowDelegate.h"
#include "shell/CommandIcon.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "widgets/Button.h"
#include "widgets/DialogSheet.h"
#include "widgets/EmptyState.h"
#include "widgets/Menu.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"
#include "widgets/TextField.h"

#include <QApplication>
#include <QEvent>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace AlwaysLeads {

namespace {

constexpr int moreWidth = 52;

/// What a segment of the filter lets through; the first lets everything through.
const std::optional<CampaignState> filters[] = {std::nullopt, CampaignState::Running, CampaignState::Paused,
                                                CampaignState::NotLaunched};

} // namespace

CampaignsPage::CampaignsPage(Campaigns &campaigns, DraftWriter &writer, Mailboxes &mailboxes, Shell &shell,
                             QWidget *parent)
    : Page(parent)
    , m_campaigns(campaigns)
    , m_shell(shell)
    , m_sides(new QStackedWidget)
    , m_list(new QWidget)
    , m_header(new PageHeader(tr("Campaigns")))
    , m_filter(new Segmented(tr("Which campaigns")))
    , m_body(new QStackedWidget)
    , m_model(new CampaignListModel([&shell] { return shell.now(); }, this))
    , m_table(new TableView(tr("Campaigns")))
    , m_empty(new EmptyState(Icon::Route, tr("Write a short sequence once"),
                             tr("Claude makes each mail personal, you approve each one.")))
    , m_editor(new CampaignEditor(campaigns, writer, mailboxes, shell))
    , m_reading(
          this, [this] { return m_campaigns.list(); },
          [this](const Result<QList<CampaignRow>> &rows) {
              if (!rows) {
                  m_shell.showProblem(rows.error());
                  return;
              }
              m_rows = *rows;
              showRows();
          })
{
    setObjectName(QStringLiteral("campaignsPage"));
    build();
    buildCommands();
    connect(&m_campaigns, &Campaigns::changed, this, [this] {
        if (isVisible() && !inEditor()) {
            refresh();
        }
    });
    connect(m_editor, &CampaignEditor::left, this, [this] {
        m_sides->setCurrentWidget(m_list);
        refresh();
        m_table->setFocus();
    });
}

void CampaignsPage::build()
{
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_sides);
    auto *lines = new QVBoxLayout(m_list);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_filter->setObjectName(QStringLiteral("campaignFilter"));
    m_filter->addSegment(tr("All"));
    m_filter->addSegment(tr("Running"), 0);
    m_filter->addSegment(tr("Paused"), 0);
    m_filter->addSegment(tr("Not launched"), 0);
    m_header->addLeft(m_filter);
    auto *add = new Button(Icon::Plus, tr("New campaign"), ButtonKind::Primary);
    add->setObjectName(QStringLiteral("newCampaign"));
    add->setKeyCap(QStringLiteral("N"));
    m_header->addRight(add);
    lines->addWidget(m_header);
    connect(add, &QPushButton::clicked, this, &CampaignsPage::createNew);
    connect(m_filter, &Segmented::currentChanged, this, &CampaignsPage::showRows);

    m_table->setObjectName(QStringLiteral("campaignsTable"));
    m_table->setModel(m_model);
    auto *delegate = new CampaignRowDelegate(m_table, *m_model);
    m_table->setRowDelegate(delegate);
    m_table->setEdgeInset(20);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->viewport()->installEventFilter(this);
    connect(m_table, &TableView::opened, this,
            [this](const QModelIndex &index) { openCampaign(m_model->row(index)->campaign.id); });
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { showMenu(m_table->viewport()->mapToGlobal(at)); });
    connect(delegate, &RowDelegate::partClicked, this, [this](const QModelIndex &index, int) {
        m_table->setCurrentIndex(index);
        showMenu(QCursor::pos());
    });
    m_first = m_empty->addButton(new Button(Icon::Plus, tr("New campaign"), ButtonKind::Primary));
    m_first->setObjectName(QStringLiteral("campaignsEmptyNew"));
    connect(m_first, &QPushButton::clicked, this, &CampaignsPage::createNew);
    m_body->addWidget(m_table);
    m_body->addWidget(m_empty);
    lines->addWidget(m_body, 1);
    m_sides->addWidget(m_list);
    m_sides->addWidget(m_editor);
}

void CampaignsPage::buildCommands()
{
    const auto add = [this](Icon icon, const QString &text, const QKeySequence &keys, auto act) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        setCommandIcon(action, icon);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        m_commands.append(action);
    };
    add(Icon::Plus, tr("New campaign"), Qt::Key_N, [this] { createNew(); });
    add(Icon::Sparkles, tr("Write the campaign’s drafts"), {}, [this] {
        if (inEditor()) {
            m_editor->writeDrafts();
        }
    });
    add(Icon::Play, tr("Launch…"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] {
        if (inEditor()) {
            m_editor->launch();
        }
    });
    add(Icon::Braces, tr("Insert a field"), QKeySequence(Qt::Key_BraceLeft), [this] {
        if (inEditor()) {
            m_editor->offerFields();
        }
    });
    add(Icon::ChevronLeft, tr("Preview the previous person"), QKeySequence(Qt::ALT | Qt::Key_Left),
        [this] { m_editor->previewNeighbour(-1); });
    add(Icon::ChevronRight, tr("Preview the next person"), QKeySequence(Qt::ALT | Qt::Key_Right),
        [this] { m_editor->previewNeighbour(1); });
    add(Icon::Mail, tr("Send this mail to me as a test"), {}, [this] {
        if (inEditor()) {
            m_editor->testToMe();
        }
    });
    add(Icon::PencilLine, tr("Rename the campaign…"), {}, [this] {
        if (inEditor()) {
            m_editor->rename();
        }
    });
    add(Icon::Trash, tr("Delete the campaign"), {}, [this] { remove(); });
}

bool CampaignsPage::inEditor() const
{
    return m_sides->currentWidget() == m_editor;
}

QWidget *CampaignsPage::mainControl()
{
    if (inEditor()) {
        return m_editor;
    }
    return m_body->currentWidget() == m_table ? static_cast<QWidget *>(m_table) : m_first;
}

void CampaignsPage::enter()
{
    if (inEditor()) {
        m_editor->openCampaign(m_editor->campaign());
    } else {
        refresh();
    }
}

void CampaignsPage::setSequence(Sequence &sequence)
{
    m_editor->setSequence(sequence);
}

void CampaignsPage::setProofs(MailProofs &proofs)
{
    m_editor->setProofs(proofs);
}

void CampaignsPage::setSpelling(Spelling &spelling, CampaignLanguages &languages)
{
    m_editor->setSpelling(spelling, languages);
}

void CampaignsPage::setForecasts(Forecasts &forecasts)
{
    m_editor->setForecasts(forecasts);
}

void CampaignsPage::setDomains(SenderDomains &domains, DomainCheck &check)
{
    m_editor->setDomains(domains, check);
}

void CampaignsPage::setSources(CampaignSources &sources, LeadLists &lists)
{
    m_editor->setSources(sources, lists);
}

void CampaignsPage::openCampaign(CampaignId id)
{
    m_sides->setCurrentWidget(m_editor);
    m_editor->openCampaign(id);
}

void CampaignsPage::refresh()
{
    m_reading.renew();
}

void CampaignsPage::showRows()
{
    const std::optional<CampaignState> wanted = filters[m_filter->current()];
    QList<CampaignRow> shown;
    for (const CampaignRow &row : std::as_const(m_rows)) {
        if (!wanted || row.campaign.state == *wanted) {
            shown.append(row);
        }
    }
    for (int segment = 1; segment < m_filter->count(); ++segment) {
        m_filter->setCount(segment, std::ranges::count_if(m_rows, [segment](const CampaignRow &row) {
                               return row.campaign.state == *filters[segment];
                           }));
    }
    m_header->setCount(m_rows.isEmpty() ? QString() : QLocale().toString(m_rows.size()));
    const int oldRow = m_table->currentIndex().row();
    const CampaignRow *current = m_model->row(m_table->currentIndex());
    const CampaignId kept = current == nullptr ? CampaignId() : current->campaign.id;
    m_model->setRows(shown);
    if (!shown.isEmpty()) { // the keys of a row always have one
        const auto now = std::ranges::find(shown, kept, [](const CampaignRow &row) { return row.campaign.id; });
        const auto row =
            now == shown.end() ? qBound(qsizetype(0), qsizetype(oldRow), shown.size() - 1) : now - shown.begin();
        m_table->setCurrentIndex(m_model->index(int(row), 0));
    }
    const bool hadKeyboard = m_body->isAncestorOf(QApplication::focusWidget());
    m_body->setCurrentWidget(m_rows.isEmpty() ? static_cast<QWidget *>(m_empty) : m_table);
    if (hadKeyboard) {
        mainControl()->setFocus(); // the keys of the page go on, also without a campaign
    }
    fitColumns();
}

void CampaignsPage::fitColumns()
{
    const int room = m_table->viewport()->width();
    const qreal factor = fontsOf(this).textFactor();
    const bool narrow = room < 1000 * factor;
    m_table->setColumnHidden(CampaignListModel::NextColumn, narrow);
    const int state = qRound(128 * factor);
    const int rest = room - state - moreWidth;
    m_table->setColumnWidth(CampaignListModel::StateColumn, state);
    m_table->setColumnWidth(CampaignListModel::MoreColumn, moreWidth);
    m_table->setColumnWidth(CampaignListModel::NameColumn, rest * (narrow ? 40 : 34) / 100);
    m_table->setColumnWidth(CampaignListModel::ProgressColumn, rest * (narrow ? 32 : 26) / 100);
    m_table->setColumnWidth(CampaignListModel::NextColumn, rest * 16 / 100);
    m_table->setColumnWidth(CampaignListModel::SenderColumn, rest - rest * (narrow ? 72 : 76) / 100);
}

bool CampaignsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) {
        fitColumns();
    }
    return Page::eventFilter(watched, event);
}

void CampaignsPage::createNew()
{
    auto *sheet = new DialogSheet(tr("New campaign"), 420, this);
    sheet->setObjectName(QStringLiteral("newCampaignSheet"));
    auto *name = new TextField(tr("Name"));
    name->edit()->setObjectName(QStringLiteral("campaignName"));
    name->setPlaceholder(tr("For example: Baltic forwarders, autumn"));
    sheet->body()->addWidget(name);
    auto *cancel = sheet->addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    auto *create = sheet->addButton(new Button(tr("Create"), ButtonKind::Primary));
    create->setObjectName(QStringLiteral("campaignCreate"));
    sheet->setDefaultButton(create);
    sheet->setInitialFocus(name->edit());
    connect(cancel, &QPushButton::clicked, sheet, &DialogSheet::cancel);
    connect(create, &QPushButton::clicked, this, [this, sheet, name, create] {
        if (name->text().trimmed().isEmpty()) {
            name->setError(tr("Give it a name, so that you find it again."));
            return;
        }
        if (create->isBusy()) {
            return; // a second Enter makes no second campaign
        }
        create->setBusy(true, tr("Creating…"));
        whenDone(m_campaigns.create(name->text().trimmed()), sheet,
                 [this, sheet, name, create](const Result<CampaignId> &campaign) {
                     create->setBusy(false);
                     if (!campaign) {
                         name->setError(campaign.error().message);
                         return;
                     }
                     sheet->close();
                     openCampaign(*campaign);
                 });
    });
    sheet->open();
}

void CampaignsPage::remove()
{
    const CampaignRow *row = m_model->row(m_table->currentIndex());
    const CampaignId id = inEditor() ? m_editor->campaign() : row == nullptr ? CampaignId() : row->campaign.id;
    if (id.isNull()) {
        return;
    }
    whenDone(m_campaigns.softDelete(id), this, [this, id](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
            return;
        }
        m_sides->setCurrentWidget(m_list);
        refresh();
        m_shell.offerUndo({tr("The campaign is deleted"), [this, id] { return m_campaigns.restore(id); }});
    });
}

void CampaignsPage::showMenu(const QPoint &where)
{
    const CampaignRow *row = m_model->row(m_table->currentIndex());
    if (row == nullptr) {
        return;
    }
    auto *menu = new Menu(QString(), this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addEntry(Icon::FilePen, tr("Open"), QKeySequence(Qt::Key_Return)), &QAction::triggered, this,
            [this, id = row->campaign.id] { openCampaign(id); });
    menu->addSeparator();
    connect(menu->addDanger(Icon::Trash, tr("Delete")), &QAction::triggered, this, &CampaignsPage::remove);
    menu->popup(where);
}

} // namespace AlwaysLeads
