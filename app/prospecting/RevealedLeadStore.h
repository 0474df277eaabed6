#pragma once

#include "lead/SourceStore.h"
#include "prospecting/RevealReport.h"
#include "prospecting/RevealStore.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Turns what was revealed into leads: added, merged with the one who has the address, or refused as opted out. Each
/// value keeps where it came from.
class RevealedLeadStore
{
    Q_DECLARE_TR_FUNCTIONS(RevealedLeadStore)
public:
    /// Everybody of one call; also notes in found_person what became of them.
    Result<RevealReport> keep(Connection &connection, const Reveal &reveal, const ApolloReveal &answer,
                              const QDateTime &now) const;

    /// Apollo's word for how sure an address is. Only "verified" is.
    static EmailState emailState(const QString &word);

private:
    Result<> keepOne(Connection &connection, const FoundPerson &person, const ApolloMatch &match, SourceId source,
                     const QDateTime &now, RevealReport &report) const;
    Result<LeadId> add(Connection &connection, const Lead &lead, SourceId source, const QDateTime &now) const;
    Result<> merge(Connection &connection, LeadId id, const Lead &revealed, SourceId source,
                   const QDateTime &now) const;
    /// The company by its domain, then by its name, with its gaps filled; its name is what a lead refers to.
    Result<QString> company(Connection &connection, const ApolloMatch &match, const QDateTime &now) const;
    /// Who is meant: by address, then somebody of this name there who has none.
    Result<LeadId> known(Connection &connection, const Lead &revealed) const;
    Result<SourceId> sourceOfToday(Connection &connection, const QDateTime &now) const;
    Result<QString> linkedInKey(Connection &connection) const;
};

} // namespace AlwaysLeads
