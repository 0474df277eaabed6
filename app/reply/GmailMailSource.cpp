#include "reply/GmailMailSource.h"

#include "cloudmail/GmailVerdict.h"
#include "net/Json.h"
#include "reply/HeaderBlock.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qint64 longestAnswer = 48 * 1024 * 1024; // 35 MB of mail in base64
constexpr int mostAtOnce = 100; // each costs 20 of the 6,000 units a minute
constexpr qsizetype longestToken = 1024;
const QString messagesPath = QStringLiteral("/gmail/v1/users/me/messages");
const QString labelsName = QStringLiteral("labelIds");
const QString historyPath = QStringLiteral("/gmail/v1/users/me/history");

const QStringList &wantedFields()
{
    static const QStringList fields = {QStringLiteral("Date"),
                                       QStringLiteral("From"),
                                       QStringLiteral("Reply-To"),
                                       QStringLiteral("To"),
                                       QStringLiteral("Subject"),
                                       QStringLiteral("Message-ID"),
                                       QStringLiteral("In-Reply-To"),
                                       QStringLiteral("References"),
                                       QStringLiteral("Auto-Submitted"),
                                       QStringLiteral("Content-Type"),
                                       QStringLiteral("Return-Path"),
                                       QStringLiteral("X-Failed-Recipients"),
                                       QStringLiteral("X-Google-Original-Message-ID")};
    return fields;
}

/// How far a mailbox was read, as it is kept: "history 123", "history 123 page X" in the middle of many, and
/// "search 123 page X" in the middle of a search that began when the history stood at 123.
struct Place
{
    bool searches = false;
    QString history;
    QString page;

