#pragma once

#include "storage/Migration.h"

namespace AlwaysLeads {

/// Looks at a database file without changing it: is it one, whole, and not newer than `steps`? A missing or empty file
/// is fine. ErrorKind::Storage otherwise.
Result<> checkDatabaseFile(const QString &path, std::span<const Migration> steps);
/// Notes beside a file that was closed in order what it looks like. While it looks the same, and for at most a week,
/// the pages are not read again at the next start: of a million people that takes seconds, and many from a cold disk.
/// Every daily backup is checked in any case.
void noteClosedInOrder(const QString &path);
/// Is every page of it sound (PRAGMA quick_check)?
Result<> checkDatabaseFile(const QString &path);

/// Copies what `connection` sees to a single file with SQLite's online backup: written beside it, checked, flushed, and
/// only then given its name.
Result<> copyDatabase(Connection &connection, const QString &path);

} // namespace AlwaysLeads
