#include "campaign/DraftsForPeople.h"

#include "campaign/ChooseCampaignSheet.h"
#include "campaign/WriteDraftsSheet.h"
#include "settings/Settings.h"
#include "shell/Shell.h"
#include "style/Painting.h"

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int bulk = 2; // drafts by Claude: from here on the cost is said first
const Setting<qint64> lastCampaignSetting{QLatin1String("campaign.last_chosen"), 0};

} // namespace

DraftsForPeople::DraftsForPeople(Campaigns &campaigns, DraftWriter &writer, Settings &settings, Shell &shell,
                                 QWidget *inside)
    : QObject(inside)
    , m_campaigns(campaigns)
    , m_writer(writer)
    , m_settings(settings)
    , m_shell(shell)
    , m_inside(inside)
{
    connect(&m_writer, &DraftWriter::finished, this, &DraftsForPeople::workOn);
}

void DraftsForPeople::write(const QList<LeadId> &people, Ask ask)
{
    if (people.isEmpty() || m_planning) {
        return;
    }
    m_planning = true;
    whenDone(m_writer.plan(people), this, [this, people, ask](const Result<WritingPlan> &plan) {
        m_planning = false;
        if (!plan) {
            m_shell.showProblem(plan.error());
            return;
        }
        follow(people, ask, *plan);
    });
}

void DraftsForPeople::remember(CampaignId campaign)
{
    whenDone(m_settings.setValue(lastCampaignSetting, campaign.value()), this, [this](const Result<> &kept) {
        if (!kept) {
            m_shell.showProblem(kept.error());
        }
    });
}

void DraftsForPeople::follow(const QList<LeadId> &people, Ask ask, const WritingPlan &plan)
{
    if (!plan.unplaced.isEmpty()) {
        chooseCampaign(people, ask, plan);
    } else if (plan.parts.isEmpty()) {
        tellOfNothing(plan);
    } else {
        price(ask, plan);
    }
}

void DraftsForPeople::chooseCampaign(const QList<LeadId> &people, Ask ask, const WritingPlan &plan)
{
    auto *sheet = new ChooseCampaignSheet(m_campaigns, plan.unplaced, m_shell, m_inside);
    sheet->askForDrafts(CampaignId(m_settings.value(lastCampaignSetting)));
    connect(sheet, &ChooseCampaignSheet::begun, this, &DraftsForPeople::remember);
    connect(sheet, &ChooseCampaignSheet::enrolled, this,
            [this, people, ask](CampaignId campaign, const EnrolmentReport &report) {
                remember(campaign);
                planAgain(people, ask, report);
            });
    sheet->open();
}

void DraftsForPeople::planAgain(const QList<LeadId> &people, Ask ask, const EnrolmentReport &report)
{
    m_planning = true;
    whenDone(m_writer.plan(people), this, [this, people, ask, report](const Result<WritingPlan> &planned) {
        m_planning = false;
        if (!planned) {
            m_shell.showProblem(planned.error());
            return;
        }
        WritingPlan plan = *planned;
        for (const LeftOut &person : report.leftOut) {
            if (plan.unplaced.removeOne(person.lead)) {
                plan.unwritten.append({person.lead, person.name, person.sentence, {}});
            }
        }
        plan.unplaced.clear(); // asked once is enough
        follow(people, ask, plan);
    });
}

void DraftsForPeople::tellOfNothing(const WritingPlan &plan)
{
    if (plan.unwritten.isEmpty()) {
        if (plan.present.size() == 1) {
            Q_EMIT draftWanted(plan.present.first().draft, plan.present.first().state);
        } else if (!plan.present.isEmpty()) {
            Q_EMIT said(tr("%n have a draft already.", "people", int(plan.present.size())));
        }
        return;
    }
    const Unwritten first = plan.unwritten.first();
    const bool isOneReason =
        plan.present.isEmpty() && std::ranges::all_of(plan.unwritten, [&](const Unwritten &person) {
            return person.sentence == first.sentence && person.campaign == first.campaign;
        });
    if (isOneReason && !first.campaign.isNull()) { // it can be mended there
        m_shell.openCampaign(first.campaign);
        m_shell.showToast(first.sentence);
    } else if (plan.unwritten.size() == 1 && plan.present.isEmpty()) {
        m_shell.showToast(first.name.isEmpty() ? first.sentence
                                               : tr("%1: %2").arg(isolated(first.name), first.sentence));
    } else {
        (new WriteDraftsSheet(plan, WritingCost(), m_inside))->open();
    }
}

void DraftsForPeople::price(Ask ask, const WritingPlan &plan)
{
    m_planning = true;
    whenDone(m_writer.cost(plan), this, [this, ask, plan](const Result<WritingCost> &cost) {
        m_planning = false;
        if (!cost) {
            m_shell.showProblem(cost.error());
            return;
        }
        if (ask == Ask::WhenNeeded && cost->byClaude < bulk && plan.unwritten.isEmpty()) {
            begin(plan, WritingWay::AtOnce);
            return;
        }
        auto *sheet = new WriteDraftsSheet(plan, *cost, m_inside);
        connect(sheet, &WriteDraftsSheet::chosen, this, [this, plan](WritingWay way) { begin(plan, way); });
        sheet->open();
    });
}

void DraftsForPeople::begin(const WritingPlan &plan, WritingWay way)
{
    QStringList words = {tr("%n draft(s) are being written.", nullptr, plan.drafts())};
    if (!plan.present.isEmpty()) {
        words << tr("%n have a draft already.", "people", int(plan.present.size()));
    }
    const auto waiting = std::ranges::find(plan.parts, false, &WritingPart::isLaunched);
    if (waiting != plan.parts.end()) {
        words << tr("“%1” is not launched yet: nothing leaves before that.").arg(waiting->name);
    }
    Q_EMIT said(words.join(u' '));
    m_waiting.append({plan, way});
    workOn();
}

/// Starts what waits, as far as no other run goes on in its campaigns.
void DraftsForPeople::workOn()
{
    const QList<Job> waiting = std::exchange(m_waiting, {});
    for (const Job &job : waiting) {
        const bool mustWait = std::ranges::any_of(job.plan.parts, [this](const WritingPart &part) {
            return m_running.contains(part.campaign) || m_writer.isWriting(part.campaign);
        });
        if (mustWait) {
            m_waiting.append(job);
        } else {
            run(job);
        }
    }
}

void DraftsForPeople::run(const Job &job)
{
    QList<CampaignId> campaigns;
    for (const WritingPart &part : job.plan.parts) {
        campaigns << part.campaign;
    }
    m_running << campaigns;
    whenDone(m_writer.write(job.plan, job.way), this, [this, campaigns](const Result<DraftWritingReport> &report) {
        for (const CampaignId campaign : campaigns) {
            m_running.removeOne(campaign);
        }
        workOn();
        if (!report) {
            m_shell.showProblem(report.error());
        } else {
            tell(*report);
        }
    });
}

void DraftsForPeople::tell(const DraftWritingReport &report)
{
    if (report.stoppedBy) {
        m_shell.showProblem(*report.stoppedBy);
    } else if (report.together > 0) {
        Q_EMIT said(tr("Claude writes %n draft(s) within a day.", nullptr, report.together));
    } else if (report.blocked > 0) {
        Q_EMIT said(tr("%1 %2").arg(tr("%n draft(s) written.", nullptr, report.written),
                                    tr("%n need(s) something from you.", "drafts", report.blocked)));
    } else if (report.written > 0) {
        Q_EMIT said(tr("%n draft(s) written.", nullptr, report.written));
    }
}

} // namespace AlwaysLeads
