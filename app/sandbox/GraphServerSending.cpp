#include "sandbox/GraphServer.h"

#include "sandbox/GraphServerAnswers.h"

#include <algorithm>
#include <optional>

// The part of GraphServer that takes mails, sends them and throws them away.

namespace AlwaysLeads {

namespace {

/// Base64 of RFC 4648 in one line, with its padding.
std::optional<QByteArray> decoded(const QByteArray &text)
{
    const auto result = QByteArray::fromBase64Encoding(
        text.trimmed(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    return result && text.trimmed().size() % 4 == 0 ? std::optional(*result) : std::nullopt;
}

} // namespace

QString GraphServer::conversationOf(const SandboxMail &mail) const
{
    const QList<QByteArray> parents = mail.parents();
    for (const Message &message : m_messages) {
        if (parents.contains(message.messageId)) {
            return message.conversationId;
        }
    }
    return QStringLiteral("AAQkAGI2-conversation-%1=").arg(m_lastNumber + 1);
}

GraphServer::Message GraphServer::numbered(const QByteArray &mime)
{
    const SandboxMail mail(mime);
    Message message;
    message.conversationId = conversationOf(mail);
    message.number = ++m_lastNumber;
    message.mime = mime;
    message.messageId = mail.header("Message-ID");
    return message;
}

GraphServer::Message GraphServer::addDraft(const QByteArray &mime)
{
    Message message = numbered(mime);
    if (message.messageId.isEmpty()) {
        message.messageId = "<AM0PR01MB" + QByteArray::number(message.number) + "@eurprd01.prod.outlook.example>";
    }
    message.folder = QStringLiteral("drafts");
    message.created = m_now();
    m_messages += message;
    return message;
}

std::optional<QByteArray> GraphServer::mimeIn(const ServerRequest &request, ServerAnswer *refused) const
{
    if (request.body.size() > m_options.mostBytes) {
        *refused = refusal(Refusal::TooLarge);
        return std::nullopt;
    }
    if (request.header("content-type").toLower() != "text/plain") {
        *refused = GraphAnswers::error(400, QStringLiteral("RequestBodyRead"),
                                       QStringLiteral("This stand-in takes mails as MIME only."));
        return std::nullopt;
    }
    const std::optional<QByteArray> mime = decoded(request.body);
    if (!mime) {
        *refused = GraphAnswers::error(400, QStringLiteral("ErrorMimeContentInvalidBase64String"),
                                       QStringLiteral("Invalid base64 string for MIME content."));
        return std::nullopt;
    }
    if (!mime->contains("\r\n\r\n") || SandboxMail(*mime).header("From").isEmpty()) {
        *refused = GraphAnswers::error(400, QStringLiteral("ErrorMimeContentInvalid"),
                                       QStringLiteral("The MIME content is not valid."));
        return std::nullopt;
    }
    return mime;
}

ServerAnswer GraphServer::create(const ServerRequest &request)
{
    ServerAnswer refused;
    const std::optional<QByteArray> mime = mimeIn(request, &refused);
    if (!mime) {
        return refused;
    }
    SandboxMail draft(*mime);
    if (!m_options.keepsDraftIds) {
        draft.setHeader("Message-ID",
                        "<VI1PR03MB" + QByteArray::number(m_lastNumber + 1) + "@eurprd03.prod.outlook.example>");
    }
    const Message message = addDraft(draft.mime());
    QJsonObject body = jsonOf(message, request);
    body.insert(QStringLiteral("@odata.context"),
                QStringLiteral("https://graph.microsoft.com/v1.0/$metadata#users('me')/messages/$entity"));
    return GraphAnswers::json(201, body);
}

ServerAnswer GraphServer::send(const ServerRequest &request, const QString &id)
{
    const qsizetype at = indexOf(request, id);
    if (at < 0) {
        return refusal(Refusal::NotFound);
    }
    if (!request.hasHeader("content-length") || !request.body.isEmpty()) {
        return GraphAnswers::error(411, QStringLiteral("BadRequest"),
                                   QStringLiteral("A request without a body has a length of 0."));
    }
    const Message &message = m_messages.at(at);
    if (!message.isDraft || message.folder != QLatin1String("drafts")) {
        return GraphAnswers::error(400, QStringLiteral("ErrorInvalidOperation"),
                                   QStringLiteral("The message is not a draft."));
    }
    return depart(at);
}

ServerAnswer GraphServer::sendMime(const ServerRequest &request)
{
    ServerAnswer refused;
    const std::optional<QByteArray> mime = mimeIn(request, &refused);
    if (!mime) {
        return refused;
    }
    const int number = addDraft(*mime).number;
    ServerAnswer answer = depart(m_messages.size() - 1);
    if (answer.status != 202) { // nothing of it stays
        m_messages.removeIf([number](const Message &message) { return message.number == number; });
    }
    return answer;
}

ServerAnswer GraphServer::depart(qsizetype at)
{
    Message &message = m_messages[at];
    SandboxMail mail(message.mime);
    if (mail.addresses("From") != QList<QByteArray>{m_options.address.toUtf8()}) {
        return refusal(Refusal::SendAsDenied);
    }
    const QList<QByteArray> recipients = mail.recipients();
    const bool valid = !recipients.isEmpty() && std::ranges::all_of(recipients, [](const QByteArray &address) {
        return address.count('@') == 1 && !address.startsWith('@') && !address.endsWith('@');
    });
    if (!valid) {
        return refusal(Refusal::InvalidRecipients);
    }
    if (!m_options.keepsMessageIds) {
        message.messageId = "<DB7PR04MB" + QByteArray::number(message.number) + "@eurprd04.prod.outlook.example>";
        mail.setHeader("Message-ID", message.messageId);
        message.mime = mail.mime();
    }
    if (!m_arrivals.deliver(mail, m_options.address.toUtf8())) {
        return refusal(Refusal::ServerError);
    }
    message.isDraft = false;
    message.folder = QStringLiteral("sentitems");
    message.sent = m_now();
    if (recipients.contains(m_options.address.toUtf8()) && !m_options.ownMailTo.isEmpty()) {
        deliver(m_options.stamp + mail.mime(), m_options.ownMailTo, m_now()); // a copy of its own
    }
    ServerAnswer accepted;
    accepted.status = 202;
    return accepted;
}

ServerAnswer GraphServer::remove(const ServerRequest &request, const QString &id)
{
    const qsizetype at = indexOf(request, id);
    if (at < 0) {
        return refusal(Refusal::NotFound);
    }
    if (m_messages.at(at).folder == QLatin1String("deleteditems")) {
        m_messages.removeAt(at);
    } else {
        m_messages[at].folder = QStringLiteral("deleteditems");
    }
    ServerAnswer gone;
    gone.status = 204;
    return gone;
}

} // namespace AlwaysLeads
