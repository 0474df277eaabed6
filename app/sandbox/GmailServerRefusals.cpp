// What Gmail says no with, as documented, and the shapes that all answers share.
#include "sandbox/GmailServer.h"

#include "net/Json.h"
#include "sandbox/GmailServerAnswers.h"

#include <QJsonArray>

namespace AlwaysLeads {

ServerAnswer GmailAnswers::json(int status, const QJsonObject &body)
{
    ServerAnswer answer;
    answer.status = status;
    answer.headers = {{"content-type", "application/json; charset=UTF-8"}};
    answer.body = Json::write(body);
    return answer;
}

ServerAnswer GmailAnswers::error(int code, const QString &status, const QString &reason, const QString &message,
                                 const QString &domain)
{
    QJsonObject error{{QStringLiteral("code"), code}, {QStringLiteral("message"), message}};
    if (!reason.isEmpty()) {
        error.insert(QStringLiteral("errors"),
                     QJsonArray{QJsonObject{{QStringLiteral("message"), message},
                                            {QStringLiteral("domain"), domain},
                                            {QStringLiteral("reason"), reason}}});
    }
    error.insert(QStringLiteral("status"), status);
    return json(code, {{QStringLiteral("error"), error}});
}

ServerAnswer GmailServer::refusal(Refusal refusal) const
{
    using GmailAnswers::error;
    const QString usage = QStringLiteral("usageLimits");
    const QString denied = QStringLiteral("PERMISSION_DENIED");
    const QString exhausted = QStringLiteral("RESOURCE_EXHAUSTED");
    ServerAnswer bad;
    switch (refusal) {
    case Refusal::Unauthorized:
        bad =
            error(401, QStringLiteral("UNAUTHENTICATED"), QStringLiteral("authError"),
                  QStringLiteral("Request had invalid authentication credentials. Expected OAuth 2 access token, login "
                                 "cookie or other valid authentication credential."));
        bad.headers.append({QByteArray("www-authenticate"),
                            QByteArray("Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"")});
        return bad;
    case Refusal::ScopeMissing:
        bad = error(403, denied, QStringLiteral("insufficientPermissions"),
                    QStringLiteral("Request had insufficient authentication scopes."));
        bad.body.replace("\"status\":",
                         R"("details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",)"
                         R"("reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT","domain":"googleapis.com"}],"status":)");
        return bad;
    case Refusal::DomainPolicy:
        return error(403, denied, QStringLiteral("domainPolicy"),
                     QStringLiteral("The domain administrators have disabled Gmail apps."));
    case Refusal::NotConfigured:
        return error(403, denied, QStringLiteral("accessNotConfigured"),
                     QStringLiteral("Gmail API has not been used in project 1 before or it is disabled."), usage);
    case Refusal::RateLimited:
        return error(403, exhausted, QStringLiteral("rateLimitExceeded"), QStringLiteral("Rate Limit Exceeded"), usage);
    case Refusal::UserRateLimited:
        bad = error(429, exhausted, QStringLiteral("userRateLimitExceeded"),
                    QStringLiteral("Too many concurrent requests for user"), usage);
        bad.headers.append({QByteArray("retry-after"), QByteArray("2")});
        return bad;
    case Refusal::DailyLimit:
        return error(403, denied, QStringLiteral("dailyLimitExceeded"), QStringLiteral("Daily Limit Exceeded"), usage);
    case Refusal::SendingCap:
        return error(429, exhausted, QStringLiteral("rateLimitExceeded"),
                     QStringLiteral("User-rate limit exceeded.  Retry after %1 (Mail sending)")
                         .arg(m_capEnd.toUTC().toString(Qt::ISODateWithMs)),
                     usage);
    case Refusal::NoGmail:
        return error(400, QStringLiteral("FAILED_PRECONDITION"), QStringLiteral("failedPrecondition"),
                     QStringLiteral("Mail service not enabled"));
    case Refusal::InvalidTo:
        return error(400, QStringLiteral("INVALID_ARGUMENT"), QStringLiteral("invalidArgument"),
                     QStringLiteral("Invalid To header"));
    case Refusal::InvalidArgument:
        return error(400, QStringLiteral("INVALID_ARGUMENT"), QStringLiteral("invalidArgument"),
                     QStringLiteral("Invalid argument"));
    case Refusal::NotFound:
        return error(404, QStringLiteral("NOT_FOUND"), QStringLiteral("notFound"),
                     QStringLiteral("Requested entity was not found."));
    case Refusal::TooLarge:
        return error(413, QStringLiteral("INVALID_ARGUMENT"), QStringLiteral("uploadTooLarge"),
                     QStringLiteral("Message too large"));
    case Refusal::BackendError:
        return error(500, QStringLiteral("INTERNAL"), QStringLiteral("backendError"), QStringLiteral("Backend Error"));
    case Refusal::BadGateway:
        bad.status = 502;
        bad.headers = {{"content-type", "text/html"}};
        bad.body = "<html><title>Error 502 (Server Error)!!1</title></html>";
        return bad;
    case Refusal::Unavailable:
        return error(503, QStringLiteral("UNAVAILABLE"), QStringLiteral("backendError"),
                     QStringLiteral("The service is currently unavailable."));
    }
    return bad;
}

} // namespace AlwaysLeads
