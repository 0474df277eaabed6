#pragma once

#include "lead/CompanyStore.h"
#include "lead/ImportPlan.h"
#include "storage/BulkInsert.h"

#include <QJsonObject>

#include <functional>
#include <memory>
#include <unordered_set>

namespace AlwaysLeads {

/// Writes the rows of one import, a million of them if need be: the people, their line of the full-text index, and what
/// was done. Lives inside the import's transaction.
class ImportRowStore
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
public:
    /// `empty`: there are no leads yet, and nothing but this import looks into their tables until finish().
    static Result<std::unique_ptr<ImportRowStore>> begin(Connection &connection, ImportId id, SourceId source,
                                                         const QDateTime &now, bool empty);
    ~ImportRowStore();
    ImportRowStore(const ImportRowStore &) = delete;
    ImportRowStore &operator=(const ImportRowStore &) = delete;
    /// Writes the full-text index and brings back what was put aside. `goesOn` hears how many people are in
    /// the index and is false when it shall stop (Cancelled).
    Result<> finish(const std::function<bool(qint64 indexed)> &goesOn);

    /// The address is free and the company known; tags and custom values are not written.
    Result<LeadId> insert(const Lead &lead, CompanyId company, qint64 row);
    /// Somebody whose line of the full-text index is there already: a merge wrote it.
    void noteIndexed(LeadId lead) { m_indexed.insert(lead.value()); }
    Result<> setCustom(LeadId lead, qint64 field, const QString &value);
    Result<> addTag(LeadId lead, qint64 tag);
    /// A company of this name that was not there; it has the domain when no other has.
    Result<CompanyId> addCompany(const QString &name, const CompanyDetails &details);
    /// Those who were added without anything else to note are noted by finish().
    Result<> note(qint64 row, ImportFate fate, LeadId lead, const QJsonObject &before, const QString &reason);

private:
    ImportRowStore(Connection &connection, ImportId id, SourceId source, const QDateTime &now);
    Result<> prepare();
    static void bindId(BulkInsert &statement, qint64 fresh);
    Result<> putAside();
    Result<> setIndexBuffer(qint64 bytes);
    Result<> noteAdded();
    Result<> noteToScore();
    Result<> indexPeople(const std::function<bool(qint64 indexed)> &goesOn);

    Connection &m_connection;
    const ImportId m_id;
    const SourceId m_source;
    const qint64 m_now;
    QStringList m_setAside; ///< indices and a trigger: what makes them again
    qint64 m_first = 0; ///< the id of the first new person
    qint64 m_freshLead = 0; ///< the id that nobody had yet; 0: it is given
    qint64 m_freshCompany = 0;
    std::unordered_set<qint64> m_indexed;
    std::optional<BulkInsert> m_lead;
    std::optional<BulkInsert> m_custom;
    std::optional<BulkInsert> m_tag;
    std::optional<BulkInsert> m_company;
    std::optional<BulkInsert> m_row;
};

} // namespace AlwaysLeads
