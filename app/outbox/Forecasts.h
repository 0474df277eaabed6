#pragma once

#include "base/Clock.h"
#include "outbox/Forecast.h"
#include "outbox/Send.h"
#include "storage/Database.h"

#include <QObject>

#include <stop_token>

namespace AlwaysLeads {

/// Says for a campaign when each of its mails will leave. Takes up to some seconds for thousands of people, on a
/// reader's thread.
class Forecasts : public QObject
{
    Q_OBJECT
public:
    Forecasts(Database &database, const Clock &clock, SendPolicy policy, QObject *parent = nullptr);

    /// As if it were launched, or resumed, now.
    Task<Result<Forecast>> of(CampaignId campaign, std::stop_token stop = {});

private:
    Database &m_database;
    const Clock &m_clock;
    SendPolicy m_policy;
};

} // namespace AlwaysLeads
