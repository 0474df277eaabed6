#pragma once

#include "sandbox/HttpServer.h"
#include "sandbox/SandboxPeople.h"

#include <QJsonObject>

namespace AlwaysLeads {

/// A stand-in for Apollo's REST API v1 over the sandbox's invented people. It counts credits, hides what the real
/// search hides and refuses what the real service refuses.
class ApolloServer
{
public:
    enum class Fault {
        None,
        Unauthorized, ///< 401 as text/plain
        ScopeMissing, ///< 403: this key may not search
        FreePlan, ///< 403: this plan may not search
        RateLimited, ///< 429 with retry-after
        ServerError, ///< 500
        CutConnection,
        GarbageBody,
    };

    static constexpr const char *acceptedKey = "sandbox-apollo-key";

    explicit ApolloServer(const SandboxPeople &people, QString key = QString::fromLatin1(acceptedKey));

    Result<> start(quint16 port = 0) { return m_server.start(port); }
    /// Ends in "/api/v1", as the real base address does.
    QUrl url() const;

    void setFault(Fault fault, int times = 0);
    void setLatency(std::chrono::milliseconds latency) { m_latency = latency; }
    int creditsLeft() const { return m_creditsLeft; }
    void setCreditsLeft(int credits) { m_creditsLeft = credits; }
    int calls() const { return m_calls; }

private:
    ServerAnswer answer(const ServerRequest &request);
    std::optional<ServerAnswer> faultAnswer(const QString &endpoint);
    ServerAnswer search(const QJsonObject &filters) const;
    ServerAnswer match(const QJsonObject &details);
    ServerAnswer bulkMatch(const QJsonObject &body);
    ServerAnswer enrichOrganization(const QJsonObject &query);
    ServerAnswer profile(bool withCredits) const;
    ServerAnswer usageStats() const;
    ServerAnswer creditStats() const;
    std::optional<SandboxPerson> find(const QJsonObject &details) const;
    qint64 nextRequestId();

    const SandboxPeople &m_people;
    QString m_key;
    Fault m_fault = Fault::None;
    int m_faultTimes = 0;
    std::chrono::milliseconds m_latency{0};
    int m_creditsLeft = 180;
    int m_creditsUsed = 320;
    int m_calls = 0;
    HttpServer m_server;
};

} // namespace AlwaysLeads
