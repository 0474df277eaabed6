#pragma once

#include "draft/ApprovalLog.h"
#include "draft/ApprovedDraftSink.h"
#include "draft/DraftStore.h"

#include <QCoreApplication>

#include <optional>

namespace AlwaysLeads {

/// A decision and what was before it.
struct Decision
{
    Draft before;
    DraftState after = DraftState::Ready;
};

/// Approvals and what ends them, each inside one transaction. Runs on a database thread.
class Decisions
{
    Q_DECLARE_TR_FUNCTIONS(Decisions)
public:
    explicit Decisions(ApprovedDraftSink &sink)
        : m_sink(sink)
    {
    }

    Result<Decision> approve(Connection &connection, DraftId id, const QByteArray &shownHash,
                             const QDateTime &now) const;
    /// Without anybody having read it, because its campaign was switched to that. Nothing when it has to be read after
    /// all: an objection, a claim without a fact, a bad copy check.
    Result<std::optional<Decision>> approveAutomatically(Connection &connection, DraftId id,
                                                         const QDateTime &now) const;
    /// A person says that a sentence is true, whatever the facts hold. NotFound: it is not in the draft any more.
    Result<Draft> confirm(Connection &connection, DraftId id, const QString &sentence, const QDateTime &now) const;
    /// Skipped or rejected; an approval ends and its waiting mail is taken back.
    Result<Decision> setAside(Connection &connection, DraftId id, DraftState state, const QDateTime &now) const;
    /// Takes an approval back, so that the text can change. Does nothing to drafts without one.
    Result<Draft> reopen(Connection &connection, DraftId id, const QDateTime &now) const;
    /// Ends an approval, so that a person reads the draft. False: there is none, or its mail is leaving.
    Result<bool> bringBack(Connection &connection, DraftId id, const QString &why, const QDateTime &now) const;
    Result<Draft> edit(Connection &connection, DraftId id, const QString &subject, const QString &body,
                       const QDateTime &now) const;
    /// The text that Claude wrote while a person changed the draft comes in the place of theirs, to be read.
    Result<Draft> takeOffer(Connection &connection, DraftId id, const QDateTime &now) const;
    Result<> undo(Connection &connection, const Decision &decision, const QDateTime &now) const;
    /// Approved drafts whose approval no longer holds.
    Result<QList<DraftId>> lapsing(Connection &connection) const;
    /// Ends this approval if it no longer holds. True when it did end.
    Result<bool> lapse(Connection &connection, DraftId id, const QDateTime &now) const;

private:
    Result<Decision> grant(Connection &connection, DraftMessage built, ApprovalEntry::Act act,
                           const QDateTime &now) const;
    static Result<DraftMessage> asShown(Connection &connection, const Draft &draft, const QByteArray &shownHash);
    /// What ended the approval, or nothing.
    Result<QString> change(Connection &connection, const Draft &draft) const;
    Result<> takeBack(Connection &connection, const Draft &draft, const QString &why, const QDateTime &now) const;
    /// The same, and the draft has to be read again; it is not saved yet.
    Result<> endApproval(Connection &connection, Draft &draft, const QString &why, const QDateTime &now) const;

    ApprovedDraftSink &m_sink;
    DraftStore m_store;
    ApprovalLog m_log;
};

} // namespace AlwaysLeads
