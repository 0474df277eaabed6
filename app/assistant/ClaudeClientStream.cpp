#include "assistant/ClaudeClient.h"
#include "assistant/ClaudeProblem.h"
#include "assistant/ClaudeStreamReader.h"
#include "net/HttpClient.h"
#include "net/Json.h"

#include <memory>

namespace AlwaysLeads {

using namespace std::chrono_literals;

namespace {

/// The status the service would have answered with, had it known in time.
int statusOf(const QString &errorType)
{
    static const QHash<QString, int> statuses = {
        {QStringLiteral("invalid_request_error"), 400}, {QStringLiteral("authentication_error"), 401},
        {QStringLiteral("billing_error"), 402},         {QStringLiteral("permission_error"), 403},
        {QStringLiteral("not_found_error"), 404},       {QStringLiteral("request_too_large"), 413},
        {QStringLiteral("rate_limit_error"), 429},      {QStringLiteral("timeout_error"), 504},
        {QStringLiteral("overloaded_error"), 529}};
    return statuses.value(errorType, 500);
}

} // namespace

Task<Result<ClaudeAnswer>> ClaudeClient::stream(ClaudeQuestion question, std::function<void(QString)> heard,
                                                std::stop_token stop)
{
    Result<QString> key = co_await m_key();
    if (!key) {
        co_return failureOf(std::move(key));
    }
    const QString trimmed = key->trimmed();
    if (trimmed.isEmpty()) {
        co_return tl::unexpected<Error>(ClaudeProblem::noKey());
    }
    HttpRequest request = this->request("POST", QStringLiteral("/v1/messages"), trimmed);
    request.headers.append({QByteArray("content-type"), QByteArray("application/json")});
    QJsonObject body = bodyOf(question);
    body.insert(QLatin1String("stream"), true);
    request.body = Json::write(body);
    request.timeouts.firstByte = 2min;
    request.timeouts.whole = 10min;
    request.retries.when = HttpRetries::When::Always; // asking twice costs at most a second answer
    auto reader = std::make_shared<ClaudeStreamReader>();
    const HttpClient::BodyListener listener = [reader, heard](QByteArray piece) {
        if (reader->feed(piece) && heard) {
            heard(reader->text());
        }
    };
    auto sending = m_http.sendHeard(request, listener, stop);
    Result<HttpResponse> response = co_await sending;
    if (!response) {
        co_return failureOf(std::move(response));
    }
    if (!response->isOk()) {
        co_return tl::unexpected<Error>(without(trimmed, ClaudeProblem::of(*response, question.model)));
    }
    if (reader->error()) {
        const QJsonObject error = *reader->error();
        HttpResponse said;
        said.status = statusOf(error.value(QLatin1String("type")).toString());
        said.requestId = response->requestId;
        said.body = Json::write(QJsonObject{{QStringLiteral("error"), error}});
        co_return tl::unexpected<Error>(without(trimmed, ClaudeProblem::of(said, question.model)));
    }
    if (!reader->isComplete()) {
        const bool began = !reader->text().isEmpty();
        if (!began) {
            co_return tl::unexpected<Error>(ClaudeProblem::unreadable(QStringLiteral("no event of a message")));
        }
        co_return failure(ErrorKind::Network,
                          tr("Claude's answer broke off in the middle. Nothing was changed; try again."),
                          QStringLiteral("no message_stop, ") + response->requestId);
    }
    ClaudeAnswer answer = reader->answer();
    answer.requestId = response->requestId;
    Result<ClaudeAnswer> outcome = std::move(answer);
    co_return outcome;
}

} // namespace AlwaysLeads
