#include "draft/SequenceStage.h"

#include "campaign/TemplateEvaluator.h"
#include "campaign/TemplateParser.h"
#include "draft/SequenceStages.h"
#include "sending/CountryNames.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

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

std::optional<NextStage> nextStage(const QList<CampaignStep> &all, const QList<TemplateField> &known,
                                   const QList<StepMark> &marks, const QDateTime &since, const Lead &lead)
{
    if (lead.status == LeadStatus::Bounced || lead.status == LeadStatus::OptedOut) {
        return std::nullopt;
    }
    const std::optional<DueStep> due = nextStep(all, marks, since, countryFrom(lead.country));
    if (!due) {
        return std::nullopt;
    }
    const auto step = std::ranges::find(all, due->step, &CampaignStep::id);
    const auto first = std::ranges::find(all, false, &CampaignStep::isRemoved);
    return NextStage{*step, due->at, objection(*step, lead, known), step == first};
}

} // namespace AlwaysLeads
