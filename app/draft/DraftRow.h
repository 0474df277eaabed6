#pragma once

#include "draft/Draft.h"

#include <optional>

namespace AlwaysLeads {

/// A row of the queue.
struct DraftRow
{
    enum class Mark { None, Blocked, Lapsed, Writing };
    DraftId id;
    LeadId lead;
    CampaignId campaign;
    QString campaignName;
    QString name;
    QString email;
    QString subject;
    std::optional<int> score;
    DraftState state = DraftState::Ready;
    Mark mark = Mark::None;
    QString reason;

    bool operator==(const DraftRow &) const = default;
};

} // namespace AlwaysLeads
