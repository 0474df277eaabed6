#pragma once

#include <QString>

namespace AlwaysLeads {

/// A name for this computer that stays the same and tells nothing about it; empty where the system has none.
QString thisComputer();

} // namespace AlwaysLeads
