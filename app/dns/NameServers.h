#pragma once

#include "dns/DnsExchange.h"

namespace AlwaysLeads {

/// The name servers of this computer's settings, at most three (resolv.conf(5), GetNetworkParams). Empty: none found.
QList<NameServer> systemNameServers();

/// Those in the text of a resolv.conf.
QList<NameServer> nameServersIn(const QByteArray &resolvConf);

} // namespace AlwaysLeads
