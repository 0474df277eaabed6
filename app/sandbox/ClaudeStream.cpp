#include "sandbox/ClaudeStream.h"

#include "net/Json.h"

#include <QJsonArray>

namespace AlwaysLeads {

namespace {

constexpr qsizetype pieceLength = 24;

QByteArray event(const char *name, QJsonObject content)
{
    content.insert(QLatin1String("type"), QLatin1String(name));
    return QByteArray("event: ") + name + "\ndata: " + Json::write(content) + "\n\n";
}

QByteArray delta(qsizetype index, const QJsonObject &content)
{
    return event("content_block_delta", {{QStringLiteral("index"), index}, {QStringLiteral("delta"), content}});
}

void appendText(QList<QByteArray> &events, qsizetype index, const QString &text)
{
    for (qsizetype at = 0; at < text.size();) {
        qsizetype length = std::min(pieceLength, text.size() - at);
        if (at + length < text.size() && text.at(at + length - 1).isHighSurrogate()) {
            ++length; // both halves of a character in one event
        }
        events.append(delta(
            index,
            {{QStringLiteral("type"), QStringLiteral("text_delta")}, {QStringLiteral("text"), text.mid(at, length)}}));
        at += length;
    }
}

} // namespace

QList<QByteArray> claudeEvents(const QJsonObject &message)
{
    const QJsonArray blocks = message.value(QLatin1String("content")).toArray();
    const QJsonObject usage = message.value(QLatin1String("usage")).toObject();
    QJsonObject start = message;
    start.insert(QLatin1String("content"), QJsonArray());
    start.insert(QLatin1String("stop_reason"), QJsonValue());
    QJsonObject usageAtStart = usage;
    usageAtStart.insert(QLatin1String("output_tokens"), 1);
    start.insert(QLatin1String("usage"), usageAtStart);

    QList<QByteArray> events = {event("message_start", {{QStringLiteral("message"), start}})};
    for (qsizetype index = 0; index < blocks.size(); ++index) {
        const QJsonObject block = blocks.at(index).toObject();
        const bool isText = block.value(QLatin1String("type")).toString() == QLatin1String("text");
        QJsonObject empty = block;
        empty.insert(isText ? QLatin1String("text") : QLatin1String("signature"), QString(QLatin1String("")));
        events.append(
            event("content_block_start", {{QStringLiteral("index"), index}, {QStringLiteral("content_block"), empty}}));
        if (index == 0) {
            events.append(event("ping", {}));
        }
        if (isText) {
            appendText(events, index, block.value(QLatin1String("text")).toString());
        } else {
            events.append(delta(index,
                                {{QStringLiteral("type"), QStringLiteral("signature_delta")},
                                 {QStringLiteral("signature"), block.value(QLatin1String("signature"))}}));
        }
        events.append(event("content_block_stop", {{QStringLiteral("index"), index}}));
    }
    const QJsonObject ending = {{QStringLiteral("stop_reason"), message.value(QLatin1String("stop_reason"))},
                                {QStringLiteral("stop_sequence"), QJsonValue()},
                                {QStringLiteral("stop_details"), message.value(QLatin1String("stop_details"))},
                                {QStringLiteral("container"), QJsonValue()}};
    events.append(event("message_delta", {{QStringLiteral("delta"), ending}, {QStringLiteral("usage"), usage}}));
    events.append(event("message_stop", {}));
    return events;
}

} // namespace AlwaysLeads
