#include "maildomain/MailDomainCheck.h"

namespace AlwaysLeads {

namespace {

using Status = DnsAnswer::Status;

constexpr qsizetype mostHostsAsked = 5; // of one domain: the preferred ones
constexpr qsizetype mostHostsKept = 10'000;

} // namespace

MailDomainCheck::MailDomainCheck(DnsResolver &dns)
    : m_dns(dns)
{
}

Task<MailDomainState> MailDomainCheck::look(QString domain, std::stop_token stop)
{
    auto asking = m_dns.lookUp(domain, DnsType::Mx, stop);
    const DnsAnswer servers = co_await asking;
    switch (servers.status) {
    case Status::Failed:
        co_return MailDomainState::Unknown;
    case Status::NoSuchName:
        co_return MailDomainState::NoSuchDomain;
    case Status::NoData: { // then the domain itself is the server (RFC 5321 §5.1)
        auto resolving = address(domain, stop);
        const Status found = co_await resolving;
        co_return found == Status::Found ? MailDomainState::TakesMail
            : found == Status::NoData    ? MailDomainState::NoServer
                                         : MailDomainState::Unknown;
    }
    case Status::Found:
        break;
    }
    bool isSure = servers.mx.size() <= mostHostsAsked;
    qsizetype asked = 0;
    qsizetype refusing = 0;
    for (const DnsMx &server : servers.mx) {
        if (asked++ == mostHostsAsked) {
            break;
        }
        if (server.host.isEmpty()) {
            ++refusing; // a null MX beside others means nothing (RFC 7505 §3)
            continue;
        }
        auto resolving = address(server.host, stop);
        const Status found = co_await resolving;
        if (found == Status::Found) {
            co_return MailDomainState::TakesMail;
        }
        isSure = isSure && found != Status::Failed;
    }
    co_return !isSure                   ? MailDomainState::Unknown
        : refusing == servers.mx.size() ? MailDomainState::RefusesMail
                                        : MailDomainState::NoServer;
}

Task<DnsAnswer::Status> MailDomainCheck::address(QString host, std::stop_token stop)
{
    if (m_hosts.contains(host)) {
        co_return Status::Found;
    }
    Status worst = Status::NoData;
    for (const DnsType type : {DnsType::A, DnsType::Aaaa}) {
        auto asking = m_dns.lookUp(host, type, stop);
        const DnsAnswer answer = co_await asking;
        if (answer.status == Status::Found) {
            if (m_hosts.size() >= mostHostsKept) {
                m_hosts.clear();
            }
            m_hosts.insert(host);
            co_return Status::Found;
        }
        worst = answer.status == Status::Failed ? Status::Failed : worst;
    }
    co_return worst;
}

} // namespace AlwaysLeads
