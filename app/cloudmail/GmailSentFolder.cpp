#include "cloudmail/GmailSentFolder.h"

#include "cloudmail/GmailMail.h"

namespace AlwaysLeads {

GmailSentFolder::GmailSentFolder(HttpClient &http, Clock &clock, AccessTokenSource token, QUrl baseUrl)
    : m_http(http)
    , m_clock(clock)
    , m_token(std::move(token))
    , m_baseUrl(std::move(baseUrl))
{
}

Task<Result<bool>> GmailSentFolder::contains(QString messageId, QDateTime since, std::stop_token stop)
{
    GmailMail gmail(m_http, m_clock, m_baseUrl, m_token);
    CloudStep<std::optional<GmailMessage>> found = co_await gmail.findSent(messageId, stop);
    if (!found) {
        co_return tl::unexpected<Error>(found.error().error());
    }
    if (*found || !since.isValid()) {
        co_return Result<bool>(found->has_value());
    }
    const QDateTime from = since.addSecs(-clockSlackSeconds);
    CloudStep<QList<GmailMessage>> recent = co_await gmail.sentSince(from, mostLookedAt, stop);
    if (!recent) {
        co_return tl::unexpected<Error>(recent.error().error());
    }
    for (const GmailMessage &message : std::as_const(*recent)) {
        CloudStep<GmailMessageIds> ids = co_await gmail.messageIds(message.id, stop);
        if (!ids) {
            co_return tl::unexpected<Error>(ids.error().error());
        }
        if (ids->kept == messageId || ids->original == messageId) {
            co_return Result<bool>(true);
        }
    }
    co_return Result<bool>(false);
}

Task<Result<>> GmailSentFolder::keepCopy(QString, QByteArray, QDateTime, std::stop_token)
{
    co_return Result<>();
}

} // namespace AlwaysLeads
