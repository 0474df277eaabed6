#include "cloudmail/GmailMail.h"

#include "net/Json.h"

#include <QJsonArray>
#include <QUrlQuery>
#include <QUuid>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestId = 128;
constexpr qsizetype longestMessageId = 1024;
const QString messagesPath = QStringLiteral("/gmail/v1/users/me/messages");

bool isId(const QString &text)
{
    return !text.isEmpty() && text.size() <= longestId && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.unicode() < 0x7f && (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_'));
    });
}

std::optional<GmailMessage> messageIn(const QJsonObject &object)
{
    const GmailMessage message{object.value(QLatin1String("id")).toString(),
                               object.value(QLatin1String("threadId")).toString()};
    return isId(message.id) && isId(message.threadId) ? std::optional(message) : std::nullopt;
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QByteArray jsonOf(const QString &threadId)
{
    QJsonObject object;
    if (!threadId.isEmpty()) {
        object.insert(QStringLiteral("threadId"), threadId);
    }
    return Json::write(object);
}

/// The text as one JSON value: base64url in one line.
QByteArray simpleBody(const QByteArray &mime, const QString &threadId)
{
    QJsonObject object{
        {QStringLiteral("raw"),
         QString::fromLatin1(mime.toBase64(QByteArray::Base64UrlEncoding | QByteArray::KeepTrailingEquals))}};
    if (!threadId.isEmpty()) {
        object.insert(QStringLiteral("threadId"), threadId);
    }
    return Json::write(object);
}

/// multipart/related: what is said of the mail, then the mail (Google APIs, "Multipart upload").
QByteArray uploadBody(const QByteArray &mime, const QString &threadId, const QByteArray &boundary)
{
    return "--" + boundary + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n" + jsonOf(threadId) + "\r\n--"
        + boundary + "\r\nContent-Type: message/rfc822\r\n\r\n" + mime + "\r\n--" + boundary + "--\r\n";
}

} // namespace

GmailMail::GmailMail(HttpClient &http, Clock &clock, QUrl baseUrl, AccessTokenSource token)
    : m_clock(clock)
    , m_calls(http, clock, std::move(token))
    , m_baseUrl(std::move(baseUrl))
{
}

HttpRequest GmailMail::request(const QByteArray &method, const QString &path) const
{
    HttpRequest request;
    request.method = method;
    request.url = m_baseUrl;
    request.url.setPath(m_baseUrl.path() + path);
    request.headers = {{"Accept", "application/json"}};
    return request;
}

Task<CloudStep<QJsonObject>> GmailMail::ask(HttpRequest request, std::stop_token stop)
{
    Result<HttpResponse> response = co_await m_calls.send(request, stop, stop);
    if (!response) {
        co_return tl::unexpected(interrupted(response.error(), HandOverStage::SigningIn, false));
    }
    if (!response->isOk()) {
        co_return tl::unexpected(gmailRefusal(*response, GmailCall::Find, m_clock.now()));
    }
    Result<QJsonObject> body = Json::object(response->body);
    if (!body) {
        co_return tl::unexpected(unreadable(HandOverStage::SigningIn, body.error().detail));
    }
    CloudStep<QJsonObject> answer = std::move(*body);
    co_return answer;
}

Task<CloudStep<QList<GmailMessage>>> GmailMail::list(QString query, int most, std::stop_token stop)
{
    HttpRequest request = this->request("GET", messagesPath);
    QUrlQuery items;
    items.addQueryItem(QStringLiteral("labelIds"), QStringLiteral("SENT"));
    items.addQueryItem(QStringLiteral("maxResults"), QString::number(most));
    items.addQueryItem(QStringLiteral("q"), encoded(query));
    request.url.setQuery(items);
    CloudStep<QJsonObject> body = co_await ask(request, stop);
    if (!body) {
        co_return tl::unexpected(body.error());
    }
    CloudStep<QList<GmailMessage>> found = QList<GmailMessage>();
    const QJsonValue entries = body->value(QLatin1String("messages")); // left out when there are none
    const QJsonArray messages = entries.toArray();
    bool readable = (entries.isArray() || entries.isUndefined()) && messages.size() <= most;
    for (const QJsonValue entry : messages) {
        const std::optional<GmailMessage> message = messageIn(entry.toObject());
        readable = readable && message;
        if (readable) {
            found->append(*message);
        }
    }
    if (!readable) {
        co_return tl::unexpected(
            unreadable(HandOverStage::SigningIn, QStringLiteral("a list that is not one of messages")));
    }
    co_return found;
}

Task<CloudStep<std::optional<GmailMessage>>> GmailMail::findSent(QString messageId, std::stop_token stop)
{
    QString bare = messageId.trimmed();
    if (bare.startsWith(QLatin1Char('<')) && bare.endsWith(QLatin1Char('>'))) {
        bare = bare.sliced(1, bare.size() - 2);
    }
    const QString query = QStringLiteral("rfc822msgid:") + bare;
    CloudStep<QList<GmailMessage>> found = co_await list(query, 10, stop);
    if (!found) {
        co_return tl::unexpected(found.error());
    }
    CloudStep<std::optional<GmailMessage>> first = std::optional<GmailMessage>();
    if (!found->isEmpty()) {
        first = found->constFirst();
    }
    co_return first;
}

