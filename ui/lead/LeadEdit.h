#pragma once

#include "lead/Leads.h"
#include "shell/Shell.h"

namespace AlwaysLeads {

/// What was just done to people, for the toast: their history takes it back.
inline Undoable editOf(Leads &leads, const QString &text)
{
    return {text, [&leads] { return leads.undoLast(); }, true};
}

} // namespace AlwaysLeads
