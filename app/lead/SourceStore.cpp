#include "lead/SourceStore.h"

#include "base/Words.h"
#include "storage/FreshId.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr std::array<std::pair<SourceKind, const char *>, 5> kindWords{{{SourceKind::File, "file"},
                                                                        {SourceKind::Paste, "paste"},
                                                                        {SourceKind::Apollo, "apollo"},
                                                                        {SourceKind::Person, "person"},
                                                                        {SourceKind::Claude, "claude"}}};

QVariant rowOrNull(qint64 row)
{
    return row > 0 ? QVariant(row) : QVariant();
}

/// The columns id, kind, name, import_id, at from `first` on, and the row behind them.
Origin originAt(const Query &row, int first)
{
    Origin origin;
    origin.source.id = SourceId(row.number(first));
    origin.source.kind = valueOf(kindWords, row.text(first + 1)).value_or(SourceKind::Person);
    origin.source.name = row.text(first + 2);
    origin.source.import = ImportId(row.number(first + 3));
    origin.source.at = row.time(first + 4);
    origin.row = row.number(first + 5);
    return origin;
}

Result<> done(Result<qint64> changed)
{
    return changed ? Result<>() : Result<>(failureOf(std::move(changed)));
}

} // namespace

QString toWord(SourceKind kind)
{
    return wordOf(kindWords, kind);
}

QString shown(const Source &source)
{
    if (!source.name.isEmpty()) {
        return source.name;
    }
    switch (source.kind) {
    case SourceKind::File:
        return SourceStore::tr("A file");
    case SourceKind::Paste:
        return SourceStore::tr("Pasted rows");
    case SourceKind::Apollo:
        return SourceStore::tr("Apollo");
    case SourceKind::Person:
        return SourceStore::tr("Typed by hand");
    case SourceKind::Claude:
        return SourceStore::tr("Claude");
    }
    Q_UNREACHABLE();
}

QString shown(const Origin &origin)
{
    const QString source = shown(origin.source);
    return origin.row > 0 ? SourceStore::tr("%1, row %2").arg(source, QString::number(origin.row)) : source;
}

std::optional<Origin> Origins::of(const QString &fact) const
{
    const QString field = fact == QLatin1String("name") ? QStringLiteral("last name") : fact;
    for (const QString &name : {field, SourceStore::customField(field)}) {
        if (const auto found = m_fields.constFind(name); found != m_fields.cend()) {
            return *found;
        }
    }
    return m_lead;
}

QList<Source> Origins::sources() const
{
    QList<Source> all;
    const auto note = [&all](const Source &source) {
        if (!all.contains(source)) {
            all << source;
        }
    };
    if (m_lead) {
        note(m_lead->source);
    }
    for (const Origin &origin : m_fields) {
        note(origin.source);
    }
    return all;
}

QString SourceStore::customField(const QString &key)
{
    return QStringLiteral("custom:") + key;
}

Result<SourceId> SourceStore::add(Connection &connection, const Source &source) const
{
    return connection
        .insert(QStringLiteral("INSERT INTO source (id, kind, name, import_id, at) VALUES (%1, ?, ?, ?, ?)")
                    .arg(freshId("source")),
                {toWord(source.kind), source.name,
                 source.import.isNull() ? QVariant() : QVariant(source.import.value()), source.at})
        .map([](qint64 id) { return SourceId(id); });
}

Result<> SourceStore::setLead(Connection &connection, LeadId lead, SourceId source, qint64 row) const
{
    return done(connection.run(QStringLiteral("UPDATE lead SET source_id = ?, source_row = ? WHERE id = ?"),
                               {source.value(), rowOrNull(row), lead.value()}));
}

Result<> SourceStore::setField(Connection &connection, LeadId lead, const QString &field, SourceId source,
                               qint64 row) const
{
    return done(connection.run(
        QStringLiteral("INSERT INTO field_source (lead_id, field, source_id, row) VALUES (?, ?, ?, ?) ON CONFLICT "
                       "(lead_id, field) DO UPDATE SET source_id = excluded.source_id, row = excluded.row"),
        {lead.value(), field, source.value(), rowOrNull(row)}));
}

Result<> SourceStore::clearField(Connection &connection, LeadId lead, const QString &field) const
{
    return done(connection.run(QStringLiteral("DELETE FROM field_source WHERE lead_id = ? AND field = ?"),
                               {lead.value(), field}));
}

Result<std::pair<SourceId, qint64>> SourceStore::fieldSource(Connection &connection, LeadId lead,
                                                             const QString &field) const
{
    Result<Query> row =
        connection.query(QStringLiteral("SELECT source_id, row FROM field_source WHERE lead_id = ? AND field = ?"),
                         {lead.value(), field});
    if (!row) {
        return failureOf(std::move(row));
    }
    std::pair<SourceId, qint64> found{};
    if (row->next()) {
        found = {SourceId(row->number(0)), row->number(1)};
    }
    return row->outcome(found);
}

Result<Origins> SourceStore::of(Connection &connection, LeadId lead) const
{
    Origins origins;
    {
        Result<Query> own =
            connection.query(QStringLiteral("SELECT source.id, kind, name, import_id, at, source_row FROM lead "
                                            "JOIN source ON source.id = source_id WHERE lead.id = ?"),
                             {lead.value()});
        if (!own) {
            return failureOf(std::move(own));
        }
        if (own->next()) {
            origins.m_lead = originAt(*own, 0);
        }
        if (Result<int> read = own->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT source.id, kind, name, import_id, at, row, field FROM field_source "
                                        "JOIN source ON source.id = source_id WHERE lead_id = ?"),
                         {lead.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    while (rows->next()) {
        origins.m_fields.insert(rows->text(6), originAt(*rows, 0));
    }
    return rows->outcome(origins);
}

Result<> SourceStore::removeUnusedOf(Connection &connection, ImportId import) const
{
    return done(connection.run(
        QStringLiteral("DELETE FROM source WHERE import_id = ? AND NOT EXISTS (SELECT 1 FROM lead WHERE source_id = "
                       "source.id) AND NOT EXISTS (SELECT 1 FROM field_source WHERE source_id = source.id)"),
        {import.value()}));
}

} // namespace AlwaysLeads
