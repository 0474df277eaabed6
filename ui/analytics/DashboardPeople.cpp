#include "analytics/BreakdownCard.h"
#include "analytics/DashboardPage.h"
#include "analytics/FunnelBars.h"
#include "analytics/MailsCard.h"
#include "analytics/ReplyRateCard.h"
#include "shell/Shell.h"
#include "widgets/Segmented.h"

#include <iterator>

namespace AlwaysLeads {

/// Each number leads to those whom it counts.
void DashboardPage::connectPeople()
{
    using Who = FigurePeople::Who;
    connect(m_rate, &ReplyRateCard::opened, this, [this](Who who) {
        FigurePeople wanted;
        wanted.who = who;
        openPeople(wanted);
    });
    connect(m_funnel, &FunnelBars::opened, this, [this](int row) {
        constexpr std::optional<Who> rows[] = {Who::WrittenTo, Who::Delivered,  std::nullopt,
                                               Who::Replied,   Who::Interested, Who::Meeting};
        if (row < int(std::size(rows)) && rows[row]) {
            FigurePeople wanted;
            wanted.who = *rows[row];
            openPeople(wanted);
        }
    });
    connect(m_mails, &MailsCard::opened, this, [this](QDate from, QDate to) {
        FigurePeople wanted;
        wanted.from = from;
        wanted.to = to;
        openPeople(wanted, daysText(from, to));
    });
    connect(m_breakdown, &BreakdownCard::peopleWanted, this, [this](const BreakdownRow &row, Who who) {
        FigurePeople wanted;
        wanted.who = who;
        wanted.by = m_breakdown->dimension();
        wanted.id = row.id;
        wanted.version = row.version;
        wanted.variant = row.variant;
        openPeople(wanted, row.label);
    });
}

QString DashboardPage::periodText() const
{
    switch (AnalyticsQuery::Period(m_period->current())) {
    case AnalyticsQuery::Period::Week:
        return tr("the last 7 days");
    case AnalyticsQuery::Period::Month:
        return tr("the last 30 days");
    case AnalyticsQuery::Period::Quarter:
        return tr("the last 90 days");
    case AnalyticsQuery::Period::All:
        break;
    }
    return tr("all days");
}

void DashboardPage::openPeople(FigurePeople wanted, const QString &of)
{
    if (!m_figures) {
        return;
    }
    wanted.query = m_figures->query;
    const QString part = of.isEmpty() ? periodText() : of;
    whenDone(m_analytics.people(wanted), this, [this, who = wanted.who, part](const Result<QList<LeadId>> &people) {
        if (!people) {
            m_shell.showProblem(people.error());
        } else if (people->isEmpty()) {
            m_shell.showToast(tr("Nobody is behind this number."));
        } else {
            m_shell.showPeople(tr("%1, %2").arg(AlwaysLeads::shown(who), part), *people);
        }
    });
}

} // namespace AlwaysLeads
