#include "autoconfig/MailAutoConfig.h"

#include <QTimer>

#include <vector>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostTried = 12;

} // namespace

MailAutoConfig::MailAutoConfig(HttpClient &http, DnsResolver &dns, ServerProbe &probe)
    : MailAutoConfig(http, dns, probe, Options())
{
}

MailAutoConfig::MailAutoConfig(HttpClient &http, DnsResolver &dns, ServerProbe &probe, Options options)
    : m_http(http)
    , m_dns(dns)
    , m_probe(probe)
    , m_options(std::move(options))
{
}

Task<Result<FoundServers>> MailAutoConfig::find(EmailAddress address, std::stop_token stop, Progress progress)
{
    std::stop_source ending;
    const std::stop_callback onStop(stop, [&ending] { ending.request_stop(); });
    QTimer limit; // a local, so it dies with the frame
    limit.setSingleShot(true);
    QObject::connect(&limit, &QTimer::timeout, &limit, [&ending] { ending.request_stop(); });
    limit.start(m_options.whole);
    const std::stop_token ends = ending.get_token();
    FoundServers found = co_await search(address, ends, progress);
    if (stop.stop_requested()) {
        co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
    }
    if (!found.incoming && !found.outgoing && found.provider == MailProvider::Unknown) {
        co_return failure(
            ErrorKind::NotFound,
            tr("No mail servers of %1 were found. Enter them yourself; your mail provider's help pages name "
               "them.")
                .arg(address.domain()));
    }
    co_return Result<FoundServers>(found);
}

Task<FoundServers> MailAutoConfig::search(EmailAddress address, std::stop_token stop, Progress progress)
{
    const auto tell = [progress, stop](Step step) {
        if (progress && !stop.stop_requested()) {
            progress(step);
        }
    };
    tell(Step::Asking);
    // All are asked at once; what counts is their order, not their haste.
    const QString directory = m_options.directory.arg(address.domain());
    auto ofDomain = fromDomain(address, stop);
    auto ofDirectory = fromUrl(directory, FoundServer::Source::Directory, address, stop);
    auto ofSrv = fromSrv(address, stop);
    const QString domain = address.domain();
    DnsAnswer mx = co_await m_dns.lookUp(domain, DnsType::Mx, stop);
    FoundServers found;
    found.provider = providerOf(mx.mx);
    const QList<DnsMx> hosts = found.provider == MailProvider::Unknown ? mx.mx : QList<DnsMx>();
    auto ofMx = fromMx(hosts, address, stop);
    QList<Offers> sources;
    Offers first = co_await ofDomain;
    sources += first;
    Offers second = co_await ofDirectory;
    sources += second;
    sources += ofProvider(found.provider, address);
    Offers third = co_await ofMx;
    sources += third;
    Offers fourth = co_await ofSrv;
    sources += fourth;
    QList<FoundServer> incoming;
    QList<FoundServer> outgoing;
    for (const Offers &offers : std::as_const(sources)) {
        found.providerName = found.providerName.isEmpty() ? offers.providerName : found.providerName;
        found.issuer = found.issuer.isEmpty() ? offers.issuer : found.issuer;
        incoming += offers.incoming;
        outgoing += offers.outgoing;
    }
    if (!incoming.isEmpty() || !outgoing.isEmpty()) {
        tell(Step::Reaching);
    }
    auto reaching = firstReached(incoming, true, stop);
    auto reachingToo = firstReached(outgoing, true, stop);
    found.incoming = co_await reaching;
    found.outgoing = co_await reachingToo;
    if (!found.incoming || !found.outgoing) {
        tell(Step::Guessing);
    }
    const Offers common = guesses(address);
    // A name that merely answers does not go before what somebody published, even if that could not be reached now.
    auto guessing = firstReached(found.incoming ? QList<FoundServer>() : common.incoming, false, stop);
    auto guessingToo = firstReached(found.outgoing ? QList<FoundServer>() : common.outgoing, false, stop);
    std::optional<FoundServer> guessed = co_await guessing;
    std::optional<FoundServer> guessedToo = co_await guessingToo;
    if (guessed) {
        found.incoming = guessed;
    }
    if (guessedToo) {
        found.outgoing = guessedToo;
    }
    co_return found;
}

Task<std::optional<FoundServer>> MailAutoConfig::firstReached(QList<FoundServer> servers, bool mayBeUnreached,
                                                              std::stop_token stop)
{
    servers = servers.mid(0, mostTried);
    std::vector<Task<Result<ReachedServer>>> reaching;
    for (const FoundServer &server : std::as_const(servers)) {
        reaching.push_back(m_probe.reach(server.offer, stop));
    }
    std::optional<FoundServer> first;
    for (size_t at = 0; at < reaching.size(); ++at) {
        Result<ReachedServer> reached = co_await reaching[at];
        FoundServer &server = servers[qsizetype(at)];
        if (reached) {
            server.reached = true;
            // A server that announces OAuth and no password takes none, whatever the file says.
            server.offer.oauth = server.offer.oauth || reached->oauth;
            server.offer.password = server.offer.password && (reached->password || !reached->oauth);
        } else {
            server.problem = reached.error().message;
        }
        const bool better = server.reached && (!first || !first->reached);
        if (better || (!first && mayBeUnreached)) {
            first = server;
        }
    }
    co_return first;
}

} // namespace AlwaysLeads
