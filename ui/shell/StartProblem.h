#pragma once

#include "base/Result.h"

namespace AlwaysLeads {

/// The program cannot start: says why in a window of its own (and on standard error), offers the backups where the
/// database is the reason. The exit code for main.
int showStartProblem(const Error &error, const QString &folder);

} // namespace AlwaysLeads