Task<CloudStep<std::optional<GmailMessage>>> GmailMail::findHandedOver(QString messageId, QDateTime at,
                                                                       std::stop_token stop)
{
    CloudStep<std::optional<GmailMessage>> found = co_await findSent(messageId, stop);
    if (!found || *found || !at.isValid()) {
        co_return found;
    }
    const qint64 from = at.toSecsSinceEpoch() - clockSlackSeconds;
    const QString query = QStringLiteral("after:%1 before:%2") // a date would mean Pacific time
                              .arg(from)
                              .arg(from + 2 * clockSlackSeconds + longestHandOver);
    CloudStep<QList<GmailMessage>> sent = co_await list(query, mostLookedAt, stop);
    if (!sent) {
        co_return tl::unexpected(sent.error());
    }
    for (const GmailMessage &message : std::as_const(*sent)) {
        CloudStep<GmailMessageIds> ids = co_await messageIds(message.id, stop);
        if (!ids) {
            co_return tl::unexpected(ids.error());
        }
        if (ids->kept == messageId || ids->original == messageId) {
            found = std::optional(message);
            break;
        }
    }
    co_return found;
}

Task<CloudStep<GmailMessageIds>> GmailMail::messageIds(QString id, std::stop_token stop)
{
    HttpRequest request = this->request("GET", messagesPath + QLatin1Char('/') + encoded(id));
    QUrlQuery items;
    items.addQueryItem(QStringLiteral("format"), QStringLiteral("metadata"));
    items.addQueryItem(QStringLiteral("metadataHeaders"), QStringLiteral("Message-ID"));
    items.addQueryItem(QStringLiteral("metadataHeaders"), QStringLiteral("X-Google-Original-Message-ID"));
    request.url.setQuery(items);
    CloudStep<QJsonObject> body = co_await ask(request, stop);
    if (!body) {
        co_return tl::unexpected(body.error());
    }
    const QJsonValue headers = body->value(QLatin1String("payload")).toObject().value(QLatin1String("headers"));
    CloudStep<GmailMessageIds> ids = GmailMessageIds();
    const QJsonArray entries = headers.toArray();
    for (const QJsonValue entry : entries) {
        const QString name = entry.toObject().value(QLatin1String("name")).toString();
        const QString value =
            entry.toObject().value(QLatin1String("value")).toString().trimmed().left(longestMessageId);
        if (name.compare(QLatin1String("Message-ID"), Qt::CaseInsensitive) == 0) {
            ids->kept = value;
        } else if (name.compare(QLatin1String("X-Google-Original-Message-ID"), Qt::CaseInsensitive) == 0) {
            ids->original = value;
        }
    }
    co_return ids;
}

Task<CloudStep<GmailMessage>> GmailMail::send(QByteArray mime, QString threadId, std::stop_token stop)
{
    HttpRequest request = this->request("POST", messagesPath + QStringLiteral("/send"));
    if (mime.size() > largeBytes) {
        // A boundary of 122 random bits does not occur in the mail.
        const QByteArray boundary = "alwaysleads-" + QUuid::createUuid().toByteArray(QUuid::Id128);
        request.url.setPath(m_baseUrl.path() + QStringLiteral("/upload") + messagesPath + QStringLiteral("/send"));
        request.url.setQuery(QStringLiteral("uploadType=multipart"));
        request.headers.append({QByteArray("Content-Type"), "multipart/related; boundary=" + boundary});
        request.body = uploadBody(mime, threadId, boundary);
    } else {
        request.headers.append({QByteArray("Content-Type"), QByteArray("application/json")});
        request.body = simpleBody(mime, threadId);
    }
    const std::stop_token never;
    Result<HttpResponse> response = co_await m_calls.send(request, stop, never);
    if (!response) {
        co_return tl::unexpected(interrupted(response.error(), HandOverStage::SigningIn, m_calls.mayHaveArrived()));
    }
    if (response->status != 200) {
        co_return tl::unexpected(gmailRefusal(*response, GmailCall::Send, m_clock.now()));
    }
    const Result<QJsonObject> body = Json::object(response->body);
    const std::optional<GmailMessage> message = body ? messageIn(*body) : std::nullopt;
    if (!message) { // not an answer of Gmail's, so not its word for having taken it
        co_return tl::unexpected(unclear(response->status, QStringLiteral("unreadable answer")));
    }
    co_return CloudStep<GmailMessage>(*message);
}

Task<CloudStep<QString>> GmailMail::address(std::stop_token stop)
{
    const HttpRequest request = this->request("GET", QStringLiteral("/gmail/v1/users/me/profile"));
    CloudStep<QJsonObject> body = co_await ask(request, stop);
    if (!body) {
        co_return tl::unexpected(body.error());
    }
    const QString address = body->value(QLatin1String("emailAddress")).toString();
    if (address.isEmpty()) {
        co_return tl::unexpected(unreadable(HandOverStage::SigningIn, QStringLiteral("no profile in the answer")));
    }
    co_return CloudStep<QString>(address);
}

} // namespace AlwaysLeads
