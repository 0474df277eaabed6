#include "outbox/Send.h"

#include "base/Words.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

const std::array<std::pair<SendState, QLatin1String>, 7> stateWords = {{
    {SendState::Waiting, QLatin1String("waiting")},
    {SendState::HandingOver, QLatin1String("handing over")},
    {SendState::Accepted, QLatin1String("accepted")},
    {SendState::RefusedForNow, QLatin1String("refused for now")},
    {SendState::RefusedForGood, QLatin1String("refused for good")},
    {SendState::Unknown, QLatin1String("unknown")},
    {SendState::Cancelled, QLatin1String("cancelled")},
}};

const std::array<std::pair<SendReason, QLatin1String>, 33> reasonWords = {{
    {SendReason::None, QLatin1String("")},
    {SendReason::Turn, QLatin1String("turn")},
    {SendReason::Gap, QLatin1String("gap")},
    {SendReason::HourLimit, QLatin1String("hour limit")},
    {SendReason::DailyLimit, QLatin1String("daily limit")},
    {SendReason::WarmUp, QLatin1String("warming up")},
    {SendReason::WeekLimit, QLatin1String("week limit")},
    {SendReason::NewLimit, QLatin1String("new limit")},
    {SendReason::CompanyLimit, QLatin1String("company limit")},
    {SendReason::Window, QLatin1String("window")},
    {SendReason::Holiday, QLatin1String("holiday")},
    {SendReason::NoTime, QLatin1String("no time")},
    {SendReason::Late, QLatin1String("late")},
    {SendReason::LateHeld, QLatin1String("late, held")},
    {SendReason::LaterTry, QLatin1String("later try")},
    {SendReason::Network, QLatin1String("network")},
    {SendReason::MailboxPaused, QLatin1String("mailbox paused")},
    {SendReason::MailboxRemoved, QLatin1String("mailbox removed")},
    {SendReason::Replied, QLatin1String("replied")},
    {SendReason::CampaignPaused, QLatin1String("campaign paused")},
    {SendReason::Stopped, QLatin1String("stopped")},
    {SendReason::OtherComputer, QLatin1String("other computer")},
    {SendReason::Keychain, QLatin1String("keychain")},
    {SendReason::Hold, QLatin1String("hold")},
    {SendReason::OptedOut, QLatin1String("opted out")},
    {SendReason::Lapsed, QLatin1String("lapsed")},
    {SendReason::TakenOut, QLatin1String("taken out")},
    {SendReason::ServerRefused, QLatin1String("server refused")},
    {SendReason::GivenUp, QLatin1String("given up")},
    {SendReason::Unanswered, QLatin1String("unanswered")},
    {SendReason::Crashed, QLatin1String("crashed")},
    {SendReason::PersonSaid, QLatin1String("person said")},
    {SendReason::FoundInSent, QLatin1String("found in sent")},
}};

} // namespace

QString sendStateWord(SendState state)
{
    return wordOf(stateWords, state);
}

SendState sendStateFrom(const QString &word)
{
    return valueOf(stateWords, word).value_or(SendState::Unknown); // what we cannot read is never sent on its own
}

QString sendReasonWord(SendReason reason)
{
    return wordOf(reasonWords, reason);
}

bool isHeld(SendReason reason)
{
    return reason == SendReason::Hold || reason == SendReason::LateHeld;
}

SendReason sendReasonFrom(const QString &word)
{
    return valueOf(reasonWords, word).value_or(SendReason::None);
}

} // namespace AlwaysLeads
