#include "prospecting/ApolloProblem.h"

#include "net/HttpMessage.h"
#include "net/Json.h"

#include <QLocale>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestQuote = 300;

/// Errors come as {"error"}, {"message"}, {"error_message"}, a JSON text inside of "message", or as plain text.
struct ServiceError
{
    QString code;
    QString text;
};

ServiceError errorIn(const QByteArray &bytes, bool inner = false)
{
    const Result<QJsonObject> body = Json::object(bytes);
    if (!body) {
        const QString plain = QString::fromUtf8(bytes.left(longestQuote * 4)).simplified().left(longestQuote);
        return {{}, plain.startsWith(QLatin1Char('<')) ? QString() : plain}; // a page for a browser says nothing here
    }
    ServiceError error;
    error.code = body->value(QLatin1String("error_code")).toString().left(longestQuote);
    for (const char *name : {"error", "message", "error_message"}) {
        const QString text = body->value(QLatin1String(name)).toString();
        if (!text.isEmpty()) {
            error.text = text;
            break;
        }
    }
    if (!inner && error.text.trimmed().startsWith(QLatin1Char('{'))) {
        const ServiceError nested = errorIn(error.text.toUtf8(), true);
        error.text = nested.text.isEmpty() ? error.text : nested.text;
    }
    error.text = error.text.simplified().left(longestQuote);
    return error;
}

bool mentions(const QString &text, const char *words)
{
    return text.contains(QLatin1String(words), Qt::CaseInsensitive);
}

QString clockTime(const QDateTime &when, const QDateTime &now)
{
    const QDateTime local = when.toLocalTime();
    const QLocale english(QLocale::English);
    return local.date() == now.toLocalTime().date() ? local.toString(QStringLiteral("HH:mm"))
                                                    : english.toString(local, QStringLiteral("d MMMM, HH:mm"));
}

} // namespace

Error ApolloProblem::of(const HttpResponse &response, const QDateTime &now)
{
    const ServiceError error = errorIn(response.body);
    const QString detail =
        QStringLiteral("status %1 %2 %3: %4").arg(response.status).arg(error.code, response.requestId, error.text);
    if (mentions(error.text, "insufficient credit") || mentions(error.text, "out of credit")
        || mentions(error.text, "not enough credit") || response.status == 402) {
        Error none = noCredits();
        none.detail = detail;
        return none;
    }
    switch (response.status) {
    case 400:
        return {ErrorKind::Bug,
                tr("Apollo could not read our question (400). That is a fault of this program; please report it."),
                detail};
    case 401:
        return wrongKey(detail);
    case 403:
        if (mentions(error.text, "plan")) {
            return {ErrorKind::Refused,
                    tr("Your Apollo plan does not include this (403). The key itself is fine. Look at your plan in "
                       "Apollo, or import people from a file."),
                    detail};
        }
        return {ErrorKind::Refused,
                tr("This Apollo key may not do that (403). The key itself is fine. In Apollo, give it people search "
                   "and people enrichment, or make a master key."),
                detail};
    case 404:
    case 410:
        return {ErrorKind::Refused,
                tr("Apollo could not find what we asked for (%1). Update AlwaysLeads.").arg(response.status), detail};
    case 422:
        return {ErrorKind::Invalid,
                error.text.isEmpty()
                    ? tr("Apollo did not accept one of the filters (422). Change them and try again.")
                    : tr("Apollo did not accept what we asked for (422): “%1” Change the filters and try again.")
                          .arg(error.text),
                detail};
    case 429: {
        if (!response.retryAfter) {
            return {ErrorKind::Network,
                    tr("Apollo gets more questions from your account than it allows (429). Try again in some minutes."),
                    detail};
        }
        const QDateTime then = now.addMSecs(response.retryAfter->count());
        return {ErrorKind::Network,
                tr("Apollo gets more questions from your account than it allows (429). Try again at %1.")
                    .arg(clockTime(then, now)),
                detail};
    }
    case 503:
        return {ErrorKind::Network, tr("Apollo is closed for maintenance (503). Try again in some minutes."), detail};
    default:
        break;
    }
    if (response.status == 408 || response.status == 504) {
        return {ErrorKind::Timeout,
                tr("Apollo took too long to answer (%1). Try again in some minutes.").arg(response.status), detail};
    }
    if (response.status >= 500) {
        return {ErrorKind::Network,
                tr("Apollo has trouble of its own (%1). Try again in some minutes.").arg(response.status), detail};
    }
    return {ErrorKind::Refused, tr("Apollo did not answer the question (%1). Try again later.").arg(response.status),
            detail};
}

Error ApolloProblem::wrongKey(const QString &detail)
{
    return {ErrorKind::SignedOut,
            tr("Apollo did not accept this key (401). It may have been deleted. Copy a fresh one from Apollo, under "
               "Settings, Integrations, API keys."),
            detail};
}

Error ApolloProblem::noKey()
{
    return {ErrorKind::SignedOut, tr("There is no Apollo key yet. Add one in Settings, under Apollo."), {}};
}

Error ApolloProblem::unreadable(const QString &detail)
{
    return {ErrorKind::Invalid,
            tr("What came back was not an answer of Apollo. A sign-in page of the network may be in between; try "
               "again later."),
            detail};
}

Error ApolloProblem::usedUp(const QString &window, qint64 limit, const QDateTime &until, const QDateTime &now)
{
    const QString time = clockTime(until, now);
    const QString detail = QStringLiteral("%1 window of %2 is used up").arg(window).arg(limit);
    if (limit <= 0) {
        return {ErrorKind::Network,
                tr("Apollo gets more questions from your account than it allows. Try again at %1.").arg(time), detail};
    }
    const QString sentence = window == QLatin1String("day")
        ? tr("Apollo allows %L1 of these questions a day, and today's are used. Try again at %2.")
        : window == QLatin1String("hour")
        ? tr("Apollo allows %L1 of these questions an hour, and this hour's are used. Try again at %2.")
        : tr("Apollo allows %L1 of these questions a minute, and this minute's are used. Try again at %2.");
    return {ErrorKind::Network, sentence.arg(limit).arg(time), detail};
}

Error ApolloProblem::noCredits()
{
    return {ErrorKind::Refused,
            tr("Apollo has no credits left this month. Nobody was revealed and nothing was charged."),
            {}};
}

} // namespace AlwaysLeads
