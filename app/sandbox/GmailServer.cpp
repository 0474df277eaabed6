#include "sandbox/GmailServer.h"

#include "net/Json.h"
#include "sandbox/GmailServerAnswers.h"
#include "sandbox/SandboxTokens.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

const QString messagesPath = QStringLiteral("/gmail/v1/users/me/messages");
const QString uploadPath = QStringLiteral("/upload/gmail/v1/users/me/messages/send");

ServerAnswer badRequest(const QString &message)
{
    return GmailAnswers::error(400, QStringLiteral("INVALID_ARGUMENT"), QStringLiteral("badRequest"), message);
}

/// RFC 4648 §5, with or without its padding.
std::optional<QByteArray> decoded(const QString &text)
{
    const auto result = QByteArray::fromBase64Encoding(
        text.toUtf8(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return result ? std::optional(*result) : std::nullopt;
}

/// The parts of multipart/related between its boundaries: the head and the body of each.
QList<std::pair<QByteArray, QByteArray>> partsOf(const QByteArray &body, const QByteArray &boundary)
{
    QList<std::pair<QByteArray, QByteArray>> parts;
    const QByteArray line = "--" + boundary;
    qsizetype at = body.startsWith(line) ? 0 : -1;
    while (at >= 0) {
        const qsizetype begin = at + line.size() + 2;
        const qsizetype next = body.indexOf("\r\n" + line, begin);
        if (next < 0) {
            return body.mid(at + line.size()).startsWith("--") ? parts : QList<std::pair<QByteArray, QByteArray>>();
        }
        const QByteArray part = body.mid(begin, next - begin);
        const qsizetype gap = part.indexOf("\r\n\r\n");
        if (gap < 0) {
            return {};
        }
        parts.append({part.left(gap).toLower(), part.mid(gap + 4)});
        at = next + 2;
    }
    return parts;
}

} // namespace

GmailServer::GmailServer()
    : GmailServer(Options())
{
}

GmailServer::GmailServer(Options options)
    : m_options(std::move(options))
    , m_capEnd(QDateTime::currentDateTimeUtc().addDays(1))
    , m_arrivals(m_options.folder, QStringLiteral("gmail-"))
    , m_server([this](const ServerRequest &request) { return answer(request); },
               HttpLimits{32 * 1024, 64 * 1024 * 1024})
{
}

void GmailServer::addFault(Call call, Refusal refusal, int times)
{
    CloudFault fault;
    fault.call = int(call);
    fault.answer = this->refusal(refusal);
    fault.times = times;
    m_faults.add(fault);
}

void GmailServer::addFault(Call call, CloudFault::Harm harm, int times)
{
    CloudFault fault;
    fault.call = int(call);
    fault.harm = harm;
    fault.times = times;
    m_faults.add(fault);
}

ServerAnswer GmailServer::answer(const ServerRequest &request)
{
    const QByteArray bearer = request.header("authorization");
    const bool isSendOnly = bearer == "Bearer " + sendOnlyToken(m_options.token).toUtf8();
    if (!isSendOnly && bearer != "Bearer " + m_options.token.toUtf8()) {
        ServerAnswer refused = refusal(Refusal::Unauthorized);
        refused.wait = m_latency;
        return refused;
    }
    const auto run = [&](Call call, const std::function<ServerAnswer()> &work) {
        ++m_calls[int(call)];
        const bool allowed = call == Call::Send || (m_options.mayRead && !isSendOnly);
        ServerAnswer made =
            m_faults.answer(int(call), [&] { return allowed ? work() : refusal(Refusal::ScopeMissing); });
        made.wait += m_latency;
        return made;
    };
    const QByteArray &method = request.method;
    const QString &path = request.path;
    if (path == messagesPath + QStringLiteral("/send") && method == "POST") {
        return run(Call::Send, [&] { return send(request); });
    }
    if (path == uploadPath && method == "POST") {
        return run(Call::Send, [&] { return upload(request); });
    }
    if (path == messagesPath && method == "GET") {
        return run(Call::List, [&] { return list(request); });
    }
    if (path.startsWith(messagesPath + QLatin1Char('/')) && method == "GET") {
        return run(Call::Get, [&] { return get(request, path.sliced(messagesPath.size() + 1)); });
    }
    if (path == QLatin1String("/gmail/v1/users/me/history") && method == "GET") {
        return run(Call::History, [&] { return history(request); });
    }
    if (path == QLatin1String("/gmail/v1/users/me/profile") && method == "GET") {
        return run(Call::Profile, [&] { return profile(); });
    }
    return GmailAnswers::error(404, QStringLiteral("NOT_FOUND"), {}, QStringLiteral("Not Found"));
}

ServerAnswer GmailServer::send(const ServerRequest &request)
{
    if (!request.header("content-type").startsWith("application/json")) {
        return badRequest(QStringLiteral("Request content type is not supported."));
    }
    const Result<QJsonObject> body = Json::object(request.body, {64 * 1024 * 1024, 8});
    if (!body) {
        return badRequest(QStringLiteral("Invalid JSON payload received. Expected a value."));
    }
    const QStringList names = body->keys();
    for (const QString &name : names) {
        if (name != QLatin1String("raw") && name != QLatin1String("threadId")) {
            return badRequest(
                QStringLiteral("Invalid JSON payload received. Unknown name \"%1\": Cannot find field.").arg(name));
        }
    }
    const QJsonValue raw = body->value(QLatin1String("raw"));
    const QJsonValue thread = body->value(QLatin1String("threadId"));
    if (!raw.isString() || raw.toString().isEmpty()) {
        return badRequest(
            QStringLiteral("'raw' RFC822 payload message string or uploading message via /upload/* URL required"));
    }
    if (!thread.isUndefined() && !thread.isString()) {
        return badRequest(QStringLiteral("Invalid value at 'message.thread_id' (TYPE_STRING)"));
    }
    const std::optional<QByteArray> mime = decoded(raw.toString());
    if (!mime) {
        return badRequest(QStringLiteral("Invalid value for ByteString: %1").arg(raw.toString().left(20)));
    }
    return take(*mime, thread.toString(), false);
}

ServerAnswer GmailServer::upload(const ServerRequest &request)
{
    const QString type = request.query.queryItemValue(QStringLiteral("uploadType"));
    const QByteArray contentType = request.header("content-type");
    if (type == QLatin1String("media") && contentType == "message/rfc822") {
        return take(request.body, {}, true);
    }
    static const QByteArray related = "multipart/related; boundary=";
    if (type != QLatin1String("multipart") || !contentType.startsWith(related)) {
        return badRequest(QStringLiteral("Media type '%1' is not supported.").arg(QString::fromLatin1(contentType)));
    }
    const auto parts = partsOf(request.body, contentType.mid(related.size()).replace("\"", ""));
    if (parts.size() != 2 || !parts.at(0).first.contains("content-type: application/json")
        || !parts.at(1).first.contains("content-type: message/rfc822")) {
        return badRequest(QStringLiteral("Malformed multipart body."));
    }
    const Result<QJsonObject> said = Json::object(parts.at(0).second);
    if (!said) {
        return badRequest(QStringLiteral("Invalid JSON payload received."));
    }
    return take(parts.at(1).second, said->value(QLatin1String("threadId")).toString(), true);
}

QString GmailServer::threadOf(const SandboxMail &mail, const QString &wanted) const
{
    // All three have to agree: the thread, the headers and the subject.
    const QList<QByteArray> parents = mail.parents();
    for (const Message &message : m_messages) {
        if (message.threadId == wanted && parents.contains(message.messageId)
            && SandboxMail(message.mime).baseSubject() == mail.baseSubject()) {
            return wanted;
        }
    }
    return QStringLiteral("19ae%1").arg(m_messages.size() + 1, 12, 16, QLatin1Char('0'));
}

ServerAnswer GmailServer::take(QByteArray mime, const QString &threadId, bool byUpload)
{
    if (mime.size() > m_options.mostBytes) {
        return refusal(Refusal::TooLarge);
    }
    SandboxMail mail(std::move(mime));
    const QList<QByteArray> recipients = mail.recipients();
    if (recipients.isEmpty()) {
        return GmailAnswers::error(400, QStringLiteral("INVALID_ARGUMENT"), QStringLiteral("invalidArgument"),
                                   QStringLiteral("Recipient address required"));
    }
    if (std::ranges::any_of(recipients, [](const QByteArray &address) { return address.count('@') != 1; })) {
        return refusal(Refusal::InvalidTo);
    }
    const bool known = std::ranges::any_of(m_messages, [&](const Message &sent) { return sent.threadId == threadId; });
    if (!threadId.isEmpty() && !known) {
        return refusal(Refusal::NotFound);
    }
    if (mail.addresses("From") != QList<QByteArray>{m_options.address.toUtf8()}) {
        mail.setHeader("From", m_options.address.toUtf8());
    }
    Message message;
    message.id = QStringLiteral("19af%1").arg(m_messages.size() + 1, 12, 16, QLatin1Char('0'));
    message.messageId = mail.header("Message-ID");
    if (!m_options.keepsMessageIds || message.messageId.isEmpty()) {
        const QByteArray own = "<CAJ" + message.id.toLatin1() + "@mail.gmail.example>";
        if (!message.messageId.isEmpty()) {
            mail.setHeader("X-Google-Original-Message-ID", message.messageId);
        }
        mail.setHeader("Message-ID", own);
        message.messageId = own;
    }
    message.threadId = threadOf(mail, threadId);
    message.mime = mail.mime();
    if (recipients.contains(m_options.address.toUtf8())) { // one message for both ways
        message.labels = m_options.ownMailLabels + message.labels;
        message.mime.prepend(m_options.stamp);
    }
    message.sent = m_now();
    message.byUpload = byUpload;
    message.history = ++m_lastHistory;
    if (!m_arrivals.deliver(mail, m_options.address.toUtf8())) {
        return refusal(Refusal::BackendError);
    }
    m_messages += message;
    return GmailAnswers::json(200,
                              {{QStringLiteral("id"), message.id},
                               {QStringLiteral("threadId"), message.threadId},
                               {QStringLiteral("labelIds"), QJsonArray::fromStringList(message.labels)}});
}

ServerAnswer GmailServer::list(const ServerRequest &request) const
{
    if (request.query.hasQueryItem(QStringLiteral("includeSpamTrash"))) {
        return listReceived(request);
    }
    static const QRegularExpression understood(
        QStringLiteral("^(?:rfc822msgid:([^<>\\s]+)|after:(\\d{1,12})(?: before:(\\d{1,12}))?)$"));
    const QString query = request.query.queryItemValue(QStringLiteral("q"), QUrl::FullyDecoded);
    const QRegularExpressionMatch match = understood.match(query);
    const int most = request.query.queryItemValue(QStringLiteral("maxResults")).toInt();
    const QStringList labels = request.query.allQueryItemValues(QStringLiteral("labelIds"));
    if (!match.hasMatch() || most < 1 || most > 500 || labels != QStringList{QStringLiteral("SENT")}) {
        return badRequest(QStringLiteral("This stand-in lists sent mails by rfc822msgid: or after: and before: only."));
    }
    QJsonArray found;
    for (auto message = m_messages.crbegin(); message != m_messages.crend() && found.size() < most; ++message) {
        const bool byId = !match.captured(1).isEmpty();
        if (!message->labels.contains(QLatin1String("SENT"))) {
            continue;
        }
        const qint64 sent = message->sent.toSecsSinceEpoch();
        const bool isInTime = sent > match.captured(2).toLongLong()
            && (match.captured(3).isEmpty() || sent < match.captured(3).toLongLong());
        if (byId ? message->messageId == '<' + match.captured(1).toUtf8() + '>' : isInTime) {
            found.append(
                QJsonObject{{QStringLiteral("id"), message->id}, {QStringLiteral("threadId"), message->threadId}});
        }
    }
    QJsonObject body{{QStringLiteral("resultSizeEstimate"), found.size()}};
    if (!found.isEmpty()) {
        body.insert(QStringLiteral("messages"), found);
    }
    return GmailAnswers::json(200, body);
}

ServerAnswer GmailServer::get(const ServerRequest &request, const QString &id) const
{
    const auto message = std::ranges::find(m_messages, id, &Message::id);
    if (message == m_messages.end()) {
        return refusal(Refusal::NotFound);
    }
    QJsonObject told{{QStringLiteral("id"), message->id},
                     {QStringLiteral("threadId"), message->threadId},
                     {QStringLiteral("labelIds"), QJsonArray::fromStringList(message->labels)},
                     {QStringLiteral("historyId"), QString::number(message->history)},
                     {QStringLiteral("internalDate"), QString::number(message->sent.toMSecsSinceEpoch())},
                     {QStringLiteral("sizeEstimate"), message->mime.size()}};
    const QString format = request.query.queryItemValue(QStringLiteral("format"));
    if (format == QLatin1String("raw")) {
        told.insert(QStringLiteral("raw"), QString::fromLatin1(message->mime.toBase64(QByteArray::Base64UrlEncoding)));
        return GmailAnswers::json(200, told);
    }
    if (format != QLatin1String("metadata")) {
        return badRequest(QStringLiteral("This stand-in gives metadata and raw only."));
    }
    const SandboxMail mail(message->mime);
    QJsonArray headers;
    const QStringList names = request.query.allQueryItemValues(QStringLiteral("metadataHeaders"));
    for (const QString &name : names) {
        if (const QByteArray value = mail.header(name.toUtf8()); !value.isNull()) {
            headers.append(
                QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("value"), QString::fromUtf8(value)}});
        }
    }
    told.insert(QStringLiteral("payload"),
                QJsonObject{{QStringLiteral("mimeType"), QStringLiteral("multipart/alternative")},
                            {QStringLiteral("headers"), headers}});
    return GmailAnswers::json(200, told);
}

ServerAnswer GmailServer::profile() const
{
    return GmailAnswers::json(200,
                              {{QStringLiteral("emailAddress"), m_options.address},
                               {QStringLiteral("messagesTotal"), m_messages.size()},
                               {QStringLiteral("threadsTotal"), m_messages.size()},
                               {QStringLiteral("historyId"), QString::number(m_lastHistory)}});
}

} // namespace AlwaysLeads
