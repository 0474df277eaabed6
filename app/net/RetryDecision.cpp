#include "net/RetryDecision.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds longestUnderstood = std::chrono::hours(24 * 365);

std::optional<milliseconds> fromNumber(const QByteArray &text, double unit)
{
    bool ok = false;
    const double number = text.trimmed().toDouble(&ok); // "1.5" occurs, although RFC 9110 knows whole seconds only
    if (!ok || !(number >= 0)) {
        return std::nullopt;
    }
    const double wait = std::min(number * unit, double(longestUnderstood.count()));
    return milliseconds(qint64(wait));
}

std::optional<milliseconds> fromDate(const QByteArray &text, const QDateTime &now)
{
    // The one format a sender may generate (RFC 9110 §5.6.7). QLocale::c(), since the month is English everywhere.
    const QDateTime read =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!read.isValid()) {
        return std::nullopt;
    }
    const QDateTime when(read.date(), read.time(), Qt::UTC);
    return std::clamp(milliseconds(now.msecsTo(when)), milliseconds(0), longestUnderstood);
}

bool isIdempotent(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" || method == "OPTIONS";
}

bool mayRepeat(const HttpRequest &request)
{
    switch (request.retries.when) {
    case HttpRetries::When::Never:
        return false;
    case HttpRetries::When::IfIdempotent:
        return isIdempotent(request.method);
    case HttpRetries::When::Always:
        return true;
    }
    return false;
}

bool isWorthRepeating(const HttpRetries &policy, const Result<HttpResponse> &outcome)
{
    if (!outcome) {
        return outcome.error().kind == ErrorKind::Network || outcome.error().kind == ErrorKind::Timeout;
    }
    const QByteArray wish = outcome->header("x-should-retry").trimmed().toLower();
    if (wish == "true") {
        return true;
    }
    if (wish == "false") {
        return false;
    }
    const int status = outcome->status;
    if (status == 429 && !outcome->retryAfter) {
        return policy.unannounced429 == HttpRetries::Unannounced429::Repeat;
    }
    return status == 408 || status == 429 || status >= 500 || policy.moreStatuses.contains(status);
}

} // namespace

std::optional<milliseconds> retryAfterOf(const HttpResponse &response, const QDateTime &now)
{
    if (const std::optional<milliseconds> exact = fromNumber(response.header("retry-after-ms"), 1)) {
        return exact;
    }
    const QByteArray text = response.header("retry-after");
    if (const std::optional<milliseconds> seconds = fromNumber(text, 1000)) {
        return seconds;
    }
    return fromDate(text, now);
}

std::optional<milliseconds> waitBeforeRetry(const HttpRequest &request, const Result<HttpResponse> &outcome, int tries,
                                            double random)
{
    const HttpRetries &policy = request.retries;
    if (tries > policy.times || !mayRepeat(request) || !isWorthRepeating(policy, outcome)) {
        return std::nullopt;
    }
    if (outcome && outcome->retryAfter) {
        if (*outcome->retryAfter > policy.longestRetryAfter) {
            return std::nullopt;
        }
        return outcome->retryAfter;
    }
    milliseconds wait = policy.firstWait;
    for (int doubled = 1; doubled < tries && wait < policy.longestWait; ++doubled) {
        wait *= 2;
    }
    wait = std::min(wait, policy.longestWait);
    // Up to a quarter less, so that many clients refused at one moment do not come back at one moment.
    return milliseconds(qint64(double(wait.count()) * (1.0 - 0.25 * std::clamp(random, 0.0, 1.0))));
}

} // namespace AlwaysLeads
