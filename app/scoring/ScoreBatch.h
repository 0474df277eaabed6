#pragma once

#include "scoring/ScoreStore.h"

#include <QDateTime>

namespace AlwaysLeads {

/// What became of some people in one transaction.
struct ScoredBatch
{
    qint64 looked = 0;
    LeadId last; ///< the highest id that was looked at
    QList<LeadId> changed; ///< whose score, parts or reasons are others now
};

/// Scores these people by the newest rules and keeps what is new. Everything is read and written in the caller's
/// transaction, so that no change made meanwhile can be missed. `fallback` are the rules when none were ever saved.
Result<ScoredBatch> scoreThem(Connection &connection, const std::vector<LeadId> &ids, const ScoreRules &fallback,
                              const QDateTime &now);

/// The people at the head of the list of those who changed; they leave the list.
Result<ScoredBatch> scoreStale(Connection &connection, int most, const ScoreRules &fallback, const QDateTime &now);

} // namespace AlwaysLeads
