#pragma once

#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>
#include <QStringList>

#include <memory>

namespace AlwaysLeads {

/// What a TLS server shows: its certificate and the key for it.
struct TlsIdentity
{
    QSslCertificate certificate = QSslCertificate();
    QSslKey key = QSslKey();
};

/// A certificate authority made for one test run, and the good and bad certificates a server can show. All for
/// "localhost" and 127.0.0.1 unless said otherwise.
class Certificates
{
public:
    Certificates();
    ~Certificates();

    QSslCertificate authority() const;
    TlsIdentity good() const;
    TlsIdentity expired() const;
    TlsIdentity notYetValid() const;
    TlsIdentity forAnotherHost() const;
    /// Signed by an authority that nobody trusts.
    TlsIdentity fromAStranger() const;
    TlsIdentity selfSigned() const;

private:
    struct Authority;
    std::unique_ptr<Authority> m_ours;
    std::unique_ptr<Authority> m_strangers;
};

} // namespace AlwaysLeads
