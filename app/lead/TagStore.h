#pragma once

#include "lead/Lead.h"
#include "lead/TagCount.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// The words people mark leads with. "ports" and "Ports" are one tag; the first writing stays.
class TagStore
{
    Q_DECLARE_TR_FUNCTIONS(TagStore)
public:
    Result<QList<TagCount>> all(Connection &connection) const;
    Result<qint64> findOrAdd(Connection &connection, const QString &name) const;
    Result<QStringList> of(Connection &connection, LeadId lead) const;
    /// False when it had the tag already.
    Result<bool> add(Connection &connection, LeadId lead, qint64 tag) const;
    /// False when it had not.
    Result<bool> remove(Connection &connection, LeadId lead, const QString &name) const;
    Result<> replace(Connection &connection, LeadId lead, const QStringList &names) const;
};

} // namespace AlwaysLeads
