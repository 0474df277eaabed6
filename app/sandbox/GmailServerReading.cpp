#include "sandbox/GmailServer.h"

#include "sandbox/GmailServerAnswers.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

ServerAnswer invalid(const QString &message)
{
    return GmailAnswers::error(400, QStringLiteral("INVALID_ARGUMENT"), QStringLiteral("badRequest"), message);
}

int numberIn(const ServerRequest &request, const QString &name, int otherwise)
{
    bool isNumber = true;
    const QString text = request.query.queryItemValue(name);
    const int number = text.isEmpty() ? otherwise : text.toInt(&isNumber);
    return isNumber ? number : -1;
}

} // namespace

GmailServer::Message GmailServer::deliver(const QByteArray &mime, const QStringList &labels, const QDateTime &at)
{
    const SandboxMail mail(mime);
    Message message;
    message.id = QStringLiteral("19af%1").arg(++m_lastHistory, 12, 16, QLatin1Char('0'));
    message.messageId = mail.header("Message-ID");
    message.threadId = message.id;
    for (const Message &before : m_messages) {
        if (mail.parents().contains(before.messageId)) {
            message.threadId = before.threadId;
        }
    }
    message.mime = mime;
    message.sent = at;
    message.labels = labels;
    message.history = m_lastHistory;
    m_messages += message;
    return message;
}

void GmailServer::addLabels(const QString &id, const QStringList &labels)
{
    for (Message &message : m_messages) {
        if (message.id == id) {
            message.labels += labels;
        }
    }
}

void GmailServer::removeDelivered(const QString &id)
{
    m_messages.removeIf([&](const Message &message) { return message.id == id; });
}

ServerAnswer GmailServer::listReceived(const ServerRequest &request) const
{
    static const QRegularExpression understood(QStringLiteral("^-in:sent -in:drafts -in:chats after:(\\d{1,12})$"));
    const QRegularExpressionMatch match =
        understood.match(request.query.queryItemValue(QStringLiteral("q"), QUrl::FullyDecoded));
    const int most = numberIn(request, QStringLiteral("maxResults"), 100);
    const int from = numberIn(request, QStringLiteral("pageToken"), 0);
    if (!match.hasMatch() || most < 1 || most > 500) {
        return invalid(QStringLiteral("This stand-in does not understand that search."));
    }
    if (from < 0) {
        return invalid(QStringLiteral("Invalid pageToken"));
    }
    QJsonArray found;
    int at = 0;
    bool isMore = false;
    for (auto message = m_messages.crbegin(); message != m_messages.crend(); ++message) {
        if (message->labels.contains(QLatin1String("SENT")) || message->labels.contains(QLatin1String("DRAFT"))
            || message->sent.toSecsSinceEpoch() <= match.captured(1).toLongLong()) {
            continue;
        }
        if (found.size() == most) {
            isMore = true;
            break;
        }
        if (at++ >= from) {
            found.append(
                QJsonObject{{QStringLiteral("id"), message->id}, {QStringLiteral("threadId"), message->threadId}});
        }
    }
    QJsonObject body{{QStringLiteral("resultSizeEstimate"), found.size()}};
    if (!found.isEmpty()) {
        body.insert(QStringLiteral("messages"), found);
    }
    if (isMore) {
        body.insert(QStringLiteral("nextPageToken"), QString::number(from + found.size()));
    }
    return GmailAnswers::json(200, body);
}

ServerAnswer GmailServer::history(const ServerRequest &request) const
{
    bool isNumber = false;
    const qint64 start = request.query.queryItemValue(QStringLiteral("startHistoryId")).toLongLong(&isNumber);
    const QString types = request.query.queryItemValue(QStringLiteral("historyTypes"));
    const int most = numberIn(request, QStringLiteral("maxResults"), 100);
    const int from = numberIn(request, QStringLiteral("pageToken"), 0);
    if (!isNumber || types != QLatin1String("messageAdded") || most < 1 || most > 500 || from < 0) {
        return invalid(QStringLiteral("Invalid value"));
    }
    if (start < m_oldestHistory || start > m_lastHistory) {
        return refusal(Refusal::NotFound);
    }
    QJsonArray records;
    qsizetype at = 0;
    bool isMore = false;
    for (const Message &message : m_messages) {
        if (message.history <= start || at++ < from) {
            continue;
        }
        if (records.size() == most) {
            isMore = true;
            break;
        }
        const QJsonObject one{{QStringLiteral("id"), message.id},
                              {QStringLiteral("threadId"), message.threadId},
                              {QStringLiteral("labelIds"), QJsonArray::fromStringList(message.labels)}};
        records.append(
            QJsonObject{{QStringLiteral("id"), QString::number(message.history)},
                        {QStringLiteral("messages"), QJsonArray{one}},
                        {QStringLiteral("messagesAdded"), QJsonArray{QJsonObject{{QStringLiteral("message"), one}}}}});
    }
    QJsonObject body{{QStringLiteral("historyId"), QString::number(m_lastHistory)}};
    if (!records.isEmpty()) { // left out when nothing was added
        body.insert(QStringLiteral("history"), records);
    }
    if (isMore) {
        body.insert(QStringLiteral("nextPageToken"), QString::number(from + records.size()));
    }
    return GmailAnswers::json(200, body);
}

} // namespace AlwaysLeads
