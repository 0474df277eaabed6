#pragma once

namespace AlwaysLeads {

/// A property of a scroll area (bool): its content has room at the edge, so that the bar lies over it and nothing moves
/// when it comes. The views of rows have it without being told.
inline constexpr char barOverContentProperty[] = "alwaysleadsBarOverContent";

} // namespace AlwaysLeads
