#include "suppression/SuppressionSieve.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace AlwaysLeads {

namespace {
constexpr qsizetype mostKnown = 100'000;
} // namespace

SuppressionSieve::SuppressionSieve(SuppressionKey key, std::vector<quint64> addresses, std::vector<quint64> domains,
                                   AddressPatterns patterns)
    : m_key(std::move(key))
    , m_addresses(std::move(addresses))
    , m_domains(std::move(domains))
    , m_patterns(std::move(patterns))
{
    std::ranges::sort(m_addresses);
    std::ranges::sort(m_domains);
}

quint64 SuppressionSieve::beginningOf(const QByteArray &hash)
{
    quint64 beginning = 0;
    std::memcpy(&beginning, hash.constData(), std::min(sizeof beginning, size_t(hash.size())));
    return beginning;
}

bool SuppressionSieve::mayHold(const EmailAddress &address)
{
    if (!m_patterns.isEmpty() && m_patterns.match(address)) {
        return true;
    }
    if (m_addresses.empty() && m_domains.empty()) {
        return false;
    }
    const QList<std::pair<SuppressionSubject::Kind, QString>> candidates = SuppressionSubject::candidates(address);
    return std::ranges::any_of(candidates, [this](const std::pair<SuppressionSubject::Kind, QString> &one) {
        if (one.first == SuppressionSubject::Kind::Domain) {
            return hasDomain(one.second);
        }
        return !m_addresses.empty()
            && std::ranges::binary_search(m_addresses, beginningOf(m_key.hashOf(one.first, one.second)));
    });
}

bool SuppressionSieve::hasDomain(const QString &domain)
{
    if (m_domains.empty()) {
        return false;
    }
    if (const auto known = m_known.constFind(domain); known != m_known.constEnd()) {
        return *known;
    }
    if (m_known.size() >= mostKnown) {
        m_known.clear();
    }
    const bool has =
        std::ranges::binary_search(m_domains, beginningOf(m_key.hashOf(SuppressionSubject::Kind::Domain, domain)));
    m_known.insert(domain, has);
    return has;
}

} // namespace AlwaysLeads
