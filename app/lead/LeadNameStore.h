#pragma once

#include "storage/Connection.h"

namespace AlwaysLeads {

/// How rows are called when one of them stands in the way of something. Empty where nobody can tell.
class LeadNameStore
{
public:
    QString person(Connection &connection, qint64 lead) const;
    QString ownerOf(Connection &connection, const QString &address) const;
    /// Of a row of another table that people hang on.
    QString of(Connection &connection, const QString &table, qint64 id) const;

private:
    QString text(Connection &connection, const QString &sql, const QVariant &value) const;
};

} // namespace AlwaysLeads
