#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// The rows of company. A company is known by its name, whatever the case of its ASCII letters.
class CompanyStore
{
    Q_DECLARE_TR_FUNCTIONS(CompanyStore)
public:
    Result<Company> company(Connection &connection, CompanyId id) const;
    /// Null when there is none of this name.
    Result<CompanyId> byName(Connection &connection, const QString &name) const;
    /// Null for an empty name.
    Result<CompanyId> findOrAdd(Connection &connection, const QString &name, const QDateTime &now) const;
    /// Also brings the full-text index of its people in step.
    Result<> save(Connection &connection, const Company &company) const;
    /// False when its size is known already.
    Result<bool> fillSize(Connection &connection, CompanyId id, qint64 size) const;
    /// Forgets its size where it is still this one.
    Result<> takeBackSize(Connection &connection, CompanyId id, qint64 size) const;
    /// Takes away those that were made at this moment and have no people.
    Result<> removeEmptyOf(Connection &connection, const QDateTime &createdAt) const;
    /// Takes it away when it has no people left. True when it did.
    Result<bool> removeWhenEmpty(Connection &connection, CompanyId id) const;
};

} // namespace AlwaysLeads
