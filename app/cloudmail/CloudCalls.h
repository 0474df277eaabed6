#pragma once

#include "base/Clock.h"
#include "mail/MailTransport.h"
#include "net/HttpMessage.h"

#include <stop_token>

namespace AlwaysLeads {

class HttpClient;

/// The calls to a mail service for one mailbox, one after the other: puts the token on each, gets another once when it
/// is refused, and waits where the service asks for a short wait.
class CloudCalls
{
public:
    static constexpr std::chrono::seconds longestWait{30}; ///< what asks for more is handed up
    static constexpr int mostWaits = 2; ///< of one call
    static constexpr qint64 usualAnswer = 1024 * 1024; ///< bytes

    /// A longer answer than `longestAnswer` is broken off.
    CloudCalls(HttpClient &http, Clock &clock, AccessTokenSource token, qint64 longestAnswer = usualAnswer);

    /// An answer of any status is a success; but what AccessTokenSource::refused() says of a fresh token that was
    /// refused too, or of a challenge that no token meets, is the failure. `stop` ends waits, `abort` also a call that
    /// is under way. A POST is put on the wire again only after 401 and 429: what they answer was not carried out.
    Task<Result<HttpResponse>> send(HttpRequest request, std::stop_token stop, std::stop_token abort);
    /// Whether the request of the last send() may have arrived and been carried out without us getting to know.
    bool mayHaveArrived() const { return m_mayHaveArrived; }

private:
    HttpClient &m_http;
    Clock &m_clock;
    AccessTokenSource m_source;
    qint64 m_longestAnswer;
    QString m_token;
    bool m_isRefused = false; ///< nothing but a sign-in helps
    bool m_mayHaveArrived = false;
};

} // namespace AlwaysLeads
