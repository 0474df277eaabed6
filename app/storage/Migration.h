#pragma once

#include "storage/Connection.h"

#include <span>

namespace AlwaysLeads {

/// One step of the schema. A released step is never edited: append a new one. A new database runs the same steps.
struct Migration
{
    int version = 0;
    Result<> (*run)(Connection &) = nullptr;
};

/// Brings the file from its `PRAGMA user_version` to the last step, each step and its number in one transaction.
/// A file with a newer number than the last step is refused and not touched.
Result<> migrate(Connection &connection, std::span<const Migration> steps);
/// The refusal of a file whose schema is newer than the last step; nothing when it is not.
Result<> refuseNewer(Connection &connection, std::span<const Migration> steps);

} // namespace AlwaysLeads
