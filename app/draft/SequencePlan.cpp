#include "draft/SequencePlan.h"

#include "draft/WorkingDays.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// Two records that became one may have had the same step in two ways: who has had it has had it.
bool isDone(const QList<StepMark> &marks, StepId step)
{
    return std::ranges::any_of(
        marks, [&](const StepMark &mark) { return mark.step == step && mark.state == StepMark::State::Done; });
}

} // namespace

std::optional<DueStep> nextStep(const QList<CampaignStep> &all, const QList<StepMark> &marks, const QDateTime &since,
                                QLocale::Territory country)
{
    qsizetype next = 0;
    QDateTime from = since;
    for (const StepMark &mark : marks) {
        const auto step = std::ranges::find(all, mark.step, &CampaignStep::id);
        if (step == all.end()) {
            continue;
        }
        if (mark.state == StepMark::State::Done) {
            next = std::max(next, qsizetype(step - all.begin()) + 1);
            from = std::max(from, mark.at);
        } else if (!step->isRemoved && !isDone(marks, mark.step)) {
            return std::nullopt;
        }
    }
    const auto step =
        std::find_if(all.begin() + next, all.end(), [](const CampaignStep &each) { return !each.isRemoved; });
    if (step == all.end()) {
        return std::nullopt;
    }
    return DueStep{step->id, workingDaysAfter(from, step->rule.delayDays, country)};
}

} // namespace AlwaysLeads
