#include "analytics/DashboardPage.h"

#include "analytics/BreakdownCard.h"
#include "analytics/FigureSheet.h"
#include "analytics/FunnelBars.h"
#include "analytics/MailsCard.h"
#include "analytics/ReplyRateCard.h"
#include "analytics/WaitingCard.h"
#include "shell/CommandIcon.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/EmptyState.h"
#include "widgets/Menu.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"

#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int inset = 20;
constexpr int gap = 12;
constexpr int widest = 1400; // of the cards together
constexpr int narrowBelow = 900; // px at normal text size
constexpr int columns = 12;

} // namespace

DashboardPage::DashboardPage(Analytics &analytics, Shell &shell, QWidget *parent)
    : Page(parent)
    , m_analytics(analytics)
    , m_shell(shell)
    , m_header(new PageHeader(tr("Dashboard")))
    , m_period(new Segmented(tr("Period")))
    , m_campaign(new Combo)
    , m_export(new Button(Icon::Download, tr("Export"), ButtonKind::Ghost))
    , m_body(new QStackedWidget)
    , m_skeleton(new Skeleton(120))
    , m_empty(new EmptyState(Icon::ChartColumn, tr("Numbers start with your first mail"),
                             tr("Reply rates, with how sure they are, come here as soon as mails have left.")))
    , m_content(new QWidget)
    , m_grid(new QGridLayout)
    , m_rate(new ReplyRateCard)
    , m_mails(new MailsCard)
    , m_funnelCard(new FigureCard(tr("From mail to meeting"), QStringLiteral("funnel")))
    , m_funnel(new FunnelBars)
    , m_waiting(new WaitingCard)
    , m_breakdown(new BreakdownCard)
    , m_costs(new CostCard)
{
    setObjectName(QStringLiteral("dashboardPage"));
    build();
    buildCards();
    buildCommands();
    arrange();
    connect(&m_analytics, &Analytics::changed, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
}

DashboardPage::~DashboardPage()
{
    m_reading.request_stop();
}

void DashboardPage::build()
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_period->setObjectName(QStringLiteral("dashboardPeriod"));
    for (const QString &text : {tr("7 days"), tr("30 days"), tr("90 days"), tr("All")}) {
        m_period->addSegment(text);
    }
    m_period->setCurrent(int(AnalyticsQuery::Period::Month));
    m_campaign->setObjectName(QStringLiteral("dashboardCampaign"));
    m_campaign->setName(tr("Campaign"));
    m_campaign->setControlHeight(28);
    m_campaign->setLook(Combo::Look::Ghost);
    m_campaign->setMaximumWidth(260);
    m_campaign->addChoice(tr("All campaigns"), qint64(0));
    m_export->setObjectName(QStringLiteral("dashboardExport"));
    m_export->setControlHeight(28);
    m_header->addRight(m_period);
    m_header->addRight(m_campaign);
    m_header->addRight(m_export);
    lines->addWidget(m_header);
    connect(m_period, &Segmented::currentChanged, this, &DashboardPage::refresh);
    connect(m_campaign, &QComboBox::currentIndexChanged, this, &DashboardPage::refresh);
    connect(m_export, &QPushButton::clicked, this, &DashboardPage::openExport);

    auto *middle = new QHBoxLayout(m_content);
    middle->setContentsMargins(inset, inset - 4, inset, inset);
    auto *cards = new QWidget;
    cards->setMaximumWidth(widest);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(gap);
    cards->setLayout(m_grid);
    middle->addStretch(1);
    middle->addWidget(cards, 1000);
    middle->addStretch(1);
    auto *start = new Button(Icon::Route, tr("Go to campaigns"), ButtonKind::Primary);
    start->setObjectName(QStringLiteral("dashboardStart"));
    connect(m_empty->addButton(start), &QPushButton::clicked, this, [this] { m_shell.open(Place::Campaigns); });
    m_body->addWidget(m_skeleton);
    m_body->addWidget(m_empty);
    auto *scroll = ScrollArea::withBarOver(m_content);
    scroll->setObjectName(QStringLiteral("dashboardScroll"));
    m_body->addWidget(scroll);
    lines->addWidget(m_body, 1);
}

