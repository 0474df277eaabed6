#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

#include <optional>
#include <span>

namespace AlwaysLeads {

/// The SQL of drafts. Every method runs on a database thread, inside its caller's transaction.
class DraftStore
{
public:
    Result<DraftId> add(Connection &connection, const Draft &draft) const;
    Result<Draft> find(Connection &connection, DraftId id) const;
    /// The draft of a person for a step, of whatever version: there is never more than one.
    Result<std::optional<Draft>> findFor(Connection &connection, LeadId lead, StepId step) const;
    /// Null `campaign`: of all. Best score first.
    Result<QList<Draft>> list(Connection &connection, std::span<const DraftState> states,
                              CampaignId campaign = {}) const;
    /// Writes all columns but lead, campaign, step and message_id.
    Result<> save(Connection &connection, const Draft &draft) const;
    Result<> setState(Connection &connection, DraftId id, DraftState state, const QString &reason,
                      const QDateTime &now) const;
    /// Millionths of a US dollar that Claude took for this draft.
    Result<qint64> cost(Connection &connection, DraftId id) const;
};

} // namespace AlwaysLeads
