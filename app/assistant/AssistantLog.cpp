#include "assistant/AssistantLog.h"

namespace AlwaysLeads {

Q_LOGGING_CATEGORY(assistantLog, "alwaysleads.assistant", QtInfoMsg)

} // namespace AlwaysLeads
