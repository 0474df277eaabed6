#pragma once

#include "assistant/MailBrief.h"

namespace AlwaysLeads {

/// A brief as it waits for its answer in a batch. What cannot be read counts as nothing.
QString toJson(const MailBrief &brief);
MailBrief mailBriefFrom(const QString &json);

} // namespace AlwaysLeads
