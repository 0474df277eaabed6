#pragma once

#include <gmime/gmime.h>

#include <memory>

namespace AlwaysLeads {

/// Owns one reference to an object of GLib.
struct ReleaseGObject
{
    void operator()(void *object) const { g_object_unref(object); }
};
template <typename T> using GObjectPointer = std::unique_ptr<T, ReleaseGObject>;

/// Frees what GLib allocated.
struct ReleaseGMemory
{
    void operator()(void *memory) const { g_free(memory); }
};
template <typename T> using GMemoryPointer = std::unique_ptr<T, ReleaseGMemory>;

/// To be called before anything else of GMime, as often as one likes and from any thread.
void startGMime();

} // namespace AlwaysLeads
