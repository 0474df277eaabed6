#pragma once

#include "lead/Lead.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

struct Source;
using SourceId = Id<Source>;
struct Import;
using ImportId = Id<Import>;

enum class SourceKind { File, Paste, Apollo, Person, Claude };
/// The word in the database: "file".
QString toWord(SourceKind kind);

/// Where values came from, at one moment: a file, a paste, a service, a person.
struct Source
{
    SourceId id;
    SourceKind kind = SourceKind::Person;
    QString name; ///< "spedition-2026.csv"; empty where the kind says it all
    ImportId import; ///< null: it did not come by an import
    QDateTime at;

    bool operator==(const Source &) const = default;
};
/// "spedition-2026.csv", "Pasted rows", "Apollo", "Typed by hand", "Claude"
QString shown(const Source &source);

/// A source and the place in it.
struct Origin
{
    Source source;
    qint64 row = 0; ///< of the file; 0: it has no rows

    bool operator==(const Origin &) const = default;
};
/// "spedition-2026.csv, row 214"
QString shown(const Origin &origin);

/// Where each value of one lead came from.
class Origins
{
public:
    /// `fact` is a LeadFact::name, "notes" or "tags". Nothing when it is not known, as for a lead of an older version.
    /// "name" is where the last name came from.
    std::optional<Origin> of(const QString &fact) const;
    /// Where the lead itself came from.
    const std::optional<Origin> &lead() const { return m_lead; }
    /// Every source that gave something, each once.
    QList<Source> sources() const;

private:
    friend class SourceStore;
    std::optional<Origin> m_lead;
    QMap<QString, Origin> m_fields; ///< by field_source.field
};

/// The rows of source and field_source, and lead.source_id. A lead's own source holds for each of its fields that
/// field_source does not name.
class SourceStore
{
    Q_DECLARE_TR_FUNCTIONS(SourceStore)
public:
    /// How field_source names a value: as LeadFact does, a custom field as "custom:trucks".
    static QString customField(const QString &key);

    /// Ignores `id`.
    Result<SourceId> add(Connection &connection, const Source &source) const;
    /// Where the lead as a whole came from. `row` 0: the source has no rows.
    Result<> setLead(Connection &connection, LeadId lead, SourceId source, qint64 row = 0) const;
    /// Where one value came from, now that it was filled in or changed. `field` is "title", "notes", "tags" or
    /// customField().
    Result<> setField(Connection &connection, LeadId lead, const QString &field, SourceId source, qint64 row = 0) const;
    /// The lead's own source holds for the field again.
    Result<> clearField(Connection &connection, LeadId lead, const QString &field) const;
    /// What field_source says of one field: the source's id and its row. Null ids when it says nothing.
    Result<std::pair<SourceId, qint64>> fieldSource(Connection &connection, LeadId lead, const QString &field) const;

    Result<Origins> of(Connection &connection, LeadId lead) const;
    /// Takes away the sources of an import that nothing came from any more.
    Result<> removeUnusedOf(Connection &connection, ImportId import) const;
};

} // namespace AlwaysLeads
