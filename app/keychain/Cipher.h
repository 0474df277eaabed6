#pragma once

#include "keychain/SecretKey.h"

namespace AlwaysLeads {

/// A sealed secret as it lies on the disk.
struct Sealed
{
    QByteArray nonce; ///< 12 bytes, random for each sealing
    QByteArray ciphertext; ///< with the 16 bytes of the tag at its end

    bool operator==(const Sealed &) const = default;
};

/// AES-256-GCM. `associated` is bound to the ciphertext without being in it: opening with another one fails.
class Cipher
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::Cipher)

public:
    static constexpr int nonceSize = 12;
    static constexpr int tagSize = 16;

    static Result<Sealed> seal(const SecretKey &key, const QByteArray &plain, const QByteArray &associated);
    /// ErrorKind::Invalid for a wrong key and for anything altered or cut off; never garbage.
    static Result<QByteArray> open(const SecretKey &key, const Sealed &sealed, const QByteArray &associated);

    /// With a given nonce, which must never be used twice with one key: for published test vectors only.
    static Result<Sealed> sealWith(const SecretKey &key, const QByteArray &nonce, const QByteArray &plain,
                                   const QByteArray &associated);
};

/// Overwrites the bytes, which the compiler must not leave out. Call it on the only copy.
void wipe(QByteArray &bytes);

} // namespace AlwaysLeads
