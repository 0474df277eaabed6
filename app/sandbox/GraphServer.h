#pragma once

#include "sandbox/CloudFaults.h"
#include "sandbox/SandboxMail.h"

#include <QDateTime>
#include <QJsonObject>

#include <chrono>
#include <functional>
#include <optional>

namespace AlwaysLeads {

/// A stand-in for the part of Microsoft Graph v1.0 that sends and reads the mails of one mailbox: MIME sent in one
/// call; drafts made of it, found, looked at, sent and deleted; what came into the inbox and junk, page by page. It
/// refuses what the real service refuses, also a call that the token has no scope for; ids change when a message moves
/// unless immutable ones were asked for.
class GraphServer
{
public:
    enum class Call { Find, Create, Look, Send, Delete, Folder, Delta, Mime, List, SendMime, Profile };
    /// The refusals of the documentation, for a CloudFault.
    enum class Refusal {
        Unauthorized, ///< 401
        ClaimsChallenge, ///< 401, a policy wants a new sign-in
        AccessDenied, ///< 403
        SendAsDenied, ///< 403
        SubmissionBlocked, ///< 403
        NoMailbox, ///< 404
        NotFound, ///< 404
        Conflict, ///< 409
        TooLarge, ///< 413
        InvalidRecipients, ///< 400
        BadRequest, ///< 400
        Throttled, ///< 429, Retry-After: 2
        ThrottledForLong, ///< 429, Retry-After: 600
        DailyLimit, ///< 429
        MailboxFull, ///< 507
        ServerError, ///< 500
        BadGateway, ///< 502 with a page
        Unavailable, ///< 503
        GatewayTimeout, ///< 504
        SyncStateNotFound, ///< 410
    };
    struct Message
    {
        int number = 0;
        QByteArray mime;
        QByteArray messageId;
        QString conversationId;
        QString folder; ///< drafts, sentitems, deleteditems, inbox or junkemail
        bool isDraft = true;
        QDateTime created;
        QDateTime sent;
        qint64 change = 0; ///< when it came or went, counted; what a delta tells after
        bool isRead = false; ///< nothing here sets it: there is no call that could
    };
    struct Options
    {
        QString address = QStringLiteral("clara@harbourline.example"); ///< of the mailbox
        QString token = QStringLiteral("sandbox-graph-token"); ///< the one that is accepted
        QStringList scopes{QStringLiteral("User.Read"), QStringLiteral("Mail.Send"), QStringLiteral("Mail.ReadWrite")};
        ///< of that token; sendOnlyToken() of it is accepted too, for what needs no reading
        QString folder; ///< as MailServer::Options::folder
        qsizetype mostBytes = 4 * 1024 * 1024; ///< of a request
        bool keepsMessageIds = true; ///< false: gives a mail another one when it leaves
        bool keepsDraftIds = true; ///< false: gives a draft another one when it is made
        QString ownMailTo = QStringLiteral("inbox"); ///< where a mail to oneself arrives; empty: it does not
        QByteArray stamp; ///< lines of a header, with their ends, that are put on top of such a mail
        int mostOfDelta = 5000; ///< messages that a delta with a filter tells of; older ones are left out
        bool deltaHasHeaders = true; ///< false: a tenant whose delta leaves internetMessageHeaders out
    };

    /// What a ClaimsChallenge asks for.
    static constexpr const char *challengedClaims =
        R"({"access_token":{"nbf":{"essential":true,"value":"1604106651"}}})";

    explicit GraphServer(Options options);
    GraphServer();

    Result<> start(quint16 port = 0) { return m_server.start(port); }
    void stop() { m_server.stop(); }
    /// Ends in "/v1.0", as the real base address does.
    QUrl url() const;

    static ServerAnswer refusal(Refusal refusal);
    void addFault(Call call, Refusal refusal, int times = 1);
    void addFault(Call call, CloudFault::Harm harm, int times = 1);
    void addFault(CloudFault fault) { m_faults.add(std::move(fault)); }
    void clearFaults() { m_faults.clear(); }
    void setToken(const QString &token) { m_options.token = token; }
    void setScopes(const QStringList &scopes) { m_options.scopes = scopes; }
    void setLatency(std::chrono::milliseconds latency) { m_latency = latency; }
    void setClock(std::function<QDateTime()> now) { m_now = std::move(now); }

    int calls(Call call) const { return m_calls.value(int(call)); }
    const QList<Message> &messages() const { return m_messages; }
    QList<Message> messagesIn(const QString &folder) const;
    const QList<MailServer::Received> &received() const { return m_arrivals.received(); }
    /// Is told of each mail that arrives somewhere.
    void setListener(std::function<void(const MailServer::Received &)> listener)
    {
        m_arrivals.setListener(std::move(listener));
    }
    /// Puts a draft there as somebody's else's program would.
    Message addDraft(const QByteArray &mime);
    /// A mail comes in.
    Message deliver(const QByteArray &mime, const QString &folder = QStringLiteral("inbox"),
                    const QDateTime &at = QDateTime::currentDateTimeUtc());
    /// Somebody deletes what came in: a delta says so.
    void removeDelivered(const QByteArray &messageId);
    /// All delta links given so far are answered with 410.
    void expireDeltas() { ++m_deltaAge; }

private:
    ServerAnswer answer(const ServerRequest &request);
    ServerAnswer find(const ServerRequest &request) const;
    ServerAnswer create(const ServerRequest &request);
    ServerAnswer look(const ServerRequest &request, const QString &id) const;
    ServerAnswer send(const ServerRequest &request, const QString &id);
    ServerAnswer sendMime(const ServerRequest &request);
    /// A draft leaves, if it can.
    ServerAnswer depart(qsizetype at);
    /// The MIME in a request; nothing, and the refusal is in `refused`.
    std::optional<QByteArray> mimeIn(const ServerRequest &request, ServerAnswer *refused) const;
    /// Those of the token; none: it is not known.
    std::optional<QStringList> scopesFor(const ServerRequest &request) const;
    static bool mayCall(Call call, const QStringList &scopes);
    ServerAnswer remove(const ServerRequest &request, const QString &id);
    ServerAnswer folder(const QString &name) const;
    ServerAnswer delta(const ServerRequest &request, const QString &folder) const;
    /// What lies in a folder since a moment, the oldest first.
    ServerAnswer list(const ServerRequest &request, const QString &folder) const;
    ServerAnswer mime(const ServerRequest &request, const QString &id) const;
    qsizetype indexOf(const ServerRequest &request, const QString &id) const;
    QString idOf(const Message &message, const ServerRequest &request) const;
    QJsonObject jsonOf(const Message &message, const ServerRequest &request) const;
    QString conversationOf(const SandboxMail &mail) const;
    /// What every mail has that comes into the mailbox, with the next number; it is not in a folder yet.
    Message numbered(const QByteArray &mime);

    Options m_options;
    CloudFaults m_faults;
    std::chrono::milliseconds m_latency{0};
    std::function<QDateTime()> m_now = [] { return QDateTime::currentDateTimeUtc(); };
    QHash<int, int> m_calls;
    QList<Message> m_messages;
    int m_lastNumber = 0;
    qint64 m_lastChange = 0;
    int m_deltaAge = 0;
    SandboxArrivals m_arrivals;
    HttpServer m_server;
};

} // namespace AlwaysLeads
