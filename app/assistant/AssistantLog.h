#pragma once

#include <QLoggingCategory>

namespace AlwaysLeads {

Q_DECLARE_LOGGING_CATEGORY(assistantLog)

} // namespace AlwaysLeads
