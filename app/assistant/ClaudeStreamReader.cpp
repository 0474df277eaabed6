#include "assistant/ClaudeStreamReader.h"

#include "net/Json.h"

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestEvent = 4 * 1024 * 1024;

void merge(QJsonObject &into, const QJsonObject &from)
{
    for (auto value = from.begin(); value != from.end(); ++value) {
        if (!value.value().isNull()) {
            into.insert(value.key(), value.value());
        }
    }
}

} // namespace

bool ClaudeStreamReader::feed(const QByteArray &bytes)
{
    m_waiting += bytes;
    m_waiting.replace("\r\n", "\n");
    bool grew = false;
    for (qsizetype end = m_waiting.indexOf("\n\n"); end >= 0; end = m_waiting.indexOf("\n\n")) {
        const QByteArray event = m_waiting.left(end);
        m_waiting.remove(0, end + 2);
        QByteArray data; // an event may have several lines of it
        for (const QByteArray &line : event.split('\n')) {
            if (line.startsWith("data:")) {
                data += line.mid(5).trimmed();
            }
        }
        grew = take(data) || grew;
    }
    if (m_waiting.size() > longestEvent) {
        m_waiting.clear(); // nothing that Claude says is so long: the answer stays incomplete
    }
    return grew;
}

bool ClaudeStreamReader::take(const QByteArray &data)
{
    const QJsonObject event = Json::object(data).value_or(QJsonObject());
    const QString type = event.value(QLatin1String("type")).toString();
    if (type == QLatin1String("message_start")) { // also of a second try, which begins again
        m_message = event.value(QLatin1String("message")).toObject();
        m_usage = m_message.value(QLatin1String("usage")).toObject();
        m_text.clear();
        m_stopped = false;
        m_error.reset();
        return true;
    }
    if (type == QLatin1String("content_block_delta")) {
        const QJsonObject delta = event.value(QLatin1String("delta")).toObject();
        if (delta.value(QLatin1String("type")).toString() != QLatin1String("text_delta")) {
            return false; // thinking
        }
        m_text += delta.value(QLatin1String("text")).toString().toUtf8();
        return true;
    }
    if (type == QLatin1String("message_delta")) {
        merge(m_message, event.value(QLatin1String("delta")).toObject());
        merge(m_usage, event.value(QLatin1String("usage")).toObject()); // cumulative
    } else if (type == QLatin1String("message_stop")) {
        m_stopped = true;
    } else if (type == QLatin1String("error")) {
        m_error = event.value(QLatin1String("error")).toObject();
    }
    return false;
}

ClaudeAnswer ClaudeStreamReader::answer() const
{
    QJsonObject message = m_message;
    message.insert(QLatin1String("usage"), m_usage);
    message.insert(
        QLatin1String("content"),
        QJsonArray{QJsonObject{{QStringLiteral("type"), QStringLiteral("text")}, {QStringLiteral("text"), text()}}});
    return ClaudeAnswer::fromJson(message);
}

} // namespace AlwaysLeads
