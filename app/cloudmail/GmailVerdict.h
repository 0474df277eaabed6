#pragma once

#include "cloudmail/CloudProblem.h"

#include <QDateTime>

namespace AlwaysLeads {

struct HttpResponse;

/// The call that Gmail answers.
enum class GmailCall { Find, Send, Other };

/// What an answer of Gmail that is no success means (Gmail API, "Resolve errors", "Usage limits"). `now` is the moment
/// of the answer: a sending cap says until when it lasts.
CloudProblem gmailRefusal(const HttpResponse &response, GmailCall call, const QDateTime &now);

/// The time in "User-rate limit exceeded.  Retry after 2026-11-25T14:05:00.123Z"; invalid when there is none.
QDateTime retryTimeIn(const QString &text);

} // namespace AlwaysLeads
