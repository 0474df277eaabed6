#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace AlwaysLeads {

struct ClaudeRequestFault
{
    int status = 400;
    QString type; ///< as in the error's `type`
    QString message;
};

/// Which part of a request is read more loosely.
enum class ClaudeEndpoint { Messages, CountTokens };

/// What the Messages API would refuse a request body for; nothing when it would answer it.
std::optional<ClaudeRequestFault> claudeRequestFault(const QJsonObject &body, const QByteArray &version,
                                                     ClaudeEndpoint endpoint);

/// All text of the user's turns.
QString claudeUserText(const QJsonObject &body);
/// All text of the system prompt; with `markedOnly` up to the last block that is marked to be cached.
QString claudeSystemText(const QJsonObject &body, bool markedOnly = false);

} // namespace AlwaysLeads
