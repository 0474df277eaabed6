#pragma once

#include "dns/DnsResolver.h"
#include "maildomain/MailDomain.h"

#include <QSet>

namespace AlwaysLeads {

/// Asks the DNS, and nobody else, whether mail to a domain can be delivered. No server of the domain is spoken to:
/// whether a mailbox is there cannot be asked without looking like somebody who collects addresses.
class MailDomainCheck
{
public:
    explicit MailDomainCheck(DnsResolver &dns);

    /// Unknown when the DNS does not answer, or when stopped.
    Task<MailDomainState> look(QString domain, std::stop_token stop);

private:
    /// Found, NoData (also for a name that is not there) or Failed.
    Task<DnsAnswer::Status> address(QString host, std::stop_token stop);

    DnsResolver &m_dns;
    QSet<QString> m_hosts; ///< with an address: many domains have their mail at the same few
};

} // namespace AlwaysLeads
