#pragma once

#include "campaign/Campaign.h"
#include "outbox/Forecast.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

/// The numbers before a launch. Launching sends nothing by itself: drafts have to be approved first.
class LaunchSheet : public DialogSheet
{
    Q_OBJECT
public:
    LaunchSheet(const CampaignPage &page, const Forecast &forecast, QWidget *inside);

Q_SIGNALS:
    void launched();
};

} // namespace AlwaysLeads
