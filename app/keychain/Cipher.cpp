#include "keychain/Cipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>

namespace AlwaysLeads {

namespace {

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char *in(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *out(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

/// GCM counts in 32 bits of 16-byte blocks and OpenSSL in int; a secret is far below both.
constexpr qsizetype longest = 1 << 24;

} // namespace

void wipe(QByteArray &bytes)
{
    if (!bytes.isEmpty() && bytes.isDetached()) {
        OPENSSL_cleanse(bytes.data(), size_t(bytes.size()));
    }
    bytes.clear();
}

Result<Sealed> Cipher::seal(const SecretKey &key, const QByteArray &plain, const QByteArray &associated)
{
    QByteArray nonce(nonceSize, Qt::Uninitialized);
    if (RAND_bytes(out(nonce), nonceSize) != 1) {
        return failure(ErrorKind::Bug, tr("This computer gives no random numbers, so nothing was saved."));
    }
    return sealWith(key, nonce, plain, associated);
}

Result<Sealed> Cipher::sealWith(const SecretKey &key, const QByteArray &nonce, const QByteArray &plain,
                                const QByteArray &associated)
{
    if (plain.size() > longest || associated.size() > longest || nonce.size() != nonceSize) {
        return failure(ErrorKind::Invalid, tr("This is too long for a secret."));
    }
    QByteArray sealed(plain.size() + tagSize, Qt::Uninitialized);
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    // The length of the nonce is GCM's own default of 96 bits.
    const bool done = context
        && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes(), in(nonce)) == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &length, in(associated), int(associated.size())) == 1
        && EVP_EncryptUpdate(context.get(), out(sealed), &length, in(plain), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(context.get(), out(sealed) + length, &length) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tagSize, out(sealed) + plain.size()) == 1;
    if (!done) {
        return failure(ErrorKind::Bug, tr("Something went wrong inside the program."),
                       QStringLiteral("AES-256-GCM did not encrypt"));
    }
    return Sealed{nonce, sealed};
}

Result<QByteArray> Cipher::open(const SecretKey &key, const Sealed &sealed, const QByteArray &associated)
{
    const auto refused = [] {
        return failure(ErrorKind::Invalid,
                       tr("This saved secret was altered or belongs to another key. Type it again."));
    };
    const qsizetype size = sealed.ciphertext.size() - tagSize;
    if (size < 0 || size > longest || sealed.nonce.size() != nonceSize || associated.size() > longest) {
        return refused();
    }
    QByteArray tag = sealed.ciphertext.last(tagSize);
    QByteArray plain(size + 1, '\0'); // never null, and room for OpenSSL to end in
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    int rest = 0;
    const bool done = context
        && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes(), in(sealed.nonce)) == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &length, in(associated), int(associated.size())) == 1
        && EVP_DecryptUpdate(context.get(), out(plain), &length, in(sealed.ciphertext), int(size)) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tagSize, out(tag)) == 1
        && EVP_DecryptFinal_ex(context.get(), out(plain) + length, &rest) == 1;
    if (!done) {
        wipe(plain); // decrypted, but not known to be what was sealed
        return refused();
    }
    plain.truncate(size);
    return plain;
}

} // namespace AlwaysLeads
