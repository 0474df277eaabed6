#pragma once

#include "campaign/Campaign.h"

#include <QLocale>

#include <optional>

namespace AlwaysLeads {

/// What became of a step for one person.
struct StepMark
{
    enum class State {
        Open, ///< written or to be done, but it has not left yet
        Done, ///< it left, was done, or was not for this person
        Ended, ///< set aside or refused: the sequence goes no further for them
    };
    StepId step;
    State state = State::Open;
    QDateTime at; ///< of Done: from when the next delay counts

    bool operator==(const StepMark &) const = default;
};

struct DueStep
{
    StepId step;
    QDateTime at;

    bool operator==(const DueStep &) const = default;
};

/// The step that comes next for a person, and when: the first one behind the furthest they have had. So a step that is
/// put in at a place they are past never comes to them, and none comes twice. Nothing while a step is open or ended,
/// and behind the last one. `all` are the campaign's steps with the removed ones, along the sequence; `since` is when
/// they began.
std::optional<DueStep> nextStep(const QList<CampaignStep> &all, const QList<StepMark> &marks, const QDateTime &since,
                                QLocale::Territory country);

} // namespace AlwaysLeads
