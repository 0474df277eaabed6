#pragma once

#include "lead/CompanyStore.h"
#include "lead/CustomFieldStore.h"
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
    /// Found by its name, or made: then it has the domain and the size.
    Result<CompanyId> companyNamed(const QString &name, const QString &domain, std::optional<qint64> size);
    Result<qint64> tagNamed(const QString &name);
    /// Gives the company a size, as the rule says, and notes it for undo.
    Result<> setSize(CompanyId company, std::optional<qint64> size, bool overwrites, QJsonObject &before);

    Connection &m_connection;
    const ImportPlan m_plan;
    const QDateTime m_now;
    ImportJudge m_judge;
    LeadStore m_leads;
    CompanyStore m_companyStore;
    TagStore m_tagStore;
    CustomFieldStore m_fieldStore;
    ImportStore m_imports;
    SourceStore m_sources;
    std::unique_ptr<ImportRowStore> m_rows;
    PeopleOfFile m_people; ///< only while the judge need not ask the database
    ImportId m_id;
    SourceId m_source;
    ImportCounts m_counts;
    bool m_hasCompanies = true; ///< of others than this import
    QHash<quint64, CompanyId> m_companies; ///< by a hash of the name
    std::unordered_set<qint64> m_sized; ///< companies whose size is known
    QHash<QString, qint64> m_tags;
    QHash<QString, qint64> m_fields; ///< by key
    std::vector<qint64> m_madeFields;
    std::vector<qint64> m_madeTags;
};

} // namespace AlwaysLeads
