#include "sandbox/ClaudeRequestCheck.h"

#include "net/Json.h"
#include "sandbox/ClaudeModels.h"
#include "sandbox/ClaudeSchemaCheck.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

namespace AlwaysLeads {

namespace {

using Fault = std::optional<ClaudeRequestFault>;

ClaudeRequestFault invalid(const QString &message)
{
    return {400, QStringLiteral("invalid_request_error"), message};
}

Fault extraFields(const QJsonObject &object, const QStringList &known, const QString &path = {})
{
    for (auto field = object.begin(); field != object.end(); ++field) {
        if (!known.contains(field.key())) {
            return invalid(QStringLiteral("%1%2: Extra inputs are not permitted").arg(path, field.key()));
        }
    }
    return std::nullopt;
}

Fault blocksFault(const QJsonArray &blocks, const QString &role, const QString &path, int &cacheMarks)
{
    static const QSet<QString> userTypes = {QStringLiteral("text"), QStringLiteral("image"), QStringLiteral("document"),
                                            QStringLiteral("tool_result")};
    static const QSet<QString> assistantTypes = {QStringLiteral("text"), QStringLiteral("thinking"),
                                                 QStringLiteral("redacted_thinking"), QStringLiteral("tool_use")};
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        const QJsonObject block = blocks.at(i).toObject();
        const QString type = block.value(QLatin1String("type")).toString();
        const QString here = QStringLiteral("%1.content.%2").arg(path).arg(i);
        if (!(role == QLatin1String("assistant") ? assistantTypes : userTypes).contains(type)) {
            return invalid(QStringLiteral("%1: Input tag '%2' found using 'type' is not allowed here").arg(here, type));
        }
        if (type == QLatin1String("text") && block.value(QLatin1String("text")).toString().isEmpty()) {
            return invalid(QStringLiteral("%1.text: text content blocks must be non-empty").arg(here));
        }
        if (role == QLatin1String("user") && !block.value(QLatin1String("citations")).toArray().isEmpty()) {
            return invalid(QStringLiteral("%1.citations: citations are not permitted on user text blocks").arg(here));
        }
        cacheMarks += block.value(QLatin1String("cache_control")).isObject() ? 1 : 0;
    }
    return std::nullopt;
}

Fault messagesFault(const QJsonObject &body, const SandboxModel &model, int &cacheMarks)
{
    const QJsonArray messages = body.value(QLatin1String("messages")).toArray();
    if (!body.value(QLatin1String("messages")).isArray()) {
        return invalid(QStringLiteral("messages: Field required"));
    }
    if (messages.isEmpty()) {
        return invalid(QStringLiteral("messages: at least one message is required"));
    }
    if (messages.size() > 100'000) {
        return invalid(QStringLiteral("messages: at most 100000 messages"));
    }
    static const QStringList roles = {QStringLiteral("user"), QStringLiteral("assistant"), QStringLiteral("system")};
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const QJsonObject message = messages.at(i).toObject();
        const QString path = QStringLiteral("messages.%1").arg(i);
        const QString role = message.value(QLatin1String("role")).toString();
        const QJsonValue content = message.value(QLatin1String("content"));
        if (!roles.contains(role)) {
            return invalid(QStringLiteral("%1.role: Input should be 'user', 'assistant' or 'system'").arg(path));
        }
        if (Fault fault = extraFields(message, {QStringLiteral("role"), QStringLiteral("content")}, path + u'.')) {
            return fault;
        }
        if (content.isString() ? content.toString().isEmpty() : content.toArray().isEmpty()) {
            return invalid(QStringLiteral("%1: all messages must have non-empty content").arg(path));
        }
        if (Fault fault = blocksFault(content.toArray(), role, path, cacheMarks)) {
            return fault;
        }
    }
    if (model.refusesPrefill
        && messages.last().toObject().value(QLatin1String("role")).toString() != QLatin1String("user")) {
        return invalid(QStringLiteral(
            "This model does not support assistant message prefill. The conversation must end with a user message."));
    }
    return std::nullopt;
}

Fault systemFault(const QJsonValue &system, int &cacheMarks)
{
    if (system.isUndefined() || system.isString()) {
        return std::nullopt;
    }
    for (const QJsonValue block : system.toArray()) {
        const QJsonObject text = block.toObject();
        if (text.value(QLatin1String("type")).toString() != QLatin1String("text")
            || text.value(QLatin1String("text")).toString().isEmpty()) {
            return invalid(QStringLiteral("system: Input should be a valid list of non-empty text blocks"));
        }
        cacheMarks += text.value(QLatin1String("cache_control")).isObject() ? 1 : 0;
    }
    return system.isArray() ? std::nullopt
                            : Fault(invalid(QStringLiteral("system: Input should be a valid string or list")));
}

