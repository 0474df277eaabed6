#include "net/NetLog.h"

namespace AlwaysLeads {

Q_LOGGING_CATEGORY(netLog, "alwaysleads.net", QtInfoMsg)

} // namespace AlwaysLeads
