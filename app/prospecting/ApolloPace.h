#pragma once

#include "base/Clock.h"

#include <QCoreApplication>
#include <QHash>
#include <QString>

#include <chrono>

namespace AlwaysLeads {

struct HttpResponse;

/// Keeps the client inside Apollo's limits. They hold for a team and an endpoint, in windows of a minute, an hour and a
/// day; each answer's headers say what is left, and a 429 how long to wait.
class ApolloPace
{
    Q_DECLARE_TR_FUNCTIONS(ApolloPace)
public:
    /// A longer wait is not waited for but told.
    static constexpr std::chrono::seconds longestWait{65};

    explicit ApolloPace(Clock &clock);

    /// Ends when this endpoint may be asked. Network: not before a time that is too far away; Cancelled.
    Task<Result<>> ready(QString endpoint, std::stop_token stop);
    void observe(const QString &endpoint, const HttpResponse &response);

private:
    struct Hold
    {
        QDateTime until;
        QString window; ///< "minute", "hour" or "day"
        qint64 limit = 0; ///< 0: not known
    };

    Clock &m_clock;
    QHash<QString, Hold> m_holds;
};

} // namespace AlwaysLeads
