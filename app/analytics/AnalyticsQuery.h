#pragma once

#include "campaign/Campaign.h"

#include <QDate>

namespace AlwaysLeads {

/// Which figures. A period is whole days up to today, as this computer's clock shows them.
struct AnalyticsQuery
{
    enum class Period { Week, Month, Quarter, All };

    Period period = Period::Month;
    CampaignId campaign; ///< null: all of them

    bool operator==(const AnalyticsQuery &) const = default;
};

/// 7, 30 or 90; nothing for all.
int daysOf(AnalyticsQuery::Period period);

} // namespace AlwaysLeads
