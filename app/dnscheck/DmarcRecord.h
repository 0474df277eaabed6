#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace AlwaysLeads {

/// A DMARC record (RFC 9989).
struct DmarcRecord
{
    enum class Policy { None, Quarantine, Reject };
    enum class Suffix { Unsaid, Yes, No }; ///< psd=u, y, n

    Policy policy = Policy::None;
    std::optional<Policy> subdomains; ///< sp
    std::optional<Policy> missingSubdomains; ///< np
    bool strictDkim = false;
    bool strictSpf = false;
    bool testing = false; ///< t=y: one step weaker
    Suffix suffix = Suffix::Unsaid;
    QStringList reportsTo; ///< rua, the addresses; at most 20
    QStringList obsolete; ///< tags that no longer mean anything: pct, rf, ri

    /// Nothing when the text is no DMARC record, also when its policy is missing or wrong and no reports are asked for.
    static std::optional<DmarcRecord> parse(const QByteArray &text);

    bool operator==(const DmarcRecord &) const = default;
};

} // namespace AlwaysLeads
