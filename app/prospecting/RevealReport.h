#pragma once

#include "lead/Lead.h"

#include <QCoreApplication>

#include <optional>

namespace AlwaysLeads {

/// What became of a reveal.
struct RevealReport
{
    Q_DECLARE_TR_FUNCTIONS(RevealReport)
public:
    int added = 0;
    int merged = 0;
    int verified = 0; ///< of those added or merged
    int risky = 0;
    int unchecked = 0;
    int withoutAddress = 0; ///< added or merged, but Apollo had no address
    int optedOut = 0; ///< turned out to have said no: not added
    int notFound = 0;
    int skipped = 0; ///< known already: not asked for
    int unknown = 0; ///< asked for, no answer
    int notAsked = 0; ///< cancelled or stopped before them
    qint64 creditMillis = 0;
    QList<LeadId> leads;
    bool cancelled = false;
    std::optional<Error> problem;

    int revealed() const { return added + merged + optedOut; }
    RevealReport &operator+=(const RevealReport &more);
    /// "20 revealed: 18 verified, 2 risky. 20 credits."
    QString sentence() const;
    bool operator==(const RevealReport &) const = default;
};

/// "12", "0.5"
QString shownCredits(qint64 millis);

} // namespace AlwaysLeads
