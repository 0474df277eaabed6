#pragma once

#include "net/HttpMessage.h"

#include <QDateTime>

namespace AlwaysLeads {

/// How long the server asked us to wait: `retry-after-ms`, or `Retry-After` in seconds or as an HTTP date (RFC 9110
/// §10.2.3). Nothing when it did not ask, or not understandably. Never negative, at most a year.
std::optional<std::chrono::milliseconds> retryAfterOf(const HttpResponse &response, const QDateTime &now);

/// Whether, and after what wait, a request is sent again after `tries` tries. `random` is in [0, 1).
std::optional<std::chrono::milliseconds> waitBeforeRetry(const HttpRequest &request,
                                                         const Result<HttpResponse> &outcome, int tries, double random);

} // namespace AlwaysLeads
