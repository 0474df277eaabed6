#include "draft/Decisions.h"

#include "draft/ApprovedStates.h"
#include "draft/DraftMessage.h"
#include "draft/FormatChange.h"

#include <utility>

// The part of Decisions that ends approvals which no longer hold.

namespace AlwaysLeads {

Result<QString> Decisions::change(Connection &connection, const Draft &draft) const
{
    Result<DraftMessage> built = DraftMessages().build(connection, draft);
    if (!built) {
        if (built.error().kind == ErrorKind::Invalid || built.error().kind == ErrorKind::NotFound) {
            return built.error().message;
        }
        return failureOf(std::move(built));
    }
    return DraftMessages::changeSinceApproval(*built);
}

Result<QList<DraftId>> Decisions::lapsing(Connection &connection) const
{
    Result<QList<Draft>> drafts = m_store.list(connection, approvedStates);
    if (!drafts) {
        return failureOf(std::move(drafts));
    }
    QList<DraftId> ids;
    for (const Draft &draft : std::as_const(*drafts)) {
        Result<QString> changed = change(connection, draft);
        if (!changed) {
            return failureOf(std::move(changed));
        }
        if (!changed->isEmpty()) {
            ids.append(draft.id);
        }
    }
    return ids;
}

Result<bool> Decisions::lapse(Connection &connection, DraftId id, const QDateTime &now) const
{
    Result<Draft> draft = m_store.find(connection, id);
    if (!draft) {
        return failureOf(std::move(draft));
    }
    if (!isApproved(*draft)) {
        return false;
    }
    Result<QString> changed = change(connection, *draft);
    if (!changed) {
        return failureOf(std::move(changed));
    }
    if (changed->isEmpty()) {
        return false;
    }
    if (Result<> taken = takeBack(connection, *draft, *changed, now); !taken) {
        // It is leaving or may have left: the ledger, not the approval, says what becomes of it.
        return taken.error().kind == ErrorKind::Refused ? Result<bool>(false) : failureOf(std::move(taken));
    }
    if (Result<> logged = m_log.note(connection, *draft, ApprovalEntry::Act::Lapsed, *changed, now); !logged) {
        return failureOf(std::move(logged));
    }
    Result<> lapsed = m_store.setState(connection, id, DraftState::Lapsed, *changed, now);
    if (lapsed && draft->state == DraftState::Queued) { // until now it could have left as it was
        lapsed = FormatChange(DraftMessages::approvedFormat(*draft)).follow(connection, id, now);
    }
    return lapsed ? Result<bool>(true) : failureOf(std::move(lapsed));
}

} // namespace AlwaysLeads
