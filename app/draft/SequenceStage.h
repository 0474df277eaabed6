#pragma once

#include "campaign/TemplateSyntax.h"
#include "draft/SequencePlan.h"

namespace AlwaysLeads {

/// What comes next for a person. The Sequence acts by it, the forecast foretells by it.
struct NextStage
{
    CampaignStep step;
    QDateTime due; ///< by the calendar of their country
    QString against; ///< why it is not for them as they are now; empty: it is
    bool isFirst = false; ///< the first step of all

    bool operator==(const NextStage &) const = default;
};

/// Nothing behind the last step, while one is open, and for whom nothing may be sent any more. See nextStep().
std::optional<NextStage> nextStage(const QList<CampaignStep> &all, const QList<TemplateField> &known,
                                   const QList<StepMark> &marks, const QDateTime &since, const Lead &lead);

} // namespace AlwaysLeads
