#include "support/HastyDisk.h"

#include <sqlite3.h>

#include <map>
#include <mutex>

namespace AlwaysLeads {

namespace {

sqlite3_vfs *usual = nullptr;
std::once_flag once;

int doNotWait(sqlite3_file *, int)
{
    return SQLITE_OK;
}

/// The same calls but for the one that waits. SQLite has a table of them for each way of locking.
const sqlite3_io_methods *withoutWaiting(const sqlite3_io_methods *methods)
{
    static std::mutex mutex;
    static std::map<const sqlite3_io_methods *, sqlite3_io_methods> known;
    const std::lock_guard lock(mutex);
    const auto found = known.try_emplace(methods, *methods).first;
    found->second.xSync = doNotWait;
    return &found->second;
}

int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *flagsOut)
{
    const int code = usual->xOpen(usual, name, file, flags, flagsOut);
    if (file->pMethods != nullptr) {
        file->pMethods = withoutWaiting(file->pMethods);
    }
    return code;
}

} // namespace

void doNotWaitForTheDisk()
{
    std::call_once(once, [] {
        usual = sqlite3_vfs_find(nullptr);
        static sqlite3_vfs hasty = *usual;
        hasty.zName = "hasty";
        hasty.pNext = nullptr;
        hasty.xOpen = open;
        sqlite3_vfs_register(&hasty, 1);
    });
}

} // namespace AlwaysLeads
