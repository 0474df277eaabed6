#pragma once

#include "lead/SourceStore.h"

namespace AlwaysLeads {

/// Reads and writes one value of a person by its name: that of a LeadFact, "notes", or SourceStore::customField().
class LeadValueStore
{
    Q_DECLARE_TR_FUNCTIONS(LeadValueStore)
public:
    /// As it is stored; also that of a lead in memory.
    static QString valueOf(const Lead &lead, const QString &field);
    /// The key of an own field; empty for one that everybody has.
    static QString ownKey(const QString &field);
    /// Of the lead's row; empty for a field that is kept elsewhere, or takes more than writing it.
    static QString columnOf(const QString &field);
    /// `value` is canonical; empty takes it away. Invalid when it cannot be kept, Refused when somebody else has the
    /// address. Also says that a person typed it, and brings the full-text index in step.
    Result<> set(Connection &connection, const Lead &lead, const QString &field, const QString &value,
                 const QDateTime &now) const;
    /// The same without a source and without the index, for several values at once.
    Result<> put(Connection &connection, const Lead &lead, const QString &field, const QString &value,
                 const QDateTime &now) const;
    /// The source of what is typed now; minutes of typing are one.
    Result<SourceId> byHand(Connection &connection, const QDateTime &now) const;
    /// Notes for each value in which the two differ that a person typed it.
    Result<> noteTyped(Connection &connection, const Lead &before, const Lead &after, const QDateTime &now) const;

private:
    Result<> putEmail(Connection &connection, const Lead &lead, const QString &value, const QDateTime &now) const;
    Result<> putCompany(Connection &connection, const Lead &lead, const QString &name, const QDateTime &now) const;
    Result<> putDetail(Connection &connection, const Lead &lead, const QString &name, const QString &value) const;
    Result<> putColumn(Connection &connection, LeadId lead, const QString &column, const QVariant &value,
                       const QDateTime &now) const;
};

} // namespace AlwaysLeads
