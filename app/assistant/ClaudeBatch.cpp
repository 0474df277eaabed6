#include "assistant/ClaudeBatch.h"

#include "net/Json.h"

#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

QDateTime timeFrom(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

} // namespace

ClaudeBatch ClaudeBatch::fromJson(const QJsonObject &object)
{
    ClaudeBatch batch;
    // The id becomes part of a path.
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_-]{1,128}\\z"));
    const QString id = object.value(QLatin1String("id")).toString();
    if (object.value(QLatin1String("type")).toString() != QLatin1String("message_batch")
        || !plain.match(id).hasMatch()) {
        return batch;
    }
    batch.id = id;
    const QString state = object.value(QLatin1String("processing_status")).toString();
    batch.state = state == QLatin1String("ended") ? State::Ended
        : state == QLatin1String("canceling")     ? State::Cancelling
                                                  : State::Running;
    const QJsonObject counts = object.value(QLatin1String("request_counts")).toObject();
    const auto count = [&counts](const char *name) {
        return std::max<qint64>(0, Json::integer(counts.value(QLatin1String(name))).value_or(0));
    };
    batch.processing = count("processing");
    batch.succeeded = count("succeeded");
    batch.errored = count("errored");
    batch.cancelled = count("canceled");
    batch.expired = count("expired");
    batch.createdAt = timeFrom(object.value(QLatin1String("created_at")));
    batch.expiresAt = timeFrom(object.value(QLatin1String("expires_at")));
    return batch;
}

QList<ClaudeBatchLine> ClaudeBatchLine::fromJsonLines(const QByteArray &lines)
{
    QList<ClaudeBatchLine> read;
    for (const QByteArray &text : lines.split('\n')) {
        if (text.trimmed().isEmpty()) {
            continue;
        }
        const Result<QJsonObject> object = Json::object(text);
        if (!object) {
            continue;
        }
        ClaudeBatchLine line;
        line.customId = object->value(QLatin1String("custom_id")).toString();
        const QJsonObject result = object->value(QLatin1String("result")).toObject();
        const QString type = result.value(QLatin1String("type")).toString();
        if (type == QLatin1String("succeeded")) {
            line.kind = Kind::Answered;
            line.answer = ClaudeAnswer::fromJson(result.value(QLatin1String("message")).toObject());
            line.answer.usage.inBatch = true;
        } else if (type == QLatin1String("canceled")) {
            line.kind = Kind::Cancelled;
        } else if (type == QLatin1String("expired")) {
            line.kind = Kind::Expired;
        } else {
            const QJsonObject error = result.value(QLatin1String("error")).toObject();
            line.problem = error.value(QLatin1String("error")).toObject().value(QLatin1String("type")).toString();
        }
        read.append(line);
    }
    return read;
}

} // namespace AlwaysLeads
