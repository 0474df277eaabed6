#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// The person's own columns and their values.
class CustomFieldStore
{
    Q_DECLARE_TR_FUNCTIONS(CustomFieldStore)
public:
    /// "Trucks" is "trucks"; braces and bars, which mean something in a template, go; a name that every lead has gets
    /// "own " in front. Empty when nothing is left.
    static QString keyOf(const QString &label);

    /// In the person's order.
    Result<QList<CustomField>> all(Connection &connection) const;
    Result<CustomField> field(Connection &connection, qint64 id) const;
    Result<CustomField> byKey(Connection &connection, const QString &key) const;
    /// Found by the label's key. Invalid for a label without a letter or digit.
    Result<CustomField> findOrAdd(Connection &connection, const QString &label) const;
    /// Label, kind and choices. The key stays: templates name it.
    Result<> save(Connection &connection, const CustomField &field) const;
    Result<> setOrder(Connection &connection, const QList<qint64> &ids) const;
    /// With everybody's value in it.
    Result<> remove(Connection &connection, qint64 id) const;
    /// Everybody's value in this field.
    Result<QList<std::pair<LeadId, QString>>> values(Connection &connection, qint64 id) const;
    Result<qint64> count(Connection &connection, qint64 id) const;

    Result<QMap<QString, QString>> of(Connection &connection, LeadId lead) const;
    /// An empty value takes it away.
    Result<> set(Connection &connection, LeadId lead, qint64 field, const QString &value) const;
    /// The keys must exist (findOrAdd).
    Result<> replace(Connection &connection, LeadId lead, const QMap<QString, QString> &values) const;
};

} // namespace AlwaysLeads
