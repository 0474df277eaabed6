#include "assistant/ClaudeKey.h"

#include "keychain/Vault.h"

namespace AlwaysLeads {

static Task<Result<QString>> keptKey(Vault *vault)
{
    Result<std::optional<QByteArray>> secret = co_await vault->secret(claudeKeyName());
    if (!secret) {
        co_return failureOf(std::move(secret));
    }
    Result<QString> key = QString::fromUtf8(secret->value_or(QByteArray()));
    co_return key;
}

ClaudeClient::KeySource claudeKeyFrom(Vault &vault)
{
    return [kept = &vault] { return keptKey(kept); };
}

} // namespace AlwaysLeads
