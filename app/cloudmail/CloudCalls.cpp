#include "cloudmail/CloudCalls.h"

#include "net/BearerChallenge.h"
#include "net/HttpClient.h"

namespace AlwaysLeads {

CloudCalls::CloudCalls(HttpClient &http, Clock &clock, AccessTokenSource token, qint64 longestAnswer)
    : m_http(http)
    , m_clock(clock)
    , m_source(std::move(token))
    , m_longestAnswer(longestAnswer)
{
}

Task<Result<HttpResponse>> CloudCalls::send(HttpRequest request, std::stop_token stop, std::stop_token abort)
{
    m_mayHaveArrived = false;
    request.maxBytes = m_longestAnswer;
    request.retries.when = HttpRetries::When::IfIdempotent;
    request.retries.times = 1;
    request.retries.longestRetryAfter = longestWait;
    const auto bare = request.headers;
    bool fresh = false;
    bool renewed = m_isRefused;
    for (int waits = 0;;) {
        if (m_token.isEmpty() || fresh) {
            auto asking = m_source(fresh);
            Result<QString> token = co_await asking;
            if (!token) {
                co_return failureOf(std::move(token));
            }
            m_token = *token;
        }
        if (stop.stop_requested()) {
            co_return failure(ErrorKind::Cancelled, HttpClient::tr("Cancelled."));
        }
        request.headers = bare;
        request.headers.append({QByteArray("Authorization"), QByteArray("Bearer ") + m_token.toUtf8()});
        m_mayHaveArrived = true;
        Result<HttpResponse> response = co_await m_http.send(request, abort);
        if (!response) {
            co_return response;
        }
        m_mayHaveArrived = false;
        response->body.replace(m_token.toUtf8(), "…"); // a service may quote what we sent
        if (response->status == 401) {
            const QString claims = BearerChallenge::claimsIn(*response);
            if (!renewed && claims.isEmpty()) {
                renewed = true;
                fresh = true;
                continue;
            }
            m_isRefused = true;
            if (m_source.hears()) {
                auto telling = m_source.refused(m_token, claims);
                const Error why = co_await telling;
                co_return tl::unexpected<Error>(why);
            }
        }
        fresh = false;
        const bool waitsAgain = request.method == "POST" && response->status == 429 && response->retryAfter
            && *response->retryAfter <= longestWait && waits < mostWaits;
        if (!waitsAgain) {
            co_return response;
        }
        ++waits;
        const QDateTime then = m_clock.now().addMSecs(response->retryAfter->count());
        co_await m_clock.sleepUntil(then, stop);
    }
}

} // namespace AlwaysLeads
