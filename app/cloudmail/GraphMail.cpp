#include "cloudmail/GraphMail.h"

#include "net/Json.h"

#include <QJsonArray>
#include <QUrlQuery>
#include <QUuid>

#include <algorithm>
#include <optional>

namespace AlwaysLeads {

namespace {

constexpr int accepted = 202; // the one success of the call that sends
constexpr int notFound = 404;
constexpr qsizetype mostFound = 10;
constexpr qsizetype longestId = 1024;
const QString fields = QStringLiteral("id,internetMessageId,conversationId,isDraft");

bool isId(const QString &text)
{
    return !text.isEmpty() && text.size() <= longestId
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

std::optional<GraphMessage> messageIn(const QJsonObject &object)
{
    GraphMessage message;
    message.id = object.value(QLatin1String("id")).toString();
    message.messageId = object.value(QLatin1String("internetMessageId")).toString().left(longestId);
    message.conversationId = object.value(QLatin1String("conversationId")).toString();
    const QJsonValue isDraft = object.value(QLatin1String("isDraft"));
    message.isDraft = isDraft.toBool();
    if (!isId(message.conversationId)) {
        message.conversationId.clear();
    }
    return isId(message.id) && isDraft.isBool() ? std::optional(message) : std::nullopt;
}

QString pathOf(const QString &id)
{
    return QStringLiteral("/me/messages/") + QString::fromLatin1(QUrl::toPercentEncoding(id));
}

HandOverStage stageOf(GraphCall call)
{
    const bool isFirst = call == GraphCall::Find || call == GraphCall::SendMime;
    return isFirst ? HandOverStage::SigningIn : HandOverStage::Body;
}

CloudStep<GraphMessage> readMessage(const HttpResponse &response, GraphCall call)
{
    const Result<QJsonObject> body = Json::object(response.body);
    if (!body) {
        return tl::unexpected(unreadable(stageOf(call), body.error().detail));
    }
    const std::optional<GraphMessage> message = messageIn(*body);
    if (!message) {
        return tl::unexpected(unreadable(stageOf(call), QStringLiteral("no message in the answer")));
    }
    return *message;
}

} // namespace

GraphMail::GraphMail(HttpClient &http, Clock &clock, QUrl baseUrl, AccessTokenSource token)
    : m_calls(http, clock, std::move(token))
    , m_baseUrl(std::move(baseUrl))
{
}

HttpRequest GraphMail::request(const QByteArray &method, const QString &path) const
{
    HttpRequest request;
    request.method = method;
    request.url = m_baseUrl;
    request.url.setPath(m_baseUrl.path() + path, QUrl::StrictMode);
    request.headers = {{"Accept", "application/json"},
                       {"Prefer", "IdType=\"ImmutableId\""},
                       {"client-request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces)}};
    return request;
}

HttpRequest GraphMail::mimeRequest(const QString &path, const QByteArray &mime) const
{
    HttpRequest request = this->request("POST", path);
    request.headers.append({QByteArray("Content-Type"), QByteArray("text/plain")});
    request.body = mime.toBase64();
    return request;
}

Task<CloudStep<HttpResponse>> GraphMail::ask(HttpRequest request, GraphCall call, std::stop_token stop)
{
    Result<HttpResponse> response = co_await m_calls.send(request, stop, stop);
    if (!response) {
        co_return tl::unexpected(interrupted(response.error(), stageOf(call), false));
    }
    if (!response->isOk()) {
        co_return tl::unexpected(graphRefusal(*response, call));
    }
    CloudStep<HttpResponse> answer = std::move(*response);
    co_return answer;
}

Task<CloudStep<QList<GraphMessage>>> GraphMail::find(QString messageId, std::stop_token stop)
{
    HttpRequest request = this->request("GET", QStringLiteral("/me/messages"));
    QString quoted = messageId;
    quoted.replace(QLatin1Char('\''), QStringLiteral("''"));
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("$filter"),
                       encoded(QStringLiteral("internetMessageId eq '") + quoted + QLatin1Char('\'')));
    query.addQueryItem(QStringLiteral("$select"), encoded(fields));
    query.addQueryItem(QStringLiteral("$top"), QString::number(mostFound));
    request.url.setQuery(query);
    CloudStep<HttpResponse> response = co_await ask(request, GraphCall::Find, stop);
    if (!response) {
        co_return tl::unexpected(response.error());
    }
    const Result<QJsonObject> body = Json::object(response->body);
    if (!body || !body->value(QLatin1String("value")).isArray()) {
        co_return tl::unexpected(
            unreadable(HandOverStage::SigningIn,
                       body ? QStringLiteral("no list of messages in the answer") : body.error().detail));
    }
    CloudStep<QList<GraphMessage>> found = QList<GraphMessage>();
    const QJsonArray entries = body->value(QLatin1String("value")).toArray();
    for (const QJsonValue entry : entries) {
        const std::optional<GraphMessage> message = messageIn(entry.toObject());
        if (!message || found->size() == mostFound) {
            co_return tl::unexpected(
                unreadable(HandOverStage::SigningIn, QStringLiteral("a list that is not one of messages")));
        }
        found->append(*message);
    }
    co_return found;
}

Task<CloudStep<QList<GraphMessage>>> GraphMail::findTries(QString messageId, QString id, QString draftMessageId,
                                                          std::stop_token stop)
{
    CloudStep<QList<GraphMessage>> found = co_await find(messageId, stop);
    if (!found || id.isEmpty() || std::ranges::find(*found, id, &GraphMessage::id) != found->end()) {
        co_return found;
    }
    CloudStep<GraphMessage> named = co_await message(id, stop);
    if (named) {
        found->prepend(*named);
        co_return found;
    }
    if (named.error().outcome.code != notFound) {
        co_return tl::unexpected(named.error());
    }
    if (draftMessageId.isEmpty() || draftMessageId == messageId) {
        co_return found;
    }
    CloudStep<QList<GraphMessage>> others = co_await find(draftMessageId, stop);
    if (!others) {
        co_return others;
    }
    found->append(*others);
    co_return found;
}

Task<CloudStep<GraphMessage>> GraphMail::create(QByteArray mime, std::stop_token stop)
{
    const HttpRequest request = mimeRequest(QStringLiteral("/me/messages"), mime);
    CloudStep<HttpResponse> response = co_await ask(request, GraphCall::Create, stop);
    if (!response) {
        co_return tl::unexpected(response.error());
    }
    CloudStep<GraphMessage> message = readMessage(*response, GraphCall::Create);
    co_return message;
}

Task<CloudStep<GraphMessage>> GraphMail::message(QString id, std::stop_token stop)
{
    HttpRequest request = this->request("GET", pathOf(id));
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("$select"), QString::fromLatin1(QUrl::toPercentEncoding(fields)));
    request.url.setQuery(query);
    CloudStep<HttpResponse> response = co_await ask(request, GraphCall::Other, stop);
    if (!response) {
        co_return tl::unexpected(response.error());
    }
    CloudStep<GraphMessage> message = readMessage(*response, GraphCall::Other);
    co_return message;
}

Task<CloudStep<>> GraphMail::handOver(HttpRequest request, GraphCall call, std::stop_token stop)
{
    const std::stop_token never;
    Result<HttpResponse> response = co_await m_calls.send(request, stop, never);
    if (!response) {
        co_return tl::unexpected(interrupted(response.error(), stageOf(call), m_calls.mayHaveArrived()));
    }
    if (response->status != accepted) {
        co_return tl::unexpected(graphRefusal(*response, call));
    }
    co_return CloudStep<>();
}

Task<CloudStep<>> GraphMail::send(QString id, std::stop_token stop)
{
    return handOver(request("POST", pathOf(id) + QStringLiteral("/send")), GraphCall::Send, std::move(stop));
}

Task<CloudStep<>> GraphMail::sendMime(QByteArray mime, std::stop_token stop)
{
    return handOver(mimeRequest(QStringLiteral("/me/sendMail"), mime), GraphCall::SendMime, std::move(stop));
}

Task<CloudStep<>> GraphMail::open(QString path, std::stop_token stop)
{
    HttpRequest request = this->request("GET", path);
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("$select"), QStringLiteral("id"));
    request.url.setQuery(query);
    CloudStep<HttpResponse> response = co_await ask(request, GraphCall::Find, stop);
    if (!response) {
        co_return tl::unexpected(response.error());
    }
    const Result<QJsonObject> body = Json::object(response->body);
    if (!body || !isId(body->value(QLatin1String("id")).toString())) {
        co_return tl::unexpected(
            unreadable(HandOverStage::SigningIn, QStringLiteral("no id in the answer for ") + path));
    }
    co_return CloudStep<>();
}

Task<CloudStep<>> GraphMail::openProfile(std::stop_token stop)
{
    return open(QStringLiteral("/me"), std::move(stop));
}

Task<CloudStep<>> GraphMail::openDrafts(std::stop_token stop)
{
    return open(QStringLiteral("/me/mailFolders/drafts"), std::move(stop));
}

Task<CloudStep<>> GraphMail::remove(QString id, std::stop_token stop)
{
    const HttpRequest request = this->request("DELETE", pathOf(id));
    CloudStep<HttpResponse> response = co_await ask(request, GraphCall::Other, stop);
    if (!response && response.error().outcome.code != notFound) { // 404: it is gone already
        co_return tl::unexpected(response.error());
    }
    co_return CloudStep<>();
}

} // namespace AlwaysLeads
