#include "sandbox/ClaudeModels.h"

#include <algorithm>

namespace AlwaysLeads {

const QList<SandboxModel> &SandboxModel::all()
{
    static const QList<SandboxModel> models = {
        {QStringLiteral("claude-haiku-5-5"),
         QStringLiteral("Claude Haiku 5.5"),
         QStringLiteral("2026-10-07T00:00:00Z"),
         {},
         Thinking::AdaptiveOrDisabled,
         false,
         true},
        {QStringLiteral("claude-sonnet-5-5"),
         QStringLiteral("Claude Sonnet 5.5"),
         QStringLiteral("2026-09-28T00:00:00Z"),
         {},
         Thinking::AdaptiveOrBetween,
         true,
         true},
        {QStringLiteral("claude-opus-5-5"),
         QStringLiteral("Claude Opus 5.5"),
         QStringLiteral("2026-09-22T00:00:00Z"),
         {},
         Thinking::AdaptiveOnly,
         true,
         true},
        {QStringLiteral("claude-fable-5-2"),
         QStringLiteral("Claude Fable 5.2"),
         QStringLiteral("2026-11-09T00:00:00Z"),
         {},
         Thinking::AdaptiveOnly,
         true,
         true},
        {QStringLiteral("claude-haiku-4-5"),
         QStringLiteral("Claude Haiku 4.5"),
         QStringLiteral("2025-10-15T00:00:00Z"),
         {},
         Thinking::Budget,
         false,
         false},
        {QStringLiteral("claude-sonnet-4-5"), QStringLiteral("Claude Sonnet 4.5"),
         QStringLiteral("2025-09-29T00:00:00Z"), QStringLiteral("2026-11-30T00:00:00Z"), Thinking::Budget, false,
         false},
    };
    return models;
}

const SandboxModel *SandboxModel::find(const QString &id)
{
    const auto found = std::ranges::find(all(), id, &SandboxModel::id);
    return found == all().end() ? nullptr : &*found;
}

QJsonObject SandboxModel::toJson() const
{
    const auto supported = [](bool yes) { return QJsonObject{{QStringLiteral("supported"), yes}}; };
    const bool small = thinking == Thinking::Budget;
    return {
        {QStringLiteral("type"), QStringLiteral("model")},
        {QStringLiteral("id"), id},
        {QStringLiteral("display_name"), name},
        {QStringLiteral("created_at"), createdAt},
        {QStringLiteral("lifecycle"), retiresAt.isEmpty() ? QStringLiteral("active") : QStringLiteral("deprecated")},
        {QStringLiteral("deprecated_at"), retiresAt.isEmpty() ? QJsonValue() : QJsonValue(createdAt)},
        {QStringLiteral("retires_at"), retiresAt.isEmpty() ? QJsonValue() : QJsonValue(retiresAt)},
        {QStringLiteral("line"), id.section(u'-', 1, 1)},
        {QStringLiteral("max_input_tokens"), small ? 200'000 : 1'000'000},
        {QStringLiteral("max_tokens"), small ? 64'000 : 128'000},
        {QStringLiteral("capabilities"),
         QJsonObject{{QStringLiteral("structured_outputs"), supported(true)},
                     {QStringLiteral("batch"), supported(true)},
                     {QStringLiteral("thinking"), supported(true)},
                     {QStringLiteral("effort"), supported(!small)},
                     {QStringLiteral("image_input"), supported(true)},
                     {QStringLiteral("pdf_input"), supported(true)},
                     {QStringLiteral("citations"), supported(true)}}},
    };
}

} // namespace AlwaysLeads
