#include "draft/WritingPlan.h"

#include "campaign/CampaignStore.h"
#include "campaign/EnrolmentRules.h"
#include "draft/DraftStore.h"
#include "draft/SequenceStage.h"
#include "draft/SequenceStore.h"
#include "draft/TemplateDrafting.h"
#include "lead/LeadStore.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

/// A campaign that some of the people are in.
struct WritingPlans::Outlook
{
    Campaign campaign;
    QList<CampaignStep> steps; ///< with the removed ones
    QList<TemplateField> known;
    QSet<LeadId> people; ///< of those asked for
    QHash<LeadId, QDateTime> active; ///< those of the campaign who are not paused
    QHash<LeadId, QList<StepMark>> marks;
    QSet<LeadId> withoutFollowUps;
    QHash<StepId, QString> faults; ///< why nothing can be written of a step; without an entry: it can
};

/// Where one person is in one campaign: one of the three, or behind its last step.
struct WritingPlans::Standing
{
    std::optional<NextStage> next;
    std::optional<PresentDraft> present;
    QString against;
};

namespace {

QString nameOf(const Lead &lead)
{
    return lead.fullName().isEmpty() && lead.email ? lead.email->shown() : lead.fullName();
}

} // namespace

int WritingPlan::drafts() const
{
    int count = 0;
    for (const WritingPart &part : parts) {
        count += int(part.due.size());
    }
    return count;
}

Result<QList<WritingPlans::Outlook>> WritingPlans::outlooks(Connection &connection, const QList<LeadId> &leads) const
{
    const CampaignStore store;
    Result<QList<CampaignRow>> rows = store.list(connection); // newest first
    if (!rows) {
        return failureOf(std::move(rows));
    }
    Result<QList<TemplateField>> known = store.fields(connection);
    if (!known) {
        return failureOf(std::move(known));
    }
    const QSet<LeadId> asked(leads.begin(), leads.end());
    QList<Outlook> all;
    for (const CampaignRow &row : std::as_const(*rows)) {
        if (row.campaign.state == CampaignState::Finished || row.people == 0) {
            continue;
        }
        Result<QList<LeadId>> enrolled = store.enrolled(connection, row.campaign.id);
        if (!enrolled) {
            return failureOf(std::move(enrolled));
        }
        Outlook outlook;
        for (const LeadId lead : std::as_const(*enrolled)) {
            if (asked.contains(lead)) {
                outlook.people.insert(lead);
            }
        }
        if (outlook.people.isEmpty()) {
            continue;
        }
        outlook.campaign = row.campaign;
        outlook.known = *known;
        Result<QList<CampaignStep>> steps = store.allSteps(connection, row.campaign.id);
        if (!steps) {
            return failureOf(std::move(steps));
        }
        outlook.steps = *steps;
        Result<QHash<LeadId, QDateTime>> active = store.active(connection, row.campaign.id);
        if (!active) {
            return failureOf(std::move(active));
        }
        outlook.active = *active;
        Result<QHash<LeadId, QList<StepMark>>> marks = SequenceStore().marks(connection, row.campaign.id);
        if (!marks) {
            return failureOf(std::move(marks));
        }
        outlook.marks = *marks;
        Result<QSet<LeadId>> without = SequenceStore().withoutFollowUps(connection, row.campaign);
        if (!without) {
            return failureOf(std::move(without));
        }
        outlook.withoutFollowUps = *without;
        for (const CampaignStep &step : std::as_const(outlook.steps)) {
            if (step.kind != StepKind::Mail || step.isRemoved) {
                continue;
            }
            Result<TemplateDrafting> drafting = TemplateDrafting::open(connection, row.campaign.id, step.id);
            if (!drafting && drafting.error().kind != ErrorKind::Invalid) {
                return failureOf(std::move(drafting));
            }
            if (!drafting) {
                outlook.faults.insert(step.id, drafting.error().message);
            }
        }
        all.append(outlook);
    }
    // What runs now counts before what may run some day.
    const auto rank = [](const Outlook &outlook) {
        return outlook.campaign.state == CampaignState::Running ? 0
            : outlook.campaign.state == CampaignState::Paused   ? 1
                                                                : 2;
    };
    std::ranges::stable_sort(all, {}, rank);
    return all;
}

