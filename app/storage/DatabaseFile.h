#pragma once

#include "storage/Migration.h"

#include <stop_token>

namespace AlwaysLeads {

/// Looks at a database file without changing it: is it one, whole, and not newer than `steps`? A missing or empty file
/// is fine. ErrorKind::Storage otherwise. Of a big file that was not closed in order only the beginning is looked at,
/// unless it has to be brought up to date: isYetToBeRead() says so until readEveryPage() has found it whole.
Result<> checkDatabaseFile(const QString &path, std::span<const Migration> steps);
/// Whether the pages of the file are not known to be sound. Until they are, nothing that is done on its own may rest on
/// them, and no copy of it takes the place of an older one.
bool isYetToBeRead(const QString &path);
/// Is every page sound? Then isYetToBeRead() ends. On a reader's thread, since it takes seconds of a million people.
Result<> readEveryPage(Connection &connection, const QString &path);
/// Notes beside a file that was closed in order what it looks like. While it looks the same, and for at most a week,
/// the pages are not read again at the next start: of a million people that takes seconds, and many from a cold disk.
/// Every daily backup is checked in any case.
void noteClosedInOrder(const QString &path);
/// Is every page of it sound (PRAGMA quick_check)?
Result<> checkDatabaseFile(const QString &path);

/// Copies what `connection` sees to a single file with SQLite's online backup: written beside it, checked, flushed, and
/// only then given its name. When asked to stop nothing of it is left, and the outcome is ErrorKind::Cancelled.
Result<> copyDatabase(Connection &connection, const QString &path, const std::stop_token &stop = {});

} // namespace AlwaysLeads
