#pragma once

#include "lead/ImportCandidate.h"
#include "lead/LeadStore.h"
#include "suppression/SuppressionStore.h"

#include <QHash>

namespace AlwaysLeads {

/// Decides what happens to a row, by what is in the database now: a preview and the import itself ask the same judge.
class ImportJudge
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
public:
    struct Verdict
    {
        ImportFate fate = ImportFate::New;
        LeadId existing; ///< of a merge
        QString refusal;
        ColumnTarget faulty = ColumnTarget::DoNotImport;
    };

    explicit ImportJudge(Connection &connection);

    Result<Verdict> judge(const ImportCandidate &candidate) const;

private:
    Result<bool> anySuppressed() const;
    Result<LeadId> byNameAndCompany(const Lead &lead) const;

    Connection &m_connection;
    LeadStore m_leads;
    SuppressionStore m_suppression;
    mutable std::optional<bool> m_anySuppressed;
};

/// The people of one file so far, for a preview, which writes nothing that could be found again.
class PeopleOfFile
{
public:
    /// The row of the same person further up; nothing when there is none, and then this row is remembered.
    std::optional<qint64> seenIn(const ImportCandidate &candidate);

private:
    QHash<QString, qint64> m_rows;
};

} // namespace AlwaysLeads
