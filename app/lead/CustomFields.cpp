#include "lead/CustomFields.h"

#include "lead/FieldValue.h"

namespace AlwaysLeads {

namespace {

/// Fit to be kept: a name, and each choice once.
Result<CustomField> cleaned(CustomField field)
{
    field.label = cleanLine(field.label);
    if (CustomFieldStore::keyOf(field.label).isEmpty()) {
        return failure(ErrorKind::Invalid, CustomFields::tr("A field needs a name with a letter or a digit."));
    }
    QStringList choices;
    for (const QString &choice : std::as_const(field.choices)) {
        if (const QString clean = cleanLine(choice);
            !clean.isEmpty() && !choices.contains(clean, Qt::CaseInsensitive)) {
            choices << clean;
        }
    }
    field.choices = choices;
    if (field.kind == FieldKind::Choice && choices.isEmpty()) {
        return failure(ErrorKind::Invalid, CustomFields::tr("A choice needs at least one thing to choose."));
    }
    return field;
}

/// Where a value goes when its field changes: the new one, nothing for one that does not fit.
Result<QString> converted(const CustomField &before, const CustomField &after, const QString &value,
                          const QLocale &locale)
{
    if (after.kind == FieldKind::Text) {
        return FieldValue::shown(before, value, locale);
    }
    const bool readsAlike = before.kind == FieldKind::Text;
    Result<QString> fits = FieldValue::parse(after, value, readsAlike ? locale : QLocale::c());
    if (!fits && !readsAlike) {
        fits = FieldValue::parse(after, FieldValue::shown(before, value, locale), locale);
    }
    return fits;
}

} // namespace

CustomFields::CustomFields(Database &database, Leads &leads, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_leads(leads)
{
    connect(&leads, &Leads::reset, this, &CustomFields::changed); // an undo may have been one of a field
}

void CustomFields::tell()
{
    m_leads.announceReset(); // which says changed() too
}

Task<Result<QList<CustomFieldUse>>> CustomFields::list()
{
    auto reading = m_database.read<QList<CustomFieldUse>>([](Connection &connection) -> Result<QList<CustomFieldUse>> {
        const CustomFieldStore store;
        Result<QList<CustomField>> fields = store.all(connection);
        if (!fields) {
            return failureOf(std::move(fields));
        }
        QList<CustomFieldUse> uses;
        for (const CustomField &field : std::as_const(*fields)) {
            Result<qint64> people = store.count(connection, field.id);
            if (!people) {
                return failureOf(std::move(people));
            }
            uses.append({field, *people});
        }
        return uses;
    });
    Result<QList<CustomFieldUse>> outcome = co_await reading;
    co_return outcome;
}

Task<Result<CustomField>> CustomFields::add(QString label, FieldKind kind, QStringList choices)
{
    Result<CustomField> wanted = cleaned(CustomField{0, {}, label, kind, choices});
    if (!wanted) {
        co_return wanted;
    }
    auto adding = m_leads.history().write<CustomField>(
        tr("Field %1 added").arg(wanted->label), [field = *wanted](Connection &connection) -> Result<CustomField> {
            const CustomFieldStore store;
            Result<CustomField> known = store.byKey(connection, CustomFieldStore::keyOf(field.label));
            if (known) {
                return failure(ErrorKind::Refused, tr("There is a field “%1” already.").arg(known->label));
            }
            if (known.error().kind != ErrorKind::NotFound) {
                return known;
            }
            Result<CustomField> added = store.findOrAdd(connection, field.label);
            if (!added) {
                return added;
            }
            added->kind = field.kind;
            added->choices = field.choices;
            if (Result<> saved = store.save(connection, *added); !saved) {
                return failureOf(std::move(saved));
            }
            return added;
        });
    Result<CustomField> outcome = co_await adding;
    if (outcome) {
        tell();
    }
    co_return outcome;
}

Task<Result<qint64>> CustomFields::wouldNotFit(CustomField field, QLocale locale)
{
    auto reading = m_database.read<qint64>([field, locale](Connection &connection) -> Result<qint64> {
        const CustomFieldStore store;
        Result<CustomField> before = store.field(connection, field.id);
        if (!before) {
            return failureOf(std::move(before));
        }
        Result<QList<std::pair<LeadId, QString>>> values = store.values(connection, field.id);
        if (!values) {
            return failureOf(std::move(values));
        }
        qint64 count = 0;
        for (const auto &[lead, value] : std::as_const(*values)) {
            count += converted(*before, field, value, locale) ? 0 : 1;
        }
        return count;
    });
    Result<qint64> outcome = co_await reading;
    co_return outcome;
}

Task<Result<qint64>> CustomFields::change(CustomField field, QLocale locale)
{
    Result<CustomField> wanted = cleaned(field);
    if (!wanted) {
        Result<qint64> invalid = failureOf(std::move(wanted));
        co_return invalid;
    }
    auto changing = m_leads.history().write<qint64>(
        tr("Field %1 changed").arg(wanted->label), [after = *wanted, locale](Connection &connection) -> Result<qint64> {
            const CustomFieldStore store;
            Result<CustomField> before = store.field(connection, after.id);
            if (!before) {
                return failureOf(std::move(before));
            }
            Result<QList<std::pair<LeadId, QString>>> values = store.values(connection, after.id);
            if (!values) {
                return failureOf(std::move(values));
            }
            if (Result<> saved = store.save(connection, after); !saved) {
                return failureOf(std::move(saved));
            }
            qint64 gone = 0;
            for (const auto &[lead, value] : std::as_const(*values)) {
                const Result<QString> fits = converted(*before, after, value, locale);
                gone += fits ? 0 : 1;
                const QString fresh = fits ? *fits : QString();
                if (fresh == value) {
                    continue;
                }
                if (Result<> set = store.set(connection, lead, after.id, fresh); !set) {
                    return failureOf(std::move(set));
                }
            }
            return gone;
        });
    Result<qint64> outcome = co_await changing;
    if (outcome) {
        tell();
    }
    co_return outcome;
}

Task<Result<>> CustomFields::setOrder(QList<qint64> ids)
{
    auto ordering = m_leads.history().write<>(tr("Fields put in another order"), [ids](Connection &connection) {
        return CustomFieldStore().setOrder(connection, ids);
    });
    Result<> outcome = co_await ordering;
    if (outcome) {
        tell();
    }
    co_return outcome;
}

Task<Result<>> CustomFields::remove(qint64 id)
{
    auto removing = m_leads.history().write<>([id](Connection &connection, EditNote &note) -> Result<> {
        const CustomFieldStore store;
        Result<CustomField> field = store.field(connection, id);
        if (!field) {
            return failureOf(std::move(field));
        }
        note.label = tr("Field %1 deleted").arg(field->label);
        return store.remove(connection, id);
    });
    Result<> outcome = co_await removing;
    if (outcome) {
        tell();
    }
    co_return outcome;
}

} // namespace AlwaysLeads
