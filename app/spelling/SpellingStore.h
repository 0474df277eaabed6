#pragma once

#include "storage/Connection.h"

#include <QDateTime>
#include <QStringList>

namespace AlwaysLeads {

/// The SQL of the person's own words. Runs on a database thread, inside its caller's transaction.
class SpellingStore
{
public:
    /// In the order of the alphabet.
    Result<QStringList> words(Connection &connection) const;
    /// Nothing happens when it is there already.
    Result<> add(Connection &connection, const QString &word, const QDateTime &now) const;
    Result<> remove(Connection &connection, const QString &word) const;
};

} // namespace AlwaysLeads
