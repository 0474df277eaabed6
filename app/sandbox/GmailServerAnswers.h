#pragma once

#include "sandbox/HttpServer.h"

#include <QJsonObject>

namespace AlwaysLeads::GmailAnswers {

/// The shapes of Gmail's answers. `status` is the word of google.rpc.Code; without a reason there is no list of errors.
ServerAnswer json(int status, const QJsonObject &body);
ServerAnswer error(int code, const QString &status, const QString &reason, const QString &message,
                   const QString &domain = QStringLiteral("global"));

} // namespace AlwaysLeads::GmailAnswers
