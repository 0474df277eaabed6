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
    const SoughtMail sought{messageId, {}, since};
    Result<SentFinding> found = co_await find(sought, stop);
    co_return found ? Result<bool>(found->hasLeft) : Result<bool>(failureOf(std::move(found)));
}

Task<Result<SentFinding>> GmailSentFolder::find(SoughtMail mail, std::stop_token stop)
{
    GmailMail gmail(m_http, m_clock, m_baseUrl, m_token);
    CloudStep<std::optional<GmailMessage>> found =
        co_await gmail.findHandedOver(mail.messageId, mail.handedOverAt, stop);
    if (!found) {
        co_return tl::unexpected<Error>(found.error().error());
    }
    SentFinding finding;
    finding.hasLeft = found->has_value();
    if (finding.hasLeft) {
        finding.mail = {(*found)->id, (*found)->threadId};
    }
    co_return Result<SentFinding>(finding);
}

Task<Result<>> GmailSentFolder::keepCopy(QString, QByteArray, QDateTime, std::stop_token)
{
    co_return Result<>();
}

} // namespace AlwaysLeads
