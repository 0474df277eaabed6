#include "lead/LeadExportColumns.h"

#include "lead/LeadField.h"
#include "lead/SourceStore.h"

#include <QHash>
#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Reader = QVariant (*)(const ExportedLead &);

QVariant orNothing(const QDateTime &time)
{
    return time.isValid() ? QVariant(time) : QVariant();
}

/// A word of the database as a person reads it.
QVariant asShown(const char *field, const QString &word)
{
    static const LeadFields fields = LeadFields::common();
    return QVariant(fields.find(QLatin1String(field))->choiceLabel(word));
}

const QHash<QString, Reader> &readers()
{
    static const QHash<QString, Reader> all{
        {QStringLiteral("name"), [](const ExportedLead &e) { return QVariant(e.lead.fullName()); }},
        {QStringLiteral("first name"), [](const ExportedLead &e) { return QVariant(e.lead.firstName); }},
        {QStringLiteral("last name"), [](const ExportedLead &e) { return QVariant(e.lead.lastName); }},
        {QStringLiteral("email"),
         [](const ExportedLead &e) { return e.lead.email ? QVariant(e.lead.email->shown()) : QVariant(); }},
        {QStringLiteral("email state"), [](const ExportedLead &e) { return QVariant(shown(e.lead.emailState)); }},
        {QStringLiteral("title"), [](const ExportedLead &e) { return QVariant(e.lead.title); }},
        {QStringLiteral("company"), [](const ExportedLead &e) { return QVariant(e.lead.companyName); }},
        {QStringLiteral("industry"), [](const ExportedLead &e) { return QVariant(e.lead.industry); }},
        {QStringLiteral("size"),
         [](const ExportedLead &e) { return e.lead.companySize ? QVariant(*e.lead.companySize) : QVariant(); }},
        {QStringLiteral("domain"), [](const ExportedLead &e) { return QVariant(e.lead.companyDomain); }},
        {QStringLiteral("city"), [](const ExportedLead &e) { return QVariant(e.lead.city); }},
        {QStringLiteral("country"), [](const ExportedLead &e) { return QVariant(e.lead.country); }},
        {QStringLiteral("phone"), [](const ExportedLead &e) { return QVariant(e.lead.phone); }},
        {QStringLiteral("website"), [](const ExportedLead &e) { return QVariant(e.lead.website); }},
        {QStringLiteral("language"), [](const ExportedLead &e) { return QVariant(e.lead.language); }},
        {QStringLiteral("notes"), [](const ExportedLead &e) { return QVariant(e.lead.notes); }},
        {QStringLiteral("tags"),
         [](const ExportedLead &e) { return QVariant(e.lead.tags.join(QStringLiteral(", "))); }},
        {QStringLiteral("status"), [](const ExportedLead &e) { return QVariant(shown(e.lead.status)); }},
        {QStringLiteral("score"),
         [](const ExportedLead &e) { return e.lead.score ? QVariant(*e.lead.score) : QVariant(); }},
        {QStringLiteral("verdict"), [](const ExportedLead &e) { return asShown("verdict", e.verdict); }},
        {QStringLiteral("verdict score"),
         [](const ExportedLead &e) { return e.verdictScore ? QVariant(*e.verdictScore) : QVariant(); }},
        {QStringLiteral("created"), [](const ExportedLead &e) { return orNothing(e.lead.createdAt); }},
        {QStringLiteral("touched"), [](const ExportedLead &e) { return orNothing(e.lead.touchedAt); }},
        {QStringLiteral("source"), [](const ExportedLead &e) { return QVariant(e.sourceName); }},
        {QStringLiteral("provider"), [](const ExportedLead &e) { return asShown("provider", e.sourceKind); }},
    };
    return all;
}

