#pragma once

#include "cloudmail/CloudCalls.h"
#include "cloudmail/CloudProblem.h"
#include "cloudmail/GmailVerdict.h"

#include <QJsonObject>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace AlwaysLeads {

/// What Gmail calls a mail and its conversation.
struct GmailMessage
{
    QString id;
    QString threadId;

    bool operator==(const GmailMessage &) const = default;
};

/// The Message-IDs of a mail as it lies in Gmail, with angle brackets.
struct GmailMessageIds
{
    QString kept; ///< what it left with
    QString original; ///< ours, where Gmail put another in its place; else empty

    bool operator==(const GmailMessageIds &) const = default;
};

/// The part of the Gmail API that sends mails, for one mailbox (Gmail API v1). The only class that knows its wire
/// format.
class GmailMail
{
public:
    static QUrl serviceUrl() { return QUrl(QStringLiteral("https://gmail.googleapis.com")); }
    static constexpr qsizetype largeBytes = 1024 * 1024; ///< what is larger goes by the upload address

    GmailMail(HttpClient &http, Clock &clock, QUrl baseUrl, AccessTokenSource token);

    /// The mail with this Message-ID (with angle brackets) among the sent ones.
    Task<CloudStep<std::optional<GmailMessage>>> findSent(QString messageId, std::stop_token stop);
    /// The same, also where Gmail has put another Message-ID in its place: looks at the mails one by one that were sent
    /// about the time at which it was handed over.
    Task<CloudStep<std::optional<GmailMessage>>> findHandedOver(QString messageId, QDateTime at, std::stop_token stop);
    static constexpr int mostLookedAt = 50; ///< one by one
    static constexpr int clockSlackSeconds = 600; ///< Google's clock and ours may differ by so much
    static constexpr int longestHandOver = 3600; ///< seconds
    Task<CloudStep<GmailMessageIds>> messageIds(QString id, std::stop_token stop);
    /// Never abandoned once it is under way: `stop` only ends waits before it. `threadId` may be empty.
    Task<CloudStep<GmailMessage>> send(QByteArray mime, QString threadId, std::stop_token stop);
    /// The address of the account.
    Task<CloudStep<QString>> address(std::stop_token stop);

private:
    HttpRequest request(const QByteArray &method, const QString &path) const;
    Task<CloudStep<QJsonObject>> ask(HttpRequest request, std::stop_token stop);
    Task<CloudStep<QList<GmailMessage>>> list(QString query, int most, std::stop_token stop);

    Clock &m_clock;
    CloudCalls m_calls;
    QUrl m_baseUrl;
};

} // namespace AlwaysLeads
