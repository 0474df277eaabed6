#pragma once

#include <QTest>

// What a test waits for comes at once on a quiet machine. On a busy one, under the sanitizers, the five seconds that Qt
// gives are sometimes too few; a test that waits in vain fails all the same, only later.
namespace AlwaysLeads {
inline constexpr int testPatience = 30'000; ///< milliseconds
}

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, AlwaysLeads::testPatience)
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT(expr, message, AlwaysLeads::testPatience)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, AlwaysLeads::testPatience)
