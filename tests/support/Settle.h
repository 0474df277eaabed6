#pragma once

#include "net/HttpClient.h"
#include "support/TestDatabase.h"
#include "support/WaitUntil.h"

namespace AlwaysLeads {

/// Waits until nothing is asked of the network, written or read, and whoever awaited it has gone on. For the end of a
/// test whose services may still be at work for a widget that has gone: what they await must not go before its answer,
/// or they never go on.
inline void settle(TestDatabase &files, const HttpClient &http)
{
    do {
        files.settle();
    } while (!http.isIdle() && waitUntil([&http] { return http.isIdle(); }));
}

} // namespace AlwaysLeads
