#include "campaign/SourcesBar.h"

#include "campaign/SourceSheet.h"
#include "lead/LeadLists.h"
#include "shell/Shell.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/FilterChip.h"
#include "widgets/Label.h"

#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int barHeight = 44;
constexpr qsizetype mostChips = 6;

} // namespace

SourcesBar::SourcesBar(CampaignSources &sources, LeadLists &lists, Shell &shell, QWidget *parent)
    : Pane(&Theme::surface, Qt::BottomEdge, parent)
    , m_sources(sources)
    , m_lists(lists)
    , m_shell(shell)
    , m_chips(new QHBoxLayout)
    , m_reading(
          this, [this] { return m_sources.of(m_campaign); },
          [this](const Result<QList<CampaignSource>> &sources) {
              if (sources) {
                  showSources(*sources);
              }
          })
{
    setObjectName(QStringLiteral("sourcesBar"));
    setMinimumHeight(barHeight);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(20, 6, 20, 6);
    line->setSpacing(8);
    m_chips->setSpacing(8);
    line->addLayout(m_chips);
    line->addStretch(1);
    auto *more = new Button(Icon::Plus, tr("List or segment…"), ButtonKind::Outline);
    more->setObjectName(QStringLiteral("addSource"));
    more->setControlHeight(28);
    line->addWidget(more);
    connect(more, &QPushButton::clicked, this, &SourcesBar::offer);
    connect(&m_sources, &CampaignSources::changed, this, [this](CampaignId campaign) {
        if (campaign == m_campaign) {
            m_reading.renew();
        }
    });
    connect(&m_lists, &LeadLists::changed, this, [this] {
        if (!m_campaign.isNull()) {
            m_reading.renew(); // one may be gone, or have another name
        }
    });
}

void SourcesBar::show(CampaignId campaign)
{
    m_campaign = campaign;
    m_reading.restart();
}

void SourcesBar::showSources(const QList<CampaignSource> &sources)
{
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    if (sources.isEmpty()) {
        m_chips->addWidget(new Label(tr("Filled by hand"), TextStyle::Body, &Theme::text3));
    }
    for (const CampaignSource &source : sources.first(qMin(mostChips, sources.size()))) {
        const QString kind = source.kind == LeadList::Kind::Segment ? tr("Segment") : tr("List");
        auto *chip = new FilterChip(
            kind, source.follows ? tr("%1, and who comes later").arg(isolated(source.name)) : isolated(source.name));
        chip->setObjectName(QStringLiteral("source%1").arg(source.list.value()));
        chip->setToolTip(source.follows ? tr("Whoever comes onto it is taken into this campaign. The x stops that.")
                                        : tr("Its people were taken in. The x forgets that; they stay."));
        connect(chip, &QAbstractButton::clicked, this, [this, source] {
            add({source.list, source.name, source.kind, {}, -1}, source.follows); // who came since
        });
        connect(chip, &FilterChip::removed, this, [this, source] {
            whenDone(m_sources.remove(m_campaign, source.list), this, [this, source](const Result<> &outcome) {
                if (!outcome) {
                    m_shell.showProblem(outcome.error());
                } else {
                    m_shell.showToast(tr("“%1” fills this campaign no more. Its people stay.").arg(source.name));
                }
            });
        });
        m_chips->addWidget(chip);
    }
}

void SourcesBar::offer()
{
    whenDone(m_lists.all(), this, [this](const Result<QList<LeadList>> &lists) {
        if (!lists) {
            m_shell.showProblem(lists.error());
            return;
        }
        if (lists->isEmpty()) {
            m_shell.showToast(tr("There is no list yet. Make one, or a segment, under Leads."));
            return;
        }
        auto *sheet = new SourceSheet(*lists, this);
        connect(sheet, &SourceSheet::chosen, this, &SourcesBar::add);
        sheet->open();
    });
}

void SourcesBar::add(const LeadList &list, bool follows)
{
    whenDone(m_sources.add(m_campaign, list, follows), this, [this](const Result<EnrolmentReport> &report) {
        if (!report) {
            m_shell.showProblem(report.error());
            return;
        }
        const QString added = tr("%n person(s) added.", nullptr, report->enrolled);
        const int left = int(report->leftOut.size());
        m_shell.showToast(
            left == 0 ? added
                      : added + QLatin1Char(' ')
                    + tr("%n left out, the first one: %1", nullptr, left).arg(report->leftOut.first().sentence));
    });
}

} // namespace AlwaysLeads
