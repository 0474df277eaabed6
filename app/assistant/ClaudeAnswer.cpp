#include "assistant/ClaudeAnswer.h"

#include "net/Json.h"

#include <QJsonArray>

#include <algorithm>

namespace AlwaysLeads {

namespace {

qint64 count(const QJsonObject &object, const char *name)
{
    return std::max<qint64>(0, Json::integer(object.value(QLatin1String(name))).value_or(0));
}

ClaudeUsage usageFrom(const QJsonObject &object)
{
    ClaudeUsage usage;
    usage.input = count(object, "input_tokens");
    usage.output = count(object, "output_tokens");
    usage.cacheRead = count(object, "cache_read_input_tokens");
    const QJsonObject written = object.value(QLatin1String("cache_creation")).toObject();
    usage.cacheWrite1h = count(written, "ephemeral_1h_input_tokens");
    // The sum stands beside its parts; what the parts leave open is the shorter kind.
    usage.cacheWrite5m = std::max(count(written, "ephemeral_5m_input_tokens"),
                                  count(object, "cache_creation_input_tokens") - usage.cacheWrite1h);
    usage.inUnitedStates = object.value(QLatin1String("inference_geo")).toString() == QLatin1String("us");
    usage.inBatch = object.value(QLatin1String("service_tier")).toString() == QLatin1String("batch");
    return usage;
}

ClaudeAnswer::Ending endingFrom(const QString &reason)
{
    if (reason == QLatin1String("end_turn") || reason == QLatin1String("stop_sequence")) {
        return ClaudeAnswer::Ending::Complete;
    }
    if (reason == QLatin1String("max_tokens")) {
        return ClaudeAnswer::Ending::CutOff;
    }
    if (reason == QLatin1String("refusal")) {
        return ClaudeAnswer::Ending::Refused;
    }
    return reason == QLatin1String("model_context_window_exceeded") ? ClaudeAnswer::Ending::ContextFull
                                                                    : ClaudeAnswer::Ending::Other;
}

} // namespace

ClaudeAnswer ClaudeAnswer::fromJson(const QJsonObject &message)
{
    ClaudeAnswer answer;
    answer.model = message.value(QLatin1String("model")).toString();
    answer.ending = endingFrom(message.value(QLatin1String("stop_reason")).toString());
    answer.refusalCategory =
        message.value(QLatin1String("stop_details")).toObject().value(QLatin1String("category")).toString();
    answer.usage = usageFrom(message.value(QLatin1String("usage")).toObject());
    for (const QJsonValue value : message.value(QLatin1String("content")).toArray()) {
        const QJsonObject block = value.toObject();
        if (block.value(QLatin1String("type")).toString() == QLatin1String("text")) { // thinking may stand before it
            answer.text += block.value(QLatin1String("text")).toString();
        }
    }
    return answer;
}

} // namespace AlwaysLeads
