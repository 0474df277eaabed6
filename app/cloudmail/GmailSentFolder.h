#pragma once

#include "base/Clock.h"
#include "cloudmail/GmailTransport.h"
#include "mail/SentFolder.h"

namespace AlwaysLeads {

/// What has left a Gmail mailbox. The service keeps the copy itself. Where it has put another Message-ID in place of
/// ours the search does not find ours, so the mails that left within the hour after it was handed over are looked at
/// one by one too.
class GmailSentFolder final : public SentFolder
{
public:
    GmailSentFolder(HttpClient &http, Clock &clock, AccessTokenSource token,
                    QUrl baseUrl = GmailTransport::serviceUrl());

    /// `since` is when it was handed over.
    Task<Result<bool>> contains(QString messageId, QDateTime since, std::stop_token stop) override;
    Task<Result<SentFinding>> find(SoughtMail mail, std::stop_token stop) override;
    /// Nothing to do.
    Task<Result<>> keepCopy(QString messageId, QByteArray mime, QDateTime sentAt, std::stop_token stop) override;

private:
    HttpClient &m_http;
    Clock &m_clock;
    AccessTokenSource m_token;
    QUrl m_baseUrl;
};

} // namespace AlwaysLeads
