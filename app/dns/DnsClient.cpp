#include "dns/DnsClient.h"

#include "dns/NameServers.h"

#include <QCoroSignal>

namespace AlwaysLeads {

DnsClient::DnsClient()
    : DnsClient(Options())
{
}

DnsClient::DnsClient(Options options)
    : m_options(std::move(options))
{
    if (!m_options.servers) {
        m_options.servers = systemNameServers;
    }
}

Task<DnsAnswer> DnsClient::lookUp(QString name, DnsType type, std::stop_token stop)
{
    const QList<NameServer> servers = m_options.servers();
    DnsAnswer answer;
    for (int round = 0; round < m_options.rounds; ++round) {
        for (const NameServer &server : servers) {
            if (stop.stop_requested()) {
                co_return DnsAnswer();
            }
            DnsExchange exchange(server, name, type, m_options.patience);
            const std::stop_callback stopping(stop, [&exchange] { exchange.stop(); });
            exchange.start();
            co_await qCoro(&exchange, &DnsExchange::done);
            if (exchange.answered()) {
                co_return exchange.answer();
            }
            answer = exchange.answer();
        }
    }
    co_return answer;
}

} // namespace AlwaysLeads
