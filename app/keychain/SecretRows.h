#pragma once

#include "keychain/Cipher.h"
#include "storage/Connection.h"

#include <QDateTime>

namespace AlwaysLeads {

/// What may be shown of a kept secret.
struct SecretHint
{
    QString text; ///< such as "…k7Qw"
    QDateTime savedAt;

    bool operator==(const SecretHint &) const = default;
};

struct SecretRow
{
    QString name;
    QString keyId;
    Sealed sealed;
    SecretHint hint;
};

/// Where the key of this database is, and how to know it.
struct VaultParameters
{
    enum class Source { None, Keychain, Passphrase };

    Source source = Source::None;
    QString keyId;
    QByteArray salt; ///< with a passphrase only, as is the cost
    ScryptCost cost;

    bool operator==(const VaultParameters &) const = default;
};

/// The SQL of the vault: the `secret` table, and the `vault.…` rows of `setting`.
class SecretRows
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::SecretRows)

public:
    Result<std::optional<SecretRow>> find(Connection &connection, const QString &name) const;
    Result<std::optional<SecretHint>> hint(Connection &connection, const QString &name) const;
    Result<> put(Connection &connection, const SecretRow &row) const;
    Result<> remove(Connection &connection, const QString &name) const;
    Result<> removeAll(Connection &connection) const;
    /// How many secrets are sealed with another key than this one.
    Result<qint64> countOfOtherKeys(Connection &connection, const QString &keyId) const;

    Result<VaultParameters> parameters(Connection &connection) const;
    Result<> putParameters(Connection &connection, const VaultParameters &parameters) const;
};

} // namespace AlwaysLeads
