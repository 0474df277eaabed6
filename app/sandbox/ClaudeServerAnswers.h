#pragma once

#include "net/Json.h"
#include "sandbox/HttpServer.h"

#include <QJsonObject>

namespace AlwaysLeads {

/// What the stand-in of Claude says, as its service shapes it.
inline ServerAnswer jsonAnswer(int status, const QJsonObject &body)
{
    ServerAnswer answer;
    answer.status = status;
    answer.headers = {{"content-type", "application/json"}};
    answer.body = Json::write(body);
    return answer;
}

inline ServerAnswer errorAnswer(int status, const QString &type, const QString &message, const QString &code = {})
{
    QJsonObject error = {{QStringLiteral("type"), type}, {QStringLiteral("message"), message}};
    if (!code.isEmpty()) {
        error.insert(QStringLiteral("details"), QJsonObject{{QStringLiteral("error_code"), code}});
    }
    return jsonAnswer(status, {{QStringLiteral("type"), QStringLiteral("error")}, {QStringLiteral("error"), error}});
}

} // namespace AlwaysLeads
