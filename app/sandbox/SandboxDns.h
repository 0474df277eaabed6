#pragma once

#include "dns/DnsResolver.h"

namespace AlwaysLeads {

/// The DNS of the sandbox. Every domain under .example is there and takes mail, but for one that has given up its mail
/// server; that of the invented sender has records that leave something to mend. Of real domains it says nothing: no
/// question leaves the computer.
class SandboxDns final : public DnsResolver
{
public:
    /// Where no mail arrives. Somebody of the sample table works there.
    static QString deadDomain() { return QStringLiteral("kattegatlines.example"); }

    Task<DnsAnswer> lookUp(QString name, DnsType type, std::stop_token stop) override;
};

} // namespace AlwaysLeads
