#include "cloudmail/GraphSentFolder.h"

#include "cloudmail/GraphMail.h"

#include <algorithm>

namespace AlwaysLeads {

GraphSentFolder::GraphSentFolder(HttpClient &http, Clock &clock, AccessTokenSource token, QUrl baseUrl)
    : m_http(http)
    , m_clock(clock)
    , m_token(std::move(token))
    , m_baseUrl(std::move(baseUrl))
{
}

Task<Result<bool>> GraphSentFolder::contains(QString messageId, QDateTime, std::stop_token stop)
{
    const SoughtMail sought{messageId};
    Result<SentFinding> found = co_await find(sought, stop);
    co_return found ? Result<bool>(found->hasLeft) : Result<bool>(failureOf(std::move(found)));
}

Task<Result<SentFinding>> GraphSentFolder::find(SoughtMail mail, std::stop_token stop)
{
    GraphMail graph(m_http, m_clock, m_baseUrl, m_token);
    CloudStep<QList<GraphMessage>> found =
        co_await graph.findTries(mail.messageId, mail.remoteId, mail.draftMessageId, stop);
    if (!found) {
        co_return tl::unexpected<Error>(found.error().error());
    }
    SentFinding finding;
    const auto left = std::ranges::find(*found, false, &GraphMessage::isDraft);
    finding.hasLeft = left != found->end();
    finding.isDraft = !finding.hasLeft && !found->isEmpty();
    if (finding.hasLeft) {
        finding.mail = {left->id, left->conversationId};
    }
    co_return Result<SentFinding>(finding);
}

Task<Result<>> GraphSentFolder::keepCopy(QString, QByteArray, QDateTime, std::stop_token)
{
    co_return Result<>();
}

} // namespace AlwaysLeads
