#include "draft/SequenceStages.h"

#include "campaign/CampaignStore.h"
#include "draft/SequenceStage.h"
#include "draft/TemplateDrafting.h"
#include "draft/WorkingDays.h"
#include "lead/LeadStore.h"
#include "sending/CountryNames.h"

#include <algorithm>

namespace AlwaysLeads {

struct SequenceStages::Outlook
{
    Campaign campaign;
    QList<CampaignStep> steps; ///< with the removed ones
    QList<TemplateField> known;
    QDateTime now;
    QSet<LeadId> withoutFollowUps;
};

Result<DueMails> SequenceStages::advance(Connection &connection, CampaignId id, const QDateTime &now) const
{
    const CampaignStore store;
    Result<Campaign> campaign = store.find(connection, id);
    if (!campaign) {
        return failureOf(std::move(campaign));
    }
    DueMails mails;
    if (campaign->state != CampaignState::Running || campaign->deletedAt.isValid()) {
        return mails;
    }
    Result<QList<CampaignStep>> steps = store.allSteps(connection, id);
    if (!steps) {
        return failureOf(std::move(steps));
    }
    Result<QList<TemplateField>> known = store.fields(connection);
    if (!known) {
        return failureOf(std::move(known));
    }
    Result<QHash<LeadId, QDateTime>> people = store.active(connection, id);
    if (!people) {
        return failureOf(std::move(people));
    }
    Result<QHash<LeadId, QList<StepMark>>> marks = SequenceStore().marks(connection, id);
    if (!marks) {
        return failureOf(std::move(marks));
    }
    Result<QHash<StepId, QList<LeadId>>> outdated = SequenceStore().outdated(connection, id);
    if (!outdated) {
        return failureOf(std::move(outdated));
    }
    Result<QSet<LeadId>> without = SequenceStore().withoutFollowUps(connection, *campaign);
    if (!without) {
        return failureOf(std::move(without));
    }
    const Outlook outlook{*campaign, *steps, *known, now, *without};
    for (auto person = people->cbegin(); person != people->cend(); ++person) {
        QList<StepMark> had = marks->value(person.key());
        const QDateTime since = std::max(person.value(), campaign->launchedAt);
        for (qsizetype passed = 0; passed < steps->size(); ++passed) {
            Result<bool> further = goOn(connection, outlook, person.key(), had, since, mails);
            if (!further) {
                return failureOf(std::move(further));
            }
            if (!*further) {
                break;
            }
        }
    }
    for (auto step = outdated->cbegin(); step != outdated->cend(); ++step) {
        for (const LeadId lead : step.value()) {
            if (people->contains(lead)) {
                mails[step.key()].insert(lead, QDateTime());
            }
        }
    }
    return mails;
}

Result<bool> SequenceStages::goOn(Connection &connection, const Outlook &outlook, LeadId leadId, QList<StepMark> &marks,
                                  const QDateTime &since, DueMails &mails) const
{
    // Holidays make a step due later, never earlier: who is not near without them needs no look at the person.
    const std::optional<DueStep> earliest = nextStep(outlook.steps, marks, since, QLocale::AnyTerritory);
    if (!earliest || workingDaysAfter(earliest->at, -ahead, QLocale::AnyTerritory) > outlook.now) {
        return false;
    }
    Result<Lead> lead = LeadStore().lead(connection, leadId);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    const std::optional<NextStage> stage = nextStage(outlook.steps, outlook.known, marks, since, *lead);
    if (!stage || (stage->step.kind == StepKind::Mail && stage->isFirst)) {
        return false; // the first mail is written when the person asks for it
    }
    const CampaignStep &step = stage->step;
    const bool isDue = stage->due <= outlook.now;
    if (!stage->against.isEmpty()) {
        if (!isDue) {
            return false; // they may be meant by then
        }
        Result<> passed = SequenceStore().passOver(connection, outlook.campaign.id, leadId, step.id,
                                                   step.current.version, stage->against, stage->due);
        if (!passed) {
            return failureOf(std::move(passed));
        }
        marks.append({step.id, StepMark::State::Done, stage->due});
        return true;
    }
    if (step.kind == StepKind::Task) {
        Result<> made = isDue ? makeTask(connection, outlook, step, *lead, stage->due) : Result<>();
        return made ? Result<bool>(false) : failureOf(std::move(made));
    }
    if (outlook.withoutFollowUps.contains(leadId)) {
        return false; // they stay where they are; they go on once replies are read, or the person wants it all the same
    }
    if (workingDaysAfter(stage->due, -ahead, countryFrom(lead->country)) <= outlook.now) {
        mails[step.id].insert(leadId, stage->due);
    }
    return false;
}

Result<> SequenceStages::makeTask(Connection &connection, const Outlook &outlook, const CampaignStep &step,
                                  const Lead &lead, const QDateTime &due) const
{
    SequenceTask task{outlook.campaign.id, lead.id, step.id, {}, {}, due};
    Result<TemplateDrafting> drafting = TemplateDrafting::open(connection, outlook.campaign.id, step.id);
    if (drafting) {
        const TemplateDrafting::Words words = drafting->words(lead, step.current.variantFor(lead.id, step.id));
        task.title = words.subject;
        task.notes = words.problem.isEmpty() ? words.body : words.body + QLatin1Char('\n') + words.problem;
    } else if (drafting.error().kind == ErrorKind::Invalid) {
        task.title = step.current.text.subject; // a task is for the person: they may read what is wrong in it
        task.notes = drafting.error().message;
    } else {
        return failureOf(std::move(drafting));
    }
    return SequenceStore().addTask(connection, task, step.current.version, outlook.now);
}

} // namespace AlwaysLeads