Fault outputFault(const QJsonObject &config)
{
    if (Fault fault = extraFields(config, {QStringLiteral("effort"), QStringLiteral("format")},
                                  QStringLiteral("output_config."))) {
        return fault;
    }
    static const QStringList efforts = {QStringLiteral("low"), QStringLiteral("medium"), QStringLiteral("high"),
                                        QStringLiteral("xhigh"), QStringLiteral("max")};
    const QJsonValue effort = config.value(QLatin1String("effort"));
    if (!effort.isUndefined() && !efforts.contains(effort.toString())) {
        return invalid(
            QStringLiteral("output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'"));
    }
    const QJsonValue format = config.value(QLatin1String("format"));
    if (format.isUndefined() || format.isNull()) {
        return std::nullopt;
    }
    const QJsonObject object = format.toObject();
    if (object.value(QLatin1String("type")).toString() != QLatin1String("json_schema")) {
        return invalid(QStringLiteral("output_config.format.type: Input should be 'json_schema'"));
    }
    if (Fault fault = extraFields(object, {QStringLiteral("type"), QStringLiteral("schema")},
                                  QStringLiteral("output_config.format."))) {
        return fault;
    }
    const QString problem = object.value(QLatin1String("schema")).isObject()
        ? claudeSchemaFault(object.value(QLatin1String("schema")).toObject())
        : QStringLiteral("Field required");
    return problem.isEmpty() ? std::nullopt : Fault(invalid(QStringLiteral("output_config.format.schema: ") + problem));
}

Fault thinkingFault(const QJsonObject &body, const SandboxModel &model)
{
    const QJsonValue thinking = body.value(QLatin1String("thinking"));
    if (thinking.isUndefined()) {
        return std::nullopt;
    }
    const QString type = thinking.toObject().value(QLatin1String("type")).toString();
    const QString effort = body.value(QLatin1String("output_config"))
                               .toObject()
                               .value(QLatin1String("effort"))
                               .toString(QStringLiteral("medium"));
    bool accepted = false;
    switch (model.thinking) {
    case SandboxModel::Thinking::AdaptiveOrDisabled:
        accepted = type == QLatin1String("adaptive")
            || (type == QLatin1String("disabled") && effort != QLatin1String("xhigh")
                && effort != QLatin1String("max"));
        break;
    case SandboxModel::Thinking::AdaptiveOrBetween:
        accepted = type == QLatin1String("adaptive")
            || (type == QLatin1String("between_tools") && effort != QLatin1String("xhigh")
                && effort != QLatin1String("max"));
        break;
    case SandboxModel::Thinking::AdaptiveOnly:
        accepted = type == QLatin1String("adaptive");
        break;
    case SandboxModel::Thinking::Budget:
        accepted = type == QLatin1String("disabled")
            || (type == QLatin1String("enabled")
                && thinking.toObject().value(QLatin1String("budget_tokens")).toInt() >= 1024);
        break;
    }
    return accepted ? std::nullopt
                    : Fault(invalid(QStringLiteral("thinking.type: '%1' is not supported for this model.").arg(type)));
}

Fault toolsFault(const QJsonObject &body, const SandboxModel &model)
{
    static const QRegularExpression name(QStringLiteral("\\A[a-zA-Z0-9_-]{1,64}\\z"));
    for (const QJsonValue value : body.value(QLatin1String("tools")).toArray()) {
        const QJsonObject tool = value.toObject();
        if (!name.match(tool.value(QLatin1String("name")).toString()).hasMatch()) {
            return invalid(QStringLiteral("tools: name should match '^[a-zA-Z0-9_-]{1,64}$'"));
        }
        if (tool.value(QLatin1String("strict")).toBool()) {
            const QString problem = claudeSchemaFault(tool.value(QLatin1String("input_schema")).toObject());
            if (!problem.isEmpty()) {
                return invalid(QStringLiteral("tools.input_schema: ") + problem);
            }
        }
    }
    const QJsonValue choice = body.value(QLatin1String("tool_choice"));
    if (choice.isUndefined()) {
        return std::nullopt;
    }
    const QString type = choice.toObject().value(QLatin1String("type")).toString();
    static const QStringList types = {QStringLiteral("auto"), QStringLiteral("any"), QStringLiteral("tool"),
                                      QStringLiteral("none")};
    if (!types.contains(type)) {
        return invalid(QStringLiteral("tool_choice.type: Input should be 'auto', 'any', 'tool' or 'none'"));
    }
    if (model.refusesForcedTools && (type == QLatin1String("any") || type == QLatin1String("tool"))) {
        return invalid(QStringLiteral("tool_choice: type \"tool\" and \"any\" are not supported for this model."));
    }
    return std::nullopt;
}

