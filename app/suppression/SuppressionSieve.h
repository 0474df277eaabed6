#pragma once

#include "suppression/SuppressionKeyStore.h"

#include <QHash>

#include <vector>

namespace AlwaysLeads {

/// The list read once, for asking about very many addresses. Most were never refused, and it says so without the
/// database; whom it does not clear, SuppressionStore::find() has to be asked about. Holds the beginnings of hashes:
/// eight bytes an entry. Good for as long as the transaction it was read in.
class SuppressionSieve
{
public:
    /// Of a list that is empty.
    SuppressionSieve() = default;
    /// `addresses` and `domains`: what beginningOf() gives for each entry.
    SuppressionSieve(SuppressionKey key, std::vector<quint64> addresses, std::vector<quint64> domains,
                     AddressPatterns patterns);

    static quint64 beginningOf(const QByteArray &hash);

    /// False: surely nobody refused this address.
    bool mayHold(const EmailAddress &address);

private:
    bool hasDomain(const QString &domain);

    SuppressionKey m_key;
    std::vector<quint64> m_addresses;
    std::vector<quint64> m_domains;
    AddressPatterns m_patterns;
    QHash<QString, bool> m_known; ///< domains that were asked about
};

} // namespace AlwaysLeads
