#include "shell/DesktopNotes.h"

namespace AlwaysLeads {

std::unique_ptr<DesktopNotes> DesktopNotes::make()
{
    return nullptr;
}

} // namespace AlwaysLeads
