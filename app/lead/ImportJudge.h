#pragma once

#include "lead/ImportCandidate.h"
#include "lead/ImportMatchStore.h"
#include "lead/LeadStore.h"
#include "suppression/SuppressionStore.h"

namespace AlwaysLeads {

/// Decides what happens to a row, by what is in the database now and stood above in the file: a preview and the import
/// itself ask the same judge. Duplicates are found by address, then by person and company.
class ImportJudge
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
public:
    struct Verdict
    {
        ImportFate fate = ImportFate::New;
        LeadId existing; ///< of a merge with somebody in the database
        std::optional<qint64> ofFile; ///< of a merge with somebody further up: the number that PeopleOfFile has
        QString refusal;
        ColumnTarget faulty = ColumnTarget::DoNotImport;
        bool saidNo = false; ///< refused because this person must not be written to
    };

    explicit ImportJudge(Connection &connection);

    /// Whether there was nobody in the database when this was asked first.
    Result<bool> startsEmpty() const;
    /// The database need not be asked: `above` holds all people there are. Known after startsEmpty().
    bool usesFileOnly() const { return m_startsEmpty.value_or(false); }

    /// `above`: the people of the file so far, or null.
    Result<Verdict> judge(const ImportCandidate &candidate, const PeopleOfFile *above) const;

private:
    Result<std::optional<Verdict>> suppressed(const Lead &lead) const;
    Result<std::optional<Verdict>> known(const ImportCandidate &candidate, const PeopleOfFile *above) const;
    Result<std::optional<Verdict>> samePerson(const ImportCandidate &candidate) const;

    Connection &m_connection;
    LeadStore m_leads;
    SuppressionStore m_suppression;
    ImportMatchStore m_matches;
    mutable std::optional<SuppressionSieve> m_sieve;
    mutable std::optional<bool> m_startsEmpty;
};

} // namespace AlwaysLeads
