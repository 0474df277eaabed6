#pragma once

#include "base/Clock.h"
#include "cloudmail/CloudCalls.h"
#include "reply/MailSource.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QUrl>

namespace AlwaysLeads {

/// A Microsoft mailbox read by Graph (v1.0, "message: delta"): inbox and junk, each by its delta link, with ids that
/// stay when a mail moves. Asks with GET only, so nothing is marked as read. A link that the service does not know any
/// more (410) starts the folder anew from `since`; what was kept before is known by its Message-ID. A delta with a
/// filter leaves out what is beyond 5,000 messages: then all since `since` are listed once.
class GraphMailSource final : public MailSource
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::GraphMailSource)
public:
    static constexpr int mostOfDelta = 5000;
    GraphMailSource(HttpClient &http, Clock &clock, AccessTokenSource token, QUrl baseUrl, int mostTold = mostOfDelta);

    Task<Result<QStringList>> folders(std::stop_token stop) override;
    Task<Result<NewMails>> newMails(FolderMark mark, QDateTime since, std::stop_token stop) override;
    Task<Result<QByteArray>> mail(QString key, std::stop_token stop) override;

private:
    HttpRequest request(const QString &path) const;
    struct Place;
    Place placeIn(const QString &token) const;
    QUrl firstLink(const QString &folder, const QDateTime &since) const;
    QUrl listLink(const QString &folder, const QDateTime &since) const;
    /// Null: a link of another server is not followed, and no token is handed to it.
    QUrl linkIn(const QString &text) const;
    Task<Result<HttpResponse>> ask(HttpRequest request, std::stop_token stop);
    Task<Result<MailHead>> headOf(QJsonObject message, std::stop_token stop);

    CloudCalls m_calls;
    QUrl m_baseUrl;
    int m_mostTold;
};

} // namespace AlwaysLeads
