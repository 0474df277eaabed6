#pragma once

#include "lead/LeadExportStore.h"

#include <QVariant>

namespace AlwaysLeads {

/// The columns of an export by their keys: "name", "first name", "last name", "email", "email state", "title",
/// "company", "industry", "size", "domain", "city", "country", "phone", "website", "language", "notes", "tags",
/// "status", "score", "verdict", "verdict score", "created", "touched", "source", "provider", and "custom:" with a
/// field's key. A key that is none of them gives no column.
class ExportColumns
{
    Q_DECLARE_TR_FUNCTIONS(ExportColumns)
public:
    /// No `keys`: all that an import reads back.
    ExportColumns(const QStringList &keys, const QList<CustomField> &fields);

    QStringList labels() const;
    /// Texts, numbers and dates as such.
    QVariantList cells(const ExportedLead &exported) const;

    /// The heading of a column; empty for one that the program does not bring.
    static QString labelOf(const QString &key);

private:
    static QVariant valueOf(const ExportedLead &exported, const QString &key);
    static QVariant ownValue(const CustomField &field, const QString &value);

    struct Column
    {
        QString key;
        QString label;
        std::optional<CustomField> field;
    };
    QList<Column> m_columns;
};

} // namespace AlwaysLeads
