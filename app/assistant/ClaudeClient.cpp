#include "assistant/ClaudeClient.h"

#include "assistant/ClaudeProblem.h"
#include "net/HttpClient.h"
#include "net/Json.h"

#include <QJsonArray>
#include <QUrlQuery>

namespace AlwaysLeads {

using namespace std::chrono_literals;

namespace {

constexpr int mostPagesOfModels = 10;

/// Effort is known to the models from 5 on; an older one could refuse the field.
bool takesEffort(const QString &model)
{
    const QString version = model.section(u'-', 2, 2);
    return model.startsWith(QLatin1String("claude-")) && version.toInt() >= 5;
}

ClaudeModel modelFrom(const QJsonObject &object)
{
    ClaudeModel model;
    model.id = object.value(QLatin1String("id")).toString();
    model.name = object.value(QLatin1String("display_name")).toString(model.id);
    model.active =
        object.value(QLatin1String("lifecycle")).toString(QStringLiteral("active")) == QLatin1String("active");
    model.retiresAt = QDateTime::fromString(object.value(QLatin1String("retires_at")).toString(), Qt::ISODate);
    return model;
}

} // namespace

ClaudeClient::ClaudeClient(HttpClient &http, KeySource key, QUrl baseUrl)
    : m_http(http)
    , m_key(std::move(key))
    , m_baseUrl(std::move(baseUrl))
{
}

QJsonObject ClaudeClient::bodyOf(const ClaudeQuestion &question)
{
    QJsonObject output;
    if (takesEffort(question.model)) {
        output.insert(QLatin1String("effort"), question.effort);
    }
    output.insert(QLatin1String("format"),
                  QJsonObject{{QStringLiteral("type"), QStringLiteral("json_schema")},
                              {QStringLiteral("schema"), question.schema}});
    const QJsonObject rules = {
        {QStringLiteral("type"), QStringLiteral("text")},
        {QStringLiteral("text"), question.rules},
        {QStringLiteral("cache_control"), QJsonObject{{QStringLiteral("type"), QStringLiteral("ephemeral")}}}};
    // No temperature and no prefilled answer: both are refused by every current model.
    return {{QStringLiteral("model"), question.model},
            {QStringLiteral("max_tokens"), question.maxTokens},
            {QStringLiteral("system"), QJsonArray{rules}},
            {QStringLiteral("messages"),
             QJsonArray{QJsonObject{{QStringLiteral("role"), QStringLiteral("user")},
                                    {QStringLiteral("content"), question.text}}}},
            {QStringLiteral("output_config"), output}};
}

Error ClaudeClient::without(const QString &key, Error error)
{
    if (!key.isEmpty()) {
        error.message.replace(key, QStringLiteral("…"));
        error.detail.replace(key, QStringLiteral("…"));
    }
    return error;
}

HttpRequest ClaudeClient::request(const QByteArray &method, const QString &path, const QString &key) const
{
    HttpRequest request;
    request.method = method;
    request.url = m_baseUrl;
    request.url.setPath(path);
    request.headers = {{"anthropic-version", "2026-10-21"}, {"accept", "application/json"}};
    if (!key.isEmpty()) {
        request.headers.append({QByteArray("x-api-key"), key.toUtf8()});
    }
    request.retries.unannounced429 = HttpRetries::Unannounced429::HandUp; // a monthly spending cap
    request.retries.moreStatuses = {409};
    return request;
}

Task<Result<ClaudeAnswer>> ClaudeClient::messages(ClaudeQuestion question, std::stop_token stop)
{
    Result<QString> key = co_await m_key();
    if (!key) {
        co_return failureOf(std::move(key));
    }
    if (key->trimmed().isEmpty()) {
        co_return tl::unexpected<Error>(ClaudeProblem::noKey());
    }
    HttpRequest request = this->request("POST", QStringLiteral("/v1/messages"), key->trimmed());
    request.headers.append({QByteArray("content-type"), QByteArray("application/json")});
    request.body = Json::write(bodyOf(question));
    request.timeouts.firstByte = 2min; // the whole answer is written before its first byte comes
    request.timeouts.whole = 3min;
    request.retries.when = HttpRetries::When::Always; // asking twice costs at most a second answer
    Result<HttpResponse> response = co_await m_http.send(request, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    if (!response->isOk()) {
        co_return tl::unexpected<Error>(without(key->trimmed(), ClaudeProblem::of(*response, question.model)));
    }
    Result<QJsonObject> body = Json::object(response->body);
    if (!body || body->value(QLatin1String("type")).toString() != QLatin1String("message")) {
        co_return tl::unexpected<Error>(
            ClaudeProblem::unreadable(body ? QStringLiteral("no message object") : body.error().detail));
    }
    ClaudeAnswer answer = ClaudeAnswer::fromJson(*body);
    answer.requestId = response->requestId;
    Result<ClaudeAnswer> outcome = std::move(answer);
    co_return outcome;
}

Task<Result<QList<ClaudeModel>>> ClaudeClient::models(QString key, std::stop_token stop)
{
    key = key.trimmed();
    if (key.isEmpty()) {
        co_return tl::unexpected<Error>(ClaudeProblem::noKey());
    }
    QList<ClaudeModel> models;
    QString after;
    for (int page = 0; page < mostPagesOfModels; ++page) {
        HttpRequest request = this->request("GET", QStringLiteral("/v1/models"), key);
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("limit"), QStringLiteral("100"));
        if (!after.isEmpty()) {
            query.addQueryItem(QStringLiteral("after_id"), QString::fromLatin1(QUrl::toPercentEncoding(after)));
        }
        request.url.setQuery(query);
        Result<HttpResponse> response = co_await m_http.send(request, stop);
        if (!response) {
            co_return failureOf(std::move(response));
        }
        if (!response->isOk()) {
            co_return tl::unexpected<Error>(without(key, ClaudeProblem::of(*response, {})));
        }
        Result<QJsonObject> body = Json::object(response->body);
        if (!body || !body->value(QLatin1String("data")).isArray()) {
            co_return tl::unexpected<Error>(
                ClaudeProblem::unreadable(body ? QStringLiteral("no list of models") : body.error().detail));
        }
        for (const QJsonValue value : body->value(QLatin1String("data")).toArray()) {
            models.append(modelFrom(value.toObject()));
        }
        after = body->value(QLatin1String("last_id")).toString();
        if (!body->value(QLatin1String("has_more")).toBool() || after.isEmpty()) {
            break;
        }
    }
    Result<QList<ClaudeModel>> outcome = std::move(models);
    co_return outcome;
}

} // namespace AlwaysLeads
