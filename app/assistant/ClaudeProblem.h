#pragma once

#include "base/Result.h"

#include <QCoreApplication>

namespace AlwaysLeads {

struct HttpResponse;

/// The sentences for what the Messages API refuses. Kinds: SignedOut for the key, Refused where the person must act at
/// Anthropic or in Settings, Network where waiting helps, Bug where our question was wrong.
class ClaudeProblem
{
    Q_DECLARE_TR_FUNCTIONS(ClaudeProblem)
public:
    /// For a response that is not 2xx. `model` may be empty.
    static Error of(const HttpResponse &response, const QString &model);
    static Error noKey();
    static Error unreadable(const QString &detail);
};

} // namespace AlwaysLeads
