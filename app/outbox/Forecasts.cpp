#include "outbox/Forecasts.h"

#include "outbox/ForecastRun.h"

#include <utility>

namespace AlwaysLeads {

Forecasts::Forecasts(Database &database, const Clock &clock, SendPolicy policy, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_policy(std::move(policy))
{
}

Task<Result<Forecast>> Forecasts::of(CampaignId campaign, std::stop_token stop)
{
    auto reading = m_database.read<Forecast>(
        [campaign, stop, policy = m_policy, now = m_clock.now()](Connection &connection) {
            return ForecastRun(connection, policy, now, stop).of(campaign);
        },
        stop);
    Result<Forecast> forecast = co_await reading;
    co_return forecast;
}

} // namespace AlwaysLeads
