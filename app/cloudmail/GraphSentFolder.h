#pragma once

#include "base/Clock.h"
#include "cloudmail/GraphTransport.h"
#include "mail/SentFolder.h"

namespace AlwaysLeads {

/// What has left a Microsoft mailbox. A message that is still a draft has not; the service keeps the copy of a sent one
/// itself. Its search is by ids, so `since` is not needed and clocks that differ do no harm.
class GraphSentFolder final : public SentFolder
{
public:
    GraphSentFolder(HttpClient &http, Clock &clock, AccessTokenSource token,
                    QUrl baseUrl = GraphTransport::serviceUrl());

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
