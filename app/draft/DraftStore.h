#pragma once

#include "draft/Draft.h"
#include "draft/DraftRow.h"
#include "storage/Connection.h"

#include <QCoreApplication>
#include <QHash>

#include <optional>
#include <span>

namespace AlwaysLeads {

/// Numbers of drafts by state.
using DraftStateCounts = QHash<DraftState, int>;

/// The SQL of drafts. Every method runs on a database thread, inside its caller's transaction.
class DraftStore
{
    Q_DECLARE_TR_FUNCTIONS(DraftStore)
public:
    Result<DraftId> add(Connection &connection, const Draft &draft) const;
    Result<Draft> find(Connection &connection, DraftId id) const;
    /// The draft of a person for a step, of whatever version: there is never more than one.
    Result<std::optional<Draft>> findFor(Connection &connection, LeadId lead, StepId step) const;
    /// Null `campaign`: of all.
    Result<QList<Draft>> list(Connection &connection, std::span<const DraftState> states,
                              CampaignId campaign = {}) const;
    /// Rows for the queue, without marks: grouped by campaign, best score first.
    Result<QList<DraftRow>> rows(Connection &connection, std::span<const DraftState> states,
                                 CampaignId campaign = {}) const;
    Result<DraftStateCounts> counts(Connection &connection, CampaignId campaign = {}) const;
    /// Writes all columns but lead, campaign, step, message_id and due_at.
    Result<> save(Connection &connection, const Draft &draft) const;
    Result<> setState(Connection &connection, DraftId id, DraftState state, const QString &reason,
                      const QDateTime &now) const;
    Result<bool> anyOf(Connection &connection, StepId step, int version) const;
    Result<> addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts) const;
};

} // namespace AlwaysLeads