void DashboardPage::buildCards()
{
    m_funnel->setObjectName(QStringLiteral("funnelBars"));
    m_funnelCard->setCount(tr("people, and their share of the step before"));
    m_funnelCard->body()->addWidget(m_funnel);
    m_funnelCard->body()->addStretch(1);
    giveTable(m_rate, &FigureTable::summary);
    giveTable(m_mails, &FigureTable::overTime);
    giveTable(m_funnelCard, &FigureTable::funnel);
    giveTable(m_waiting, &FigureTable::waiting);
    giveTable(m_breakdown,
              [this](const Figures &figures) { return FigureTable::breakdown(figures, m_breakdown->dimension()); });
    giveTable(m_costs, &FigureTable::costsOverTime);
    connect(m_waiting, &WaitingCard::draftsRequested, this, [this] { m_shell.open(Place::Drafts); });
    connect(m_waiting, &WaitingCard::outboxRequested, this, [this] { m_shell.open(Place::Outbox); });
    connect(m_breakdown, &BreakdownCard::opened, this, &DashboardPage::openRow);
    connectPeople();
}

void DashboardPage::buildCommands()
{
    const auto add = [this](Icon icon, const QString &text, auto act) {
        auto *action = new QAction(text, this);
        setCommandIcon(action, icon);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        m_commands.append(action);
    };
    const std::pair<QString, AnalyticsQuery::Period> periods[] = {
        {tr("Show the last 7 days"), AnalyticsQuery::Period::Week},
        {tr("Show the last 30 days"), AnalyticsQuery::Period::Month},
        {tr("Show the last 90 days"), AnalyticsQuery::Period::Quarter},
        {tr("Show all days"), AnalyticsQuery::Period::All}};
    for (const auto &[text, period] : periods) {
        add(Icon::Calendar, text, [this, period = period] { m_period->setCurrent(int(period)); });
    }
    add(Icon::Download, tr("Save all figures as CSV…"),
        [this] { saveAllTo(QFileDialog::getExistingDirectory(this, tr("Folder for the figures"))); });
}

QWidget *DashboardPage::mainControl()
{
    return m_period;
}

void DashboardPage::enter()
{
    refresh();
}

void DashboardPage::arrange()
{
    const bool narrow = width() < narrowBelow * fontsOf(this).textFactor();
    if (m_narrow == narrow) {
        return;
    }
    m_narrow = narrow;
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item;
    }
    for (int column = 0; column < columns; ++column) {
        m_grid->setColumnStretch(column, 1);
        m_grid->setColumnMinimumWidth(column, 0);
    }
    struct Spot
    {
        QWidget *card;
        int row;
        int column;
        int wide;
    };
    const Spot broad[] = {{m_rate, 0, 0, 4},    {m_mails, 0, 4, 8},      {m_funnelCard, 1, 0, 7},
                          {m_waiting, 1, 7, 5}, {m_breakdown, 2, 0, 12}, {m_costs, 3, 0, 12}};
    const Spot slim[] = {{m_rate, 0, 0, 12},    {m_mails, 1, 0, 12},     {m_funnelCard, 2, 0, 12},
                         {m_waiting, 3, 0, 12}, {m_breakdown, 4, 0, 12}, {m_costs, 5, 0, 12}};
    for (const Spot &spot : narrow ? slim : broad) {
        m_grid->addWidget(spot.card, spot.row, spot.column, 1, spot.wide);
    }
    m_grid->setRowStretch(6, 1);
}

void DashboardPage::refresh()
{
    m_reading.request_stop(); // what was asked before is of no use any more
    m_reading = std::stop_source();
    AnalyticsQuery query;
    query.period = AnalyticsQuery::Period(m_period->current());
    query.campaign = CampaignId(m_campaign->currentData().toLongLong());
    if (!m_figures) {
        m_body->setCurrentWidget(m_skeleton);
        m_skeleton->start();
    }
    whenDone(m_analytics.figures(query, m_reading.get_token()), this,
             [this, asked = ++m_asked](const Result<Figures> &figures) {
                 if (asked != m_asked) {
                     return;
                 }
                 m_skeleton->stop();
                 figures ? show(*figures) : m_shell.showProblem(figures.error());
             });
}

