#pragma once

#include "lead/CompanyStore.h"
#include "lead/CustomFieldStore.h"
#include "lead/ImportJudge.h"
#include "lead/ImportStore.h"
#include "lead/TagStore.h"

namespace AlwaysLeads {

/// Carries out an import inside one transaction, row after row.
class ImportWriter
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
public:
    ImportWriter(Connection &connection, const ImportPlan &plan, const QDateTime &now);

    Result<ImportId> begin(const QString &file);
    Result<> write(const ImportCandidate &candidate);
    Result<> finish();
    const ImportCounts &counts() const { return m_counts; }

private:
    Result<> add(const ImportCandidate &candidate);
    Result<> merge(const ImportCandidate &candidate, LeadId existing);
    Result<CompanyId> companyNamed(const QString &name);
    Result<qint64> tagNamed(const QString &name);
    /// Fills in the size of a company that has none and notes it for undo.
    Result<> fillSize(CompanyId company, std::optional<qint64> size, QJsonObject &before);

    Connection &m_connection;
    const ImportPlan m_plan;
    const QDateTime m_now;
    ImportJudge m_judge;
    LeadStore m_leads;
    CompanyStore m_companyStore;
    TagStore m_tagStore;
    CustomFieldStore m_fieldStore;
    ImportStore m_imports;
    ImportId m_id;
    ImportCounts m_counts;
    QHash<QString, CompanyId> m_companies;
    QHash<QString, qint64> m_tags;
    QHash<QString, qint64> m_fields; ///< by key
};

} // namespace AlwaysLeads
