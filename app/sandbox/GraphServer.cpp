#include "sandbox/GraphServer.h"

#include "sandbox/GraphServerAnswers.h"
#include "sandbox/SandboxTokens.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

const QString messagesPath = QStringLiteral("/v1.0/me/messages");
const QString foldersPath = QStringLiteral("/v1.0/me/mailFolders/");

bool wantsImmutableIds(const ServerRequest &request)
{
    return request.header("prefer").contains("IdType=\"ImmutableId\"");
}

} // namespace

GraphServer::GraphServer()
    : GraphServer(Options())
{
}

GraphServer::GraphServer(Options options)
    : m_options(std::move(options))
    , m_arrivals(m_options.folder, QStringLiteral("graph-"))
    , m_server([this](const ServerRequest &request) { return answer(request); })
{
}

QUrl GraphServer::url() const
{
    QUrl url = m_server.url();
    url.setPath(QStringLiteral("/v1.0"));
    return url;
}

void GraphServer::addFault(Call call, Refusal refusal, int times)
{
    CloudFault fault;
    fault.call = int(call);
    fault.answer = GraphServer::refusal(refusal);
    fault.times = times;
    m_faults.add(fault);
}

void GraphServer::addFault(Call call, CloudFault::Harm harm, int times)
{
    CloudFault fault;
    fault.call = int(call);
    fault.harm = harm;
    fault.times = times;
    m_faults.add(fault);
}

QList<GraphServer::Message> GraphServer::messagesIn(const QString &folder) const
{
    QList<Message> found;
    std::ranges::copy_if(m_messages, std::back_inserter(found),
                         [&](const Message &message) { return message.folder == folder; });
    return found;
}

ServerAnswer GraphServer::answer(const ServerRequest &request)
{
    const std::optional<QStringList> scopes = scopesFor(request);
    if (!scopes) {
        ServerAnswer refused = refusal(Refusal::Unauthorized);
        refused.wait = m_latency;
        return refused;
    }
    const auto run = [&](Call call, const std::function<ServerAnswer()> &work) {
        ++m_calls[int(call)];
        ServerAnswer made = m_faults.answer(
            int(call), [&] { return mayCall(call, *scopes) ? work() : refusal(Refusal::AccessDenied); });
        if (wantsImmutableIds(request)) {
            made.headers.append({QByteArray("preference-applied"), QByteArray("IdType=\"ImmutableId\"")});
        }
        made.wait += m_latency;
        return made;
    };
    const QByteArray &method = request.method;
    const QString &path = request.path;
    if (path == messagesPath && method == "GET") {
        return run(Call::Find, [&] { return find(request); });
    }
    if (path == messagesPath && method == "POST") {
        return run(Call::Create, [&] { return create(request); });
    }
    if (path == QLatin1String("/v1.0/me/sendMail") && method == "POST") {
        return run(Call::SendMime, [&] { return sendMime(request); });
    }
    if (path == QLatin1String("/v1.0/me") && method == "GET") {
        return run(Call::Profile, [&] {
            return GraphAnswers::json(200,
                                      {{QStringLiteral("id"), QStringLiteral("48d31887-5fad-4d73-a9f5-3c356e68a038")},
                                       {QStringLiteral("mail"), m_options.address},
                                       {QStringLiteral("userPrincipalName"), m_options.address}});
        });
    }
    static const QString deltaPath = QStringLiteral("/messages/delta");
    if (path.startsWith(foldersPath) && path.endsWith(deltaPath) && method == "GET") {
        const QString name = path.sliced(foldersPath.size()).chopped(deltaPath.size());
        return run(Call::Delta, [&] { return delta(request, name); });
    }
    static const QString listPath = QStringLiteral("/messages");
    if (path.startsWith(foldersPath) && path.endsWith(listPath) && method == "GET") {
        const QString name = path.sliced(foldersPath.size()).chopped(listPath.size());
        return run(Call::List, [&] { return list(request, name); });
    }
    if (path.startsWith(foldersPath) && method == "GET") {
        return run(Call::Folder, [&] { return folder(path.sliced(foldersPath.size())); });
    }
    const QString prefix = messagesPath + QLatin1Char('/');
    const QString id = path.startsWith(prefix) ? path.sliced(prefix.size()).section(QLatin1Char('/'), 0, 0) : QString();
    const QString rest = path.mid(prefix.size() + id.size());
    if (!id.isEmpty() && rest.isEmpty() && method == "GET") {
        return run(Call::Look, [&] { return look(request, id); });
    }
    if (!id.isEmpty() && rest.isEmpty() && method == "DELETE") {
        return run(Call::Delete, [&] { return remove(request, id); });
    }
    if (!id.isEmpty() && rest == QLatin1String("/$value") && method == "GET") {
        return run(Call::Mime, [&] { return mime(request, id); });
    }
    if (!id.isEmpty() && rest == QLatin1String("/send") && method == "POST") {
        return run(Call::Send, [&] { return send(request, id); });
    }
    return GraphAnswers::error(400, QStringLiteral("BadRequest"),
                               QStringLiteral("Resource not found for the segment '%1'.").arg(path));
}

