#pragma once

#include "sandbox/CloudFaults.h"
#include "sandbox/SandboxMail.h"

#include <QDateTime>
#include <QJsonObject>

#include <chrono>
#include <functional>

namespace AlwaysLeads {

/// A stand-in for the part of the Gmail API v1 that sends and reads the mails of one mailbox: send, also by upload,
/// search among the sent and the received ones, headers and bytes of a mail, history, profile. It refuses what the real
/// service refuses, and rewrites what that rewrites.
class GmailServer
{
public:
    enum class Call { Send, List, Get, Profile, History };
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
        QStringList labels{QStringLiteral("SENT")};
        qint64 history = 0; ///< when it was added, counted
    };
    struct Options
    {
        QString address = QStringLiteral("clara@harbourline.example"); ///< of the account
        QString token = QStringLiteral("sandbox-gmail-token"); ///< accepted; sendOnlyToken() of it for sending alone
        QString folder; ///< as MailServer::Options::folder
        bool mayRead = true; ///< false: a sign-in that may only send
        bool keepsMessageIds = true; ///< false: puts one of its own in their place
        qsizetype mostBytes = 35 * 1024 * 1024; ///< of a mail
        /// What the one copy of a mail to oneself has beside SENT; empty: it has not come in.
        QStringList ownMailLabels{QStringLiteral("INBOX"), QStringLiteral("UNREAD")};
        QByteArray stamp; ///< lines of a header, with their ends, that are put on top of such a mail
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
    void setClock(std::function<QDateTime()> now) { m_now = std::move(now); }

    int calls(Call call) const { return m_calls.value(int(call)); }
    const QList<Message> &messages() const { return m_messages; }
    const QList<MailServer::Received> &received() const { return m_arrivals.received(); }
    /// Is told of each mail that arrives somewhere.
    void setListener(std::function<void(const MailServer::Received &)> listener)
    {
        m_arrivals.setListener(std::move(listener));
    }
    /// A mail comes in, with labels as Gmail gives them.
    Message deliver(const QByteArray &mime,
                    const QStringList &labels = {QStringLiteral("INBOX"), QStringLiteral("UNREAD")},
                    const QDateTime &at = QDateTime::currentDateTimeUtc());
    /// A mail that was sent to oneself comes in later.
    void addLabels(const QString &id, const QStringList &labels);
    /// Somebody deletes it for good.
    void removeDelivered(const QString &id);
    /// What was added so far is not told from a history any more: 404.
    void forgetHistory() { m_oldestHistory = ++m_lastHistory; }

private:
    ServerAnswer answer(const ServerRequest &request);
    ServerAnswer send(const ServerRequest &request);
    ServerAnswer upload(const ServerRequest &request);
    ServerAnswer take(QByteArray mime, const QString &threadId, bool byUpload);
    ServerAnswer list(const ServerRequest &request) const;
    ServerAnswer get(const ServerRequest &request, const QString &id) const;
    ServerAnswer listReceived(const ServerRequest &request) const;
    ServerAnswer history(const ServerRequest &request) const;
    ServerAnswer profile() const;
    QString threadOf(const SandboxMail &mail, const QString &wanted) const;

    Options m_options;
    CloudFaults m_faults;
    std::chrono::milliseconds m_latency{0};
    std::function<QDateTime()> m_now = [] { return QDateTime::currentDateTimeUtc(); };
    QDateTime m_capEnd;
    QHash<int, int> m_calls;
    QList<Message> m_messages;
    qint64 m_lastHistory = 1'234'567;
    qint64 m_oldestHistory = 0; ///< an earlier start is too old
    SandboxArrivals m_arrivals;
    HttpServer m_server;
};

} // namespace AlwaysLeads
