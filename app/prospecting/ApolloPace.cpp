#include "prospecting/ApolloPace.h"

#include "net/HttpMessage.h"
#include "prospecting/ApolloProblem.h"

#include <optional>

namespace AlwaysLeads {

namespace {

struct Window
{
    const char *word;
    const char *limitHeader;
    const char *leftHeader;
    qint64 seconds;
};

// The longest first: it decides how long we wait.
constexpr Window windows[] = {
    {"day", "x-rate-limit-24-hour", "x-24-hour-requests-left", 86'400},
    {"hour", "x-rate-limit-hourly", "x-hourly-requests-left", 3600},
    {"minute", "x-rate-limit-minute", "x-minute-requests-left", 60},
};

/// Nothing for an empty value, which means a window without a limit.
std::optional<qint64> numberIn(const HttpResponse &response, const char *name)
{
    bool isNumber = false;
    const qint64 number = response.header(name).trimmed().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

/// Windows are fixed; where they begin is not said. Full minutes, hours and days are the best guess, and a 429 corrects
/// it.
QDateTime endOf(const Window &window, const QDateTime &now)
{
    const qint64 second = now.toSecsSinceEpoch();
    return QDateTime::fromSecsSinceEpoch(second - second % window.seconds + window.seconds, Qt::UTC);
}

} // namespace

ApolloPace::ApolloPace(Clock &clock)
    : m_clock(clock)
{
}

Task<Result<>> ApolloPace::ready(QString endpoint, std::stop_token stop)
{
    while (m_holds.contains(endpoint)) {
        const Hold hold = m_holds.value(endpoint);
        const QDateTime now = m_clock.now();
        if (hold.until <= now) {
            m_holds.remove(endpoint);
            break;
        }
        if (now.msecsTo(hold.until) > std::chrono::milliseconds(longestWait).count()) {
            co_return tl::unexpected<Error>(ApolloProblem::usedUp(hold.window, hold.limit, hold.until, now));
        }
        const QDateTime until = hold.until;
        co_await m_clock.sleepUntil(until, stop);
        if (stop.stop_requested()) {
            co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
        }
    }
    co_return Result<>();
}

void ApolloPace::observe(const QString &endpoint, const HttpResponse &response)
{
    const QDateTime now = m_clock.now();
    const bool refused = response.status == 429;
    m_holds.remove(endpoint);
    for (const Window &window : windows) {
        const std::optional<qint64> left = numberIn(response, window.leftHeader);
        if (left && *left <= 0) {
            const Hold hold{endOf(window, now), QString::fromLatin1(window.word),
                            numberIn(response, window.limitHeader).value_or(0)};
            m_holds.insert(endpoint, hold);
            break;
        }
    }
    if (refused && response.retryAfter) { // the server knows when its window ends
        Hold hold = m_holds.value(endpoint);
        hold.until = now.addMSecs(response.retryAfter->count());
        m_holds.insert(endpoint, hold);
    }
}

} // namespace AlwaysLeads
