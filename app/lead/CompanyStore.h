#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Somebody at a company.
struct Colleague
{
    LeadId id;
    QString name;
    QString title;
    LeadStatus status = LeadStatus::New;

    bool operator==(const Colleague &) const = default;
};

/// A company with the people known there, the deleted ones left out.
struct CompanyPeople
{
    Company company;
    qint64 people = 0;
    QList<std::pair<LeadStatus, qint64>> statuses; ///< only those that anybody has, in the order of the work
    QList<Colleague> colleagues; ///< the first few besides the one asked from

    bool operator==(const CompanyPeople &) const = default;
};

/// The rows of company. A company is known by its name, whatever the case of its ASCII letters.
class CompanyStore
{
    Q_DECLARE_TR_FUNCTIONS(CompanyStore)
public:
    Result<Company> company(Connection &connection, CompanyId id) const;
    Result<CompanyPeople> people(Connection &connection, CompanyId id, LeadId besides) const;
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
