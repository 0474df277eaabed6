#pragma once

#include "address/EmailAddress.h"
#include "base/Id.h"
#include "storage/Connection.h"
#include "suppression/SuppressionSieve.h"

#include <QDateTime>

#include <optional>
#include <vector>

namespace AlwaysLeads {

struct SuppressionNoun;
using SuppressionId = Id<SuppressionNoun>;

enum class SuppressionReason { OptedOut, Bounced, Complaint, ByHand };

/// Somebody who is never written to again. Holds no address, only what lets a person recognise it.
struct SuppressionEntry
{
    using Kind = SuppressionSubject::Kind;

    SuppressionId id;
    Kind kind = Kind::Address;
    QString shown; ///< "an…@example.org", or the whole domain or pattern
    SuppressionReason reason = SuppressionReason::ByHand;
    QString detail; ///< for the person, such as "Replied 'stop' on 3 November"
    QDateTime addedAt;

    bool operator==(const SuppressionEntry &) const = default;
};

/// An entry, and whether it is new.
struct SuppressionAdded
{
    SuppressionEntry entry;
    bool isNew = false;
};

/// A part of the list, newest first.
struct SuppressionPage
{
    QList<SuppressionEntry> entries;
    qint64 total = 0; ///< of all that fit the search
};

/// The SQL of the store that says no. A row is known by an HMAC-SHA-256 of the address under a key of this profile, so
/// it outlives the lead and still finds the same address in another spelling; a pattern, which is no person, stands in
/// clear. Rows are added and, by a person, released; nothing else changes them.
class SuppressionStore
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::SuppressionStore)

public:
    /// More would make each of a million rows of an import slow; a domain is no pattern and not counted.
    static constexpr int mostPatterns = 1000;

    /// The reason why this address must not be written to: itself, its domain or a parent domain, a pattern; nothing
    /// when it may. Asked when enrolling, approving and handing over, inside their transactions.
    Result<std::optional<SuppressionEntry>> find(Connection &connection, const EmailAddress &address) const;

    /// The entry there is, when it was there already: the first reason stays. Refused: a pattern beyond mostPatterns.
    Result<SuppressionAdded> add(Connection &connection, const SuppressionSubject &subject, SuppressionReason reason,
                                 const QString &detail, const QDateTime &now) const;
    Result<SuppressionEntry> addAddress(Connection &connection, const EmailAddress &address, SuppressionReason reason,
                                        const QString &detail, const QDateTime &now) const;
    /// Invalid: not a domain.
    Result<SuppressionEntry> addDomain(Connection &connection, const QString &domain, SuppressionReason reason,
                                       const QString &detail, const QDateTime &now) const;
    /// Most profiles refuse nobody: asking this first spares an import a million keyed hashes.
    Result<bool> isEmpty(Connection &connection) const;
    /// For asking about very many.
    Result<SuppressionSieve> sieve(Connection &connection) const;
    /// Newest first.
    Result<QList<SuppressionEntry>> list(Connection &connection) const;
    /// `search`: a part of what is shown or of the detail, or a whole address, for which the entry that covers it is
    /// found as well.
    Result<SuppressionPage> page(Connection &connection, const QString &search, qint64 offset, int limit) const;
    /// A person takes it back. NotFound: no such entry.
    Result<> release(Connection &connection, SuppressionId id) const;
    /// Those of them that are still there. How many.
    Result<qint64> releaseAll(Connection &connection, const std::vector<SuppressionId> &ids) const;

    /// Adds what another file of this profile holds and this one does not: a restored backup must not forget a "no"
    /// that is newer than it. How many were added.
    Result<qint64> addAllFrom(Connection &connection, Connection &other) const;

    /// A sentence for the person, such as "Asked not to be written to again on 3 November 2026."
    static QString sentence(const SuppressionEntry &entry);

private:
    Result<const AddressPatterns *> patternsOf(Connection &connection, const QString &set) const;
    Result<std::optional<SuppressionEntry>> findByPattern(Connection &connection, const QString &set,
                                                          const EmailAddress &address) const;
    Result<> checkRoom(Connection &connection, SuppressionSubject::Kind kind) const;
    Result<SuppressionEntry> entry(Connection &connection, SuppressionId id) const;
};

} // namespace AlwaysLeads
