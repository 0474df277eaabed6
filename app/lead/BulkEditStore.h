#pragma once

#include "lead/SourceStore.h"

namespace AlwaysLeads {

/// Reads and writes what a bulk edit is about, of many people with each statement.
class BulkEditStore
{
    Q_DECLARE_TR_FUNCTIONS(LeadValueStore)
public:
    /// What is read besides the fields everybody has.
    struct Needs
    {
        bool tags = false;
        QString ownKey; ///< of one own field; empty: none
    };

    /// In the order of `ids`, those who are gone left out. What is not needed is left out of each.
    Result<QList<Lead>> people(Connection &connection, const QList<LeadId> &ids, const Needs &needs) const;
    /// As LeadValueStore::set() for each of them, for a field that may be the same for many. Whoever has no company is
    /// not to be handed in for its size.
    Result<> set(Connection &connection, const QList<LeadId> &leads, const QString &field, const QString &value,
                 const QDateTime &now) const;
    Result<> addTag(Connection &connection, const QList<LeadId> &leads, qint64 tag) const;
    Result<> removeTag(Connection &connection, const QList<LeadId> &leads, const QString &name) const;
    /// With an event for each.
    Result<> setStatus(Connection &connection, const QList<LeadId> &leads, LeadStatus status,
                       const QDateTime &now) const;

private:
    Result<> put(Connection &connection, const QList<LeadId> &leads, const QString &field, const QString &value,
                 const QDateTime &now) const;
};

} // namespace AlwaysLeads
