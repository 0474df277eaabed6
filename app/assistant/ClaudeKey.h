#pragma once

#include "assistant/ClaudeClient.h"

namespace AlwaysLeads {

class Vault;

/// The name under which the vault keeps the key.
inline QString claudeKeyName()
{
    return QStringLiteral("claude api key");
}

/// Reads the key from the vault each time; empty when none is kept.
ClaudeClient::KeySource claudeKeyFrom(Vault &vault);

} // namespace AlwaysLeads
