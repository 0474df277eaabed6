#include "keychain/SecretKey.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <bit>

namespace AlwaysLeads {

namespace {

constexpr quint64 mostMemory = 1ULL << 30; // bytes; a file that asks for more was not written by us

} // namespace

Result<SecretKey> SecretKey::random()
{
    SecretKey key;
    if (RAND_bytes(key.m_bytes.data(), size) != 1) {
        return failure(ErrorKind::Bug, tr("This computer gives no random numbers, so nothing was saved."));
    }
    return key;
}

std::optional<SecretKey> SecretKey::fromBytes(const QByteArray &bytes)
{
    if (bytes.size() != size) {
        return std::nullopt;
    }
    SecretKey key;
    std::copy(bytes.cbegin(), bytes.cend(), key.m_bytes.begin());
    return key;
}

Result<SecretKey> SecretKey::fromPassphrase(const QString &passphrase, const QByteArray &salt, ScryptCost cost)
{
    const bool known = std::has_single_bit(cost.n) && cost.n >= 2 && cost.n <= 1ULL << 24 && cost.r >= 1 && cost.r <= 64
        && cost.p >= 1 && cost.p <= 16 && 128 * cost.n * cost.r < mostMemory && salt.size() >= 8;
    if (!known) {
        return failure(ErrorKind::Invalid, tr("The settings of the passphrase were altered. Open a backup."));
    }
    QByteArray text = passphrase.normalized(QString::NormalizationForm_C).toUtf8();
    SecretKey key;
    const int done =
        EVP_PBE_scrypt(text.constData(), size_t(text.size()), reinterpret_cast<const unsigned char *>(salt.constData()),
                       size_t(salt.size()), cost.n, cost.r, cost.p, mostMemory + (1 << 20), key.m_bytes.data(), size);
    OPENSSL_cleanse(text.data(), size_t(text.size()));
    if (done != 1) {
        return failure(ErrorKind::Bug, tr("There is not enough memory for this. Close other programs and try again."),
                       QStringLiteral("scrypt failed"));
    }
    return key;
}

SecretKey::SecretKey(SecretKey &&other) noexcept
    : m_bytes(other.m_bytes)
{
    OPENSSL_cleanse(other.m_bytes.data(), size);
}

SecretKey &SecretKey::operator=(SecretKey &&other) noexcept
{
    if (this != &other) {
        m_bytes = other.m_bytes;
        OPENSSL_cleanse(other.m_bytes.data(), size);
    }
    return *this;
}

SecretKey::~SecretKey()
{
    OPENSSL_cleanse(m_bytes.data(), size);
}

QString SecretKey::id() const
{
    constexpr unsigned char purpose[] = "AlwaysLeads key id";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    HMAC(EVP_sha256(), m_bytes.data(), size, purpose, sizeof purpose - 1, digest.data(), &length);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(digest.data()), 12).toHex());
}

QByteArray SecretKey::toByteArray() const
{
    return QByteArray(reinterpret_cast<const char *>(m_bytes.data()), size);
}

} // namespace AlwaysLeads
