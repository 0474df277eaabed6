#include "assistant/ClaudeClient.h"
#include "assistant/ClaudeProblem.h"
#include "net/HttpClient.h"
#include "net/Json.h"

#include <QJsonArray>
#include <QUrlQuery>

namespace AlwaysLeads {

using namespace std::chrono_literals;

namespace {

const QString batchesPath = QStringLiteral("/v1/messages/batches");
constexpr int mostPages = 20;
constexpr qint64 mostResultBytes = 128LL * 1024 * 1024;

} // namespace

QByteArray ClaudeClient::batchBody(const QList<std::pair<QString, ClaudeQuestion>> &questions)
{
    QJsonArray requests;
    for (const auto &[customId, question] : questions) {
        requests.append(
            QJsonObject{{QStringLiteral("custom_id"), customId}, {QStringLiteral("params"), bodyOf(question)}});
    }
    return Json::write(QJsonObject{{QStringLiteral("requests"), requests}});
}

Task<Result<HttpResponse>> ClaudeClient::ask(HttpRequest request, std::stop_token stop)
{
    Result<QString> key = co_await m_key();
    if (!key) {
        co_return failureOf(std::move(key));
    }
    const QString trimmed = key->trimmed();
    if (trimmed.isEmpty()) {
        co_return tl::unexpected<Error>(ClaudeProblem::noKey());
    }
    request.headers.append({QByteArray("x-api-key"), trimmed.toUtf8()});
    Result<HttpResponse> response = co_await m_http.send(request, stop);
    if (response && response->status == 404) {
        co_return failure(ErrorKind::NotFound,
                          tr("Claude does not know this batch any more. Answers are kept for 29 days, and only for the "
                             "account that asked."),
                          response->requestId);
    }
    if (response && !response->isOk()) {
        co_return tl::unexpected<Error>(without(trimmed, ClaudeProblem::of(*response, {})));
    }
    co_return response;
}

Task<Result<ClaudeBatch>> ClaudeClient::askForBatch(HttpRequest request, std::stop_token stop)
{
    Result<HttpResponse> response = co_await ask(request, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    const Result<QJsonObject> body = Json::object(response->body);
    const ClaudeBatch batch = ClaudeBatch::fromJson(body.value_or(QJsonObject()));
    if (batch.id.isEmpty()) {
        co_return tl::unexpected<Error>(
            ClaudeProblem::unreadable(body ? QStringLiteral("no batch object") : body.error().detail));
    }
    Result<ClaudeBatch> outcome = batch;
    co_return outcome;
}

Task<Result<ClaudeBatch>> ClaudeClient::createBatch(QByteArray body, std::stop_token stop)
{
    HttpRequest request = this->request("POST", batchesPath, {});
    request.headers.append({QByteArray("content-type"), QByteArray("application/json")});
    request.body = body;
    request.timeouts.firstByte = 2min;
    request.timeouts.whole = 10min;
    request.retries.when = HttpRetries::When::Never; // a second try could be a second batch
    Result<ClaudeBatch> batch = co_await askForBatch(request, stop);
    co_return batch;
}

Task<Result<ClaudeBatch>> ClaudeClient::batch(QString id, std::stop_token stop)
{
    HttpRequest request = this->request("GET", batchesPath + u'/' + id, {});
    Result<ClaudeBatch> batch = co_await askForBatch(request, stop);
    co_return batch;
}

Task<Result<ClaudeBatch>> ClaudeClient::cancelBatch(QString id, std::stop_token stop)
{
    HttpRequest request = this->request("POST", batchesPath + u'/' + id + QStringLiteral("/cancel"), {});
    request.retries.when = HttpRetries::When::Always; // cancelled twice is cancelled
    Result<ClaudeBatch> batch = co_await askForBatch(request, stop);
    co_return batch;
}

Task<Result<QList<ClaudeBatch>>> ClaudeClient::batchesSince(QDateTime since, std::stop_token stop)
{
    QList<ClaudeBatch> batches;
    QString after;
    for (int page = 0; page < mostPages; ++page) {
        HttpRequest request = this->request("GET", batchesPath, {});
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("limit"), QStringLiteral("100"));
        if (!after.isEmpty()) {
            query.addQueryItem(QStringLiteral("after_id"), QString::fromLatin1(QUrl::toPercentEncoding(after)));
        }
        request.url.setQuery(query);
        Result<HttpResponse> response = co_await ask(request, stop);
        if (!response) {
            co_return failureOf(std::move(response));
        }
        const Result<QJsonObject> body = Json::object(response->body);
        if (!body || !body->value(QLatin1String("data")).isArray()) {
            co_return tl::unexpected<Error>(
                ClaudeProblem::unreadable(body ? QStringLiteral("no list of batches") : body.error().detail));
        }
        bool older = false;
        for (const QJsonValue value : body->value(QLatin1String("data")).toArray()) {
            const ClaudeBatch batch = ClaudeBatch::fromJson(value.toObject());
            older = older || (batch.createdAt.isValid() && batch.createdAt < since); // newest first
            if (!batch.id.isEmpty() && !older) {
                batches.append(batch);
            }
        }
        after = body->value(QLatin1String("last_id")).toString();
        if (older || !body->value(QLatin1String("has_more")).toBool() || after.isEmpty()) {
            break;
        }
    }
    Result<QList<ClaudeBatch>> outcome = batches;
    co_return outcome;
}

Task<Result<QByteArray>> ClaudeClient::batchResults(QString id, std::stop_token stop)
{
    HttpRequest request = this->request("GET", batchesPath + u'/' + id + QStringLiteral("/results"), {});
    request.maxBytes = mostResultBytes;
    request.timeouts.whole = 30min;
    Result<HttpResponse> response = co_await ask(request, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    Result<QByteArray> outcome = response->body;
    co_return outcome;
}

} // namespace AlwaysLeads