Result<WritingPlans::Standing> WritingPlans::standing(Connection &connection, const Outlook &outlook,
                                                      const Lead &lead) const
{
    Standing here;
    const QList<StepMark> marks = outlook.marks.value(lead.id);
    for (const StepMark &mark : marks) {
        const bool isDone = std::ranges::any_of(marks, [&](const StepMark &other) { // of two records that became one
            return other.step == mark.step && other.state == StepMark::State::Done;
        });
        if (mark.state != StepMark::State::Open || isDone) {
            continue;
        }
        const auto step = std::ranges::find(outlook.steps, mark.step, &CampaignStep::id);
        if (step == outlook.steps.end() || step->isRemoved) {
            continue;
        }
        Result<std::optional<Draft>> draft = DraftStore().findFor(connection, lead.id, mark.step);
        if (!draft) {
            return failureOf(std::move(draft));
        }
        if (*draft) {
            here.present = PresentDraft{lead.id, (*draft)->id, (*draft)->state};
        } else {
            here.against = tr("First comes a task of yours in “%1”.").arg(outlook.campaign.name);
        }
        return here;
    }
    if (!outlook.active.contains(lead.id)) {
        here.against = tr("Is paused in “%1”.").arg(outlook.campaign.name);
        return here;
    }
    const QDateTime enrolled = outlook.active.value(lead.id);
    const QDateTime launched = outlook.campaign.launchedAt;
    const QDateTime since = launched.isValid() ? std::max(enrolled, launched) : enrolled;
    const std::optional<NextStage> next = nextStage(outlook.steps, outlook.known, marks, since, lead);
    if (!next) {
        if (outlook.campaign.state == CampaignState::Running) { // nobody is in two that run
            here.against = tr("“%1” has no further mail for them.").arg(outlook.campaign.name);
        }
    } else if (!next->isFirst && !next->against.isEmpty()) { // the first one is for whom the person put in
        here.against = tr("The next mail of “%1” is not for them. %2").arg(outlook.campaign.name, next->against);
    } else if (next->step.kind == StepKind::Task) {
        here.against = tr("First comes a task of yours in “%1”.").arg(outlook.campaign.name);
    } else if (!next->isFirst && outlook.withoutFollowUps.contains(lead.id)) {
        here.against =
            tr("The mailbox of their first mail is not read, so nobody would see that they answered: no follow-ups.");
    } else {
        here.next = next;
    }
    return here;
}

Result<> WritingPlans::place(Connection &connection, const QList<Outlook> &outlooks, const Lead &lead,
                             WritingPlan &plan) const
{
    std::optional<Unwritten> against;
    for (const Outlook &outlook : outlooks) {
        if (!outlook.people.contains(lead.id)) {
            continue;
        }
        Result<Standing> here = standing(connection, outlook, lead);
        if (!here) {
            return failureOf(std::move(here));
        }
        if (here->present) {
            plan.present.append(*here->present);
            return {};
        }
        if (here->next) {
            const CampaignStep &step = here->next->step;
            if (const QString fault = outlook.faults.value(step.id); !fault.isEmpty()) {
                plan.unwritten.append({lead.id, nameOf(lead),
                                       tr("Nothing can be written in “%1” yet. %2").arg(outlook.campaign.name, fault),
                                       outlook.campaign.id});
                return {};
            }
            auto part = std::ranges::find(plan.parts, step.id, &WritingPart::step);
            if (part == plan.parts.end()) {
                plan.parts.append({outlook.campaign.id,
                                   outlook.campaign.name,
                                   outlook.campaign.state != CampaignState::NotLaunched,
                                   step.id,
                                   {}});
                part = std::prev(plan.parts.end());
            }
            part->due.insert(lead.id, here->next->isFirst ? QDateTime() : here->next->due);
            return {};
        }
        if (!here->against.isEmpty() && !against) {
            against = Unwritten{lead.id, nameOf(lead), here->against, {}};
        }
    }
    if (against) {
        plan.unwritten.append(*against);
    } else {
        plan.unplaced.append(lead.id);
    }
    return {};
}

Result<WritingPlan> WritingPlans::make(Connection &connection, const QList<LeadId> &leads) const
{
    Result<QList<Outlook>> campaigns = outlooks(connection, leads);
    if (!campaigns) {
        return failureOf(std::move(campaigns));
    }
    WritingPlan plan;
    QSet<LeadId> seen;
    for (const LeadId id : leads) {
        if (seen.contains(id)) {
            continue;
        }
        seen.insert(id);
        Result<Lead> lead = LeadStore().lead(connection, id);
        if (!lead && lead.error().kind != ErrorKind::NotFound) {
            return failureOf(std::move(lead));
        }
        if (!lead) {
            plan.unwritten.append({id, {}, tr("This person was deleted."), {}});
            continue;
        }
        Result<std::optional<LeftOut>> against = EnrolmentRules().againstWriting(connection, *lead);
        if (!against) {
            return failureOf(std::move(against));
        }
        if (*against) {
            plan.unwritten.append({id, nameOf(*lead), (*against)->sentence, {}});
            continue;
        }
        if (Result<> placed = place(connection, *campaigns, *lead, plan); !placed) {
            return failureOf(std::move(placed));
        }
    }
    return plan;
}

} // namespace AlwaysLeads
