#include "probe/ProbeReport.h"

#include "base/Words.h"

#include <array>

namespace AlwaysLeads {

namespace {

constexpr std::array<std::pair<ProbeReport::State, const char *>, 5> stateWords{
    {{ProbeReport::State::Sending, "sending"},
     {ProbeReport::State::Sent, "sent"},
     {ProbeReport::State::Unknown, "unknown"},
     {ProbeReport::State::Refused, "refused"},
     {ProbeReport::State::Found, "found"}}};

constexpr std::array<std::pair<HeaderFate, const char *>, 4> fateWords{{{HeaderFate::Unused, ""},
                                                                        {HeaderFate::Kept, "kept"},
                                                                        {HeaderFate::Changed, "changed"},
                                                                        {HeaderFate::Lost, "lost"}}};

} // namespace

QString toWord(ProbeReport::State state)
{
    return wordOf(stateWords, state);
}

ProbeReport::State probeStateFromWord(const QString &word)
{
    return valueOf(stateWords, word).value_or(ProbeReport::State::Unknown);
}

QString toWord(HeaderFate fate)
{
    return wordOf(fateWords, fate);
}

HeaderFate headerFateFromWord(const QString &word)
{
    return valueOf(fateWords, word).value_or(HeaderFate::Unused);
}

} // namespace AlwaysLeads
