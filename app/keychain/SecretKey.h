#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QCoreApplication>

#include <array>
#include <optional>

namespace AlwaysLeads {

/// What it costs to try one passphrase: memory is 128 * n * r bytes.
struct ScryptCost
{
    quint64 n = 1 << 17; ///< a power of two
    quint64 r = 8;
    quint64 p = 1;

    bool operator==(const ScryptCost &) const = default;
};

/// 256 bits for AES. Wiped from memory when it goes.
class SecretKey
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::SecretKey)

public:
    static constexpr int size = 32; ///< bytes

    static Result<SecretKey> random();
    /// Nothing when these are not exactly 32 bytes.
    static std::optional<SecretKey> fromBytes(const QByteArray &bytes);
    /// Takes a good part of a second and 128 MB on purpose: not on the GUI thread. The passphrase is taken in its
    /// composed form (NFC), so that it is the same on every keyboard. Invalid: a cost that no version of this program
    /// has written.
    static Result<SecretKey> fromPassphrase(const QString &passphrase, const QByteArray &salt, ScryptCost cost);

    SecretKey(SecretKey &&other) noexcept;
    SecretKey &operator=(SecretKey &&other) noexcept;
    ~SecretKey();

    /// Says which key it is without saying anything about it: an HMAC under the key, in hex.
    QString id() const;
    const unsigned char *bytes() const { return m_bytes.data(); }
    QByteArray toByteArray() const;

private:
    SecretKey() = default;

    std::array<unsigned char, size> m_bytes{};
};

} // namespace AlwaysLeads
