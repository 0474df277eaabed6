#pragma once

#include "lead/CustomFieldStore.h"
#include "lead/ImportCompanies.h"
#include "lead/ImportJudge.h"
#include "lead/ImportRowStore.h"
#include "lead/ImportStore.h"
#include "lead/SourceStore.h"
#include "lead/TagStore.h"

#include <memory>
#include <vector>

namespace AlwaysLeads {

struct ImportMerge;

/// Carries out an import inside one transaction, row after row.
class ImportWriter
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
public:
    ImportWriter(Connection &connection, const ImportPlan &plan, const QDateTime &now);

    Result<ImportId> begin(const QString &file);
    Result<> write(const ImportCandidate &candidate);
    /// `goesOn` as in ImportRowStore::finish().
    Result<> finish(const std::function<bool(qint64 indexed)> &goesOn);
    const ImportCounts &counts() const { return m_counts; }

private:
    Result<> makeFields();
    Result<> add(const ImportCandidate &candidate);
    Result<> addTags(LeadId lead, const QStringList &names);
    Result<> merge(const ImportCandidate &candidate, LeadId existing);
    Result<> saveMerge(const Lead &before, ImportMerge &merge, qint64 row);
    Result<qint64> tagNamed(const QString &name);

    Connection &m_connection;
    const ImportPlan m_plan;
    const QHash<QString, QString> m_labels; ///< of the person's own fields, by key
    const QDateTime m_now;
    ImportJudge m_judge;
    LeadStore m_leads;
    TagStore m_tagStore;
    CustomFieldStore m_fieldStore;
    ImportStore m_imports;
    SourceStore m_sources;
    std::unique_ptr<ImportRowStore> m_rows;
    PeopleOfFile m_people; ///< only while the judge need not ask the database
    ImportId m_id;
    SourceId m_source;
    ImportCounts m_counts;
    std::optional<ImportCompanies> m_companies;
    QHash<QString, qint64> m_tags;
    QHash<QString, qint64> m_fields; ///< by key
    std::vector<qint64> m_madeFields;
    std::vector<qint64> m_madeTags;
};

} // namespace AlwaysLeads
