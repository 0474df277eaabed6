#pragma once

#include "sandbox/HttpServer.h"

#include <QJsonObject>

namespace AlwaysLeads::ApolloAnswers {

/// The shapes of Apollo's answers; its errors have several.
ServerAnswer json(int status, const QJsonObject &body);
ServerAnswer error(int status, const QString &error, const QString &code = {});
ServerAnswer failed(int status, const QString &code, const QString &message);
/// In plain text.
ServerAnswer badKey();

} // namespace AlwaysLeads::ApolloAnswers
