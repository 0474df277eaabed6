#pragma once

#include "draft/SequencePlan.h"

#include <QDateTime>
#include <QString>

namespace AlwaysLeads {

/// Something the person does themselves for somebody, such as a call.
struct SequenceTask
{
    CampaignId campaign;
    LeadId lead;
    StepId step;
    QString title;
    QString notes;
    QDateTime dueAt;

    bool operator==(const SequenceTask &) const = default;
};

} // namespace AlwaysLeads
