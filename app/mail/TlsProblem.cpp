#include "mail/TlsProblem.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSslCertificate>

#include <algorithm>

namespace AlwaysLeads {

namespace {

struct TlsProblem
{
    Q_DECLARE_TR_FUNCTIONS(TlsProblem)
};

const QSslError *find(const QList<QSslError> &errors, std::initializer_list<QSslError::SslError> kinds)
{
    const auto found = std::ranges::find_if(
        errors, [&](const QSslError &error) { return std::ranges::find(kinds, error.error()) != kinds.end(); });
    return found == errors.end() ? nullptr : &*found;
}

QString shown(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().date(), QLocale::LongFormat);
}

} // namespace

// What matters most comes first: a foreign name may be somebody in between, an expired date is usually forgetfulness.
QString certificateProblem(const QList<QSslError> &errors, const QString &host)
{
    if (const QSslError *error = find(errors, {QSslError::HostNameMismatch})) {
        const QString name = error->certificate().subjectInfo(QSslCertificate::CommonName).value(0).left(100);
        return name.isEmpty() || name == host
            ? TlsProblem::tr("The certificate of the server does not name %1. Check the server's name in Settings.")
                  .arg(host)
            : TlsProblem::tr("The certificate of the server was made out to %1, not to %2. Check the server's name in "
                             "Settings.")
                  .arg(name, host);
    }
    if (find(errors, {QSslError::CertificateRevoked, QSslError::CertificateBlacklisted})) {
        return TlsProblem::tr("The certificate of %1 was revoked. Ask the provider of the mailbox.").arg(host);
    }
    if (find(errors, {QSslError::SelfSignedCertificate})) {
        return TlsProblem::tr(
                   "%1 has a certificate that it made itself. Nobody vouches for it, so the password was not sent.")
            .arg(host);
    }
    if (find(errors,
             {QSslError::SelfSignedCertificateInChain, QSslError::UnableToGetLocalIssuerCertificate,
              QSslError::UnableToGetIssuerCertificate, QSslError::UnableToVerifyFirstCertificate,
              QSslError::CertificateUntrusted, QSslError::InvalidCaCertificate, QSslError::NoPeerCertificate})) {
        return TlsProblem::tr(
                   "The certificate of %1 comes from an authority that this computer does not know, so the password "
                   "was not sent.")
            .arg(host);
    }
    if (const QSslError *error = find(errors, {QSslError::CertificateExpired})) {
        return TlsProblem::tr("The certificate of %1 ended on %2. Ask the provider of the mailbox to renew it.")
            .arg(host, shown(error->certificate().expiryDate()));
    }
    if (const QSslError *error = find(errors, {QSslError::CertificateNotYetValid})) {
        return TlsProblem::tr("The certificate of %1 begins on %2. Check the date of this computer.")
            .arg(host, shown(error->certificate().effectiveDate()));
    }
    return TlsProblem::tr("The certificate of %1 could not be verified (%2), so the password was not sent.")
        .arg(host, errors.isEmpty() ? QString() : errors.first().errorString());
}

} // namespace AlwaysLeads
