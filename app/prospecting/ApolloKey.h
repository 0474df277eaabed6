#pragma once

#include "prospecting/ApolloClient.h"

namespace AlwaysLeads {

class Vault;

/// The name under which the vault keeps the key.
inline QString apolloKeyName()
{
    return QStringLiteral("apollo api key");
}

/// Reads the key from the vault each time; empty when none is kept.
ApolloClient::KeySource apolloKeyFrom(Vault &vault);

} // namespace AlwaysLeads
