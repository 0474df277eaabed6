#pragma once

#include "dns/DnsExchange.h"

#include <functional>

namespace AlwaysLeads {

/// Asks the name servers of this computer. Our own, since QDnsLookup of Qt 6.4 has room for 512 bytes of an answer and
/// cannot tell "nothing there" from a time-out, which for a check of SPF are different things.
class DnsClient final : public DnsResolver
{
public:
    struct Options
    {
        /// Asked anew for each question: the computer may have moved to another network.
        std::function<QList<NameServer>()> servers;
        std::chrono::milliseconds patience = std::chrono::seconds(2); ///< with one server, each time
        int rounds = 2; ///< through all servers
    };

    DnsClient();
    explicit DnsClient(Options options);

    Task<DnsAnswer> lookUp(QString name, DnsType type, std::stop_token stop) override;

private:
    Options m_options;
};

} // namespace AlwaysLeads
