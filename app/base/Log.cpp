#include "base/Log.h"

namespace AlwaysLeads {

Q_LOGGING_CATEGORY(baseLog, "alwaysleads.base")

} // namespace AlwaysLeads
