#pragma once

#include "sandbox/HttpServer.h"
#include "sandbox/SandboxFile.h"
#include "sandbox/SandboxPeople.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QHash>
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
        RateLimitedInside, ///< the same with the JSON once more inside of "message", and no retry-after
        UnknownError, ///< 422 of the enrichment: status "failed"
        ServerError, ///< 500
        Maintenance, ///< 503 with a page for a browser
        CutConnection,
        GarbageBody,
        WrongTypes, ///< 200, but numbers where lists belong
        LockedAddresses, ///< bulk_match gives the placeholder instead of addresses
        Reordered, ///< bulk_match gives its matches in another order
    };

    static constexpr int creditLimit = 500; ///< of the month
    static constexpr const char *acceptedKey = "sandbox-apollo-key";

    explicit ApolloServer(const SandboxPeople &people, QString key = QString::fromLatin1(acceptedKey));

    Result<> start(quint16 port = 0) { return m_server.start(port); }
    /// Ends in "/api/v1", as the real base address does.
    QUrl url() const;

    /// From now on people come by this clock, and credits are given anew in each of its months. Without one nothing
    /// changes by itself.
    void setClock(std::function<QDateTime()> now) { m_now = std::move(now); }
    /// Goes on from what lies in this file, and keeps the account in it.
    void keepIn(const QString &file);

    void setFault(Fault fault, int times = 0);
    void setLatency(std::chrono::milliseconds latency) { m_latency = latency; }
    int creditsLeft() const { return m_creditsLeft; }
    void setCreditsLeft(int credits)
    {
        m_creditsLeft = credits;
        m_creditsUsed = creditLimit - credits;
    }
    int calls() const { return m_calls; }
    /// How often people were asked to be revealed, by id, in order; a person twice is paid for twice.
    const QStringList &revealed() const { return m_revealed; }
    /// Of each endpoint; above it a 429 says how many seconds of the window are left.
    void setMinuteLimit(int calls) { m_minuteLimit = calls; }
    /// Begins a new window now.
    void newMinute();
    /// Answers to these endpoints only come with the fault; empty: to all.
    void setFaultyEndpoint(const QString &endpoint) { m_faultyEndpoint = endpoint; }

private:
    ServerAnswer answer(const ServerRequest &request);
    std::optional<ServerAnswer> faultAnswer(const QString &endpoint);
    /// The fault in force for this endpoint, counted.
    Fault takeFault(const QString &endpoint);
    ServerAnswer answerOf(Fault fault, const QString &endpoint) const;
    /// Counts a call; false when the minute is full.
    bool countCall(const QString &endpoint);
    void addLimits(HttpHeaders &headers, const QString &endpoint) const;
    ServerAnswer search(const QJsonObject &filters) const;
    ServerAnswer match(const QJsonObject &details);
    ServerAnswer bulkMatch(const QJsonObject &body);
    ServerAnswer enrichOrganization(const QJsonObject &query);
    ServerAnswer profile(bool withCredits) const;
    ServerAnswer usageStats() const;
    ServerAnswer creditStats() const;
    std::optional<SandboxPerson> find(const QJsonObject &details) const;
    qint64 nextRequestId();
    /// Whoever is there by now.
    QList<SandboxPerson> people() const;
    void beginMonth();
    void keep();

    const SandboxPeople &m_people;
    QString m_key;
    Fault m_fault = Fault::None;
    int m_faultTimes = 0;
    std::chrono::milliseconds m_latency{0};
    int m_creditsLeft = 180;
    int m_creditsUsed = 320;
    int m_calls = 0;
    int m_minuteLimit = 200;
    QHash<QString, int> m_callsOfMinute;
    QElapsedTimer m_minute;
    QString m_faultyEndpoint;
    QStringList m_revealed;
    std::function<QDateTime()> m_now;
    QDateTime m_begun; ///< the first call: whoever comes later comes after it
    QString m_month; ///< of the credits, "2026-11"
    SandboxFile m_file;
    HttpServer m_server;
};

} // namespace AlwaysLeads
