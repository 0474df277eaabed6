#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

#include <QCoreApplication>
#include <QMap>
#include <QVariant>

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

/// What is known of a company beside its name, where a person of it is written down.
struct CompanyDetails
{
    std::optional<qint64> size; ///< people
    QString industry;
    QString domain;

    static CompanyDetails of(const Lead &lead) { return {lead.companySize, lead.industry, lead.companyDomain}; }
    bool isEmpty() const { return !size && industry.isEmpty() && domain.isEmpty(); }
    /// Those that are known, by their names: "company size", "industry", "company domain".
    QMap<QString, QVariant> byName() const;
    static const QStringList &names();

    bool operator==(const CompanyDetails &) const = default;
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
    /// Only what is not known yet; a domain that another company has is left out.
    Result<> fill(Connection &connection, CompanyId id, const CompanyDetails &details) const;
    /// One detail by its name; empty takes it away. Invalid: a size that is none, or another company, which is named,
    /// has the domain.
    Result<> setDetail(Connection &connection, CompanyId id, const QString &name, const QString &value) const;
    /// The same for the companies of all these people; no domain.
    Result<> setDetailOf(Connection &connection, const QList<LeadId> &people, const QString &name,
                         const QString &value) const;
    /// Sets it where it is still `present`, and says whether it was. A domain that another company has by now is not
    /// set.
    Result<bool> changeDetail(Connection &connection, CompanyId id, const QString &name, const QVariant &present,
                              const QVariant &value) const;
    /// Takes away those that were made at this moment and have no people.
    Result<> removeEmptyOf(Connection &connection, const QDateTime &createdAt) const;
    /// Takes it away when it has no people left. True when it did.
    Result<bool> removeWhenEmpty(Connection &connection, CompanyId id) const;

private:
    static Result<QVariant> storedAs(const QString &name, const QString &value);
};

} // namespace AlwaysLeads
