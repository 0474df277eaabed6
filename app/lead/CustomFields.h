#pragma once

#include "lead/CustomFieldStore.h"
#include "lead/Leads.h"

#include <QObject>

namespace AlwaysLeads {

/// A field and how many people have a value in it.
struct CustomFieldUse
{
    CustomField field;
    qint64 people = 0;

    bool operator==(const CustomFieldUse &) const = default;
};

/// The person's own columns as they manage them. Every change can be undone.
class CustomFields : public QObject
{
    Q_OBJECT
public:
    CustomFields(Database &database, Leads &leads, QObject *parent = nullptr);

    Task<Result<QList<CustomFieldUse>>> list();
    /// Refused when there is one of this name.
    Task<Result<CustomField>> add(QString label, FieldKind kind, QStringList choices);
    /// Label, kind and choices of the field with this id. A value that does not fit the new kind or choices is taken
    /// away; how many were. `locale` is how they were typed.
    Task<Result<qint64>> change(CustomField field, QLocale locale);
    Task<Result<>> setOrder(QList<qint64> ids);
    Task<Result<>> remove(qint64 id);
    /// How many values would not fit: for a warning before change().
    Task<Result<qint64>> wouldNotFit(CustomField field, QLocale locale);

Q_SIGNALS:
    void changed();

private:
    void tell();

    Database &m_database;
    Leads &m_leads;
};

} // namespace AlwaysLeads
