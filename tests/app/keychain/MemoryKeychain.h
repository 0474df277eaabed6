#pragma once

#include "keychain/SecretStore.h"

#include <QHash>

#include <optional>

namespace AlwaysLeads {

/// A keychain whose moods the test chooses. The real ones are in GnomeKeyringTest and NoKeychainTest.
class MemoryKeychain final : public SecretStore
{
public:
    QHash<QString, QByteArray> entries;
    std::optional<ErrorKind> refuses; ///< every call ends with this
    bool keepsNothing = false; ///< says yes to a write and forgets it

    Task<Result<QByteArray>> read(QString name) override
    {
        Result<QByteArray> outcome = failure(ErrorKind::NotFound, QStringLiteral("not there"));
        if (refuses) {
            outcome = failure(*refuses, QStringLiteral("as the test wants"));
        } else if (entries.contains(name)) {
            outcome = entries.value(name);
        }
        co_return outcome;
    }
    Task<Result<>> write(QString name, QByteArray bytes) override
    {
        Result<> outcome;
        if (refuses) {
            outcome = failure(*refuses, QStringLiteral("as the test wants"));
        } else if (!keepsNothing) {
            bytes.detach(); // the vault wipes its own copy
            entries.insert(name, bytes);
        }
        co_return outcome;
    }
    Task<Result<>> remove(QString name) override
    {
        entries.remove(name);
        co_return Result<>();
    }
};

} // namespace AlwaysLeads
