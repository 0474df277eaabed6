#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// What libFuzzer calls with each input. Whatever it is: no crash, no hang, and the promises below hold.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace AlwaysLeads {

inline QByteArray bytesOf(const uint8_t *data, size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}

/// Ends the program when a promise is broken, as libFuzzer wants it. Works in every build, unlike assert().
inline void promise(bool kept, const char *what)
{
    if (!kept) {
        std::fprintf(stderr, "broken promise: %s\n", what);
        std::abort();
    }
}

} // namespace AlwaysLeads
