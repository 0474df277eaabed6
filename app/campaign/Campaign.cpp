#include "campaign/Campaign.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

const std::array<std::pair<CampaignState, QLatin1String>, 4> words = {{
    {CampaignState::NotLaunched, QLatin1String("not launched")},
    {CampaignState::Running, QLatin1String("running")},
    {CampaignState::Paused, QLatin1String("paused")},
    {CampaignState::Finished, QLatin1String("finished")},
}};

} // namespace

QString campaignStateWord(CampaignState state)
{
    for (const auto &[value, word] : words) {
        if (value == state) {
            return word;
        }
    }
    return words.front().second;
}

CampaignState campaignStateFrom(const QString &word)
{
    for (const auto &[value, text] : words) {
        if (word == text) {
            return value;
        }
    }
    return CampaignState::Paused; // a word we do not know must not send
}

} // namespace AlwaysLeads
