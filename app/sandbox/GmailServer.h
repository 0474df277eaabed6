#pragma once

#include "sandbox/CloudFaults.h"
#include "sandbox/SandboxMail.h"

#include <QDateTime>
#include <QJsonObject>

namespace AlwaysLeads {

/// A stand-in for the part of the Gmail API v1 that sends mails from one mailbox: send, also by upload, search among
/// the sent ones, headers of a mail, profile. It refuses what the real service refuses, and rewrites what that
/// rewrites.
class GmailServer
{
public:
    enum class Call { Send, List, Get, Profile };
    /// The refusals of the documentation, for a CloudFault.
    enum class Refusal {
        Unauthorized, ///< 401
        ScopeMissing, ///< 403: this sign-in may not do that
        DomainPolicy, ///< 403
        NotConfigured, ///< 403
        RateLimited, ///< 403, rateLimitExceeded
        UserRateLimited, ///< 429, userRateLimitExceeded, Retry-After: 2
        DailyLimit, ///< 403, dailyLimitExceeded
        SendingCap, ///< 429 with "Retry after" and the time of setCapEnd()
        NoGmail, ///< 400, failedPrecondition
        InvalidTo, ///< 400
        InvalidArgument, ///< 400
        NotFound, ///< 404
        TooLarge, ///< 413
        BackendError, ///< 500
        BadGateway, ///< 502 with a page
        Unavailable, ///< 503
    };
    struct Message
    {
        QString id;
        QString threadId;
        QByteArray mime; ///< as it left, rewritten
        QByteArray messageId; ///< as it left
        QDateTime sent;
        bool byUpload = false;
    };
    struct Options
    {
        QString address = QStringLiteral("clara@harbourline.example"); ///< of the account
        QString token = QStringLiteral("sandbox-gmail-token"); ///< the one that is accepted
        QString folder; ///< as MailServer::Options::folder
        bool mayRead = true; ///< false: a sign-in that may only send
        bool keepsMessageIds = true; ///< false: puts one of its own in their place
        qsizetype mostBytes = 35 * 1024 * 1024; ///< of a mail
    };

    explicit GmailServer(Options options);
    GmailServer();

    Result<> start(quint16 port = 0) { return m_server.start(port); }
    void stop() { m_server.stop(); }
    /// Without a path, as the real base address is.
    QUrl url() const { return m_server.url(); }

    ServerAnswer refusal(Refusal refusal) const;
    void addFault(Call call, Refusal refusal, int times = 1);
    void addFault(Call call, CloudFault::Harm harm, int times = 1);
    void addFault(CloudFault fault) { m_faults.add(std::move(fault)); }
    void clearFaults() { m_faults.clear(); }
    void setToken(const QString &token) { m_options.token = token; }
    void setCapEnd(const QDateTime &end) { m_capEnd = end; }
    void setLatency(std::chrono::milliseconds latency) { m_latency = latency; }

    int calls(Call call) const { return m_calls.value(int(call)); }
    const QList<Message> &messages() const { return m_messages; }
    const QList<MailServer::Received> &received() const { return m_arrivals.received(); }

private:
    ServerAnswer answer(const ServerRequest &request);
    ServerAnswer send(const ServerRequest &request);
    ServerAnswer upload(const ServerRequest &request);
    ServerAnswer take(QByteArray mime, const QString &threadId, bool byUpload);
    ServerAnswer list(const ServerRequest &request) const;
    ServerAnswer get(const ServerRequest &request, const QString &id) const;
    ServerAnswer profile() const;
    QString threadOf(const SandboxMail &mail, const QString &wanted) const;

    Options m_options;
    CloudFaults m_faults;
    std::chrono::milliseconds m_latency{0};
    QDateTime m_capEnd;
    QHash<int, int> m_calls;
    QList<Message> m_messages;
    SandboxArrivals m_arrivals;
    HttpServer m_server;
};

} // namespace AlwaysLeads
