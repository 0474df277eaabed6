#pragma once

#include "address/EmailAddress.h"
#include "autoconfig/ConfigFile.h"
#include "autoconfig/ServerProbe.h"
#include "dns/DnsResolver.h"
#include "dns/MailProvider.h"

#include <QCoreApplication>

#include <chrono>
#include <functional>
#include <optional>

namespace AlwaysLeads {

class HttpClient;

/// A server that was found for an address, and how.
struct FoundServer
{
    enum class Source {
        Provider, ///< the well-known servers of Google and Microsoft, told by the domain's MX
        Domain, ///< a file that the address's domain itself publishes
        Directory, ///< Thunderbird's directory of providers
        MxDomain, ///< a file of the domain, or of the directory, that the MX leads to
        Srv, ///< SRV records (RFC 6186)
        Guess, ///< a common name that answered
    };

    MailServerOffer offer;
    Source source = Source::Guess;
    QString foundAt; ///< host name of the source, for the person; empty for Guess
    bool elsewhere =
        false; ///< it lies outside of the address's domain and only the DNS led there: let the person confirm
    bool reached = false; ///< it answered with TLS and a certificate that holds
    QString problem; ///< why it was not reached

    bool operator==(const FoundServer &) const = default;
};

struct FoundServers
{
    MailProvider provider =
        MailProvider::Unknown; ///< Google or Microsoft: offer to sign in there instead of a password
    QString providerName; ///< as the configuration calls it; may be empty
    QString issuer; ///< where one signs in with the browser, told by the domain itself or the directory; may be empty
    std::optional<FoundServer> incoming; ///< IMAP
    std::optional<FoundServer> outgoing; ///< SMTP

    bool operator==(const FoundServers &) const = default;
};

/// Finds the mail servers of an address. Third parties (directory, DNS) get to know the domain and never the address;
/// no name or password is sent to any server. What comes back is a proposal that a person sees before anything signs
/// in.
class MailAutoConfig
{
    Q_DECLARE_TR_FUNCTIONS(MailAutoConfig)
public:
    struct Options
    {
        /// %1 is the domain.
        QStringList ofDomain{QStringLiteral("https://autoconfig.%1/mail/config-v1.1.xml"),
                             QStringLiteral("https://%1/.well-known/autoconfig/mail/config-v1.1.xml")};
        QString directory = QStringLiteral("https://v1.ispdb.net/%1");
        std::chrono::milliseconds whole = std::chrono::seconds(40); ///< then what was found so far counts
    };

    MailAutoConfig(HttpClient &http, DnsResolver &dns, ServerProbe &probe);
    MailAutoConfig(HttpClient &http, DnsResolver &dns, ServerProbe &probe, Options options);

    /// How far a search is: asking the places where servers are written down, trying those that were named, trying
    /// common names.
    enum class Step { Asking, Reaching, Guessing };
    using Progress = std::function<void(Step)>;

    /// ErrorKind::NotFound: nothing was found, ask the person; Cancelled. `progress` hears each step as it begins; it
    /// may be empty.
    Task<Result<FoundServers>> find(EmailAddress address, std::stop_token stop, Progress progress = {});

private:
    /// What one source offers, in its order of preference.
    struct Offers
    {
        QString providerName;
        QString issuer;
        QList<FoundServer> incoming;
        QList<FoundServer> outgoing;
    };

    Task<Offers> fromUrl(QString url, FoundServer::Source source, EmailAddress address, std::stop_token stop);
    Task<Offers> fromDomain(EmailAddress address, std::stop_token stop);
    Task<Offers> fromMx(QList<DnsMx> mx, EmailAddress address, std::stop_token stop);
    Task<Offers> fromSrv(EmailAddress address, std::stop_token stop);
    static Offers ofProvider(MailProvider provider, const EmailAddress &address);
    static Offers guesses(const EmailAddress &address);
    /// The first in the order that can be reached, all tried at once; else the first with its problem, `mayBeUnreached`
    /// given.
    Task<std::optional<FoundServer>> firstReached(QList<FoundServer> servers, bool mayBeUnreached,
                                                  std::stop_token stop);
    Task<FoundServers> search(EmailAddress address, std::stop_token stop, Progress progress);

    HttpClient &m_http;
    DnsResolver &m_dns;
    ServerProbe &m_probe;
    Options m_options;
};

} // namespace AlwaysLeads
