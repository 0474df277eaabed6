#pragma once

#include "sandbox/HttpServer.h"

#include <QJsonObject>

namespace AlwaysLeads::GraphAnswers {

/// The shapes of Graph's answers.
ServerAnswer json(int status, const QJsonObject &body);
ServerAnswer error(int status, const QString &code, const QString &message);

} // namespace AlwaysLeads::GraphAnswers
