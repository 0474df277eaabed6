#include "lead/CustomFieldStore.h"

#include <algorithm>

namespace AlwaysLeads {

QString CustomFieldStore::keyOf(const QString &label)
{
    QString key = cleanLine(label).toLower();
    key.removeIf([](QChar character) {
        return character == QLatin1Char('{') || character == QLatin1Char('}') || character == QLatin1Char('|');
    });
    key = key.simplified();
    if (!std::ranges::any_of(key, [](QChar character) { return character.isLetterOrNumber(); })) {
        return {};
    }
    for (const LeadFact &common : factsOf(Lead())) {
        if (common.name == key) {
            return QStringLiteral("own ") + key;
        }
    }
    return key;
}

Result<QList<CustomField>> CustomFieldStore::all(Connection &connection) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT id, key, label FROM custom_field ORDER BY id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<CustomField> fields;
    while (rows->next()) {
        fields.append({rows->number(0), rows->text(1), rows->text(2)});
    }
    return rows->outcome(fields);
}

Result<CustomField> CustomFieldStore::findOrAdd(Connection &connection, const QString &label) const
{
    CustomField field{0, keyOf(label), cleanLine(label)};
    if (field.key.isEmpty()) {
        return failure(ErrorKind::Invalid, tr("A field needs a name with a letter or a digit."));
    }
    Result<Query> known =
        connection.query(QStringLiteral("SELECT id, label FROM custom_field WHERE key = ?"), {field.key});
    if (!known) {
        return failureOf(std::move(known));
    }
    if (known->next()) {
        field.id = known->number(0);
        field.label = known->text(1);
        return field;
    }
    Result<qint64> id = connection.insert(QStringLiteral("INSERT INTO custom_field (key, label) VALUES (?, ?)"),
                                          {field.key, field.label});
    if (!id) {
        return failureOf(std::move(id));
    }
    field.id = *id;
    return field;
}

Result<QMap<QString, QString>> CustomFieldStore::of(Connection &connection, LeadId lead) const
{
    Result<Query> rows = connection.query(
        QStringLiteral(
            "SELECT custom_field.key, value FROM lead_custom JOIN custom_field ON custom_field.id = field_id "
            "WHERE lead_id = ?"),
        {lead.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QMap<QString, QString> values;
    while (rows->next()) {
        values.insert(rows->text(0), rows->text(1));
    }
    return rows->outcome(values);
}

Result<> CustomFieldStore::set(Connection &connection, LeadId lead, qint64 field, const QString &value) const
{
    Result<qint64> changed = value.isEmpty()
        ? connection.run(QStringLiteral("DELETE FROM lead_custom WHERE lead_id = ? AND field_id = ?"),
                         {lead.value(), field})
        : connection.run(QStringLiteral("INSERT INTO lead_custom (lead_id, field_id, value) VALUES (?, ?, ?) "
                                        "ON CONFLICT (lead_id, field_id) DO UPDATE SET value = excluded.value"),
                         {lead.value(), field, value});
    if (!changed) {
        return failureOf(std::move(changed));
    }
    return {};
}

Result<> CustomFieldStore::replace(Connection &connection, LeadId lead, const QMap<QString, QString> &values) const
{
    if (Result<qint64> cleared =
            connection.run(QStringLiteral("DELETE FROM lead_custom WHERE lead_id = ?"), {lead.value()});
        !cleared) {
        return failureOf(std::move(cleared));
    }
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        if (value.value().isEmpty()) {
            continue;
        }
        Result<qint64> changed = connection.run(QStringLiteral("INSERT INTO lead_custom (lead_id, field_id, value) "
                                                               "SELECT ?, id, ? FROM custom_field WHERE key = ?"),
                                                {lead.value(), value.value(), value.key()});
        if (!changed) {
            return failureOf(std::move(changed));
        }
        if (*changed == 0) {
            return failure(ErrorKind::Invalid, tr("There is no field \"%1\".").arg(value.key()));
        }
    }
    return {};
}

} // namespace AlwaysLeads
