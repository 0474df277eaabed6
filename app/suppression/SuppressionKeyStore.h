#pragma once

#include "storage/Connection.h"
#include "suppression/SuppressionSubject.h"

#include <QByteArray>

namespace AlwaysLeads {

/// The word of a kind in the database.
QString toWord(SuppressionSubject::Kind kind);
SuppressionSubject::Kind suppressionKindFromWord(const QString &word);

/// What the list of this profile knows people by.
struct SuppressionKey
{
    QByteArray secret; ///< empty: nobody was ever refused
    QString patterns; ///< the name of the set of patterns in force

    bool isNone() const { return secret.isEmpty(); }
    bool hasPatterns() const;
    /// A keyed hash of whoever could be a person, a pattern itself.
    QByteArray hashOf(SuppressionSubject::Kind kind, const QString &normal) const;
};

/// The key of a profile's list, which is made with the first "no".
class SuppressionKeyStore
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::SuppressionKeyStore)
public:
    /// A key that is gone or cut would make every lookup miss: that is an error (Storage) instead of "may be written
    /// to".
    Result<SuppressionKey> read(Connection &connection) const;
    Result<SuppressionKey> make(Connection &connection) const;
    /// That of another file of this profile, where there is none yet.
    Result<> keep(Connection &connection, const SuppressionKey &key) const;

    /// The list cannot be trusted, so nobody can be written to.
    static tl::unexpected<Error> unreadable(const QString &detail);
};

} // namespace AlwaysLeads
