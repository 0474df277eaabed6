#pragma once

#include "storage/Migration.h"

namespace AlwaysLeads {

/// Looks at a database file without changing it: is it one, whole, and not newer than `steps`? A missing or empty file
/// is fine. ErrorKind::Storage otherwise.
Result<> checkDatabaseFile(const QString &path, std::span<const Migration> steps);
/// Is every page of it sound (PRAGMA quick_check)?
Result<> checkDatabaseFile(const QString &path);

/// Copies what `connection` sees to a single file with SQLite's online backup: written beside it, checked, flushed, and
/// only then given its name.
Result<> copyDatabase(Connection &connection, const QString &path);

} // namespace AlwaysLeads
