#pragma once

#include "cloudmail/CloudCalls.h"
#include "cloudmail/CloudProblem.h"
#include "cloudmail/GraphVerdict.h"

#include <QList>
#include <QUrl>

namespace AlwaysLeads {

/// What is asked of a message in a Microsoft mailbox.
struct GraphMessage
{
    QString id; ///< the immutable one: it stays when the message moves from Drafts to Sent Items
    QString messageId; ///< with its angle brackets, as the service holds it
    QString conversationId;
    bool isDraft = false;

    bool operator==(const GraphMessage &) const = default;
};

/// The part of Microsoft Graph that sends mails, for one mailbox (Microsoft Graph v1.0, "Outlook mail API"). The only
/// class that knows its wire format.
class GraphMail
{
public:
    static QUrl serviceUrl() { return QUrl(QStringLiteral("https://graph.microsoft.com/v1.0")); }

    GraphMail(HttpClient &http, Clock &clock, QUrl baseUrl, AccessTokenSource token);

    /// Whatever lies in any folder of the mailbox with this Message-ID (with angle brackets); at most ten.
    Task<CloudStep<QList<GraphMessage>>> find(QString messageId, std::stop_token stop);
    /// The same, and what the service called `id` at an earlier try, whatever Message-ID it has now. Where that id does
    /// not hold any more, as for a mail that went into an archive, it is looked for by the Message-ID of its draft
    /// then. Both may be empty.
    Task<CloudStep<QList<GraphMessage>>> findTries(QString messageId, QString id, QString draftMessageId,
                                                   std::stop_token stop);
    /// A draft with these bytes.
    Task<CloudStep<GraphMessage>> create(QByteArray mime, std::stop_token stop);
    Task<CloudStep<GraphMessage>> message(QString id, std::stop_token stop);
    /// Sends a draft. Never abandoned once it is under way: `stop` only ends waits before it.
    Task<CloudStep<>> send(QString id, std::stop_token stop);
    /// Sends these bytes in one call, which needs no right but to send. The service keeps the copy and names nothing,
    /// so what left cannot be told from what did not when the answer is lost. `stop` as in send().
    Task<CloudStep<>> sendMime(QByteArray mime, std::stop_token stop);
    /// Whether the account is there and open to us, which needs no right to its mails.
    Task<CloudStep<>> openProfile(std::stop_token stop);
    /// Moves it to Deleted Items.
    Task<CloudStep<>> remove(QString id, std::stop_token stop);
    /// Whether the mailbox is there and open to us.
    Task<CloudStep<>> openDrafts(std::stop_token stop);

private:
    HttpRequest request(const QByteArray &method, const QString &path) const;
    HttpRequest mimeRequest(const QString &path, const QByteArray &mime) const;
    Task<CloudStep<HttpResponse>> ask(HttpRequest request, GraphCall call, std::stop_token stop);
    /// A call that sends.
    Task<CloudStep<>> handOver(HttpRequest request, GraphCall call, std::stop_token stop);
    /// Whether what lies at this path can be read and has an id.
    Task<CloudStep<>> open(QString path, std::stop_token stop);

    CloudCalls m_calls;
    QUrl m_baseUrl;
};

} // namespace AlwaysLeads
