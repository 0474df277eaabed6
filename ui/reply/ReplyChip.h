#pragma once

#include "reply/ReplyClass.h"
#include "widgets/ChipLook.h"

namespace AlwaysLeads {

/// How a class looks wherever it is shown.
ChipLook replyChip(ReplyClass value);

} // namespace AlwaysLeads