    static Place from(const QString &token)
    {
        const QStringList words = token.split(QLatin1Char(' '));
        Place place;
        const bool hasNumber = words.size() >= 2 && !words.at(1).isEmpty()
            && std::ranges::all_of(words.at(1), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (hasNumber) {
            place.searches = words.first() == QLatin1String("search");
            place.history = words.at(1);
            place.page = words.value(3);
        }
        return place;
    }
    QString token() const
    {
        const QString start = (searches ? QStringLiteral("search ") : QStringLiteral("history ")) + history;
        return page.isEmpty() ? start : start + QStringLiteral(" page ") + page;
    }
};

bool isId(const QString &text)
{
    return !text.isEmpty() && text.size() <= 128 && std::ranges::all_of(text, [](QChar c) {
        return c.unicode() < 0x7f && (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_'));
    });
}

/// A page token goes into the database and back, never anywhere else. Empty: this was the last page.
Result<QString> pageIn(const QJsonObject &body)
{
    const QString token = body.value(QLatin1String("nextPageToken")).toString();
    if (token.size() > longestToken || token.contains(QLatin1Char(' '))) { // to end there would leave mails out
        return failure(
            ErrorKind::Network,
            GmailMailSource::tr("What came back was not an answer of Google. The next look follows by itself."),
            QStringLiteral("a page token of %1 characters").arg(token.size()));
    }
    return token;
}

QString numberIn(const QJsonObject &body, const QString &name)
{
    const QJsonValue value = body.value(name); // 64 bits, as text
    return value.isString() ? value.toString().left(20) : QString::number(value.toInteger());
}

bool isOwn(const QJsonArray &labels)
{
    for (const QJsonValue label : labels) {
        const QString name = label.toString();
        if (name == QLatin1String("SENT") || name == QLatin1String("DRAFT") || name == QLatin1String("CHAT")) {
            return true;
        }
    }
    return false;
}

} // namespace

GmailMailSource::GmailMailSource(HttpClient &http, Clock &clock, AccessTokenSource token, QUrl baseUrl)
    : m_clock(clock)
    , m_calls(http, clock, std::move(token), longestAnswer)
    , m_baseUrl(std::move(baseUrl))
{
}

HttpRequest GmailMailSource::request(const QString &path, const QList<QPair<QString, QString>> &items) const
{
    HttpRequest request;
    request.url = m_baseUrl;
    request.url.setPath(m_baseUrl.path() + path);
    QUrlQuery query;
    for (const auto &[name, value] : items) {
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    request.url.setQuery(query);
    request.headers = {{"Accept", "application/json"}};
    return request;
}

Task<Result<HttpResponse>> GmailMailSource::ask(HttpRequest request, std::stop_token stop)
{
    Result<HttpResponse> response = co_await m_calls.send(request, stop, stop);
    co_return response;
}

Task<Result<QJsonObject>> GmailMailSource::body(HttpRequest request, std::stop_token stop)
{
    Result<HttpResponse> response = co_await ask(request, stop);
    if (!response) {
        co_return failureOf(std::move(response));
    }
    if (!response->isOk()) {
        Error error = gmailRefusal(*response, GmailCall::Find, m_clock.now()).error();
        if (response->status == 404) {
            error = Error{ErrorKind::NotFound, tr("This mail is not in the mailbox any more."), error.detail};
        } else if (error.kind == ErrorKind::Refused) {
            error.message = tr("Google did not let this mailbox be read (%1).").arg(response->status);
        }
        co_return tl::unexpected<Error>(error);
    }
    const Json::Limits limits{longestAnswer, 32};
    Result<QJsonObject> object = Json::object(response->body, limits);
    if (!object) {
        co_return failure(ErrorKind::Network,
                          tr("What came back was not an answer of Google. The next look follows by itself."),
                          object.error().detail);
    }
    co_return object;
}

Task<Result<QStringList>> GmailMailSource::folders(std::stop_token)
{
    const QStringList all(QStringLiteral("all mail"));
    co_return all;
}

Task<Result<GmailMailSource::Page>> GmailMailSource::added(FolderMark mark, std::stop_token stop)
{
    Place place = Place::from(mark.token);
    QList<QPair<QString, QString>> items = {{QStringLiteral("startHistoryId"), place.history},
                                            {QStringLiteral("historyTypes"), QStringLiteral("messageAdded")},
                                            {QStringLiteral("maxResults"), QString::number(mostAtOnce)}};
    if (!place.page.isEmpty()) {
        items.append({QStringLiteral("pageToken"), place.page});
    }
    const HttpRequest question = request(historyPath, items);
    Result<QJsonObject> told = co_await body(question, stop);
    Page page;
    page.mark = mark;
    if (!told) {
        if (told.error().kind == ErrorKind::NotFound) {
            page.isForgotten = true;
            co_return page;
        }
        co_return failureOf(std::move(told));
    }
    const QJsonArray records = told->value(QLatin1String("history")).toArray();
    for (const QJsonValue record : records) {
        const QJsonArray addings = record[QLatin1String("messagesAdded")].toArray();
        for (const QJsonValue adding : addings) {
            const QJsonObject message = adding[QLatin1String("message")].toObject();
            const QString id = message.value(QLatin1String("id")).toString();
            if (isId(id) && !isOwn(message.value(labelsName).toArray()) && !page.ids.contains(id)) {
                page.ids += id;
            }
        }
    }
    Result<QString> next = pageIn(*told);
    if (!next) {
        co_return failureOf(std::move(next));
    }
    place.page = *next;
    page.isMore = !place.page.isEmpty();
    if (!page.isMore) {
        place.history = numberIn(*told, QStringLiteral("historyId"));
    }
    page.mark.token = place.token();
    co_return page;
}

Task<Result<GmailMailSource::Page>> GmailMailSource::searched(FolderMark mark, QDateTime since, std::stop_token stop)
{
    Place place = Place::from(mark.token);
    if (!place.searches) { // a new search
        // First, so that what comes in between is told by the history afterwards.
        const HttpRequest asking = request(QStringLiteral("/gmail/v1/users/me/profile"), {});
        Result<QJsonObject> profile = co_await body(asking, stop);
        if (!profile) {
            co_return failureOf(std::move(profile));
        }
        place = Place();
        place.searches = true;
        place.history = numberIn(*profile, QStringLiteral("historyId"));
    }
    QList<QPair<QString, QString>> items = {
        {QStringLiteral("q"), // a date would mean Pacific time
         QStringLiteral("-in:sent -in:drafts -in:chats after:%1").arg(since.toSecsSinceEpoch())},
        {QStringLiteral("includeSpamTrash"), QStringLiteral("true")},
        {QStringLiteral("maxResults"), QString::number(mostAtOnce)}};
    if (!place.page.isEmpty()) {
        items.append({QStringLiteral("pageToken"), place.page});
    }
    const HttpRequest question = request(messagesPath, items);
    Result<QJsonObject> told = co_await body(question, stop);
    if (!told) {
        co_return failureOf(std::move(told));
    }
    Page page;
    page.mark = mark;
    const QJsonArray messages = told->value(QLatin1String("messages")).toArray(); // left out when there are none
    for (const QJsonValue message : messages) {
        const QString id = message[QLatin1String("id")].toString();
        if (isId(id)) {
            page.ids += id;
        }
    }
    std::ranges::reverse(page.ids); // it tells the newest first
    Result<QString> next = pageIn(*told);
    if (!next) {
        co_return failureOf(std::move(next));
    }
    place.page = *next;
    page.isMore = !place.page.isEmpty();
    place.searches = page.isMore;
    page.mark.token = place.token();
    co_return page;
}

Task<Result<NewMails>> GmailMailSource::newMails(FolderMark mark, QDateTime since, std::stop_token stop)
{
    const Place place = Place::from(mark.token);
    Page page;
    bool searches = place.history.isEmpty() || place.searches;
    if (!searches) {
        Result<Page> told = co_await added(mark, stop);
        if (!told) {
            co_return failureOf(std::move(told));
        }
        page = *told;
        searches = page.isForgotten;
    }
    if (searches) {
        FolderMark from = mark;
        if (page.isForgotten) {
            from.token.clear();
        }
        Result<Page> told = co_await searched(from, since, stop);
        if (!told && told.error().kind == ErrorKind::Refused && !from.token.isEmpty()) {
            from.token.clear(); // its page is not known any more: from the beginning
            told = co_await searched(from, since, stop);
        }
        if (!told) {
            co_return failureOf(std::move(told));
        }
        page = *told;
    }
    NewMails found;
    found.mark = page.mark;
    found.isMore = page.isMore;
    for (const QString &id : std::as_const(page.ids)) {
        Result<MailHead> one = co_await head(id, stop);
        if (one) {
            found.heads += *one;
        } else if (one.error().kind != ErrorKind::NotFound) { // deleted meanwhile
            co_return failureOf(std::move(one));
        }
    }
    co_return found;
}

Task<Result<QJsonObject>> GmailMailSource::metadata(QString id, std::stop_token stop)
{
    QList<QPair<QString, QString>> items = {{QStringLiteral("format"), QStringLiteral("metadata")}};
    for (const QString &field : wantedFields()) {
        items.append({QStringLiteral("metadataHeaders"), field});
    }
    const HttpRequest question = request(messagesPath + QLatin1Char('/') + id, items);
    Result<QJsonObject> message = co_await body(question, stop);
    co_return message;
}

Task<Result<MailHead>> GmailMailSource::head(QString id, std::stop_token stop)
{
    Result<QJsonObject> message = co_await metadata(id, stop);
    if (!message) {
        co_return failureOf(std::move(message));
    }
    MailHead found = headOf(id, *message);
    co_return found;
}

MailHead GmailMailSource::headOf(const QString &id, const QJsonObject &metadata)
{
    HeaderBlock block;
    const QJsonArray headers =
        metadata.value(QLatin1String("payload")).toObject().value(QLatin1String("headers")).toArray();
    for (const QJsonValue header : headers) {
        block.add(header[QLatin1String("name")].toString(), header[QLatin1String("value")].toString());
    }
    MailHead found;
    found.key = id;
    const qint64 arrived = numberIn(metadata, QStringLiteral("internalDate")).toLongLong();
    if (arrived > 0) {
        found.arrivedAt = QDateTime::fromMSecsSinceEpoch(arrived, Qt::UTC);
    }
    found.header = block.bytes();
    const QString thread = metadata.value(QLatin1String("threadId")).toString();
    found.threadId = isId(thread) ? thread : QString();
    found.isJunk = metadata.value(labelsName).toArray().contains(QLatin1String("SPAM"));
    return found;
}

Task<Result<std::optional<MailHead>>> GmailMailSource::sentToSelf(QString remoteId, QString messageId,
                                                                  std::stop_token stop)
{
    std::optional<MailHead> none;
    QString id = remoteId;
    if (!isId(id)) {
        Result<QString> searched = co_await sentWith(messageId, stop);
        if (!searched) {
            co_return failureOf(std::move(searched));
        }
        if (searched->isEmpty()) {
            co_return none;
        }
        id = *searched;
    }
    Result<QJsonObject> message = co_await metadata(id, stop);
    if (!message) {
        if (message.error().kind == ErrorKind::NotFound) {
            co_return none;
        }
        co_return failureOf(std::move(message));
    }
    const QJsonArray labels = message->value(labelsName).toArray();
    if (!labels.contains(QLatin1String("INBOX")) && !labels.contains(QLatin1String("SPAM"))) {
        co_return none;
    }
    std::optional<MailHead> found = headOf(id, *message);
    co_return found;
}

/// Empty: no sent mail has it.
Task<Result<QString>> GmailMailSource::sentWith(QString messageId, std::stop_token stop)
{
    const QList<QPair<QString, QString>> items = {{QStringLiteral("labelIds"), QStringLiteral("SENT")},
                                                  {QStringLiteral("q"), QStringLiteral("rfc822msgid:") + messageId},
                                                  {QStringLiteral("maxResults"), QStringLiteral("1")}};
    const HttpRequest question = request(messagesPath, items);
    Result<QJsonObject> told = co_await body(question, stop);
    if (!told) {
        co_return failureOf(std::move(told));
    }
    const QString id = told->value(QLatin1String("messages")).toArray().at(0)[QLatin1String("id")].toString();
    if (!isId(id)) {
        co_return QString();
    }
    co_return id;
}

Task<Result<QByteArray>> GmailMailSource::mail(QString key, std::stop_token stop)
{
    const QList<QPair<QString, QString>> items = {{QStringLiteral("format"), QStringLiteral("raw")}};
    const HttpRequest question = request(messagesPath + QLatin1Char('/') + key, items);
    Result<QJsonObject> message = co_await body(question, stop);
    if (!message) {
        co_return failureOf(std::move(message));
    }
    const QByteArray raw = message->value(QLatin1String("raw")).toString().toLatin1();
    co_return QByteArray::fromBase64(raw, QByteArray::Base64UrlEncoding);
}

} // namespace AlwaysLeads
