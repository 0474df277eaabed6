#pragma once

#include "lead/BulkProgress.h"
#include "lead/CompanyStore.h"
#include "lead/ImportStore.h"
#include "lead/LeadEraseStore.h"
#include "lead/LeadStore.h"
#include "lead/SourceStore.h"

#include <vector>

namespace AlwaysLeads {

/// Takes an import back inside one transaction: removes whom it added, and takes out of merged leads what it filled in.
/// Whatever was done to a lead since stays.
class ImportReversal
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
public:
    /// `report` is told how many rows are taken back; a stop leaves the import as it was (ErrorKind::Cancelled).
    ImportReversal(Connection &connection, const QDateTime &now, BulkListener report = {}, std::stop_token stop = {});

    Result<ImportUndo> undo(ImportId id);
    /// Its companies, fields, tags and source that nobody has.
    Result<> removeUnused(const PastImport &import);

private:
    Result<> takeBackAdded(const QList<LeadId> &leads, const PastImport &import);
    Result<> takeBackMerged(const ImportStore::Row &row, const PastImport &import);
    Result<> takeBackSources(const ImportStore::Row &row, const QStringList &fields);
    QString sentence() const;

    Connection &m_connection;
    const QDateTime m_now;
    const BulkListener m_report;
    const std::stop_token m_stop;
    LeadStore m_leads;
    LeadEraseStore m_erase;
    CompanyStore m_companies;
    ImportStore m_imports;
    SourceStore m_sources;
    ImportUndo m_undo;
    std::vector<qint64> m_gone; ///< people whose lines in the full-text index are still to be taken away
};

} // namespace AlwaysLeads
