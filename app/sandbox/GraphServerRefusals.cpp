// What Graph says no with, as documented, and the shapes that all answers share.
#include "sandbox/GraphServer.h"

#include "net/Json.h"
#include "sandbox/GraphServerAnswers.h"

#include <QUuid>

namespace AlwaysLeads {

ServerAnswer GraphAnswers::json(int status, const QJsonObject &body)
{
    ServerAnswer answer;
    answer.status = status;
    answer.headers = {{"content-type", "application/json; odata.metadata=minimal; charset=utf-8"},
                      {"request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces)}};
    answer.body = Json::write(body);
    return answer;
}

ServerAnswer GraphAnswers::error(int status, const QString &code, const QString &message)
{
    const QJsonObject inner{
        {QStringLiteral("date"), QStringLiteral("2026-11-25T10:00:00")},
        {QStringLiteral("request-id"), QStringLiteral("8f0e1b9c-0000-4000-8000-000000000001")},
        {QStringLiteral("client-request-id"), QStringLiteral("8f0e1b9c-0000-4000-8000-000000000002")}};
    return GraphAnswers::json(status,
                              {{QStringLiteral("error"),
                                QJsonObject{{QStringLiteral("code"), code},
                                            {QStringLiteral("message"), message},
                                            {QStringLiteral("innerError"), inner}}}});
}

namespace {

ServerAnswer throttled(const QString &code, const QString &message, const QByteArray &seconds)
{
    ServerAnswer answer = GraphAnswers::error(429, code, message);
    if (!seconds.isEmpty()) {
        answer.headers.append({QByteArray("retry-after"), seconds});
    }
    return answer;
}

} // namespace

ServerAnswer GraphServer::refusal(Refusal refusal)
{
    ServerAnswer bad;
    switch (refusal) {
    case Refusal::Unauthorized:
        bad = GraphAnswers::error(401, QStringLiteral("InvalidAuthenticationToken"),
                                  QStringLiteral("Lifetime validation failed, the token is expired."));
        bad.headers.append({QByteArray("www-authenticate"), QByteArray("Bearer realm=\"\"")});
        return bad;
    case Refusal::SyncStateNotFound:
        return GraphAnswers::error(410, QStringLiteral("syncStateNotFound"),
                                   QStringLiteral("The sync state generation is not found; restart the sync."));
    case Refusal::ClaimsChallenge:
        bad = GraphAnswers::error(
            401, QStringLiteral("InvalidAuthenticationToken"),
            QStringLiteral("Continuous access evaluation resulted in challenge with result: InteractionRequired"));
        bad.headers.append({QByteArray("www-authenticate"),
                            "Bearer realm=\"\", error=\"insufficient_claims\", claims=\""
                                + QByteArray(challengedClaims).toBase64() + "\""});
        return bad;
    case Refusal::AccessDenied:
        return GraphAnswers::error(403, QStringLiteral("ErrorAccessDenied"),
                                   QStringLiteral("Access is denied. Check credentials and try again."));
    case Refusal::SendAsDenied:
        return GraphAnswers::error(
            403, QStringLiteral("ErrorSendAsDenied"),
            QStringLiteral("The user account which was used to submit this request does not have the right to "
                           "send mail on behalf of the specified sending account."));
    case Refusal::SubmissionBlocked:
        return GraphAnswers::error(
            403, QStringLiteral("ErrorMessageSubmissionBlocked"),
            QStringLiteral("Cannot send mail. Follow the instructions in your Inbox to verify your account."));
    case Refusal::NoMailbox:
        return GraphAnswers::error(
            404, QStringLiteral("MailboxNotEnabledForRESTAPI"),
            QStringLiteral("The mailbox is either inactive, soft-deleted, or is hosted on-premise."));
    case Refusal::NotFound:
        return GraphAnswers::error(404, QStringLiteral("ErrorItemNotFound"),
                                   QStringLiteral("The specified object was not found in the store."));
    case Refusal::Conflict:
        return GraphAnswers::error(
            409, QStringLiteral("ErrorIrresolvableConflict"),
            QStringLiteral("The send or update operation could not be performed because the change key passed "
                           "in the request does not match the current change key for the item."));
    case Refusal::TooLarge:
        return GraphAnswers::error(413, QStringLiteral("RequestBodyTooLarge"),
                                   QStringLiteral("The request body is too large."));
    case Refusal::InvalidRecipients:
        return GraphAnswers::error(400, QStringLiteral("ErrorInvalidRecipients"),
                                   QStringLiteral("At least one recipient isn't valid."));
    case Refusal::BadRequest:
        return GraphAnswers::error(400, QStringLiteral("ErrorInvalidRequest"),
                                   QStringLiteral("The request is invalid."));
    case Refusal::Throttled:
        return throttled(QStringLiteral("ApplicationThrottled"),
                         QStringLiteral("Application is over its MailboxConcurrency limit."), "2");
    case Refusal::ThrottledForLong:
        return throttled(QStringLiteral("TooManyRequests"), QStringLiteral("Too many requests."), "600");
    case Refusal::DailyLimit:
        return throttled(QStringLiteral("ErrorExceededMessageLimit"),
                         QStringLiteral("Cannot send mail. The daily message limit has been reached."), {});
    case Refusal::MailboxFull:
        return GraphAnswers::error(507, QStringLiteral("ErrorQuotaExceeded"),
                                   QStringLiteral("The mailbox has exceeded its storage quota."));
    case Refusal::ServerError:
        return GraphAnswers::error(500, QStringLiteral("ErrorInternalServerTransientError"),
                                   QStringLiteral("An internal server error occurred. Try again later."));
    case Refusal::BadGateway:
        bad.status = 502;
        bad.headers = {{"content-type", "text/html"}};
        bad.body = "<html><body>Bad gateway</body></html>";
        return bad;
    case Refusal::Unavailable:
        return GraphAnswers::error(503, QStringLiteral("serviceNotAvailable"),
                                   QStringLiteral("The service is temporarily down."));
    case Refusal::GatewayTimeout:
        return GraphAnswers::error(504, QStringLiteral("UnknownError"), QString());
    }
    return bad;
}

} // namespace AlwaysLeads