std::optional<QStringList> GraphServer::scopesFor(const ServerRequest &request) const
{
    const QByteArray bearer = request.header("authorization");
    if (bearer == "Bearer " + m_options.token.toUtf8()) {
        return m_options.scopes;
    }
    if (bearer == "Bearer " + sendOnlyToken(m_options.token).toUtf8()) {
        return QStringList{QStringLiteral("User.Read"), QStringLiteral("Mail.Send")};
    }
    return std::nullopt;
}

bool GraphServer::mayCall(Call call, const QStringList &scopes)
{
    switch (call) {
    case Call::Send:
    case Call::SendMime:
        return scopes.contains(QLatin1String("Mail.Send"));
    case Call::Profile:
        return scopes.contains(QLatin1String("User.Read"));
    case Call::Create:
    case Call::Delete:
        return scopes.contains(QLatin1String("Mail.ReadWrite"));
    case Call::Find:
    case Call::Look:
    case Call::Folder:
    case Call::Delta:
    case Call::Mime:
    case Call::List:
        break;
    }
    return scopes.contains(QLatin1String("Mail.ReadWrite")) || scopes.contains(QLatin1String("Mail.Read"));
}

QString GraphServer::idOf(const Message &message, const ServerRequest &request) const
{
    const QString number = QString::number(message.number, 36).toUpper().rightJustified(6, QLatin1Char('A'));
    if (wantsImmutableIds(request)) {
        return QStringLiteral("AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A_%1AAAA=").arg(number);
    }
    return QStringLiteral("AAMkAGI2TG93AAA-%1_%2AAA=").arg(message.folder.left(4), number); // the folder is part of it
}

qsizetype GraphServer::indexOf(const ServerRequest &request, const QString &id) const
{
    const auto found =
        std::ranges::find_if(m_messages, [&](const Message &message) { return idOf(message, request) == id; });
    return found == m_messages.end() ? -1 : std::distance(m_messages.begin(), found);
}

namespace {

QJsonArray headersOf(const SandboxMail &mail)
{
    QJsonArray headers;
    for (const auto &[name, value] : mail.headers()) {
        headers.append(QJsonObject{{QStringLiteral("name"), QString::fromUtf8(name)},
                                   {QStringLiteral("value"), QString::fromUtf8(value)}});
    }
    return headers;
}

} // namespace

