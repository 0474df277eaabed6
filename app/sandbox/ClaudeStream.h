#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>

namespace AlwaysLeads {

/// A whole message as the server-sent events in which the Messages API streams it.
QList<QByteArray> claudeEvents(const QJsonObject &message);

} // namespace AlwaysLeads