Fault scalarsFault(const QJsonObject &body, ClaudeEndpoint endpoint)
{
    const std::optional<qint64> maxTokens = Json::integer(body.value(QLatin1String("max_tokens")));
    if (endpoint == ClaudeEndpoint::Messages && body.value(QLatin1String("max_tokens")).isUndefined()) {
        return invalid(QStringLiteral("max_tokens: Field required"));
    }
    if (endpoint == ClaudeEndpoint::Messages && (!maxTokens || *maxTokens < 0 || *maxTokens > 128'000)) {
        return invalid(QStringLiteral("max_tokens: Input should be a valid integer within the model's limit"));
    }
    const QJsonValue stream = body.value(QLatin1String("stream"));
    if (!stream.isUndefined() && !stream.isBool()) {
        return invalid(QStringLiteral("stream: Input should be a valid boolean"));
    }
    const QString tier = body.value(QLatin1String("service_tier")).toString(QStringLiteral("auto"));
    if (tier != QLatin1String("auto") && tier != QLatin1String("standard_only")) {
        return invalid(QStringLiteral("service_tier: Input should be 'auto' or 'standard_only'"));
    }
    const QString speed = body.value(QLatin1String("speed")).toString(QStringLiteral("standard"));
    if (speed != QLatin1String("standard") && speed != QLatin1String("fast")) {
        return invalid(QStringLiteral("speed: Input should be 'standard' or 'fast'"));
    }
    return extraFields(body.value(QLatin1String("metadata")).toObject(), {QStringLiteral("user_id")},
                       QStringLiteral("metadata."));
}

/// Sampling was a field until version 2026-10-21; the models since 4.7 took its default only.
Fault samplingFault(const QJsonObject &body, const QByteArray &version)
{
    for (const QString &name : {QStringLiteral("temperature"), QStringLiteral("top_p"), QStringLiteral("top_k")}) {
        if (!body.contains(name)) {
            continue;
        }
        if (version != "2023-06-01") {
            return invalid(QStringLiteral("%1: Extra inputs are not permitted").arg(name));
        }
        if (name == QLatin1String("top_k") || body.value(name).toDouble() != 1.0) {
            return invalid(QStringLiteral("%1: only the default value is supported for this model").arg(name));
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<ClaudeRequestFault> claudeRequestFault(const QJsonObject &body, const QByteArray &version,
                                                     ClaudeEndpoint endpoint)
{
    QStringList known = {
        QStringLiteral("model"),          QStringLiteral("max_tokens"),    QStringLiteral("messages"),
        QStringLiteral("system"),         QStringLiteral("output_config"), QStringLiteral("thinking"),
        QStringLiteral("tools"),          QStringLiteral("tool_choice"),   QStringLiteral("cache_control"),
        QStringLiteral("stop_sequences"), QStringLiteral("stream"),        QStringLiteral("metadata"),
        QStringLiteral("service_tier"),   QStringLiteral("speed"),         QStringLiteral("inference_geo"),
        QStringLiteral("diagnostics"),    QStringLiteral("temperature"),   QStringLiteral("top_p"),
        QStringLiteral("top_k")};
    if (endpoint == ClaudeEndpoint::CountTokens) {
        known.removeAll(QStringLiteral("max_tokens"));
    }
    if (Fault fault = extraFields(body, known)) {
        return fault;
    }
    if (Fault fault = samplingFault(body, version)) {
        return fault;
    }
    if (!body.value(QLatin1String("model")).isString()) {
        return invalid(QStringLiteral("model: Field required"));
    }
    if (Fault fault = scalarsFault(body, endpoint)) {
        return fault;
    }
    const QString id = body.value(QLatin1String("model")).toString();
    const SandboxModel *model = SandboxModel::find(id);
    if (model == nullptr) {
        return ClaudeRequestFault{404, QStringLiteral("not_found_error"), QStringLiteral("model: ") + id};
    }
    int cacheMarks = 0;
    for (const Fault &fault :
         {systemFault(body.value(QLatin1String("system")), cacheMarks), messagesFault(body, *model, cacheMarks),
          outputFault(body.value(QLatin1String("output_config")).toObject()), thinkingFault(body, *model),
          toolsFault(body, *model)}) {
        if (fault) {
            return fault;
        }
    }
    if (cacheMarks > 4) {
        return invalid(
            QStringLiteral("A maximum of 4 blocks with cache_control may be provided. Found %1.").arg(cacheMarks));
    }
    return std::nullopt;
}

QString claudeUserText(const QJsonObject &body)
{
    QString text;
    for (const QJsonValue value : body.value(QLatin1String("messages")).toArray()) {
        const QJsonObject message = value.toObject();
        if (message.value(QLatin1String("role")).toString() != QLatin1String("user")) {
            continue;
        }
        const QJsonValue content = message.value(QLatin1String("content"));
        text += content.toString();
        for (const QJsonValue block : content.toArray()) {
            text += block.toObject().value(QLatin1String("text")).toString();
        }
        text += u'\n';
    }
    return text;
}

QString claudeSystemText(const QJsonObject &body, bool markedOnly)
{
    const QJsonValue system = body.value(QLatin1String("system"));
    QString text = markedOnly ? QString() : system.toString();
    QString soFar;
    for (const QJsonValue block : system.toArray()) {
        soFar += block.toObject().value(QLatin1String("text")).toString();
        if (!markedOnly || block.toObject().value(QLatin1String("cache_control")).isObject()) {
            text = soFar;
        }
    }
    return text;
}

} // namespace AlwaysLeads
