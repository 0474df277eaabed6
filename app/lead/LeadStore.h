#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

#include <QCoreApplication>

#include <optional>
#include <utility>
#include <vector>

namespace AlwaysLeads {

/// The rows of lead, their tags and custom values, and the full-text index in step with them in the same transaction.
/// Errors beyond the Connection's own: NotFound, and Refused when another lead has the address (the sentence names
/// them).
class LeadStore
{
    Q_DECLARE_TR_FUNCTIONS(LeadStore)
public:
    /// Ignores id, companyId, created, updated and deleted of `lead`. The company is found by name, or made.
    Result<LeadId> add(Connection &connection, const Lead &lead, const QDateTime &now) const;
    /// For the import: one row and its line of the index, as they are. The address is free and companyId known; tags
    /// and custom values are not written.
    Result<LeadId> insert(Connection &connection, const Lead &lead, const QDateTime &now) const;
    /// Writes everything a person can change: all but times, status, score, touched and deleted.
    Result<> save(Connection &connection, const Lead &lead, const QDateTime &now) const;
    /// Also a deleted one.
    Result<Lead> lead(Connection &connection, LeadId id) const;
    /// Null when nobody has it; deleted ones count. An address of somebody who was merged is that of the one they are
    /// now; so it is in standing().
    Result<LeadId> byEmail(Connection &connection, const EmailAddress &email) const;
    /// Whom an import meets under this address; nothing when nobody has it.
    Result<std::optional<std::pair<LeadId, LeadStatus>>> standing(Connection &connection,
                                                                  const EmailAddress &email) const;
    /// Null when nobody of this name works there; the case of ASCII letters does not count.
    Result<LeadId> byNameAndCompany(Connection &connection, const Lead &lead) const;
    Result<QList<LeadSummary>> summaries(Connection &connection, const std::vector<LeadId> &ids) const;

    Result<> setStatus(Connection &connection, LeadId id, LeadStatus status) const;
    Result<> setEmailState(Connection &connection, LeadId id, EmailState state) const;
    Result<> touch(Connection &connection, LeadId id, const QDateTime &when) const;
    /// False when it was deleted already.
    Result<bool> softDelete(Connection &connection, LeadId id, const QDateTime &now) const;
    /// False when it was not deleted. Refused for somebody who has become one with another.
    Result<bool> restore(Connection &connection, LeadId id) const;
    /// Without those who have become one with somebody else.
    Result<QList<LeadId>> deletedBefore(Connection &connection, const QDateTime &when) const;
    /// Refused, with the name of the one who has it, when the lead's address belongs to somebody else.
    Result<> checkAddressIsFree(Connection &connection, const Lead &lead) const;

    /// Writes the lead's line of the full-text index anew, from these values.
    Result<> index(Connection &connection, const Lead &lead) const;

private:
    Result<CompanyId> companyOf(Connection &connection, const Lead &lead, const QDateTime &now) const;
};

} // namespace AlwaysLeads
