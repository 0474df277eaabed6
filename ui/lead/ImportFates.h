#pragma once

#include "lead/ImportPlan.h"

#include <optional>

namespace AlwaysLeads::ImportFates {

/// The segments above the rows of an import stand in this order: all, new, merged, refused.
constexpr int segmentOf(ImportFate fate)
{
    return int(fate) + 1;
}
/// Nothing: all.
constexpr std::optional<ImportFate> ofSegment(int segment)
{
    return segment == 0 ? std::nullopt : std::optional(ImportFate(segment - 1));
}
static_assert(segmentOf(ImportFate::New) == 1 && segmentOf(ImportFate::Merge) == 2
              && segmentOf(ImportFate::Refused) == 3);

} // namespace AlwaysLeads::ImportFates