void DashboardPage::show(const Figures &figures)
{
    showCampaigns(figures.campaigns);
    m_figures = figures;
    const bool isEmpty = !figures.hasEverSent;
    m_export->setVisible(!isEmpty);
    m_period->setVisible(!isEmpty);
    m_campaign->setVisible(!isEmpty);
    const bool hadKeyboard = m_header->isAncestorOf(focusWidget()) || m_body->isAncestorOf(focusWidget());
    m_body->setCurrentIndex(isEmpty ? 1 : 2);
    m_rate->show(figures.people);
    m_mails->show(figures);
    m_funnel->setTable(FigureTable::funnel(figures));
    m_waiting->show(figures.waiting);
    m_breakdown->show(figures);
    m_costs->show(figures);
    if (hadKeyboard && focusWidget() == nullptr) {
        mainControl()->setFocus();
    }
}

void DashboardPage::showCampaigns(const QList<CampaignChoice> &campaigns)
{
    if (m_figures && m_figures->campaigns == campaigns) {
        return;
    }
    const QSignalBlocker quiet(m_campaign);
    const qint64 chosen = m_campaign->currentData().toLongLong();
    m_campaign->clear();
    m_campaign->addChoice(tr("All campaigns"), qint64(0));
    for (const CampaignChoice &campaign : campaigns) {
        m_campaign->addChoice(campaign.name, campaign.id.value());
    }
    const int index = m_campaign->findData(chosen);
    m_campaign->setCurrentIndex(std::max(0, index));
    if (index < 0) { // it was deleted meanwhile
        QMetaObject::invokeMethod(this, &DashboardPage::refresh, Qt::QueuedConnection);
    }
}

void DashboardPage::giveTable(FigureCard *card, MakeTable make)
{
    connect(card, &FigureCard::tableRequested, this, [this, make] {
        if (m_figures) {
            openTable(make(*m_figures));
        }
    });
    connect(card, &FigureCard::saveRequested, this, [this, make] {
        if (m_figures) {
            askWhereToSave(make(*m_figures));
        }
    });
}

void DashboardPage::openTable(const FigureTable &table)
{
    auto *sheet = new FigureSheet(table, this);
    connect(sheet, &FigureSheet::saveRequested, this, [this, table] { askWhereToSave(table); });
    sheet->open();
}

void DashboardPage::askWhereToSave(const FigureTable &table)
{
    saveTo(QFileDialog::getSaveFileName(this, tr("Save “%1”").arg(table.title), table.name + QStringLiteral(".csv"),
                                        tr("Tables (*.csv)")),
           table);
}

void DashboardPage::saveTo(const QString &path, const FigureTable &table)
{
    if (path.isEmpty()) {
        return;
    }
    whenDone(m_analytics.save(table, path), this, [this](const Result<> &saved) {
        saved ? m_shell.showToast(tr("Saved.")) : m_shell.showProblem(saved.error());
    });
}

void DashboardPage::saveAllTo(const QString &folder)
{
    if (folder.isEmpty() || !m_figures) {
        return;
    }
    const QList<FigureTable> tables = FigureTable::all(*m_figures);
    whenDone(m_analytics.saveAll(tables, folder), this, [this, count = int(tables.size())](const Result<> &saved) {
        saved ? m_shell.showToast(tr("Saved %n tables.", nullptr, count)) : m_shell.showProblem(saved.error());
    });
}

void DashboardPage::openExport()
{
    if (!m_figures) {
        return;
    }
    auto *menu = new Menu(QString(), this);
    menu->setObjectName(QStringLiteral("exportMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<FigureTable> tables = FigureTable::all(*m_figures);
    for (const FigureTable &table : tables) {
        connect(menu->addEntry(Icon::FileSpreadsheet, table.title), &QAction::triggered, this,
                [this, table] { openTable(table); });
    }
    menu->addSeparator();
    connect(menu->addEntry(Icon::Download, tr("Save all as CSV…")), &QAction::triggered, m_commands.last(),
            &QAction::trigger);
    menu->popup(m_export->mapToGlobal(QPoint(0, m_export->height())));
}

void DashboardPage::openRow(Dimension dimension, qint64 id)
{
    if (dimension == Dimension::Campaign) {
        m_shell.openCampaign(CampaignId(id));
    } else if (dimension == Dimension::Mailbox) {
        m_shell.openSettings(QStringLiteral("mailboxes"));
    } else if (m_figures) {
        openTable(FigureTable::breakdown(*m_figures, dimension));
    }
}

void DashboardPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void DashboardPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        arrange();
    }
}

} // namespace AlwaysLeads
