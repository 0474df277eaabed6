#include "support/Certificates.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace AlwaysLeads {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Key newKey()
{
    return Key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
}

QByteArray pemOf(X509 *certificate)
{
    BIO *memory = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(memory, certificate);
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    const QByteArray pem(bytes, size);
    BIO_free(memory);
    return pem;
}

QByteArray pemOf(EVP_PKEY *key)
{
    BIO *memory = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(memory, key, nullptr, nullptr, 0, nullptr, nullptr);
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    const QByteArray pem(bytes, size);
    BIO_free(memory);
    return pem;
}

void extend(X509 *certificate, X509 *issuer, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

struct Wish
{
    const char *name = "localhost";
    const char *alternativeNames = "DNS:localhost,IP:127.0.0.1";
    qint64 fromSeconds = -3600; ///< from now
    qint64 untilSeconds = 3600;
    bool isAuthority = false;
};

Certificate made(const Wish &wish, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuerKey)
{
    static long serial = 1000;
    Certificate certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), wish.fromSeconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), wish.untilSeconds);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>(wish.name), -1, -1, 0);
    X509 *signer = issuer != nullptr ? issuer : certificate.get();
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer));
    extend(certificate.get(), signer, NID_basic_constraints,
           wish.isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    extend(certificate.get(), signer, NID_subject_key_identifier, "hash");
    if (wish.isAuthority) {
        extend(certificate.get(), signer, NID_key_usage, "critical,keyCertSign,cRLSign");
    } else {
        extend(certificate.get(), signer, NID_subject_alt_name, wish.alternativeNames);
        extend(certificate.get(), signer, NID_ext_key_usage, "serverAuth");
    }
    X509_sign(certificate.get(), issuerKey != nullptr ? issuerKey : key, EVP_sha256());
    return certificate;
}

TlsIdentity identity(X509 *certificate, EVP_PKEY *key)
{
    return {QSslCertificate(pemOf(certificate)), QSslKey(pemOf(key), QSsl::Ec)};
}

} // namespace

struct Certificates::Authority
{
    explicit Authority(const char *name)
        : key(newKey())
        , certificate(made({.name = name, .fromSeconds = -7200, .untilSeconds = 7200, .isAuthority = true}, key.get(),
                           nullptr, nullptr))
    {
    }
    TlsIdentity issue(const Wish &wish) const
    {
        const Key own = newKey();
        const Certificate shown = made(wish, own.get(), certificate.get(), key.get());
        return identity(shown.get(), own.get());
    }

    Key key;
    Certificate certificate;
};

Certificates::Certificates()
    : m_ours(std::make_unique<Authority>("AlwaysLeads Test Authority"))
    , m_strangers(std::make_unique<Authority>("Stranger"))
{
}

Certificates::~Certificates() = default;

QSslCertificate Certificates::authority() const
{
    return QSslCertificate(pemOf(m_ours->certificate.get()));
}

TlsIdentity Certificates::good() const
{
    return m_ours->issue({});
}

TlsIdentity Certificates::expired() const
{
    return m_ours->issue({.fromSeconds = -3600, .untilSeconds = -60});
}

TlsIdentity Certificates::notYetValid() const
{
    return m_ours->issue({.fromSeconds = 600, .untilSeconds = 3600});
}

TlsIdentity Certificates::forAnotherHost() const
{
    return m_ours->issue({.name = "elsewhere.example", .alternativeNames = "DNS:elsewhere.example"});
}

TlsIdentity Certificates::fromAStranger() const
{
    return m_strangers->issue({});
}

TlsIdentity Certificates::selfSigned() const
{
    const Key own = newKey();
    const Certificate shown = made({}, own.get(), nullptr, nullptr);
    return identity(shown.get(), own.get());
}

} // namespace AlwaysLeads
