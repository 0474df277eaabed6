#pragma once

#include "base/Clock.h"
#include "cloudmail/CloudCalls.h"
#include "reply/MailSource.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QUrl>

namespace AlwaysLeads {

/// A Google mailbox read by the Gmail API (v1): what was added since the last history id; when Gmail has forgotten that
/// (404) or none is known, a search from `since` on. One folder stands for all, as filters of the person may archive an
/// answer. Asks with GET only, so nothing is marked as read.
class GmailMailSource final : public MailSource
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::GmailMailSource)
public:
    GmailMailSource(HttpClient &http, Clock &clock, AccessTokenSource token, QUrl baseUrl);

    Task<Result<QStringList>> folders(std::stop_token stop) override;
    Task<Result<NewMails>> newMails(FolderMark mark, QDateTime since, std::stop_token stop) override;
    Task<Result<QByteArray>> mail(QString key, std::stop_token stop) override;
    /// Gmail keeps one message for a mail to oneself, with SENT beside INBOX or SPAM.
    Task<Result<std::optional<MailHead>>> sentToSelf(QString remoteId, QString messageId,
                                                     std::stop_token stop) override;

private:
    struct Page
    {
        QStringList ids; ///< newest first, or oldest first from a history
        FolderMark mark;
        bool isMore = false;
        bool isForgotten = false; ///< where it was to begin is not known any more
    };

    HttpRequest request(const QString &path, const QList<QPair<QString, QString>> &items) const;
    Task<Result<HttpResponse>> ask(HttpRequest request, std::stop_token stop);
    Task<Result<QJsonObject>> body(HttpRequest request, std::stop_token stop);
    Task<Result<Page>> added(FolderMark mark, std::stop_token stop);
    Task<Result<Page>> searched(FolderMark mark, QDateTime since, std::stop_token stop);
    Task<Result<QString>> sentWith(QString messageId, std::stop_token stop);
    Task<Result<QJsonObject>> metadata(QString id, std::stop_token stop);
    Task<Result<MailHead>> head(QString id, std::stop_token stop);
    static MailHead headOf(const QString &id, const QJsonObject &metadata);

    Clock &m_clock;
    CloudCalls m_calls;
    QUrl m_baseUrl;
};

} // namespace AlwaysLeads
