#pragma once

#include "base/Result.h"
#include "base/Task.h"
#include "oauth/OAuthRegistration.h"

#include <QByteArray>
#include <QCoreApplication>

#include <stop_token>

namespace AlwaysLeads {

class HttpClient;

/// What a provider publishes of itself (OpenID Connect Discovery 1.0, RFC 8414). All of it is hostile until read: only
/// https, the issuer that was asked for and no other, bounded in size.
class OAuthDiscovery
{
    Q_DECLARE_TR_FUNCTIONS(OAuthDiscovery)
public:
    explicit OAuthDiscovery(HttpClient &http);

    /// The issuer that a text means: an address, a host name alone, or the address of what the provider publishes.
    /// ErrorKind::Invalid: none that a sign-in may go to.
    static Result<QString> issuerIn(const QString &text);
    /// Everything but the client id. Those of knownIssuerFor() are not asked where they publish nothing.
    /// Errors: NotFound, nothing is published there; Invalid, what is published cannot be used; Network, Timeout.
    Task<Result<OAuthRegistration>> find(QString issuer, std::stop_token stop);
    /// The provider of a mail domain or mail server, of the few whose own documentation or open clients name it; empty:
    /// not known.
    static QString knownIssuerFor(const QString &host);
    /// Reads what was published for this issuer.
    static Result<OAuthRegistration> read(const QByteArray &json, const QString &issuer);

private:
    static QList<QUrl> placesOf(const QString &issuer);

    HttpClient &m_http;
};

} // namespace AlwaysLeads
