#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QDateTime>

namespace AlwaysLeads {

struct HttpResponse;

/// What went wrong with Apollo, as a sentence that says what to do.
class ApolloProblem
{
    Q_DECLARE_TR_FUNCTIONS(ApolloProblem)
public:
    /// `now` is the moment of the answer: a wait becomes a time of day.
    static Error of(const HttpResponse &response, const QDateTime &now);
    static Error noKey();
    static Error unreadable(const QString &detail);
    /// A window of so many calls is used up. `window` is "minute", "hour" or "day".
    static Error usedUp(const QString &window, qint64 limit, const QDateTime &until, const QDateTime &now);
    static Error noCredits();
    static Error wrongKey(const QString &detail = {});
};

} // namespace AlwaysLeads
