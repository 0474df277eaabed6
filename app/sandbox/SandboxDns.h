#pragma once

#include "dns/DnsResolver.h"

namespace AlwaysLeads {

/// The DNS of the sandbox: it knows the invented sender's domain, whose records leave something to mend, and nothing
/// else. No question leaves the computer.
class SandboxDns final : public DnsResolver
{
public:
    Task<DnsAnswer> lookUp(QString name, DnsType type, std::stop_token stop) override;
};

} // namespace AlwaysLeads
