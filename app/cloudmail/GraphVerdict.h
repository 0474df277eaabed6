#pragma once

#include "cloudmail/CloudProblem.h"

namespace AlwaysLeads {

struct HttpResponse;

/// The call that Graph answers.
enum class GraphCall { Find, Create, Send, SendMime, Other };

/// What an answer of Graph that is no success means (Microsoft Graph, "Error responses", "Throttling"). Not sent,
/// except where a gateway answered the call that sends.
CloudProblem graphRefusal(const HttpResponse &response, GraphCall call);

} // namespace AlwaysLeads
