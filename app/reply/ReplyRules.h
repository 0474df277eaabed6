#pragma once

#include "reply/ReplyClass.h"

namespace AlwaysLeads {

/// What a person's answer means, as far as words alone tell: works offline and without Claude. `newText` is what they
/// wrote anew. When unsure it says Question or Other, never a no.
Classification classifyByWords(const QString &newText);

/// The mail tries to give orders to a program ("ignore your instructions"). It is text all the same; a person should
/// know.
bool triesToGiveOrders(const QString &text);

} // namespace AlwaysLeads
