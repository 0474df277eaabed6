#pragma once

#include <QJsonObject>
#include <QString>

namespace AlwaysLeads {

/// Whether the Messages API takes this schema for structured output; otherwise what it says. Empty: it takes it.
QString claudeSchemaFault(const QJsonObject &schema);

} // namespace AlwaysLeads
