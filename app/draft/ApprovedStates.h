#pragma once

#include "draft/Draft.h"

#include <algorithm>
#include <array>

namespace AlwaysLeads {

/// Of a draft that a person, or its campaign, approved and that has not left.
inline constexpr std::array approvedStates{DraftState::Approved, DraftState::Queued};

inline bool isApproved(const Draft &draft)
{
    return std::ranges::find(approvedStates, draft.state) != approvedStates.end();
}

} // namespace AlwaysLeads
