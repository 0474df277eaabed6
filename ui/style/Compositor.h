#pragma once

namespace AlwaysLeads {

/// Whether a translucent window shows what is behind it. Without (a bare X server) its clear parts would be black.
bool desktopComposes();

} // namespace AlwaysLeads
