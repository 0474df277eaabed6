#pragma once

#include "settings/Settings.h"

namespace AlwaysLeads {

/// The steps of the guided start, in their order. Each can be skipped.
enum class FirstRunStep { Business, Mailbox, Claude, Leads };
constexpr int firstRunSteps = int(FirstRunStep::Leads) + 1;

/// The person has neither gone to its end nor left it, and has not told who they are by another way.
bool isFirstRunDue(const Settings &settings);
/// Where it goes on, also after a restart.
FirstRunStep firstRunStep(const Settings &settings);
Task<Result<>> setFirstRunStep(Settings &settings, FirstRunStep step);
/// It never comes by itself again.
Task<Result<>> endFirstRun(Settings &settings);

} // namespace AlwaysLeads
