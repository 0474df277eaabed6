#include "reply/GraphMailSource.h"

#include "cloudmail/GraphVerdict.h"
#include "cloudmail/ServiceError.h"
#include "net/Json.h"
#include "reply/HeaderBlock.h"

#include <QJsonArray>
#include <QUrlQuery>
#include <QUuid>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qint64 longestAnswer = 48 * 1024 * 1024; // a mail of Exchange Online's usual limit, with its attachments
constexpr qsizetype longestId = 1024;
constexpr qsizetype longestLink = 16 * 1024;
const QString fields =
    QStringLiteral("id,internetMessageId,conversationId,subject,from,receivedDateTime,isDraft,internetMessageHeaders");

bool isId(const QString &text)
{
    return !text.isEmpty() && text.size() <= longestId
        && std::ranges::all_of(text, [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

Error noAnswer(const QString &detail)
{
    return {ErrorKind::Network,
            GraphMailSource::tr("What came back was not an answer of Microsoft. The next look "
                                "follows by itself."),
            detail};
}

bool isStale(const HttpResponse &response)
{
    const ServiceError error = ServiceError::fromGraph(response.body);
    return response.status == 410 || error.has("syncStateNotFound") || error.has("resyncRequired")
        || error.has("SyncStateNotFound") || error.has("ResyncRequired");
}

Error errorOf(const HttpResponse &response)
{
    Error error = graphRefusal(response, GraphCall::Find).error();
    if (response.status == 404) {
        return {ErrorKind::NotFound, GraphMailSource::tr("This mail is not in the mailbox any more."), error.detail};
    }
    if (response.status >= 400 && response.status < 500 && error.kind == ErrorKind::Refused) {
        error.message = GraphMailSource::tr("Microsoft did not let this mailbox be read (%1).").arg(response.status);
    }
    return error;
}

} // namespace

/// How far a folder was read, as it is kept: the link to go on with alone; "first 50 LINK" in the first round of a
/// delta, with the messages that were told; "list LINK DELTA" in the middle of a list of all, after which DELTA
/// follows.
struct GraphMailSource::Place
{
    QUrl link; ///< empty: from the beginning
    bool isFirst = true;
    int told = 0;
    QUrl delta; ///< not empty: `link` is one of a list

    QString token() const
    {
        const QString here = QString::fromLatin1(link.toEncoded());
        if (!delta.isEmpty()) {
            return QStringLiteral("list %1 %2").arg(here, QString::fromLatin1(delta.toEncoded()));
        }
        return isFirst ? QStringLiteral("first %1 %2").arg(told).arg(here) : here;
    }
};

GraphMailSource::GraphMailSource(HttpClient &http, Clock &clock, AccessTokenSource token, QUrl baseUrl, int mostTold)
    : m_calls(http, clock, std::move(token), longestAnswer)
    , m_baseUrl(std::move(baseUrl))
    , m_mostTold(mostTold)
{
}

GraphMailSource::Place GraphMailSource::placeIn(const QString &token) const
{
    Place place;
    const QStringList words = token.split(QLatin1Char(' '));
    if (words.size() == 1) {
        place.link = linkIn(words.first());
        place.isFirst = place.link.isEmpty();
    } else if (words.size() == 3 && words.first() == QLatin1String("first")) {
        place.link = linkIn(words.at(2));
        place.told = place.link.isEmpty() ? 0 : words.at(1).toInt();
    } else if (words.size() == 3 && words.first() == QLatin1String("list")) {
        place.link = linkIn(words.at(1));
        place.delta = linkIn(words.at(2));
        if (place.link.isEmpty() || place.delta.isEmpty()) {
            place = Place();
        }
    }
    return place;
}

HttpRequest GraphMailSource::request(const QString &path) const
{
    HttpRequest request;
    request.url = m_baseUrl;
    request.url.setPath(m_baseUrl.path() + path, QUrl::StrictMode);
    request.headers = {{"Accept", "application/json"},
                       {"Prefer", "odata.maxpagesize=50, IdType=\"ImmutableId\""},
                       {"client-request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces)}};
    return request;
}

QUrl GraphMailSource::firstLink(const QString &folder, const QDateTime &since) const
{
    QUrl url = request(QStringLiteral("/me/mailFolders/%1/messages/delta").arg(folder)).url;
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("$select"), encoded(fields));
    query.addQueryItem(QStringLiteral("$filter"),
                       encoded(QStringLiteral("receivedDateTime ge ")
                               + since.toUTC().toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss'Z'"))));
    url.setQuery(query);
    return url;
}

QUrl GraphMailSource::listLink(const QString &folder, const QDateTime &since) const
{
    QUrl url = firstLink(folder, since);
    url.setPath(url.path().chopped(QLatin1String("/delta").size()), QUrl::StrictMode);
    QUrlQuery query(url);
    query.addQueryItem(QStringLiteral("$orderby"), QStringLiteral("receivedDateTime"));
    query.addQueryItem(QStringLiteral("$top"), QStringLiteral("50"));
    url.setQuery(query);
    return url;
}

QUrl GraphMailSource::linkIn(const QString &text) const
{
    if (text.isEmpty()) {
        return {};
    }
    const QUrl link(text, QUrl::StrictMode);
    const bool isOurs = link.scheme() == m_baseUrl.scheme() && link.host() == m_baseUrl.host()
        && link.port() == m_baseUrl.port() && text.size() <= longestLink;
    return isOurs ? link : QUrl();
}

Task<Result<HttpResponse>> GraphMailSource::ask(HttpRequest request, std::stop_token stop)
{
    Result<HttpResponse> response = co_await m_calls.send(request, stop, stop);
    co_return response;
}

Task<Result<QStringList>> GraphMailSource::folders(std::stop_token)
{
    const QStringList both = {QStringLiteral("inbox"), QStringLiteral("junkemail")};
    co_return both;
}

Task<Result<NewMails>> GraphMailSource::newMails(FolderMark mark, QDateTime since, std::stop_token stop)
{
    NewMails found;
    found.mark = mark;
    HttpRequest first = request(QString());
    Place place = placeIn(mark.token);
    first.url = place.link.isEmpty() ? firstLink(mark.folder, since) : place.link;
    Result<HttpResponse> response = co_await ask(first, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    if (!place.link.isEmpty() && isStale(*response)) {
        place = Place();
        first.url = firstLink(mark.folder, since);
        response = co_await ask(first, stop);
        if (!response) {
            co_return failureOf(std::move(response));
        }
    }
    if (!response->isOk()) {
        co_return tl::unexpected<Error>(errorOf(*response));
    }
    const Result<QJsonObject> body = Json::object(response->body);
    if (!body || !body->value(QLatin1String("value")).isArray()) {
        co_return tl::unexpected<Error>(noAnswer(body ? QStringLiteral("no list of mails") : body.error().detail));
    }
    const QString more = body->value(QLatin1String("@odata.nextLink")).toString();
    const QString last = body->value(QLatin1String("@odata.deltaLink")).toString();
    const bool isList = !place.delta.isEmpty();
    const QUrl link = isList && more.isEmpty() ? place.delta : linkIn(more.isEmpty() ? last : more);
    if (link.isEmpty()) {
        co_return tl::unexpected<Error>(noAnswer(QStringLiteral("no link to go on with")));
    }
    const QJsonArray messages = body->value(QLatin1String("value")).toArray();
    place.told += int(messages.size());
    place.link = link;
    found.isMore = !more.isEmpty();
    if (isList && more.isEmpty()) {
        place.delta.clear();
        place.isFirst = false;
    } else if (!isList && more.isEmpty()) {
        const bool isCut = place.isFirst && place.told >= m_mostTold;
        place.isFirst = false;
        if (isCut) {
            place.delta = link;
            place.link = listLink(mark.folder, since);
            found.isMore = true;
        }
    }
    found.mark.token = place.token();
    for (const QJsonValue value : messages) {
        const QJsonObject message = value.toObject();
        const bool isGone = message.contains(QLatin1String("@removed"));
        if (isGone || message.value(QLatin1String("isDraft")).toBool()
            || !isId(message.value(QLatin1String("id")).toString())) {
            continue;
        }
        Result<MailHead> head = co_await headOf(message, stop);
        if (head) {
            found.heads += *head;
        } else if (head.error().kind != ErrorKind::NotFound) {
            co_return failureOf(std::move(head));
        }
    }
    std::ranges::stable_sort(found.heads, {}, &MailHead::arrivedAt);
    co_return found;
}

Task<Result<MailHead>> GraphMailSource::headOf(QJsonObject message, std::stop_token stop)
{
    const QString id = message.value(QLatin1String("id")).toString();
    if (!message.value(QLatin1String("internetMessageHeaders")).isArray()) { // not every tenant's delta tells them
        HttpRequest single = request(QStringLiteral("/me/messages/") + encoded(id));
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("$select"), encoded(fields));
        single.url.setQuery(query);
        Result<HttpResponse> response = co_await ask(single, stop);
        if (!response) {
            co_return failureOf(std::move(response));
        }
        if (!response->isOk()) {
            co_return tl::unexpected<Error>(errorOf(*response));
        }
        if (const Result<QJsonObject> whole = Json::object(response->body)) {
            message = *whole;
        }
    }
    HeaderBlock block;
    const QJsonArray headers = message.value(QLatin1String("internetMessageHeaders")).toArray();
    for (const QJsonValue value : headers) {
        block.add(value[QLatin1String("name")].toString(), value[QLatin1String("value")].toString());
    }
    const QJsonObject sender =
        message.value(QLatin1String("from")).toObject().value(QLatin1String("emailAddress")).toObject();
    block.addMissing(QStringLiteral("From"),
                     QLatin1Char('<') + sender.value(QLatin1String("address")).toString() + QLatin1Char('>'));
    block.addMissing(QStringLiteral("Subject"), message.value(QLatin1String("subject")).toString());
    block.addMissing(QStringLiteral("Message-ID"), message.value(QLatin1String("internetMessageId")).toString());
    MailHead head;
    head.key = id;
    head.arrivedAt = QDateTime::fromString(message.value(QLatin1String("receivedDateTime")).toString(), Qt::ISODate);
    head.header = block.bytes();
    const QString conversation = message.value(QLatin1String("conversationId")).toString();
    head.threadId = isId(conversation) ? conversation : QString();
    co_return head;
}

Task<Result<QByteArray>> GraphMailSource::mail(QString key, std::stop_token stop)
{
    const HttpRequest single = request(QStringLiteral("/me/messages/") + encoded(key) + QStringLiteral("/$value"));
    Result<HttpResponse> response = co_await ask(single, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    if (!response->isOk()) {
        co_return tl::unexpected<Error>(errorOf(*response));
    }
    co_return response->body;
}

} // namespace AlwaysLeads
