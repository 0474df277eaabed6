#include "prospecting/ApolloKey.h"

#include "keychain/Vault.h"

namespace AlwaysLeads {

static Task<Result<QString>> keptKey(Vault *vault)
{
    const QString name = apolloKeyName();
    Result<std::optional<QByteArray>> secret = co_await vault->secret(name);
    if (!secret) {
        co_return failureOf(std::move(secret));
    }
    Result<QString> key = QString::fromUtf8(secret->value_or(QByteArray()));
    co_return key;
}

ApolloClient::KeySource apolloKeyFrom(Vault &vault)
{
    return [kept = &vault] { return keptKey(kept); };
}

} // namespace AlwaysLeads
