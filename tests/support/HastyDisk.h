#pragma once

namespace AlwaysLeads {

/// From now on SQLite does not wait in this process until what it wrote is on the disk. A month of sending is ten
/// thousand transactions, each 1 to 10 ms of waiting; no test can see the difference, since what was written stays when
/// a process is killed. Nothing for a bench.
void doNotWaitForTheDisk();

} // namespace AlwaysLeads
