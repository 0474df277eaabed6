#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QUrl>

#include <chrono>
#include <optional>

namespace AlwaysLeads {

/// How long each part of one try may take.
struct HttpTimeouts
{
    std::chrono::milliseconds connect = std::chrono::seconds(15); ///< name lookup, TCP and TLS together
    std::chrono::milliseconds firstByte = std::chrono::seconds(60); ///< from the last byte sent to the answer's headers
    std::chrono::milliseconds idle = std::chrono::seconds(30); ///< silence while a body is sent or received
    std::chrono::milliseconds whole = std::chrono::minutes(5); ///< one try from start to end

    bool operator==(const HttpTimeouts &) const = default;
};

/// When a request may be sent again, and how patiently.
struct HttpRetries
{
    /// IfIdempotent: GET, HEAD, PUT, DELETE and OPTIONS only (RFC 9110 §9.2.2). Always: the caller knows that asking
    /// twice does no harm. Never: one try.
    enum class When { Never, IfIdempotent, Always };

    /// What a 429 without a wait means: some services say "later" that way, others "not this month".
    enum class Unannounced429 { Repeat, HandUp };

    When when = When::IfIdempotent;
    Unannounced429 unannounced429 = Unannounced429::Repeat;
    QList<int> moreStatuses; ///< worth another try besides 408, 429 and 5xx
    int times = 2; ///< tries after the first
    std::chrono::milliseconds firstWait{500}; ///< doubles with each try
    std::chrono::milliseconds longestWait = std::chrono::seconds(8);
    /// A server that asks for more than this is not waited for: its answer is handed up as it is.
    std::chrono::milliseconds longestRetryAfter = std::chrono::seconds(60);

    bool operator==(const HttpRetries &) const = default;
};

struct HttpRequest
{
    QByteArray method = "GET";
    QUrl url; ///< https, or http to the loopback interface; no user name or password in it
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    HttpTimeouts timeouts;
    HttpRetries retries;
    qint64 maxBytes = 16 * 1024 * 1024; ///< a longer answer is broken off

    bool operator==(const HttpRequest &) const = default;
};

/// What the server said, whatever the status. A failure to get this far is an Error instead.
struct HttpResponse
{
    int status = 0;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QString requestId; ///< `request-id` or `x-request-id`, cleaned of control characters; may be empty
    int tries = 1;
    std::optional<std::chrono::milliseconds> retryAfter; ///< how long the server asked us to wait, if it did

    bool isOk() const { return status >= 200 && status < 300; }
    /// The first header of that name (any case); null when there is none.
    QByteArray header(QByteArrayView name) const;

    bool operator==(const HttpResponse &) const = default;
};

} // namespace AlwaysLeads