QJsonObject GraphServer::jsonOf(const Message &message, const ServerRequest &request) const
{
    const SandboxMail mail(message.mime);
    QJsonObject all{
        {QStringLiteral("id"), idOf(message, request)},
        {QStringLiteral("internetMessageId"), QString::fromUtf8(message.messageId)},
        {QStringLiteral("conversationId"), message.conversationId},
        {QStringLiteral("isDraft"), message.isDraft},
        {QStringLiteral("subject"), QString::fromUtf8(mail.header("Subject"))},
        {QStringLiteral("parentFolderId"), QStringLiteral("AQMkAG-%1=").arg(message.folder)},
        {QStringLiteral("createdDateTime"), message.created.toString(Qt::ISODate)},
        {QStringLiteral("sentDateTime"), (message.isDraft ? message.created : message.sent).toString(Qt::ISODate)},
        {QStringLiteral("receivedDateTime"), message.created.toString(Qt::ISODate)},
        {QStringLiteral("isRead"), message.isRead}};
    const QString select = request.query.queryItemValue(QStringLiteral("$select"), QUrl::FullyDecoded);
    if (select.contains(QLatin1String("internetMessageHeaders"))) { // only when it is asked for
        all.insert(QStringLiteral("internetMessageHeaders"), headersOf(mail));
    }
    if (!select.isEmpty()) {
        const QStringList wanted = select.split(QLatin1Char(',')) + QStringList{QStringLiteral("id")};
        const QStringList names = all.keys();
        for (const QString &name : names) {
            if (!wanted.contains(name)) {
                all.remove(name);
            }
        }
    }
    all.insert(QStringLiteral("@odata.etag"), QStringLiteral("W/\"CQAAABYAAAD%1\"").arg(message.number));
    return all;
}

ServerAnswer GraphServer::find(const ServerRequest &request) const
{
    static const QRegularExpression byId(QStringLiteral("^internetMessageId eq '((?:[^']|'')+)'$"));
    const QString filter = request.query.queryItemValue(QStringLiteral("$filter"), QUrl::FullyDecoded);
    const QRegularExpressionMatch match = byId.match(filter);
    if (!match.hasMatch()) {
        return GraphAnswers::error(400, QStringLiteral("ErrorInvalidUrlQueryFilter"),
                                   QStringLiteral("The query filter contains one or more invalid nodes."));
    }
    const QByteArray wanted = match.captured(1).replace(QStringLiteral("''"), QStringLiteral("'")).toUtf8();
    bool isNumber = true;
    const QString topText = request.query.queryItemValue(QStringLiteral("$top"));
    const int top = topText.isEmpty() ? 10 : topText.toInt(&isNumber);
    if (!isNumber || top < 1 || top > 1000) {
        return GraphAnswers::error(400, QStringLiteral("BadRequest"),
                                   QStringLiteral("The value of '$top' is not valid."));
    }
    QJsonArray value;
    for (const Message &message : m_messages) {
        if (message.messageId == wanted && value.size() < top) {
            value.append(jsonOf(message, request));
        }
    }
    return GraphAnswers::json(200,
                              {{QStringLiteral("@odata.context"),
                                QStringLiteral("https://graph.microsoft.com/v1.0/$metadata#users('me')/messages")},
                               {QStringLiteral("value"), value}});
}

ServerAnswer GraphServer::look(const ServerRequest &request, const QString &id) const
{
    const qsizetype at = indexOf(request, id);
    return at < 0 ? refusal(Refusal::NotFound) : GraphAnswers::json(200, jsonOf(m_messages.at(at), request));
}

ServerAnswer GraphServer::folder(const QString &name) const
{
    if (name != QLatin1String("drafts") && name != QLatin1String("sentitems") && name != QLatin1String("inbox")
        && name != QLatin1String("junkemail") && name != QLatin1String("deleteditems")) {
        return GraphAnswers::error(404, QStringLiteral("ErrorFolderNotFound"),
                                   QStringLiteral("The specified folder could not be found in the store."));
    }
    return GraphAnswers::json(200,
                              {{QStringLiteral("id"), QStringLiteral("AQMkAG-%1=").arg(name)},
                               {QStringLiteral("displayName"), name},
                               {QStringLiteral("totalItemCount"), messagesIn(name).size()}});
}

} // namespace AlwaysLeads
