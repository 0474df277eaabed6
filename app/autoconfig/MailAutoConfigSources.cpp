// Where the servers of an address may be written down, and what is tried where they are not.
#include "autoconfig/MailAutoConfig.h"

#include "net/HttpClient.h"

#include <QUrl>

#include <array>
#include <vector>

namespace AlwaysLeads {

namespace {

using Source = FoundServer::Source;
using Protocol = MailServerOffer::Protocol;
using Security = MailServerOffer::Security;

constexpr qint64 longestFile = 256 * 1024;
constexpr qsizetype mostMxDomains = 3;

FoundServer server(Protocol protocol, const QString &host, quint16 port, Security security, Source source,
                   const EmailAddress &address)
{
    FoundServer found;
    found.offer.protocol = protocol;
    found.offer.host = host;
    found.offer.port = port;
    found.offer.security = security;
    found.offer.userName = address.toString();
    found.source = source;
    return found;
}

bool liesIn(const QString &host, const QString &domain)
{
    return host == domain || host.endsWith(QLatin1Char('.') + domain);
}

/// The host of an MX without its first label, and what lies above that, down to two labels.
QStringList domainsAbove(const QString &host)
{
    QStringList domains;
    QString domain = host.section(QLatin1Char('.'), 1);
    while (domain.count(QLatin1Char('.')) >= 1 && domains.size() < mostMxDomains) {
        domains += domain;
        domain = domain.section(QLatin1Char('.'), 1);
    }
    return domains;
}

} // namespace

Task<MailAutoConfig::Offers> MailAutoConfig::fromUrl(QString url, Source source, EmailAddress address,
                                                     std::stop_token stop)
{
    HttpRequest request;
    request.url = QUrl(url);
    request.retries.when = HttpRetries::When::Never;
    request.timeouts.connect = std::chrono::seconds(6);
    request.timeouts.firstByte = std::chrono::seconds(8);
    request.timeouts.whole = std::chrono::seconds(15);
    request.maxBytes = longestFile;
    Offers offers;
    Result<HttpResponse> response = co_await m_http.send(request, stop);
    if (!response || response->status != 200) {
        co_return offers;
    }
    const Result<ConfigFile> file = ConfigFile::parse(response->body, address);
    if (!file) {
        co_return offers;
    }
    offers.providerName = file->providerName;
    if (source != FoundServer::Source::MxDomain) { // only the DNS led there
        offers.issuer = file->issuer;
    }
    const auto add = [&](const QList<MailServerOffer> &from, QList<FoundServer> &to) {
        for (const MailServerOffer &offer : from) {
            FoundServer found;
            found.offer = offer;
            found.source = source;
            found.foundAt = request.url.host();
            // The directory and a domain's own file come over TLS; where the MX points, anybody on the way may have
            // said.
            found.elsewhere = source == Source::MxDomain && !liesIn(offer.host, address.domain());
            to += found;
        }
    };
    add(file->incoming, offers.incoming);
    add(file->outgoing, offers.outgoing);
    co_return offers;
}

Task<MailAutoConfig::Offers> MailAutoConfig::fromDomain(EmailAddress address, std::stop_token stop)
{
    std::vector<Task<Offers>> asking;
    for (const QString &place : std::as_const(m_options.ofDomain)) {
        asking.push_back(fromUrl(place.arg(address.domain()), Source::Domain, address, stop));
    }
    Offers first;
    for (Task<Offers> &one : asking) {
        Offers offers = co_await one;
        if (first.incoming.isEmpty() && first.outgoing.isEmpty()) {
            first = offers;
        }
    }
    co_return first;
}

Task<MailAutoConfig::Offers> MailAutoConfig::fromMx(QList<DnsMx> mx, EmailAddress address, std::stop_token stop)
{
    Offers offers;
    if (mx.isEmpty() || liesIn(mx.constFirst().host, address.domain())) {
        co_return offers; // asked already
    }
    const QStringList domains = domainsAbove(mx.constFirst().host);
    std::vector<Task<Offers>> asking;
    for (const QString &domain : domains) {
        asking.push_back(fromUrl(m_options.ofDomain.value(0).arg(domain), Source::MxDomain, address, stop));
        asking.push_back(fromUrl(m_options.directory.arg(domain), Source::MxDomain, address, stop));
    }
    for (Task<Offers> &one : asking) {
        Offers found = co_await one;
        if (offers.incoming.isEmpty() && offers.outgoing.isEmpty()) {
            offers = found;
        }
    }
    co_return offers;
}

Task<MailAutoConfig::Offers> MailAutoConfig::fromSrv(EmailAddress address, std::stop_token stop)
{
    struct Service
    {
        const char *name;
        Protocol protocol;
        Security security;
    };
    // Encrypted from the first byte goes before STARTTLS (RFC 8314 §3).
    static constexpr std::array<Service, 4> services = {{{"_imaps", Protocol::Imap, Security::ImplicitTls},
                                                         {"_imap", Protocol::Imap, Security::StartTls},
                                                         {"_submissions", Protocol::Smtp, Security::ImplicitTls},
                                                         {"_submission", Protocol::Smtp, Security::StartTls}}};
    std::vector<Task<DnsAnswer>> asking;
    for (const Service &service : services) {
        const QString name = QString::fromLatin1(service.name) + QStringLiteral("._tcp.") + address.domain();
        asking.push_back(m_dns.lookUp(name, DnsType::Srv, stop));
    }
    Offers offers;
    for (size_t at = 0; at < services.size(); ++at) {
        DnsAnswer answer = co_await asking[at];
        const Service service = services.at(at);
        for (const DnsSrv &srv : std::as_const(answer.srv)) {
            if (srv.host.isEmpty() || srv.port == 0) {
                continue; // "not offered"
            }
            FoundServer found = server(service.protocol, srv.host, srv.port, service.security, Source::Srv, address);
            found.foundAt = address.domain();
            found.elsewhere = !liesIn(srv.host, address.domain());
            (service.protocol == Protocol::Imap ? offers.incoming : offers.outgoing) += found;
        }
    }
    co_return offers;
}

MailAutoConfig::Offers MailAutoConfig::ofProvider(MailProvider provider, const EmailAddress &address)
{
    Offers offers;
    const auto known = [&](Protocol protocol, const char *host, quint16 port, Security security, bool password) {
        FoundServer found = server(protocol, QString::fromLatin1(host), port, security, Source::Provider, address);
        found.offer.oauth = true;
        found.offer.password = password;
        found.foundAt = address.domain();
        (protocol == Protocol::Imap ? offers.incoming : offers.outgoing) += found;
    };
    switch (provider) {
    case MailProvider::Google:
        known(Protocol::Imap, "imap.gmail.com", 993, Security::ImplicitTls, true);
        known(Protocol::Smtp, "smtp.gmail.com", 465, Security::ImplicitTls, true);
        break;
    case MailProvider::Microsoft: // takes no passwords any more
        known(Protocol::Imap, "outlook.office365.com", 993, Security::ImplicitTls, false);
        known(Protocol::Smtp, "smtp.office365.com", 587, Security::StartTls, false);
        break;
    case MailProvider::Unknown:
        break;
    }
    offers.providerName = nameOf(provider);
    return offers;
}

MailAutoConfig::Offers MailAutoConfig::guesses(const EmailAddress &address)
{
    Offers offers;
    const QString domain = address.domain();
    for (const char *prefix : {"imap.", "mail.", ""}) {
        const QString host = QLatin1String(prefix) + domain;
        offers.incoming += server(Protocol::Imap, host, 993, Security::ImplicitTls, Source::Guess, address);
        offers.incoming += server(Protocol::Imap, host, 143, Security::StartTls, Source::Guess, address);
    }
    for (const char *prefix : {"smtp.", "mail.", ""}) {
        const QString host = QLatin1String(prefix) + domain;
        offers.outgoing += server(Protocol::Smtp, host, 465, Security::ImplicitTls, Source::Guess, address);
        offers.outgoing += server(Protocol::Smtp, host, 587, Security::StartTls, Source::Guess, address);
    }
    return offers;
}

} // namespace AlwaysLeads
