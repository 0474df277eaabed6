#pragma once

#include "shell/Shell.h"

namespace AlwaysLeads {

/// The dashboard's place, the seventh of the sidebar. Only the window goes there: no page leads to it, so it is not
/// among those that pages know.
inline constexpr Place dashboardPlace = Place(int(Place::Settings) + 1);

} // namespace AlwaysLeads
