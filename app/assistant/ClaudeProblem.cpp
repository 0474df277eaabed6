#include "assistant/ClaudeProblem.h"

#include "net/HttpMessage.h"
#include "net/Json.h"

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestQuote = 300;

struct ServiceError
{
    QString type;
    QString code;
    QString message;
};

ServiceError serviceError(const HttpResponse &response)
{
    const Result<QJsonObject> body = Json::object(response.body); // 413 comes from a proxy, not always as JSON
    if (!body) {
        return {};
    }
    const QJsonObject error = body->value(QLatin1String("error")).toObject();
    return {error.value(QLatin1String("type")).toString(),
            error.value(QLatin1String("details")).toObject().value(QLatin1String("error_code")).toString(),
            error.value(QLatin1String("message")).toString().simplified().left(longestQuote)};
}

bool isSpendingCap(const HttpResponse &response, const ServiceError &error)
{
    return !response.retryAfter
        && (error.code == QLatin1String("enforced_spend_limit_reached")
            || error.code == QLatin1String("contract_spend_limit_reached")
            || error.code == QLatin1String("linked_organization_spend_limit_reached"));
}

} // namespace

Error ClaudeProblem::of(const HttpResponse &response, const QString &model)
{
    const ServiceError error = serviceError(response);
    const QString detail = QStringLiteral("status %1 %2 %3 %4: %5")
                               .arg(response.status)
                               .arg(error.type, error.code, response.requestId, error.message);
    switch (response.status) {
    case 400:
        if (error.message.startsWith(QLatin1String("You have reached your specified API usage limits"))) {
            return {ErrorKind::Refused,
                    tr("The spending limit you set in your Anthropic account is reached. Raise it there, or wait for "
                       "its next month."),
                    detail};
        }
        if (error.code == QLatin1String("organization_on_hold")) {
            return {ErrorKind::Refused, tr("Anthropic has put your account on hold. Sign in there to see why."),
                    detail};
        }
        return {ErrorKind::Bug,
                tr("Claude could not read our question (400). That is a fault of this program; please report it."),
                detail};
    case 401:
        return {ErrorKind::SignedOut,
                tr("Claude did not accept this key (401). It may have been deleted. Copy a fresh one from your "
                   "Anthropic account."),
                detail};
    case 402:
        return {ErrorKind::Refused,
                tr("Your Anthropic account has no credit left, or a payment failed (402). Add credit there, then write "
                   "again."),
                detail};
    case 403:
        return {ErrorKind::Refused,
                tr("This Claude key may not do that (403). Use a key that may, or choose another model in Settings."),
                detail};
    case 404:
        return {ErrorKind::Refused,
                model.isEmpty()
                    ? tr("Claude could not find what we asked for (404). Update AlwaysLeads.")
                    : tr("Claude does not know the model %1 (404). Choose another one in Settings.").arg(model),
                detail};
    case 413:
        return {ErrorKind::Invalid,
                tr("There is too much text about this person for one question to Claude (413). Shorten the notes."),
                detail};
    case 429:
        if (isSpendingCap(response, error)) {
            return {ErrorKind::Refused,
                    tr("Your Anthropic organisation has reached its spending limit of this month. Raise it there, or "
                       "wait for the next month."),
                    detail};
        }
        if (response.retryAfter) {
            return {ErrorKind::Network,
                    tr("Claude gets more questions from your account than it allows (429). Try again in %n second(s).",
                       nullptr, int(response.retryAfter->count() / 1000) + 1),
                    detail};
        }
        return {ErrorKind::Network,
                tr("Claude gets more questions from your account than it allows (429). Try again in a few minutes."),
                detail};
    case 529:
        return {ErrorKind::Network,
                tr("Claude is overloaded (529). Nothing is wrong on your side; try again in a few minutes."), detail};
    default:
        break;
    }
    if (response.status == 408 || response.status == 504) {
        return {ErrorKind::Timeout,
                tr("Claude took too long to answer (%1). Try again in a few minutes.").arg(response.status), detail};
    }
    if (response.status >= 500) {
        return {ErrorKind::Network,
                tr("Claude has trouble of its own (%1). Try again in a few minutes.").arg(response.status), detail};
    }
    return {ErrorKind::Refused, tr("Claude did not answer the question (%1). Try again later.").arg(response.status),
            detail};
}

Error ClaudeProblem::noKey()
{
    return {ErrorKind::SignedOut, tr("There is no Claude key yet. Add one in Settings, under Keys and budget."), {}};
}

Error ClaudeProblem::unreadable(const QString &detail)
{
    return {ErrorKind::Invalid,
            tr("What came back was not an answer of Claude. A sign-in page of the network may be in between; try again "
               "later."),
            detail};
}

} // namespace AlwaysLeads
