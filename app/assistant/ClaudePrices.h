#pragma once

#include "assistant/ClaudeAnswer.h"

namespace AlwaysLeads {

struct CallCost
{
    qint64 micros = 0; ///< millionths of a US dollar, rounded up
    bool priceKnown = true; ///< false: not in our table, counted at the dearest price in it

    bool operator==(const CallCost &) const = default;
};

/// What a call costs by the published prices of November 2026.
CallCost costOf(const QString &model, const ClaudeUsage &usage);

} // namespace AlwaysLeads
