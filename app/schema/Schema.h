#pragma once

#include "storage/Migration.h"

#include <span>

namespace AlwaysLeads {

/// All steps of the program's database, oldest first. docs/schema.md explains the tables.
std::span<const Migration> schemaSteps();

} // namespace AlwaysLeads
