#include "draft/SequenceStages.h"

#include "campaign/CampaignStore.h"
#include "campaign/TemplateParser.h"
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
};

namespace {

/// Why a step is not for this person, or nothing when it is.
QString objection(const CampaignStep &step, const Lead &lead, const QList<TemplateField> &known)
{
    if (!isMeant(step.rule.audience, lead.status)) {
        return step.rule.audience == StepAudience::Silent ? SequenceStages::tr("They answered.")
                                                          : SequenceStages::tr("They did not answer so.");
    }
    if (step.rule.condition.isEmpty()) {
        return {};
    }
    QString problem;
    const std::optional<TemplateCondition> condition = TemplateParser::condition(step.rule.condition, known, &problem);
    if (!condition) {
        return problem; // its column was taken away since
    }
    const std::optional<bool> holds = TemplateEvaluator::holds(*condition, factValues(lead));
    if (!holds) {
        return SequenceStages::tr("For this person, %1 is not a number.").arg(condition->field);
    }
    return *holds ? QString() : SequenceStages::tr("Not for them: %1.").arg(step.rule.condition);
}

} // namespace

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
    const Outlook outlook{*campaign, *steps, *known, now};
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
    if (lead->status == LeadStatus::Bounced || lead->status == LeadStatus::OptedOut) {
        return false;
    }
    const std::optional<DueStep> due = nextStep(outlook.steps, marks, since, countryFrom(lead->country));
    const auto step = std::ranges::find(outlook.steps, due->step, &CampaignStep::id);
    const auto first = std::ranges::find(outlook.steps, false, &CampaignStep::isRemoved);
    if (step->kind == StepKind::Mail && step == first) {
        return false; // written when the person asks for it
    }
    const bool isDue = due->at <= outlook.now;
    const QString against = objection(*step, *lead, outlook.known);
    if (!against.isEmpty()) {
        if (!isDue) {
            return false; // they may be meant by then
        }
        Result<> passed = SequenceStore().passOver(connection, outlook.campaign.id, leadId, step->id,
                                                   step->current.version, against, due->at);
        if (!passed) {
            return failureOf(std::move(passed));
        }
        marks.append({step->id, StepMark::State::Done, due->at});
        return true;
    }
    if (step->kind == StepKind::Task) {
        Result<> made = isDue ? makeTask(connection, outlook, *step, *lead, due->at) : Result<>();
        return made ? Result<bool>(false) : failureOf(std::move(made));
    }
    if (workingDaysAfter(due->at, -ahead, countryFrom(lead->country)) <= outlook.now) {
        mails[step->id].insert(leadId, due->at);
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
