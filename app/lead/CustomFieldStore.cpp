#include "lead/CustomFieldStore.h"

#include "storage/FreshId.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace AlwaysLeads {

namespace {

const char *const columns = "SELECT id, key, label, kind, choices FROM custom_field ";

CustomField fieldAt(const Query &row)
{
    CustomField field{row.number(0), row.text(1), row.text(2), FieldKind::Text, {}};
    field.kind = fieldKindFromWord(row.text(3)).value_or(FieldKind::Text);
    for (const QJsonValue choice : QJsonDocument::fromJson(row.text(4).toUtf8()).array()) {
        field.choices << choice.toString();
    }
    return field;
}

Result<> done(Result<qint64> changed)
{
    return changed ? Result<>() : Result<>(failureOf(std::move(changed)));
}

} // namespace

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
    Result<Query> rows = connection.query(QLatin1String(columns) + QStringLiteral("ORDER BY position, id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<CustomField> fields;
    while (rows->next()) {
        fields.append(fieldAt(*rows));
    }
    return rows->outcome(fields);
}

Result<CustomField> CustomFieldStore::field(Connection &connection, qint64 id) const
{
    Result<Query> row = connection.query(QLatin1String(columns) + QStringLiteral("WHERE id = ?"), {id});
    if (!row) {
        return failureOf(std::move(row));
    }
    if (!row->next()) {
        return failure(ErrorKind::NotFound, tr("This field is not there any more."));
    }
    return fieldAt(*row);
}

Result<CustomField> CustomFieldStore::byKey(Connection &connection, const QString &key) const
{
    Result<Query> row = connection.query(QLatin1String(columns) + QStringLiteral("WHERE key = ?"), {key});
    if (!row) {
        return failureOf(std::move(row));
    }
    if (!row->next()) {
        return failure(ErrorKind::NotFound, tr("There is no field \"%1\".").arg(key));
    }
    return fieldAt(*row);
}

Result<> CustomFieldStore::save(Connection &connection, const CustomField &field) const
{
    return done(connection.run(
        QStringLiteral("UPDATE custom_field SET label = ?, kind = ?, choices = ? WHERE id = ?"),
        {field.label, toWord(field.kind),
         QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(field.choices)).toJson(QJsonDocument::Compact)),
         field.id}));
}

Result<> CustomFieldStore::setOrder(Connection &connection, const QList<qint64> &ids) const
{
    for (qsizetype place = 0; place < ids.size(); ++place) {
        Result<> moved = done(connection.run(QStringLiteral("UPDATE custom_field SET position = ? WHERE id = ?"),
                                             {qint64(place + 1), ids.at(place)}));
        if (!moved) {
            return moved;
        }
    }
    return {};
}

Result<> CustomFieldStore::remove(Connection &connection, qint64 id) const
{
    // The values first, so that each of them is written down for undo as something a person took away.
    if (Result<> cleared = done(connection.run(QStringLiteral("DELETE FROM lead_custom WHERE field_id = ?"), {id}));
        !cleared) {
        return cleared;
    }
    return done(connection.run(QStringLiteral("DELETE FROM custom_field WHERE id = ?"), {id}));
}

Result<QList<std::pair<LeadId, QString>>> CustomFieldStore::values(Connection &connection, qint64 id) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT lead_id, value FROM lead_custom WHERE field_id = ?"), {id});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<std::pair<LeadId, QString>> values;
    while (rows->next()) {
        values.append({LeadId(rows->number(0)), rows->text(1)});
    }
    return rows->outcome(values);
}

Result<qint64> CustomFieldStore::count(Connection &connection, qint64 id) const
{
    return connection.number(QStringLiteral("SELECT count(*) FROM lead_custom WHERE field_id = ?"), {id});
}

Result<CustomField> CustomFieldStore::findOrAdd(Connection &connection, const QString &label) const
{
    CustomField field{0, keyOf(label), cleanLine(label), FieldKind::Text, {}};
    if (field.key.isEmpty()) {
        return failure(ErrorKind::Invalid, tr("A field needs a name with a letter or a digit."));
    }
    Result<CustomField> known = byKey(connection, field.key);
    if (known || known.error().kind != ErrorKind::NotFound) {
        return known;
    }
    Result<qint64> id =
        connection.insert(QStringLiteral("INSERT INTO custom_field (id, key, label, position) "
                                         "SELECT %1, ?, ?, coalesce(max(position), 0) + 1 FROM custom_field")
                              .arg(freshId("custom_field")),
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
