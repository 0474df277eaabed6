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
    GraphMail graph(m_http, m_clock, m_baseUrl, m_token);
    CloudStep<QList<GraphMessage>> found = co_await graph.find(messageId, stop);
    if (!found) {
        co_return tl::unexpected<Error>(found.error().error());
    }
    const bool hasLeft = std::ranges::any_of(*found, [](const GraphMessage &message) { return !message.isDraft; });
    co_return Result<bool>(hasLeft);
}

Task<Result<>> GraphSentFolder::keepCopy(QString, QByteArray, QDateTime, std::stop_token)
{
    co_return Result<>();
}

} // namespace AlwaysLeads
