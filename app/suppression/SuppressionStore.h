#pragma once

#include "address/EmailAddress.h"
#include "base/Id.h"
#include "storage/Connection.h"

#include <QDateTime>

#include <optional>

namespace AlwaysLeads {

struct SuppressionNoun;
using SuppressionId = Id<SuppressionNoun>;

enum class SuppressionReason { OptedOut, Bounced, Complaint, ByHand };

/// Somebody who is never written to again. Holds no address, only what lets a person recognise it.
struct SuppressionEntry
{
    enum class Kind { Address, Domain };

    SuppressionId id;
    Kind kind = Kind::Address;
    QString shown; ///< "an…@example.org", or the whole domain
    SuppressionReason reason = SuppressionReason::ByHand;
    QString detail; ///< for the person, such as "Replied 'stop' on 3 November"
    QDateTime addedAt;

    bool operator==(const SuppressionEntry &) const = default;
};

/// The SQL of the store that says no. A row is known by an HMAC-SHA-256 of the address under a key of this profile, so
/// it outlives the lead and still finds the same address in another spelling. Rows are added and, by a person,
/// released; nothing else changes them.
class SuppressionStore
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::SuppressionStore)

public:
    /// The reason why this address must not be written to: itself, its domain or a parent domain; nothing when it may.
    /// Asked when enrolling, approving and handing over, inside their transactions.
    Result<std::optional<SuppressionEntry>> find(Connection &connection, const EmailAddress &address) const;

    /// The entry there is, when it was there already: the first reason stays.
    Result<SuppressionEntry> addAddress(Connection &connection, const EmailAddress &address, SuppressionReason reason,
                                        const QString &detail, const QDateTime &now) const;
    /// Invalid: not a domain.
    Result<SuppressionEntry> addDomain(Connection &connection, const QString &domain, SuppressionReason reason,
                                       const QString &detail, const QDateTime &now) const;
    /// Most profiles refuse nobody: asking this first spares an import a million keyed hashes.
    Result<bool> isEmpty(Connection &connection) const;
    /// Newest first.
    Result<QList<SuppressionEntry>> list(Connection &connection) const;
    /// A person takes it back. NotFound: no such entry.
    Result<> release(Connection &connection, SuppressionId id) const;

    /// Adds what another file of this profile holds and this one does not: a restored backup must not forget a "no"
    /// that is newer than it. How many were added.
    Result<qint64> addAllFrom(Connection &connection, Connection &other) const;

    /// A sentence for the person, such as "Asked not to be written to again on 3 November 2026."
    static QString sentence(const SuppressionEntry &entry);

private:
    Result<QByteArray> soundKey(Connection &connection) const;
    Result<SuppressionEntry> add(Connection &connection, SuppressionEntry entry, const QString &normal) const;
};

} // namespace AlwaysLeads