QStringList usualKeys()
{
    return {QStringLiteral("first name"), QStringLiteral("last name"), QStringLiteral("email"),
            QStringLiteral("title"),      QStringLiteral("company"),   QStringLiteral("size"),
            QStringLiteral("city"),       QStringLiteral("country"),   QStringLiteral("phone"),
            QStringLiteral("website"),    QStringLiteral("language"),  QStringLiteral("notes"),
            QStringLiteral("tags"),       QStringLiteral("status"),    QStringLiteral("score")};
}

} // namespace

ExportColumns::ExportColumns(const QStringList &keys, const QList<CustomField> &fields)
{
    QStringList wanted = keys;
    if (wanted.isEmpty()) {
        wanted = usualKeys();
        for (const CustomField &field : fields) {
            wanted << SourceStore::customField(field.key);
        }
    }
    for (const QString &key : std::as_const(wanted)) {
        const auto own = std::ranges::find_if(
            fields, [&key](const CustomField &field) { return SourceStore::customField(field.key) == key; });
        if (own != fields.cend()) {
            m_columns.append({key, own->label, *own});
        } else if (readers().contains(key)) {
            m_columns.append({key, labelOf(key), std::nullopt});
        }
    }
}

QString ExportColumns::labelOf(const QString &key)
{
    static const QHash<QString, QString> labels{{QStringLiteral("name"), tr("Name")},
                                                {QStringLiteral("first name"), tr("First name")},
                                                {QStringLiteral("last name"), tr("Last name")},
                                                {QStringLiteral("email"), tr("Email")},
                                                {QStringLiteral("email state"), tr("Address check")},
                                                {QStringLiteral("title"), tr("Title")},
                                                {QStringLiteral("company"), tr("Company")},
                                                {QStringLiteral("industry"), tr("Industry")},
                                                {QStringLiteral("size"), tr("Company size")},
                                                {QStringLiteral("domain"), tr("Company domain")},
                                                {QStringLiteral("city"), tr("City")},
                                                {QStringLiteral("country"), tr("Country")},
                                                {QStringLiteral("phone"), tr("Phone")},
                                                {QStringLiteral("website"), tr("Website")},
                                                {QStringLiteral("language"), tr("Language")},
                                                {QStringLiteral("notes"), tr("Notes")},
                                                {QStringLiteral("tags"), tr("Tags")},
                                                {QStringLiteral("status"), tr("Status")},
                                                {QStringLiteral("score"), tr("Score")},
                                                {QStringLiteral("verdict"), tr("Claude says")},
                                                {QStringLiteral("verdict score"), tr("Claude's score")},
                                                {QStringLiteral("created"), tr("Added")},
                                                {QStringLiteral("touched"), tr("Last touch")},
                                                {QStringLiteral("source"), tr("Source file")},
                                                {QStringLiteral("provider"), tr("Source")}};
    return labels.value(key);
}

QStringList ExportColumns::labels() const
{
    QStringList labels;
    for (const Column &column : m_columns) {
        labels << column.label;
    }
    return labels;
}

QVariant ExportColumns::ownValue(const CustomField &field, const QString &value)
{
    if (field.kind == FieldKind::Number) {
        bool ok = false;
        const double number = value.toDouble(&ok);
        // A number of more digits than a double holds, or written in a way of its own, leaves as it is stored.
        const bool same = ok && QString::number(number, 'f', QLocale::FloatingPointShortest) == value;
        return same ? QVariant(number) : QVariant(value);
    }
    if (field.kind == FieldKind::Date) {
        const QDate day = QDate::fromString(value, Qt::ISODate);
        return day.isValid() ? QVariant(day) : QVariant(value);
    }
    return value;
}

QVariant ExportColumns::valueOf(const ExportedLead &exported, const QString &key)
{
    const Reader read = readers().value(key);
    return read == nullptr ? QVariant() : read(exported);
}

QVariantList ExportColumns::cells(const ExportedLead &exported) const
{
    QVariantList cells;
    for (const Column &column : m_columns) {
        cells << (column.field ? ownValue(*column.field, exported.lead.custom.value(column.field->key))
                               : valueOf(exported, column.key));
    }
    return cells;
}

} // namespace AlwaysLeads
